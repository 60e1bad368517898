/* Cross entropy of logits against the index of the right class; see engine/ops/cross_entropy.c. */
#include "kernels.h"
#include "rows.h"

NN_INLINE float
place_loss (const float *x, float target, gsize classes)
{
  const float largest = nn_row_max (x, classes);

  if (!(target >= 0.0f && target < classes))
    return NAN;
  /* Of a sure answer the first term is 0, and no digits are lost. */
  return (largest - x[(gsize) target]) + logf (nn_row_exp (NULL, x, largest, classes));
}

static NN_KERNEL void
forward (const NnStep *step, const NnRun *run)
{
  const gsize places = step->in[1].size;
  const gsize classes = step->in[0].size / places;
  const float *x = step->in[0].data;
  const float *target = step->in[1].data;
  float *loss = step->out[0].data;

  for (gsize r = 0; r < run->rows; r++)
    {
      float sum = 0.0f;

      for (gsize p = r * places; p < (r + 1) * places; p++)
        sum += place_loss (x + p * classes, target[p], classes);
      loss[r] = sum / places;
    }
}

static NN_KERNEL void
backward (const NnStep *step, const NnRun *run)
{
  const gsize places = step->in[1].size;
  const gsize classes = step->in[0].size / places;
  const float scale = run->scale * step->arg[0] / places;
  const float *x = step->in[0].data;
  const float *target = step->in[1].data;
  float *dx = step->d_in[0].data;

  for (gsize p = 0; dx != NULL && p < run->rows * places; p++)
    {
      const float *row = x + p * classes;
      float *d_row = dx + p * classes;
      const float total = nn_row_exp (d_row, row, nn_row_max (row, classes), classes);
      const float share = scale / total;

#pragma omp simd
      for (gsize i = 0; i < classes; i++)
        d_row[i] *= share;
      if (target[p] >= 0.0f && target[p] < classes)
        d_row[(gsize) target[p]] -= scale;
    }
}

const NnKernel nn_openblas_cross_entropy = { forward, backward };
