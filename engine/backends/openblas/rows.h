/* Largest number and sums of a row, taken NN_LANES numbers at a time, each lane with a running result of its own: the
 * order of the sums depends on nothing but n, and short rows are vector code too. */
#pragma once

#include "fast-math.h"

#define NN_LANES 16

/* Up to NN_LANES numbers of a row, those beyond its end being `rest`. */
NN_INLINE void
nn_lanes_load (float lane[NN_LANES], const float *x, gsize n, float rest)
{
  if (n >= NN_LANES)
#pragma omp simd
    for (gsize l = 0; l < NN_LANES; l++)
      lane[l] = x[l];
  else
#pragma omp simd
    for (gsize l = 0; l < NN_LANES; l++)
      lane[l] = l < n ? x[l] : rest;
}

NN_INLINE void
nn_lanes_store (float *y, const float lane[NN_LANES], gsize n)
{
  if (n >= NN_LANES)
#pragma omp simd
    for (gsize l = 0; l < NN_LANES; l++)
      y[l] = lane[l];
  else
#pragma omp simd
    for (gsize l = 0; l < n; l++)
      y[l] = lane[l];
}

NN_INLINE float
nn_lanes_max (float lane[NN_LANES])
{
  for (gsize half = NN_LANES / 2; half > 0; half /= 2)
    for (gsize l = 0; l < half; l++)
      lane[l] = lane[l] > lane[l + half] ? lane[l] : lane[l + half];
  return lane[0];
}

NN_INLINE float
nn_lanes_sum (float lane[NN_LANES])
{
  for (gsize half = NN_LANES / 2; half > 0; half /= 2)
    for (gsize l = 0; l < half; l++)
      lane[l] += lane[l + half];
  return lane[0];
}

NN_INLINE float
nn_row_max (const float *x, gsize n)
{
  float largest[NN_LANES], lane[NN_LANES];

  nn_lanes_load (largest, x, n, x[0]);
  for (gsize at = NN_LANES; at < n; at += NN_LANES)
    {
      nn_lanes_load (lane, x + at, n - at, x[0]);
#pragma omp simd
      for (gsize l = 0; l < NN_LANES; l++)
        largest[l] = lane[l] > largest[l] ? lane[l] : largest[l];
    }
  return nn_lanes_max (largest);
}

/* y = e^(x − shift), or nothing kept when y is NULL; gives their sum. */
NN_INLINE float
nn_row_exp (float *y, const float *x, float shift, gsize n)
{
  float sum[NN_LANES] = { 0 }, lane[NN_LANES];

  for (gsize at = 0; at < n; at += NN_LANES)
    {
      nn_lanes_load (lane, x + at, n - at, -INFINITY);
#pragma omp simd
      for (gsize l = 0; l < NN_LANES; l++)
        lane[l] = lane[l] - shift < -87.0f ? 0.0f : nn_expf (lane[l] - shift);
#pragma omp simd
      for (gsize l = 0; l < NN_LANES; l++)
        sum[l] += lane[l];
      if (y != NULL)
        nn_lanes_store (y + at, lane, n - at);
    }
  return nn_lanes_sum (sum);
}

NN_INLINE float
nn_row_dot (const float *a, const float *b, gsize n)
{
  float sum[NN_LANES] = { 0 }, u[NN_LANES], v[NN_LANES];

  for (gsize at = 0; at < n; at += NN_LANES)
    {
      nn_lanes_load (u, a + at, n - at, 0.0f);
      nn_lanes_load (v, b + at, n - at, 0.0f);
#pragma omp simd
      for (gsize l = 0; l < NN_LANES; l++)
        sum[l] += u[l] * v[l];
    }
  return nn_lanes_sum (sum);
}
