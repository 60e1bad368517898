/* Sum of blocks; see engine/ops/sum.c. */
#include "kernels.h"

static void
forward (const NnStep *step, const NnRun *run)
{
  const gsize n = run->rows * step->out[0].size;
  gconstpointer from[NN_OP_INPUTS];
  guint count = 0;

  for (guint i = 0; i < NN_OP_INPUTS; i++)
    if (step->in[i].data != NULL)
      from[count++] = step->in[i].data;
  for (guint first = 0; first < count; first += NN_DISPATCH_BLOCKS)
    nn_dispatch_blocks (run, NN_SHADER_SUM, step->out[0].data, from + first, MIN (count - first, NN_DISPATCH_BLOCKS), first > 0, n);
}

static void
backward (const NnStep *step, const NnRun *run)
{
  const gconstpointer dy = step->d_out[0].data;

  for (guint i = 0; i < NN_OP_INPUTS; i++)
    if (step->d_in[i].data != NULL)
      nn_dispatch_blocks (run, NN_SHADER_SUM, step->d_in[i].data, &dy, 1, FALSE, run->rows * step->out[0].size);
}

const NnKernel nn_vulkan_sum = { forward, backward };
