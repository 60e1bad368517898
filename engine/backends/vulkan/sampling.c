/* Sampling; see engine/ops/sampling.c. Seed and step are the device's (NnStepState). */
#include "kernels.h"

static void
record (const NnStep *step, const NnRun *run, gboolean back, gconstpointer from, gpointer result)
{
  const gsize size = step->in[0].size, n = run->rows * size;

  nn_dispatch_flat (run, &(NnDispatch) {
    .shader = NN_SHADER_SAMPLING,
    .constant = { back, !run->generating },
    .buffer = { NN_READS (nn_recording_state (run->recording), sizeof (NnStepState) / sizeof (guint32)), NN_READS (from, n),
                NN_READS (step->in[1].data, n), NN_WRITES (result, n) },
    .word = { { n }, { size }, { run->first_row }, { (guint32) step->stream }, { (guint32) (step->stream >> 32) } },
  }, n);
}

static void
copy (const NnStep *step, const NnRun *run, gconstpointer from, gpointer to)
{
  nn_recording_copy (run->recording, to, from, run->rows * step->in[0].size * sizeof (float));
}

static void
forward (const NnStep *step, const NnRun *run)
{
  if (run->training || run->generating)
    record (step, run, FALSE, step->in[0].data, step->out[0].data);
  else
    copy (step, run, step->in[0].data, step->out[0].data);
}

/* Only training goes back, so that something was drawn. */
static void
backward (const NnStep *step, const NnRun *run)
{
  if (step->d_in[0].data != NULL)
    copy (step, run, step->d_out[0].data, step->d_in[0].data);
  if (step->d_in[1].data != NULL)
    record (step, run, TRUE, step->d_out[0].data, step->d_in[1].data);
}

const NnKernel nn_vulkan_sampling = { forward, backward };
