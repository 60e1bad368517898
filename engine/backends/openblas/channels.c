#include "channels.h"

#include "vector.h"

#define STRIP 64    /* channels summed at a time: their sums stay in the first-level cache */
#define BLOCK 256   /* rows summed before they are added to what there is, so that rounding does not pile up */

/* A strip of channels over a block of rows. */
typedef struct
{
  gsize rows, width, stride;
} Strip;

/* Σ (x − origin) and Σ (x − origin)². */
NN_INLINE void
strip_moments (const float *x, Strip s, const float *origin, float *sum, float *squares)
{
  float a[STRIP] = { 0 }, b[STRIP] = { 0 };
  gsize r = 0;

  for (; r + 4 <= s.rows; r += 4, x += 4 * s.stride)
#pragma omp simd
    for (gsize c = 0; c < s.width; c++)
      {
        const float p = x[c] - origin[c], q = x[c + s.stride] - origin[c];
        const float u = x[c + 2 * s.stride] - origin[c], v = x[c + 3 * s.stride] - origin[c];

        a[c] += (p + q) + (u + v);
        b[c] += (p * p + q * q) + (u * u + v * v);
      }
  for (; r < s.rows; r++, x += s.stride)
#pragma omp simd
    for (gsize c = 0; c < s.width; c++)
      {
        const float p = x[c] - origin[c];

        a[c] += p;
        b[c] += p * p;
      }
#pragma omp simd
  for (gsize c = 0; c < s.width; c++)
    {
      sum[c] += a[c];
      squares[c] += b[c];
    }
}

/* Distances are taken from the first row, so that a large mean does not swallow them. */
NN_KERNEL void
nn_channel_moments (const float *x, gsize rows, gsize channels, float *mean, float *squares)
{
  for (gsize first = 0; first < channels; first += STRIP)
    {
      const gsize width = MIN (STRIP, channels - first);
      const float *origin = x + first;
      float sum[STRIP] = { 0 }, square[STRIP] = { 0 };

      for (gsize at = 0; at < rows; at += BLOCK)
        strip_moments (x + at * channels + first, (Strip) { MIN (BLOCK, rows - at), width, channels }, origin, sum,
                       square);
#pragma omp simd
      for (gsize c = 0; c < width; c++)
        {
          const float shift = sum[c] / rows, rest = square[c] - sum[c] * shift;

          mean[first + c] = origin[c] + shift;
          squares[first + c] = rest < 0 ? 0 : rest;
        }
    }
}

NN_INLINE void
strip_slopes (const float *dy, const float *x, Strip s, const float *mean, float *sum, float *product)
{
  float a[STRIP] = { 0 }, b[STRIP] = { 0 };
  gsize r = 0;

  for (; r + 2 <= s.rows; r += 2, x += 2 * s.stride, dy += 2 * s.stride)
#pragma omp simd
    for (gsize c = 0; c < s.width; c++)
      {
        const float p = dy[c], q = dy[c + s.stride];

        a[c] += p + q;
        b[c] += p * (x[c] - mean[c]) + q * (x[c + s.stride] - mean[c]);
      }
  for (; r < s.rows; r++, x += s.stride, dy += s.stride)
#pragma omp simd
    for (gsize c = 0; c < s.width; c++)
      {
        a[c] += dy[c];
        b[c] += dy[c] * (x[c] - mean[c]);
      }
#pragma omp simd
  for (gsize c = 0; c < s.width; c++)
    {
      sum[c] += a[c];
      product[c] += b[c];
    }
}

NN_KERNEL void
nn_channel_slopes (const float *dy, const float *x, gsize rows, gsize channels, const float *mean, float *sum,
                   float *product)
{
  for (gsize c = 0; c < channels; c++)
    sum[c] = product[c] = 0;
  for (gsize first = 0; first < channels; first += STRIP)
    for (gsize at = 0; at < rows; at += BLOCK)
      strip_slopes (dy + at * channels + first, x + at * channels + first,
                    (Strip) { MIN (BLOCK, rows - at), MIN (STRIP, channels - first), channels }, mean + first,
                    sum + first, product + first);
}

NN_KERNEL void
nn_channel_line (float *y, const float *x, gsize rows, gsize channels, const float *a, const float *b)
{
  for (gsize at = 0; at < rows * channels; at += channels)
#pragma omp simd
    for (gsize c = 0; c < channels; c++)
      y[at + c] = a[c] * x[at + c] + b[c];
}

NN_KERNEL void
nn_channel_plane (float *z, const float *x, const float *y, gsize rows, gsize channels, const float *a, const float *b,
                  const float *c)
{
  for (gsize at = 0; at < rows * channels; at += channels)
#pragma omp simd
    for (gsize k = 0; k < channels; k++)
      z[at + k] = a[k] * x[at + k] + b[k] * y[at + k] + c[k];
}
