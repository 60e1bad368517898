/* Dropout with the masks of engine/ops/dropout.h, whose seed and step the device has (NnStepState). */
#include "dropout.h"

#include "kernels.h"

static void
apply (const NnStep *step, const NnRun *run, gconstpointer in, gpointer out)
{
  const NnDropout dropout = nn_dropout (step, run);
  const gsize size = step->in[0].size, n = run->rows * size;

  if (!run->training)
    {
      nn_recording_copy (run->recording, out, in, n * sizeof (float));
      return;
    }
  nn_dispatch_flat (run, &(NnDispatch) {
    .shader = NN_SHADER_DROPOUT,
    .buffer = { NN_READS (nn_recording_state (run->recording), sizeof (NnStepState) / sizeof (guint32)), NN_READS (in, n),
                NN_WRITES (out, n) },
    .word = { { n }, { size }, { run->first_row }, { dropout.blocks }, { (guint32) step->stream }, { (guint32) (step->stream >> 32) },
              { dropout.threshold }, { .f = dropout.scale } },
  }, n);
}

static void
forward (const NnStep *step, const NnRun *run)
{
  apply (step, run, step->in[0].data, step->out[0].data);
}

static void
backward (const NnStep *step, const NnRun *run)
{
  if (step->d_in[0].data != NULL)
    apply (step, run, step->d_out[0].data, step->d_in[0].data);
}

const NnKernel nn_vulkan_dropout = { forward, backward };
