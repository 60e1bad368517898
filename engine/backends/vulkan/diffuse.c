/* Diffusion; see engine/ops/diffuse.c. Seed and step are the device's (NnStepState); what is left of an example after each number
 * of steps comes with the recording. */
#include "diffusion.h"
#include "kernels.h"

#include <math.h>

static gsize
scratch (const NnStep *step, guint rows, gboolean backward)
{
  return backward ? 0 : 2 * step->arg[0];
}

/* [steps][2]: parts of the example and of the noise. */
static void
write_parts (const NnStep *step, const NnRun *run)
{
  const guint steps = step->arg[0];
  g_autofree float *part = g_new (float, 2 * steps);

  for (guint t = 0; t < steps; t++)
    {
      const double left = nn_diffusion_left (step->arg[1], steps, t + 1);

      part[2 * t] = sqrt (left);
      part[2 * t + 1] = sqrt (1 - left);
    }
  nn_recording_write (run->recording, step->scratch, part, 2 * steps * sizeof *part);
}

static void
forward (const NnStep *step, const NnRun *run)
{
  const gboolean noisy = run->time > 0;
  const gsize size = step->in[0].size, n = run->rows * size;
  const double stretch = 2 / (step->arg[3] - step->arg[2]);

  if (!noisy)
    write_parts (step, run);
  nn_dispatch_flat (run, &(NnDispatch) {
    .shader = NN_SHADER_DIFFUSE,
    .constant = { noisy },
    .buffer = { NN_READS (nn_recording_state (run->recording), sizeof (NnStepState) / sizeof (guint32)), NN_READS (step->in[0].data, n),
                NN_READS (step->scratch, noisy ? 0 : 2 * step->arg[0]), NN_WRITES (step->out[0].data, n), NN_WRITES (step->out[1].data, n),
                NN_WRITES (step->out[2].data, run->rows) },
    .word = { { n }, { size }, { run->first_row }, { (guint32) step->stream }, { (guint32) (step->stream >> 32) },
              { noisy ? run->time : (guint32) step->arg[0] }, { .f = stretch }, { .f = -1 - step->arg[2] * stretch } },
  }, n);
}

const NnKernel nn_vulkan_diffuse = { .forward = forward, .scratch = scratch };
