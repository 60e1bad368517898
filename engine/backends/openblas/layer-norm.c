/* Layer norm; see engine/ops/layer_norm.c. */
#include "kernels.h"
#include "norm.h"
#include "rows.h"

#include <math.h>
#include <string.h>

NN_INLINE float
row_sum (const float *x, gsize n)
{
  float sum[NN_LANES] = { 0 }, lane[NN_LANES];

  for (gsize at = 0; at < n; at += NN_LANES)
    {
      nn_lanes_load (lane, x + at, n - at, 0.0f);
#pragma omp simd
      for (gsize l = 0; l < NN_LANES; l++)
        sum[l] += lane[l];
    }
  return nn_lanes_sum (sum);
}

NN_INLINE float
row_squares (const float *x, float mean, gsize n)
{
  float sum[NN_LANES] = { 0 }, lane[NN_LANES];

  for (gsize at = 0; at < n; at += NN_LANES)
    {
      nn_lanes_load (lane, x + at, n - at, mean);
#pragma omp simd
      for (gsize l = 0; l < NN_LANES; l++)
        sum[l] += (lane[l] - mean) * (lane[l] - mean);
    }
  return nn_lanes_sum (sum);
}

/* Where scale or shift are missing. */
NN_INLINE void
norm_partly (float *y, const float *x, float mean, float factor, const float *scale, const float *shift, gsize n)
{
#pragma omp simd
  for (gsize c = 0; c < n; c++)
    y[c] = (x[c] - mean) * factor;
  if (scale != NULL)
#pragma omp simd
    for (gsize c = 0; c < n; c++)
      y[c] *= scale[c];
  if (shift != NULL)
#pragma omp simd
    for (gsize c = 0; c < n; c++)
      y[c] += shift[c];
}

static NN_KERNEL void
forward (const NnStep *step, const NnRun *run)
{
  const NnChannels on = nn_channels (&step->in[NN_NORM_X]);
  const gsize n = on.channels;
  const float *scale = step->in[NN_NORM_SCALE].data, *shift = step->in[NN_NORM_SHIFT].data;
  float *saved = step->out[1].data;
  gsize first, end;

  nn_run_part (run, run->rows * on.places, &first, &end);
  for (gsize p = first; p < end; p++)
    {
      const float *x = (const float *) step->in[NN_NORM_X].data + p * n;
      float *y = (float *) step->out[0].data + p * n;
      const float mean = row_sum (x, n) / n;
      const float factor = 1.0f / sqrtf (row_squares (x, mean, n) / n + (float) step->arg[0]);

      saved[2 * p] = mean;
      saved[2 * p + 1] = factor;
      if (scale != NULL && shift != NULL)
#pragma omp simd
        for (gsize c = 0; c < n; c++)
          y[c] = (x[c] - mean) * factor * scale[c] + shift[c];
      else
        norm_partly (y, x, mean, factor, scale, shift, n);
    }
}

/* slope = dy · scale; gives Σ slope and Σ slope x̂. */
NN_INLINE void
place_sums (const float *x, const float *slope, float mean, float factor, gsize n, float *sum, float *product)
{
  float sums[NN_LANES] = { 0 }, products[NN_LANES] = { 0 }, lane[NN_LANES], hat[NN_LANES];

  for (gsize at = 0; at < n; at += NN_LANES)
    {
      nn_lanes_load (lane, slope + at, n - at, 0.0f);
      nn_lanes_load (hat, x + at, n - at, mean);
#pragma omp simd
      for (gsize l = 0; l < NN_LANES; l++)
        {
          sums[l] += lane[l];
          products[l] += lane[l] * ((hat[l] - mean) * factor);
        }
    }
  *sum = nn_lanes_sum (sums);
  *product = nn_lanes_sum (products);
}

static NN_KERNEL void
backward_input (const NnStep *step, const NnRun *run)
{
  const NnChannels on = nn_channels (&step->in[NN_NORM_X]);
  const gsize n = on.channels;
  const float *scale = step->in[NN_NORM_SCALE].data, *saved = step->out[1].data;

  for (gsize p = 0; p < run->rows * on.places; p++)
    {
      const float *x = (const float *) step->in[NN_NORM_X].data + p * n;
      const float *dy = (const float *) step->d_out[0].data + p * n;
      float *dx = (float *) step->d_in[NN_NORM_X].data + p * n;
      const float mean = saved[2 * p], factor = saved[2 * p + 1];
      float sum, product;

      if (scale != NULL)
#pragma omp simd
        for (gsize c = 0; c < n; c++)
          dx[c] = dy[c] * scale[c];
      else
        memcpy (dx, dy, n * sizeof *dx);
      place_sums (x, dx, mean, factor, n, &sum, &product);
      sum /= n;
      product /= n;
#pragma omp simd
      for (gsize c = 0; c < n; c++)
        dx[c] = (dx[c] - sum - (x[c] - mean) * factor * product) * factor;
    }
}

static NN_KERNEL void
backward_channels (const NnStep *step, const NnRun *run)
{
  const NnChannels on = nn_channels (&step->in[NN_NORM_X]);
  const gsize n = on.channels;
  const float *saved = step->out[1].data;
  float *d_scale = step->d_in[NN_NORM_SCALE].data, *d_shift = step->d_in[NN_NORM_SHIFT].data;

  if (d_scale != NULL)
    memset (d_scale, 0, n * sizeof *d_scale);
  if (d_shift != NULL)
    memset (d_shift, 0, n * sizeof *d_shift);
  for (gsize p = 0; p < run->rows * on.places; p++)
    {
      const float *x = (const float *) step->in[NN_NORM_X].data + p * n;
      const float *dy = (const float *) step->d_out[0].data + p * n;
      const float mean = saved[2 * p], factor = saved[2 * p + 1];

      if (d_scale != NULL)
#pragma omp simd
        for (gsize c = 0; c < n; c++)
          d_scale[c] += dy[c] * ((x[c] - mean) * factor);
      if (d_shift != NULL)
#pragma omp simd
        for (gsize c = 0; c < n; c++)
          d_shift[c] += dy[c];
    }
}

static void
backward (const NnStep *step, const NnRun *run)
{
  if (step->d_in[NN_NORM_SCALE].data != NULL || step->d_in[NN_NORM_SHIFT].data != NULL)
    backward_channels (step, run);
  if (step->d_in[NN_NORM_X].data != NULL)
    backward_input (step, run);
}

const NnKernel nn_openblas_layer_norm = { forward, backward, .divides = TRUE };
