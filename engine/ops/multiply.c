/* Product: y = a · b · …, of two or more equal blocks, number by number; each gets the gradient times all the others. */
#include "merge.h"
#include "op-rows.h"

/* Of all operands at a place but one. */
static double
product (const NnStep *step, gsize at, guint without)
{
  double y = 1;

  for (guint i = 0; i < NN_OP_INPUTS; i++)
    if (step->in[i].data != NULL && i != without)
      y *= ((const double *) step->in[i].data)[at];
  return y;
}

static void
forward (const NnStep *step, const NnRun *run)
{
  double *y = step->out[0].data;

  for (gsize at = 0; at < run->rows * step->out[0].size; at++)
    y[at] = product (step, at, NN_OP_INPUTS);
}

static void
backward (const NnStep *step, const NnRun *run)
{
  const double *dy = step->d_out[0].data;

  for (guint i = 0; i < NN_OP_INPUTS; i++)
    {
      double *dx = step->d_in[i].data;

      for (gsize at = 0; dx != NULL && at < run->rows * step->out[0].size; at++)
        dx[at] = dy[at] * product (step, at, i);
    }
}

const NnOp nn_op_multiply = {
  .id = "multiply",
  .n_in = NN_OP_INPUTS,
  .n_out = 1,
  .reads_in = NN_ALL_OPERANDS,
  .shape = nn_merge_shape,
  .reference = { forward, backward },
};
