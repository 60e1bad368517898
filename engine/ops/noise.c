/* Noise: while training y = x + arg[0] · n, n drawn from the normal distribution anew for every number; otherwise y = x. */
#include "noise.h"

#include "elementwise.h"
#include "op-rows.h"
#include "rng.h"

#include <math.h>

#define STEP_STRIDE G_GUINT64_CONSTANT (0x9E3779B97F4A7C15)   /* odd, so that every step has a stream of its own */

/* Two uniform numbers become two normal ones (Box and Muller 1958). */
static void
draw_pair (guint32 a, guint32 b, double out[2])
{
  const double radius = sqrt (-2 * log ((a + 0.5) * 0x1p-32)), angle = 2 * G_PI * (b * 0x1p-32);

  out[0] = radius * cos (angle);
  out[1] = radius * sin (angle);
}

void
nn_noise_draw (const NnStep *step, const NnRun *run, guint64 example, gsize size, gsize block,
               double out[NN_NOISE_BLOCK])
{
  const guint64 blocks = (size + NN_NOISE_BLOCK - 1) / NN_NOISE_BLOCK;
  guint32 word[NN_NOISE_BLOCK];

  nn_philox (run->seed, step->stream + run->step * STEP_STRIDE, example * blocks + block, word);
  draw_pair (word[0], word[1], out);
  draw_pair (word[2], word[3], out + 2);
}

guint
nn_noise_below (const NnStep *step, const NnRun *run, guint64 example, guint n)
{
  guint32 word[4];

  nn_philox (run->seed, ~(step->stream + run->step * STEP_STRIDE), example, word);
  return ((guint64) word[0] * n) >> 32;
}

static void
forward (const NnStep *step, const NnRun *run)
{
  const gsize size = step->in[0].size;
  const double *x = step->in[0].data;
  double *y = step->out[0].data, drawn[NN_NOISE_BLOCK] = { 0 };

  for (gsize r = 0; r < run->rows; r++)
    for (gsize i = 0; i < size; i++)
      {
        if (run->training && i % NN_NOISE_BLOCK == 0)
          nn_noise_draw (step, run, run->first_row + r, size, i / NN_NOISE_BLOCK, drawn);
        y[r * size + i] = x[r * size + i] + step->arg[0] * drawn[i % NN_NOISE_BLOCK];
      }
}

static void
backward (const NnStep *step, const NnRun *run)
{
  const double *dy = step->d_out[0].data;
  double *dx = step->d_in[0].data;

  for (gsize i = 0; dx != NULL && i < run->rows * step->in[0].size; i++)
    dx[i] = dy[i];
}

const NnOp nn_op_noise = {
  .id = "noise",
  .n_in = 1,
  .n_out = 1,
  .shape = nn_elementwise_shape,
  .reference = { forward, backward },
};
