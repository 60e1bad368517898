/* Repetition; see engine/ops/repeat.c. */
#include "kernels.h"

static void
record (const NnStep *step, const NnRun *run, gboolean back, gconstpointer from, gpointer result)
{
  const gsize n = run->rows * step->in[0].size, all = run->rows * step->out[0].size, total = back ? n : all;

  nn_dispatch_flat (run, &(NnDispatch) {
    .shader = NN_SHADER_REPEAT,
    .constant = { back },
    .buffer = { NN_READS (from, back ? all : n), NN_WRITES (result, total) },
    .word = { { total }, { step->in[0].size }, { step->out[0].size } },
  }, total);
}

static void
forward (const NnStep *step, const NnRun *run)
{
  record (step, run, FALSE, step->in[0].data, step->out[0].data);
}

static void
backward (const NnStep *step, const NnRun *run)
{
  if (step->d_in[0].data != NULL)
    record (step, run, TRUE, step->d_out[0].data, step->d_in[0].data);
}

const NnKernel nn_vulkan_repeat = { forward, backward };
