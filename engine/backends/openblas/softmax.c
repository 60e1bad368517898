/* Softmax over the last axis; see engine/ops/softmax.c. */
#include "fast-math.h"
#include "kernels.h"
#include "rows.h"

NN_INLINE void
softmax_row (float *y, const float *x, gsize n)
{
  const float scale = 1.0f / nn_row_exp (y, x, nn_row_max (x, n), n);

#pragma omp simd
  for (gsize i = 0; i < n; i++)
    y[i] *= scale;
}

NN_INLINE void
softmax_row_backward (float *dx, const float *y, const float *dy, gsize n)
{
  const float mean = nn_row_dot (dy, y, n);

#pragma omp simd
  for (gsize i = 0; i < n; i++)
    dx[i] = y[i] * (dy[i] - mean);
}

static NN_KERNEL void
forward (const NnStep *step, const NnRun *run)
{
  const gsize n = step->in[0].shape.dim[step->in[0].shape.rank - 1];
  const float *x = step->in[0].data;
  float *y = step->out[0].data;
  gsize first, end;

  nn_run_part (run, run->rows * step->in[0].size / n, &first, &end);
  for (gsize r = first; r < end; r++)
    softmax_row (y + r * n, x + r * n, n);
}

static NN_KERNEL void
backward (const NnStep *step, const NnRun *run)
{
  const gsize n = step->in[0].shape.dim[step->in[0].shape.rank - 1];
  const gsize total = run->rows * step->in[0].size;
  const float *y = step->out[0].data;
  const float *dy = step->d_out[0].data;
  float *dx = step->d_in[0].data;

  for (gsize at = 0; dx != NULL && at < total; at += n)
    softmax_row_backward (dx + at, y + at, dy + at, n);
}

const NnKernel nn_openblas_softmax = { forward, backward, .divides = TRUE };
