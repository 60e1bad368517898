/* Sampling: while training z = mean + e^(s / 2) · n, n drawn from the normal distribution, s the logarithm of the variance
 * (the reparameterisation of Kingma and Welling 2014); otherwise z = mean. When generating, z = n: the list
 * is drawn as if nothing were known. in: mean, s. The noise is not kept: backward
 * draws it again. */
#include "merge.h"
#include "noise.h"
#include "op-rows.h"

#include <math.h>

static void
forward (const NnStep *step, const NnRun *run)
{
  const gsize size = step->in[0].size;
  const double *mean = step->in[0].data, *s = step->in[1].data;
  double *z = step->out[0].data, drawn[NN_NOISE_BLOCK] = { 0 };

  for (gsize k = 0; k < run->rows * size; k++)
    {
      const gsize i = k % size;

      if ((run->training || run->generating) && i % NN_NOISE_BLOCK == 0)
        nn_noise_draw (step, run, run->first_row + k / size, size, i / NN_NOISE_BLOCK, drawn);
      z[k] = run->generating ? drawn[i % NN_NOISE_BLOCK] : mean[k] + exp (s[k] / 2) * drawn[i % NN_NOISE_BLOCK];
    }
}

static void
backward (const NnStep *step, const NnRun *run)
{
  const gsize size = step->in[0].size;
  const double *s = step->in[1].data, *dz = step->d_out[0].data;
  double *d_mean = step->d_in[0].data, *d_s = step->d_in[1].data, drawn[NN_NOISE_BLOCK] = { 0 };

  for (gsize k = 0; k < run->rows * size; k++)
    {
      const gsize i = k % size;

      if (run->training && i % NN_NOISE_BLOCK == 0)
        nn_noise_draw (step, run, run->first_row + k / size, size, i / NN_NOISE_BLOCK, drawn);
      if (d_mean != NULL)
        d_mean[k] = dz[k];
      if (d_s != NULL)
        d_s[k] = dz[k] * exp (s[k] / 2) / 2 * drawn[i % NN_NOISE_BLOCK];
    }
}

const NnOp nn_op_sampling = {
  .id = "sampling",
  .n_in = 2,
  .n_out = 1,
  .reads_in = NN_OPERAND (1),
  .shape = nn_merge_shape,
  .reference = { forward, backward },
};
