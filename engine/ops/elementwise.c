#include "elementwise.h"

gboolean
nn_elementwise_shape (const double *arg, const NnShape *in, guint n_in, NnShape *out, GError **error)
{
  out[0] = in[0];
  return TRUE;
}

void
nn_elementwise_forward (const NnStep *step, const NnRun *run, NnElementValue value)
{
  const gsize n = run->rows * step->in[0].size;
  const double *x = step->in[0].data;
  double *y = step->out[0].data;

  for (gsize i = 0; i < n; i++)
    y[i] = value (x[i]);
}

void
nn_elementwise_backward (const NnStep *step, const NnRun *run, NnElementSlope slope)
{
  const gsize n = run->rows * step->in[0].size;
  const double *x = step->op->reads_in ? step->in[0].data : NULL;
  const double *y = step->op->reads_out ? step->out[0].data : NULL;
  const double *dy = step->d_out[0].data;
  double *dx = step->d_in[0].data;

  if (dx == NULL)
    return;
  for (gsize i = 0; i < n; i++)
    dx[i] = dy[i] * slope (x != NULL ? x[i] : 0, y != NULL ? y[i] : 0);
}
