/* Embedding; see engine/ops/embedding.c. */
#include "kernels.h"

static void
record (const NnStep *step, const NnRun *run, gboolean back, gconstpointer from, gsize n_from, gpointer to, gsize n_to)
{
  const gsize places = run->rows * step->in[0].size;

  nn_dispatch_flat (run, &(NnDispatch) {
    .shader = NN_SHADER_EMBEDDING,
    .constant = { back },
    .buffer = { NN_READS (step->in[0].data, places), NN_READS (from, n_from), NN_WRITES (to, n_to) },
    .word = { { places }, { step->in[1].shape.dim[0] }, { step->in[1].shape.dim[1] } },
  }, n_to);
}

static void
forward (const NnStep *step, const NnRun *run)
{
  record (step, run, FALSE, step->in[1].data, step->in[1].size, step->out[0].data, run->rows * step->out[0].size);
}

static void
backward (const NnStep *step, const NnRun *run)
{
  if (step->d_in[1].data != NULL)
    record (step, run, TRUE, step->d_out[0].data, run->rows * step->out[0].size, step->d_in[1].data, step->in[1].size);
}

const NnKernel nn_vulkan_embedding = { forward, backward };
