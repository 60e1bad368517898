/* Dot product; see engine/ops/dot.c. */
#include "kernels.h"

static void
record (const NnStep *step, const NnRun *run, gconstpointer a, gconstpointer b, gpointer result, gboolean back)
{
  const gsize all = run->rows * step->in[0].size, lists = run->rows * step->out[0].size;
  const gsize total = back ? all : lists;

  if (result != NULL)
    nn_dispatch_flat (run, &(NnDispatch) {
      .shader = NN_SHADER_DOT,
      .constant = { back },
      .buffer = { NN_READS (a, all), NN_READS (b, back ? lists : all), NN_WRITES (result, total) },
      .word = { { total }, { all / lists } },
    }, total);
}

static void
forward (const NnStep *step, const NnRun *run)
{
  record (step, run, step->in[0].data, step->in[1].data, step->out[0].data, FALSE);
}

static void
backward (const NnStep *step, const NnRun *run)
{
  for (guint i = 0; i < 2; i++)
    record (step, run, step->in[1 - i].data, step->d_out[0].data, step->d_in[i].data, TRUE);
}

const NnKernel nn_vulkan_dot = { forward, backward };
