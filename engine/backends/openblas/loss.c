/* Losses that compare number with number; formulas in engine/ops/<id>.c. */
#include "fast-math.h"
#include "kernels.h"

typedef float (*PointFunc) (float x, float target, float delta);

/* One number an example: its loss is the mean already, and the batch is one row. */
NN_INLINE void
single_loss (const NnStep *step, const NnRun *run, PointFunc value)
{
  const float delta = step->arg[1];
  const float *x = step->in[0].data;
  const float *target = step->in[1].data;
  float *loss = step->out[0].data;

#pragma omp simd
  for (gsize r = 0; r < run->rows; r++)
    loss[r] = value (x[r], target[r], delta);
}

NN_INLINE void
mean_loss (const NnStep *step, const NnRun *run, PointFunc value)
{
  const gsize size = step->in[0].size;
  const float delta = step->arg[1];
  const float *x = step->in[0].data;
  const float *target = step->in[1].data;
  float *loss = step->out[0].data;

  if (size == 1)
    {
      single_loss (step, run, value);
      return;
    }
  for (gsize r = 0; r < run->rows; r++)
    {
      float sum = 0.0f;

#pragma omp simd reduction(+ : sum)
      for (gsize i = r * size; i < (r + 1) * size; i++)
        sum += value (x[i], target[i], delta);
      loss[r] = sum / size;
    }
}

NN_INLINE void
mean_loss_back (const NnStep *step, const NnRun *run, PointFunc slope)
{
  const gsize n = run->rows * step->in[0].size;
  const float scale = run->scale * step->arg[0] / step->in[0].size;
  const float delta = step->arg[1];
  const float *x = step->in[0].data;
  const float *target = step->in[1].data;
  float *dx = step->d_in[0].data;

  if (dx == NULL)
    return;
#pragma omp simd
  for (gsize i = 0; i < n; i++)
    dx[i] = scale * slope (x[i], target[i], delta);
}

#define LOSS(id)                                         \
  static NN_KERNEL void                                  \
  id##_forward (const NnStep *step, const NnRun *run)    \
  {                                                      \
    mean_loss (step, run, id);                           \
  }                                                      \
                                                         \
  static NN_KERNEL void                                  \
  id##_backward (const NnStep *step, const NnRun *run)   \
  {                                                      \
    mean_loss_back (step, run, id##_slope);              \
  }                                                      \
                                                         \
  const NnKernel nn_openblas_##id = { id##_forward, id##_backward };

NN_INLINE float
binary_cross_entropy (float x, float target, float delta)
{
  return (x > 0.0f ? x : 0.0f) - x * target + nn_log1pf (nn_expf (-fabsf (x)));
}

NN_INLINE float
binary_cross_entropy_slope (float x, float target, float delta)
{
  return nn_sigmoidf (x) - target;
}

NN_INLINE float
mse (float x, float target, float delta)
{
  return (x - target) * (x - target);
}

NN_INLINE float
mse_slope (float x, float target, float delta)
{
  return 2.0f * (x - target);
}

NN_INLINE float
mae (float x, float target, float delta)
{
  return fabsf (x - target);
}

NN_INLINE float
mae_slope (float x, float target, float delta)
{
  return (x > target) - (x < target);
}

NN_INLINE float
huber (float x, float target, float delta)
{
  const float e = fabsf (x - target);

  return e < delta ? 0.5f * e * e : delta * (e - 0.5f * delta);
}

NN_INLINE float
huber_slope (float x, float target, float delta)
{
  const float e = x - target;

  return e > delta ? delta : e < -delta ? -delta : e;
}

LOSS (binary_cross_entropy)
LOSS (mse)
LOSS (mae)
LOSS (huber)
