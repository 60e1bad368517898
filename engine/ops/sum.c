/* Sum: y = a + b, of two or more equal blocks; each gets the whole gradient. */
#include "merge.h"
#include "op-rows.h"

static void
forward (const NnStep *step, const NnRun *run)
{
  const gsize n = run->rows * step->out[0].size;
  double *y = step->out[0].data;

  for (gsize at = 0; at < n; at++)
    {
      double sum = 0;

      for (guint i = 0; i < NN_OP_INPUTS; i++)
        if (step->in[i].data != NULL)
          sum += ((const double *) step->in[i].data)[at];
      y[at] = sum;
    }
}

static void
backward (const NnStep *step, const NnRun *run)
{
  const gsize n = run->rows * step->out[0].size;
  const double *dy = step->d_out[0].data;

  for (guint i = 0; i < NN_OP_INPUTS; i++)
    {
      double *dx = step->d_in[i].data;

      for (gsize at = 0; dx != NULL && at < n; at++)
        dx[at] = dy[at];
    }
}

const NnOp nn_op_sum = {
  .id = "sum",
  .n_in = NN_OP_INPUTS,
  .n_out = 1,
  .shape = nn_merge_shape,
  .reference = { forward, backward },
};
