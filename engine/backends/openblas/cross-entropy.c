/* Cross entropy of logits against the index of the right class; see engine/ops/cross_entropy.c. */
#include "ends.h"
#include "kernels.h"
#include "rows.h"

#include <string.h>

NN_INLINE float
place_loss (const float *x, float target, gsize classes)
{
  const float largest = nn_row_max (x, classes);

  if (!(target >= 0.0f && target < classes))
    return NAN;
  /* Of a sure answer the first term is 0, and no digits are lost. */
  return (largest - x[(gsize) target]) + logf (nn_row_exp (NULL, x, largest, classes));
}

/* Of the row's places. */
NN_INLINE gsize
count_asked (const NnStep *step, gsize row)
{
  const gsize places = step->in[1].size;

  return step->arg[NN_CROSS_ENTROPY_ENDS] == 0 ? places : nn_places_asked ((const float *) step->in[1].data + row * places, places);
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
      const gsize first = r * places, asked = count_asked (step, r);
      float sum = 0.0f;

      for (gsize p = first; p < first + asked; p++)
        sum += place_loss (x + p * classes, target[p], classes);
      loss[r] = sum / asked;
    }
}

NN_INLINE void
place_slope (const float *row, float target, gsize classes, float scale, float *d_row)
{
  const float total = nn_row_exp (d_row, row, nn_row_max (row, classes), classes);
  const float share = scale / total;

#pragma omp simd
  for (gsize i = 0; i < classes; i++)
    d_row[i] *= share;
  if (target >= 0.0f && target < classes)
    d_row[(gsize) target] -= scale;
}

static NN_KERNEL void
backward (const NnStep *step, const NnRun *run)
{
  const gsize places = step->in[1].size;
  const gsize classes = step->in[0].size / places;
  const float *x = step->in[0].data;
  const float *target = step->in[1].data;
  float *dx = step->d_in[0].data;

  for (gsize r = 0; dx != NULL && r < run->rows; r++)
    {
      const gsize first = r * places, end = first + count_asked (step, r);
      const float scale = run->scale * step->arg[0] / (end - first);

      for (gsize p = first; p < end; p++)
        place_slope (x + p * classes, target[p], classes, scale, dx + p * classes);
      memset (dx + end * classes, 0, (first + places - end) * classes * sizeof *dx);
    }
}

const NnKernel nn_openblas_cross_entropy = { forward, backward };
