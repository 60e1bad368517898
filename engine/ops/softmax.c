/* Softmax over the last axis: y_i = e^(x_i − m) / Σ e^(x_j − m), m the largest x, so that nothing overflows
 * (torch.nn.Softmax). dx_i = y_i (dy_i − Σ dy_j y_j). */
#include "elementwise.h"
#include "op-rows.h"

#include <math.h>

static void
softmax_row (double *y, const double *x, gsize n)
{
  double largest = x[0];
  double sum = 0;

  for (gsize i = 1; i < n; i++)
    largest = MAX (largest, x[i]);
  for (gsize i = 0; i < n; i++)
    sum += y[i] = exp (x[i] - largest);
  for (gsize i = 0; i < n; i++)
    y[i] /= sum;
}

static void
softmax_row_backward (double *dx, const double *y, const double *dy, gsize n)
{
  double sum = 0;

  for (gsize i = 0; i < n; i++)
    sum += dy[i] * y[i];
  for (gsize i = 0; i < n; i++)
    dx[i] = y[i] * (dy[i] - sum);
}

static void
forward (const NnStep *step, const NnRun *run)
{
  const gsize n = step->in[0].shape.dim[step->in[0].shape.rank - 1];
  const gsize total = run->rows * step->in[0].size;
  const double *x = step->in[0].data;
  double *y = step->out[0].data;

  for (gsize at = 0; at < total; at += n)
    softmax_row (y + at, x + at, n);
}

static void
backward (const NnStep *step, const NnRun *run)
{
  const gsize n = step->in[0].shape.dim[step->in[0].shape.rank - 1];
  const gsize total = run->rows * step->in[0].size;
  const double *y = step->out[0].data;
  const double *dy = step->d_out[0].data;
  double *dx = step->d_in[0].data;

  for (gsize at = 0; dx != NULL && at < total; at += n)
    softmax_row_backward (dx + at, y + at, dy + at, n);
}

const NnOp nn_op_softmax = {
  .id = "softmax",
  .n_in = 1,
  .n_out = 1,
  .reads_out = NN_OPERAND (0),
  .shape = nn_elementwise_shape,
  .reference = { forward, backward },
};
