/* Sum of blocks; see engine/ops/sum.c. */
#include "kernels.h"
#include "vector.h"

#include <string.h>

static NN_KERNEL void
add (float *y, const float *a, const float *b, gsize n)
{
#pragma omp simd
  for (gsize i = 0; i < n; i++)
    y[i] = a[i] + b[i];
}

static void
forward (const NnStep *step, const NnRun *run)
{
  const float *sum = step->in[0].data;
  float *y = step->out[0].data;
  gsize first, end;

  nn_run_part (run, run->rows * step->out[0].size, &first, &end);
  for (guint i = 1; i < NN_OP_INPUTS; i++)
    if (step->in[i].data != NULL)
      {
        add (y + first, sum + first, (const float *) step->in[i].data + first, end - first);
        sum = y;
      }
}

static void
backward (const NnStep *step, const NnRun *run)
{
  const gsize n = run->rows * step->out[0].size;

  for (guint i = 0; i < NN_OP_INPUTS; i++)
    if (step->d_in[i].data != NULL)
      memmove (step->d_in[i].data, step->d_out[0].data, n * sizeof (float));
}

const NnKernel nn_openblas_sum = { forward, backward, .divides = TRUE };
