/* Largest number and sums of a row. They are sums of several running sums, so that they become vector code; which numbers
 * go into which depends on nothing but n. */
#pragma once

#include "fast-math.h"

NN_INLINE float
nn_row_max (const float *x, gsize n)
{
  float largest = x[0];

#pragma omp simd reduction(max : largest)
  for (gsize i = 0; i < n; i++)
    largest = x[i] > largest ? x[i] : largest;
  return largest;
}

/* y = e^(x − shift); gives their sum. */
NN_INLINE float
nn_row_exp (float *y, const float *x, float shift, gsize n)
{
  float sum = 0.0f;

#pragma omp simd reduction(+ : sum)
  for (gsize i = 0; i < n; i++)
    {
      y[i] = nn_expf (x[i] - shift);
      sum += y[i];
    }
  return sum;
}

NN_INLINE float
nn_row_dot (const float *a, const float *b, gsize n)
{
  float sum = 0.0f;

#pragma omp simd reduction(+ : sum)
  for (gsize i = 0; i < n; i++)
    sum += a[i] * b[i];
  return sum;
}
