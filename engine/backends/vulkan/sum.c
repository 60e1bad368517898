/* Sum of blocks; see engine/ops/sum.c. */
#include "kernels.h"

#define AT_ONCE 7   /* blocks that shaders/sum.comp adds in one go */

/* to = [to +] from[0] + from[1] + … */
static void
add (const NnRun *run, gpointer to, const gconstpointer *from, guint count, gboolean more, gsize n)
{
  NnDispatch dispatch = {
    .shader = NN_SHADER_SUM,
    .constant = { count, more },
    .buffer[AT_ONCE] = NN_CHANGES (to, n),
    .word = { { n } },
  };

  for (guint i = 0; i < count; i++)
    dispatch.buffer[i] = (NnDispatchBuffer) NN_READS (from[i], n);
  nn_dispatch_flat (run, &dispatch, n);
}

static void
forward (const NnStep *step, const NnRun *run)
{
  const gsize n = run->rows * step->out[0].size;
  gconstpointer from[NN_OP_INPUTS];
  guint count = 0;

  for (guint i = 0; i < NN_OP_INPUTS; i++)
    if (step->in[i].data != NULL)
      from[count++] = step->in[i].data;
  for (guint first = 0; first < count; first += AT_ONCE)
    add (run, step->out[0].data, from + first, MIN (count - first, AT_ONCE), first > 0, n);
}

static void
backward (const NnStep *step, const NnRun *run)
{
  const gconstpointer dy = step->d_out[0].data;

  for (guint i = 0; i < NN_OP_INPUTS; i++)
    if (step->d_in[i].data != NULL)
      add (run, step->d_in[i].data, &dy, 1, FALSE, run->rows * step->out[0].size);
}

const NnKernel nn_vulkan_sum = { forward, backward };
