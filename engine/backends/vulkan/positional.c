/* Positional; see engine/ops/positional.c. */
#include "gemm.h"
#include "kernels.h"
#include "wave-words.h"

static void
forward (const NnStep *step, const NnRun *run)
{
  const gsize of_one = step->in[0].size, n = run->rows * of_one, size = step->in[0].shape.dim[1];
  const gboolean learned = step->in[1].data != NULL;
  NnDispatch dispatch = {
    .shader = NN_SHADER_POSITIONAL,
    .constant = { learned },
    .buffer = { NN_READS (step->in[0].data, n), NN_READS (step->in[1].data, learned ? of_one : 0),
                NN_WRITES (step->out[0].data, n) },
    .word = { { n }, { of_one }, { size } },
  };

  nn_wave_words (dispatch.word + 3, size / 2.0);
  nn_dispatch_flat (run, &dispatch, n);
}

static void
backward (const NnStep *step, const NnRun *run)
{
  const gsize n = step->in[0].size;

  if (step->d_in[0].data != NULL)
    nn_recording_copy (run->recording, step->d_in[0].data, step->d_out[0].data, run->rows * n * sizeof (float));
  if (step->d_in[1].data != NULL)
    nn_record_sum_rows (run, step->d_in[1].data, step->d_out[0].data, run->rows, n, step->scratch);
}

static gsize
scratch (const NnStep *step, guint rows, gboolean back)
{
  return back ? nn_sum_rows_scratch (rows, step->in[0].size) : 0;
}

const NnKernel nn_vulkan_positional = { forward, backward, .scratch = scratch };
