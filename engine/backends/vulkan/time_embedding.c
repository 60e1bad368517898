/* Embedding of a time; see engine/ops/time_embedding.c. */
#include "kernels.h"
#include "wave-words.h"

static void
forward (const NnStep *step, const NnRun *run)
{
  const gsize size = step->out[0].size, n = run->rows * size;
  NnDispatch dispatch = {
    .shader = NN_SHADER_TIME_EMBEDDING,
    .buffer = { NN_READS (step->in[0].data, run->rows), NN_WRITES (step->out[0].data, n) },
    .word = { { n }, { size } },
  };

  nn_wave_words (dispatch.word + 2, size / 2);
  nn_dispatch_flat (run, &dispatch, n);
}

const NnKernel nn_vulkan_time_embedding = { .forward = forward };
