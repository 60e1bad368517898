/* Product of blocks; see engine/ops/multiply.c. */
#include "kernels.h"

#define AT_ONCE 7   /* blocks that shaders/multiply.comp multiplies in one go */

/* to = [to ×] from[0] × from[1] × … */
static void
multiply (const NnRun *run, gpointer to, const gconstpointer *from, guint count, gboolean more, gsize n)
{
  NnDispatch dispatch = {
    .shader = NN_SHADER_MULTIPLY,
    .constant = { count, more },
    .buffer[AT_ONCE] = NN_CHANGES (to, n),
    .word = { { n } },
  };

  for (guint i = 0; i < count; i++)
    dispatch.buffer[i] = (NnDispatchBuffer) NN_READS (from[i], n);
  nn_dispatch_flat (run, &dispatch, n);
}

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
  for (guint at = 0; at < count; at += AT_ONCE)
    multiply (run, to, from + at, MIN (count - at, AT_ONCE), at > 0, run->rows * step->out[0].size);
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
