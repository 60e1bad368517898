/* Noise; see engine/ops/noise.c. */
#include "noise.h"

#include "kernels.h"

#include <string.h>

static void
add_to_row (const NnStep *step, const NnRun *run, gsize row)
{
  const gsize size = step->in[0].size;
  const float *x = (const float *) step->in[0].data + row * size;
  float *y = (float *) step->out[0].data + row * size;
  double drawn[NN_NOISE_BLOCK];

  for (gsize at = 0; at < size; at += NN_NOISE_BLOCK)
    {
      nn_noise_draw (step, run, run->first_row + row, size, at / NN_NOISE_BLOCK, drawn);
      for (gsize i = at; i < MIN (at + NN_NOISE_BLOCK, size); i++)
        y[i] = x[i] + step->arg[0] * drawn[i - at];
    }
}

static void
forward (const NnStep *step, const NnRun *run)
{
  if (!run->training)
    memcpy (step->out[0].data, step->in[0].data, run->rows * step->in[0].size * sizeof (float));
  else
    for (gsize row = 0; row < run->rows; row++)
      add_to_row (step, run, row);
}

static void
backward (const NnStep *step, const NnRun *run)
{
  if (step->d_in[0].data != NULL)
    memcpy (step->d_in[0].data, step->d_out[0].data, run->rows * step->in[0].size * sizeof (float));
}

const NnKernel nn_openblas_noise = { forward, backward };
