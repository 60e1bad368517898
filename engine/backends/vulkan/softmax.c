/* Softmax over the last axis; see engine/ops/softmax.c. */
#include "kernels.h"

static void
record (const NnStep *step, const NnRun *run, gboolean back, gconstpointer known, gconstpointer dy, gpointer result)
{
  const gsize n = step->in[0].shape.dim[step->in[0].shape.rank - 1];
  const gsize total = run->rows * step->in[0].size;

  nn_dispatch_rows (run, &(NnDispatch) {
    .shader = NN_SHADER_SOFTMAX,
    .constant = { [1] = back },
    .buffer = { NN_READS (known, total), NN_READS (dy, total), NN_CHANGES (result, total) },
    .word = { { total / n }, { n } },
  }, total / n, n);
}

static void
forward (const NnStep *step, const NnRun *run)
{
  record (step, run, FALSE, step->in[0].data, NULL, step->out[0].data);
}

static void
backward (const NnStep *step, const NnRun *run)
{
  if (step->d_in[0].data != NULL)
    record (step, run, TRUE, step->out[0].data, step->d_out[0].data, step->d_in[0].data);
}

const NnKernel nn_vulkan_softmax = { forward, backward };
