/* Two networks in turn, and the noise that the first makes something of; see engine/ops/real_or_made.c and draw.c. */
#include "kernels.h"
#include "noise.h"

#include <string.h>

static void
draw_forward (const NnStep *step, const NnRun *run)
{
  const gsize size = step->in[0].size;
  double drawn[NN_NOISE_BLOCK];

  if (run->looking)
    {
      memcpy (step->out[0].data, step->in[0].data, run->rows * size * sizeof (float));
      return;
    }
  for (gsize r = 0; r < run->rows; r++)
    {
      float *y = (float *) step->out[0].data + r * size;

      for (gsize at = 0; at < size; at += NN_NOISE_BLOCK)
        {
          nn_noise_draw (step, run, run->first_row + r, size, at / NN_NOISE_BLOCK, drawn);
          for (gsize i = at; i < MIN (at + NN_NOISE_BLOCK, size); i++)
            y[i] = drawn[i - at];
        }
    }
}

const NnKernel nn_openblas_draw = { .forward = draw_forward };

static gboolean
is_real (const NnRun *run, gsize row)
{
  return run->looking || (!run->forging && (run->first_row + row) % 2 == 0);
}

static void
forward (const NnStep *step, const NnRun *run)
{
  const gsize size = step->in[0].size;
  float *y = step->out[0].data, *truth = step->out[1].data;

  for (gsize r = 0; r < run->rows; r++)
    {
      const float *from = step->in[is_real (run, r)].data;

      memcpy (y + r * size, from + r * size, size * sizeof *y);
      truth[r] = run->forging || is_real (run, r);
    }
}

static void
backward (const NnStep *step, const NnRun *run)
{
  const gsize size = step->in[0].size;
  const float *dy = step->d_out[0].data;
  float *dx = step->d_in[0].data;

  for (gsize r = 0; dx != NULL && r < run->rows; r++)
    if (is_real (run, r))
      memset (dx + r * size, 0, size * sizeof *dx);
    else
      memcpy (dx + r * size, dy + r * size, size * sizeof *dx);
}

const NnKernel nn_openblas_real_or_made = { forward, backward };
