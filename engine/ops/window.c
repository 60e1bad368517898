#include "window.h"

#include "text.h"

gint64
nn_axis_span (const NnAxis *axis)
{
  return axis->dilation * (axis->kernel - 1) + 1;
}

NnAxis
nn_window_axis (const double *arg, guint direction, gint64 in, gint64 kernel)
{
  NnAxis axis = {
    .in = in,
    .kernel = kernel,
    .stride = arg[NN_WINDOW_STRIDE + direction],
    .before = arg[NN_WINDOW_BEFORE + direction],
    .after = arg[NN_WINDOW_AFTER + direction],
    .dilation = arg[NN_WINDOW_DILATION + direction],
  };
  const gint64 room = in + axis.before + axis.after - nn_axis_span (&axis);

  axis.out = axis.stride > 0 && room >= 0 ? room / axis.stride + 1 : 0;
  return axis;
}

gboolean
nn_window_fits (const NnAxis axis[2], GError **error)
{
  for (guint i = 0; i < 2; i++)
    if (axis[i].stride < 1 || axis[i].dilation < 1 || axis[i].kernel < 1)
      {
        g_set_error (error, NN_ERROR, NN_ERROR_NETWORK, _("A window of size, stride or dilation 0 cannot slide."));
        return FALSE;
      }
    else if (axis[i].out < 1)
      {
        g_set_error (error, NN_ERROR, NN_ERROR_NETWORK,
                     _("A window that spans %" G_GINT64_FORMAT " does not fit into %" G_GINT64_FORMAT "."),
                     nn_axis_span (&axis[i]), axis[i].in + axis[i].before + axis[i].after);
        return FALSE;
      }
  return TRUE;
}
