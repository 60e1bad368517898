/* Sampling, and the divergence that keeps it near the normal distribution; see engine/ops/sampling.c and kl.c. */
#include "fast-math.h"
#include "kernels.h"
#include "noise.h"
#include "vector.h"

/* The noise of one example: drawn beforehand, the same in both directions; none when asked. */
static void
draw_row (const NnStep *step, const NnRun *run, gsize row, float *noise)
{
  const gsize size = step->in[0].size;
  double drawn[NN_NOISE_BLOCK] = { 0 };

  for (gsize at = 0; at < size; at += NN_NOISE_BLOCK)
    {
      if (run->training || run->generating)
        nn_noise_draw (step, run, run->first_row + row, size, at / NN_NOISE_BLOCK, drawn);
      for (gsize i = at; i < MIN (at + NN_NOISE_BLOCK, size); i++)
        noise[i] = drawn[i - at];
    }
}

static NN_KERNEL void
spread_row (float *z, const float *mean, const float *s, const float *noise, gsize n)
{
#pragma omp simd
  for (gsize i = 0; i < n; i++)
    z[i] = mean[i] + nn_expf (s[i] * 0.5f) * noise[i];
}

static void
sampling_forward (const NnStep *step, const NnRun *run)
{
  const gsize size = step->in[0].size;

  for (gsize r = 0; r < run->rows; r++)
    {
      draw_row (step, run, r, run->generating ? (float *) step->out[0].data + r * size : step->scratch);
      if (run->generating)
        continue;
      spread_row ((float *) step->out[0].data + r * size, (const float *) step->in[0].data + r * size,
                  (const float *) step->in[1].data + r * size, step->scratch, size);
    }
}

static NN_KERNEL void
blame_row (float *d_s, const float *dz, const float *s, const float *noise, gsize n)
{
#pragma omp simd
  for (gsize i = 0; i < n; i++)
    d_s[i] = dz[i] * nn_expf (s[i] * 0.5f) * 0.5f * noise[i];
}

static void
sampling_backward (const NnStep *step, const NnRun *run)
{
  const gsize size = step->in[0].size;
  const float *dz = step->d_out[0].data;
  float *d_mean = step->d_in[0].data, *d_s = step->d_in[1].data;

  for (gsize i = 0; i < run->rows * size && d_mean != NULL; i++)
    d_mean[i] = dz[i];
  for (gsize r = 0; r < run->rows && d_s != NULL; r++)
    {
      draw_row (step, run, r, step->scratch);
      blame_row (d_s + r * size, dz + r * size, (const float *) step->in[1].data + r * size, step->scratch, size);
    }
}

static gsize
scratch (const NnStep *step, guint rows, gboolean backward)
{
  return step->in[0].size;
}

const NnKernel nn_openblas_sampling = { .forward = sampling_forward, .backward = sampling_backward, .scratch = scratch };

/* ---- Divergence ---- */

static NN_KERNEL void
kl_forward (const NnStep *step, const NnRun *run)
{
  const gsize size = step->in[0].size;
  float *loss = step->out[0].data;

  for (gsize r = 0; r < run->rows; r++)
    {
      const float *m = (const float *) step->in[0].data + r * size, *s = (const float *) step->in[1].data + r * size;
      float sum = 0;

#pragma omp simd reduction(+ : sum)
      for (gsize i = 0; i < size; i++)
        sum += m[i] * m[i] + (nn_expf (s[i]) - 1.0f - s[i]);
      loss[r] = 0.5f * sum;
    }
}

static NN_KERNEL void
kl_backward (const NnStep *step, const NnRun *run)
{
  const gsize n = run->rows * step->in[0].size;
  const float scale = run->scale * step->arg[0];
  const float *m = step->in[0].data, *s = step->in[1].data;
  float *d_m = step->d_in[0].data, *d_s = step->d_in[1].data;

  for (gsize i = 0; i < n && d_m != NULL; i++)
    d_m[i] = scale * m[i];
  if (d_s != NULL)
#pragma omp simd
    for (gsize i = 0; i < n; i++)
      d_s[i] = scale * (nn_expf (s[i]) - 1.0f) * 0.5f;
}

const NnKernel nn_openblas_kl = { kl_forward, kl_backward };
