#include "loss.h"

#include "text.h"

gboolean
nn_loss_shape (const double *arg, const NnShape *in, guint n_in, NnShape *out, GError **error)
{
  if (n_in != 2 || nn_shape_size (&in[0]) != nn_shape_size (&in[1]))
    {
      g_autofree char *prediction = nn_shape_to_string (&in[0]);
      g_autofree char *target = nn_shape_to_string (&in[1]);

      g_set_error (error, NN_ERROR, NN_ERROR_NETWORK,
                   _("A prediction of %s cannot be compared with a target of %s: they need equally many numbers."),
                   prediction, target);
      return FALSE;
    }
  out[0] = NN_SHAPE (1);
  return TRUE;
}

void
nn_loss_forward (const NnStep *step, const NnRun *run, NnLossValue value)
{
  const gsize size = step->in[0].size;
  const double *x = step->in[0].data;
  const double *target = step->in[1].data;
  double *loss = step->out[0].data;

  for (gsize r = 0; r < run->rows; r++)
    {
      double sum = 0;

      for (gsize i = r * size; i < (r + 1) * size; i++)
        sum += value (x[i], target[i], step->arg);
      loss[r] = sum / size;
    }
}

void
nn_loss_backward (const NnStep *step, const NnRun *run, NnLossSlope slope)
{
  const gsize size = step->in[0].size;
  const double scale = run->scale * step->arg[0] / size;
  const double *x = step->in[0].data;
  const double *target = step->in[1].data;
  double *dx = step->d_in[0].data;

  for (gsize i = 0; dx != NULL && i < run->rows * size; i++)
    dx[i] = scale * slope (x[i], target[i], step->arg);
}
