/* Noise, added or alone; see engine/ops/noise.c and draw.c. Seed and step are the device's (NnStepState). */
#include "kernels.h"

static void
record (const NnStep *step, const NnRun *run, gboolean alone)
{
  const gsize size = step->in[0].size, n = run->rows * size;

  nn_dispatch_flat (run, &(NnDispatch) {
    .shader = NN_SHADER_NOISE,
    .constant = { alone },
    .buffer = { NN_READS (nn_recording_state (run->recording), sizeof (NnStepState) / sizeof (guint32)),
                NN_READS (step->in[0].data, alone ? 0 : n), NN_WRITES (step->out[0].data, n) },
    .word = { { n }, { size }, { run->first_row }, { (guint32) step->stream }, { (guint32) (step->stream >> 32) },
              { .f = step->arg[0] } },
  }, n);
}

static void
copy (const NnStep *step, const NnRun *run, gconstpointer from, gpointer to)
{
  nn_recording_copy (run->recording, to, from, run->rows * step->in[0].size * sizeof (float));
}

static void
noise_forward (const NnStep *step, const NnRun *run)
{
  if (run->training)
    record (step, run, FALSE);
  else
    copy (step, run, step->in[0].data, step->out[0].data);
}

static void
noise_backward (const NnStep *step, const NnRun *run)
{
  if (step->d_in[0].data != NULL)
    copy (step, run, step->d_out[0].data, step->d_in[0].data);
}

const NnKernel nn_vulkan_noise = { noise_forward, noise_backward };

static void
draw_forward (const NnStep *step, const NnRun *run)
{
  if (run->looking)
    copy (step, run, step->in[0].data, step->out[0].data);
  else
    record (step, run, TRUE);
}

const NnKernel nn_vulkan_draw = { .forward = draw_forward };
