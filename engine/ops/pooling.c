#include "pooling.h"

#include "text.h"

NnPooling
nn_pooling (const double *arg, const NnShape *in)
{
  NnPooling pooling = { .channels = in->dim[2] };

  for (guint i = 0; i < 2; i++)
    {
      const gint64 kernel = arg[NN_POOL_KERNEL + i];

      pooling.axis[i] = nn_window_axis (arg, i, in->dim[i], kernel > 0 ? kernel : in->dim[i]);
    }
  return pooling;
}

NnPoolPlace
nn_pooling_place (const NnPooling *pooling, gint64 oy, gint64 ox)
{
  const gint64 o[2] = { oy, ox };
  NnPoolPlace place;

  for (guint i = 0; i < 2; i++)
    {
      const NnAxis *axis = &pooling->axis[i];

      place.first[i] = nn_axis_dot (axis, o[i], 0);
      place.end[i] = MIN (place.first[i] + nn_axis_span (axis), axis->in);
      while (place.first[i] < 0)
        place.first[i] += axis->dilation;
    }
  return place;
}

/* As PyTorch counts: padding belongs to the window, but what sticks out beyond the padding does not. */
double
nn_pooling_share (const NnPooling *pooling, const double *arg, gint64 oy, gint64 ox)
{
  const NnPoolPlace place = nn_pooling_place (pooling, oy, ox);

  if (arg[NN_POOL_COUNTS_PADDING] != 0)
    return 1.0 / (pooling->axis[0].kernel * pooling->axis[1].kernel);
  return 1.0 / ((place.end[0] - place.first[0]) * (place.end[1] - place.first[1]));
}

gboolean
nn_pooling_shape (const double *arg, const NnShape *in, guint n_in, NnShape *out, GError **error)
{
  NnPooling pooling;

  if (in[0].rank != 3)
    {
      g_autofree char *x = nn_shape_to_string (&in[0]);

      g_set_error (error, NN_ERROR, NN_ERROR_NETWORK, _("A pool needs a picture, height × width × channels, not %s."), x);
      return FALSE;
    }
  pooling = nn_pooling (arg, &in[0]);
  if (!nn_window_fits (pooling.axis, error))
    return FALSE;
  out[0] = NN_SHAPE (pooling.axis[0].out, pooling.axis[1].out, pooling.channels);
  return TRUE;
}
