#include "conv.h"

#include "text.h"

NnConv
nn_conv (const double *arg, const NnShape *large, const NnShape *small, const NnShape *weight)
{
  NnConv conv = {
    .large = large->dim[2],
    .small = small->dim[2],
    .groups = arg[NN_CONV_GROUPS],
    .relu = arg[NN_CONV_RELU] != 0,
  };

  for (guint i = 0; i < 2; i++)
    {
      conv.axis[i] = nn_window_axis (arg, i, large->dim[i], weight->dim[2 + i]);
      conv.axis[i].out = small->dim[i];
    }
  return conv;
}

gsize
nn_conv_large_size (const NnConv *conv)
{
  return conv->axis[0].in * conv->axis[1].in * conv->large;
}

gsize
nn_conv_small_size (const NnConv *conv)
{
  return conv->axis[0].out * conv->axis[1].out * conv->small;
}

gsize
nn_conv_taps (const NnConv *conv)
{
  return conv->axis[0].kernel * conv->axis[1].kernel;
}

double
nn_conv_flops (const NnConv *conv)
{
  return 2.0 * nn_conv_small_size (conv) * nn_conv_taps (conv) * conv->large / conv->groups;
}

gint64
nn_conv_spread (const double *arg, guint direction, gint64 in, gint64 kernel)
{
  const NnAxis axis = nn_window_axis (arg, direction, in, kernel);

  return (in - 1) * axis.stride + nn_axis_span (&axis) - axis.before - axis.after;
}

gboolean
nn_conv_fits (const double *arg, const NnShape *in, guint n_in, gboolean transposed, GError **error)
{
  const gint64 groups = arg[NN_CONV_GROUPS];
  const gint64 arriving = in[0].dim[2];
  const gint64 own = n_in > 1 && in[1].rank == 4 ? in[1].dim[transposed ? 0 : 1] * (transposed ? 1 : groups) : 0;
  const gint64 leaving = n_in > 1 && in[1].rank == 4 ? in[1].dim[transposed ? 1 : 0] * (transposed ? groups : 1) : 0;

  if (in[0].rank != 3 || own != arriving || groups < 1 || arriving % groups != 0 || leaving % groups != 0)
    {
      g_autofree char *x = nn_shape_to_string (&in[0]);
      g_autofree char *weight = nn_shape_to_string (&in[1]);

      g_set_error (error, NN_ERROR, NN_ERROR_NETWORK,
                   _("Filters of %s in %" G_GINT64_FORMAT " groups do not fit an input of %s: their channels must be the same."),
                   weight, groups, x);
      return FALSE;
    }
  if (n_in > 2 && nn_shape_size (&in[2]) != leaving)
    {
      g_autofree char *bias = nn_shape_to_string (&in[2]);

      g_set_error (error, NN_ERROR, NN_ERROR_NETWORK,
                   _("A bias of %s does not fit %" G_GINT64_FORMAT " filters: it must have one number for each."), bias,
                   leaving);
      return FALSE;
    }
  return TRUE;
}
