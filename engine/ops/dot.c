/* Dot product over the last axis: y = Σ a_i b_i, one number for each list. */
#include "merge.h"
#include "op-rows.h"

static gboolean
shape (const double *arg, const NnShape *in, guint n_in, NnShape *out, GError **error)
{
  if (!nn_merge_shape (arg, in, n_in, out, error))
    return FALSE;
  if (out[0].rank == 1)
    out[0].dim[0] = 1;
  else
    out[0].rank--;
  return TRUE;
}

static double
flops (const NnStep *step)
{
  return 2.0 * step->in[0].size;
}

static void
forward (const NnStep *step, const NnRun *run)
{
  const gsize n = step->in[0].size / step->out[0].size;
  const double *a = step->in[0].data, *b = step->in[1].data;
  double *y = step->out[0].data;

  for (gsize k = 0; k < run->rows * step->out[0].size; k++)
    {
      y[k] = 0;
      for (gsize i = k * n; i < (k + 1) * n; i++)
        y[k] += a[i] * b[i];
    }
}

static void
backward_one (double *dx, const double *other, const double *dy, gsize total, gsize n)
{
  for (gsize i = 0; dx != NULL && i < total; i++)
    dx[i] = dy[i / n] * other[i];
}

static void
backward (const NnStep *step, const NnRun *run)
{
  const gsize n = step->in[0].size / step->out[0].size, total = run->rows * step->in[0].size;

  backward_one (step->d_in[0].data, step->in[1].data, step->d_out[0].data, total, n);
  backward_one (step->d_in[1].data, step->in[0].data, step->d_out[0].data, total, n);
}

const NnOp nn_op_dot = {
  .id = "dot",
  .n_in = 2,
  .n_out = 1,
  .reads_in = NN_OPERAND (0) | NN_OPERAND (1),
  .shape = shape,
  .flops = flops,
  .reference = { forward, backward },
};
