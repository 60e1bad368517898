/* What joins values: product, concatenation, dot product; see engine/ops/<id>.c. */
#include "kernels.h"
#include "merge.h"
#include "rows.h"
#include "vector.h"

#include <string.h>

/* ---- Product ---- */

static NN_KERNEL void
times (float *y, const float *a, const float *b, gsize n)
{
#pragma omp simd
  for (gsize i = 0; i < n; i++)
    y[i] = a[i] * b[i];
}

static void
multiply_forward (const NnStep *step, const NnRun *run)
{
  const gsize n = run->rows * step->out[0].size;
  const float *product = step->in[0].data;

  if (step->in[1].data == NULL)
    memcpy (step->out[0].data, product, n * sizeof *product);
  for (guint i = 1; i < NN_OP_INPUTS; i++)
    if (step->in[i].data != NULL)
      {
        times (step->out[0].data, product, step->in[i].data, n);
        product = step->out[0].data;
      }
}

static void
multiply_backward (const NnStep *step, const NnRun *run)
{
  const gsize n = run->rows * step->out[0].size;

  for (guint i = 0; i < NN_OP_INPUTS; i++)
    {
      const float *slope = step->d_out[0].data;

      if (step->d_in[i].data == NULL)
        continue;
      for (guint k = 0; k < NN_OP_INPUTS; k++)
        if (k != i && step->in[k].data != NULL)
          {
            times (step->d_in[i].data, slope, step->in[k].data, n);
            slope = step->d_in[i].data;
          }
      if (slope != step->d_in[i].data)
        memcpy (step->d_in[i].data, slope, n * sizeof *slope);
    }
}

const NnKernel nn_openblas_multiply = { multiply_forward, multiply_backward };

/* ---- Concatenation ---- */

/* Copies runs of n numbers; each stands `stride` after the one before on the joined side. */
static void
copy_runs (float *to, gsize to_stride, const float *from, gsize from_stride, gsize runs, gsize n)
{
  if (n == to_stride && n == from_stride)
    memcpy (to, from, runs * n * sizeof *to);
  else
    for (gsize r = 0; r < runs; r++)
      memcpy (to + r * to_stride, from + r * from_stride, n * sizeof *to);
}

static void
concat_both (const NnStep *step, const NnRun *run, gboolean back)
{
  const NnAlong joined = nn_along (&step->out[0].shape, step->arg[0]);
  const gsize runs = run->rows * joined.outer, stride = joined.length * joined.inner;
  float *whole = back ? step->d_out[0].data : step->out[0].data;

  for (guint i = 0; i < NN_OP_INPUTS && step->in[i].shape.rank > 0; i++)
    {
      const gsize n = step->in[i].shape.dim[(guint) step->arg[0]] * joined.inner;

      if (!back)
        copy_runs (whole, stride, step->in[i].data, n, runs, n);
      else if (step->d_in[i].data != NULL)
        copy_runs (step->d_in[i].data, n, whole, stride, runs, n);
      whole += n;
    }
}

static void
concat_forward (const NnStep *step, const NnRun *run)
{
  concat_both (step, run, FALSE);
}

static void
concat_backward (const NnStep *step, const NnRun *run)
{
  concat_both (step, run, TRUE);
}

const NnKernel nn_openblas_concat = { concat_forward, concat_backward };

/* ---- Dot product ---- */

static NN_KERNEL void
dot_forward (const NnStep *step, const NnRun *run)
{
  const gsize n = step->in[0].size / step->out[0].size;
  const float *a = step->in[0].data, *b = step->in[1].data;
  float *y = step->out[0].data;

  for (gsize k = 0; k < run->rows * step->out[0].size; k++)
    y[k] = nn_row_dot (a + k * n, b + k * n, n);
}

NN_INLINE void
spread (float *dx, const float *other, const float *dy, gsize lists, gsize n)
{
  for (gsize k = 0; dx != NULL && k < lists; k++)
#pragma omp simd
    for (gsize i = 0; i < n; i++)
      dx[k * n + i] = dy[k] * other[k * n + i];
}

static NN_KERNEL void
dot_backward (const NnStep *step, const NnRun *run)
{
  const gsize n = step->in[0].size / step->out[0].size, lists = run->rows * step->out[0].size;

  spread (step->d_in[0].data, step->in[1].data, step->d_out[0].data, lists, n);
  spread (step->d_in[1].data, step->in[0].data, step->d_out[0].data, lists, n);
}

const NnKernel nn_openblas_dot = { dot_forward, dot_backward };
