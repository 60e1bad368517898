/* Activations that treat every number alone; formulas in engine/ops/<id>.c. */
#include "fast-math.h"
#include "kernels.h"

NN_INLINE void
map (const NnStep *step, const NnRun *run, float (*value) (float x))
{
  const float *x = step->in[0].data;
  float *y = step->out[0].data;
  gsize first, end;

  nn_run_part (run, run->rows * step->in[0].size, &first, &end);
#pragma omp simd
  for (gsize i = first; i < end; i++)
    y[i] = value (x[i]);
}

/* dx = dy × slope, the slope found from what went in or from what came out, whichever is `known`. */
NN_INLINE void
map_back (const NnStep *step, const NnRun *run, const float *known, float (*slope) (float known))
{
  const gsize n = run->rows * step->in[0].size;
  const float *dy = step->d_out[0].data;
  float *dx = step->d_in[0].data;

  if (dx == NULL)
    return;
#pragma omp simd
  for (gsize i = 0; i < n; i++)
    dx[i] = dy[i] * slope (known[i]);
}

#define ACTIVATION(id, value, slope, operand)             \
  static NN_KERNEL void                                   \
  id##_forward (const NnStep *step, const NnRun *run)     \
  {                                                       \
    map (step, run, value);                               \
  }                                                       \
                                                          \
  static NN_KERNEL void                                   \
  id##_backward (const NnStep *step, const NnRun *run)    \
  {                                                       \
    map_back (step, run, step->operand[0].data, slope);   \
  }                                                       \
                                                          \
  const NnKernel nn_openblas_##id = { id##_forward, id##_backward, .divides = TRUE };

NN_INLINE float
relu (float x)
{
  return x < 0.0f ? 0.0f : x;
}

NN_INLINE float
relu_slope (float y)
{
  return y <= 0.0f ? 0.0f : 1.0f;
}

NN_INLINE float
leaky_relu (float x)
{
  return x > 0.0f ? x : 0.01f * x;
}

NN_INLINE float
leaky_relu_slope (float y)
{
  return y > 0.0f ? 1.0f : 0.01f;
}

NN_INLINE float
gelu (float x)
{
  float density;

  return x * nn_normalf (x, &density);
}

NN_INLINE float
gelu_slope (float x)
{
  float density;
  const float share = nn_normalf (x, &density);

  return share + x * density;
}

NN_INLINE float
silu (float x)
{
  return x * nn_sigmoidf (x);
}

NN_INLINE float
silu_slope (float x)
{
  const float s = nn_sigmoidf (x);

  return s + x * s * (1.0f - s);
}

NN_INLINE float
sigmoid_slope (float y)
{
  return y * (1.0f - y);
}

NN_INLINE float
tanh_slope (float y)
{
  return 1.0f - y * y;
}

ACTIVATION (relu, relu, relu_slope, out)
ACTIVATION (leaky_relu, leaky_relu, leaky_relu_slope, out)
ACTIVATION (gelu, gelu, gelu_slope, in)
ACTIVATION (silu, silu, silu_slope, in)
ACTIVATION (sigmoid, nn_sigmoidf, sigmoid_slope, out)
ACTIVATION (tanh, nn_tanhf, tanh_slope, out)
