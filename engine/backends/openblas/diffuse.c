/* Diffusion and the embedding of its time; see engine/ops/diffuse.c and time_embedding.c. */
#include "diffusion.h"
#include "kernels.h"
#include "noise.h"

#include <math.h>
#include <string.h>

static void
drown (const NnStep *step, const NnRun *run, gsize row, float *noisy, float *noise)
{
  const gsize size = step->in[0].size;
  const float *x = (const float *) step->in[0].data + row * size;
  const guint t = nn_noise_below (step, run, run->first_row + row, step->arg[0]) + 1;
  const double left = nn_diffusion_left (step->arg[1], step->arg[0], t);
  const float keep = sqrt (left), mix = sqrt (1 - left);
  const float stretch = 2 / (step->arg[3] - step->arg[2]), shift = -1 - step->arg[2] * stretch;
  double drawn[NN_NOISE_BLOCK];

  ((float *) step->out[2].data)[row] = t;
  for (gsize at = 0; at < size; at += NN_NOISE_BLOCK)
    {
      nn_noise_draw (step, run, run->first_row + row, size, at / NN_NOISE_BLOCK, drawn);
      for (gsize i = at; i < MIN (at + NN_NOISE_BLOCK, size); i++)
        {
          noise[i] = drawn[i - at];
          noisy[i] = keep * (x[i] * stretch + shift) + mix * noise[i];
        }
    }
}

static void
diffuse_forward (const NnStep *step, const NnRun *run)
{
  const gsize size = step->in[0].size;
  float *noisy = step->out[0].data, *noise = step->out[1].data, *t = step->out[2].data;

  if (run->time == 0)
    {
      for (gsize r = 0; r < run->rows; r++)
        drown (step, run, r, noisy + r * size, noise + r * size);
      return;
    }
  memcpy (noisy, step->in[0].data, run->rows * size * sizeof *noisy);
  memset (noise, 0, run->rows * size * sizeof *noise);
  for (gsize r = 0; r < run->rows; r++)
    t[r] = run->time;
}

const NnKernel nn_openblas_diffuse = { .forward = diffuse_forward };

static void
embed_forward (const NnStep *step, const NnRun *run)
{
  const gsize size = step->out[0].size, half = size / 2;
  const float *t = step->in[0].data;
  float *y = step->out[0].data;

  for (gsize r = 0; r < run->rows; r++)
    for (gsize i = 0; i < half; i++)
      {
        const double angle = t[r] * exp (-log (10000.0) * i / half);

        y[r * size + i] = sin (angle);
        y[r * size + half + i] = cos (angle);
      }
}

const NnKernel nn_openblas_time_embedding = { .forward = embed_forward };
