/* Product of blocks; see engine/ops/multiply.c. */
#include "kernels.h"

/* Of `first`, which may be missing, and all operands but one. */
static void
record (const NnStep *step, const NnRun *run, gpointer to, gconstpointer first, guint without)
{
  gconstpointer from[NN_OP_INPUTS + 1];
  guint count = 0;

  if (first != NULL)
    from[count++] = first;
  for (guint i = 0; i < NN_OP_INPUTS; i++)
    if (step->in[i].data != NULL && i != without)
      from[count++] = step->in[i].data;
  for (guint at = 0; at < count; at += NN_DISPATCH_BLOCKS)
    nn_dispatch_blocks (run, NN_SHADER_MULTIPLY, to, from + at, MIN (count - at, NN_DISPATCH_BLOCKS), at > 0, run->rows * step->out[0].size);
}

static void
forward (const NnStep *step, const NnRun *run)
{
  record (step, run, step->out[0].data, NULL, NN_OP_INPUTS);
}

static void
backward (const NnStep *step, const NnRun *run)
{
  for (guint i = 0; i < NN_OP_INPUTS; i++)
    if (step->d_in[i].data != NULL)
      record (step, run, step->d_in[i].data, step->d_out[0].data, i);
}

const NnKernel nn_vulkan_multiply = { forward, backward };
