/* RNN; formulas in engine/ops/rnn.c. */
#include "kernels.h"
#include "recurrence.h"

#define GATES 1

/* n numbers of a row's state from `first` on. */
NN_INLINE void
cell (const NnStep *step, const NnRecurrence *on, gsize row, gsize s, gsize first, gsize n, const float *sum, gsize lanes)
{
  const gsize at = nn_recurrent_at (on, row, s) * on->size + first;
  const float *x = (const float *) step->in[NN_RECURRENT_X].data + at;
  float *h = (float *) step->out[0].data + at;

  if (step->arg[NN_RNN_RELU] == 0)
#pragma omp simd
    for (gsize k = 0; k < n; k++)
      h[k] = nn_tanhf (x[k] + sum[k]);
  else
#pragma omp simd
    for (gsize k = 0; k < n; k++)
      h[k] = x[k] + sum[k] < 0.0f ? 0.0f : x[k] + sum[k];
}

#include "recurrence-levels.h"

static NN_KERNEL void
cell_back (const NnBack *back, gsize s)
{
  const NnRecurrence *on = &back->on;
  const NnStep *step = back->step;
  const float *dy = step->d_out[0].data, *h = step->out[0].data;

  for (gsize row = 0; row < on->rows; row++)
    {
      const gsize at = nn_recurrent_at (on, row, s) * on->size;
      const float *d_h = back->d_h + row * on->size;
      float *d_x = back->d_x;

      if (step->arg[NN_RNN_RELU] == 0)
#pragma omp simd
        for (gsize k = 0; k < on->size; k++)
          d_x[at + k] = (d_h[k] + dy[at + k]) * (1.0f - h[at + k] * h[at + k]);
      else
#pragma omp simd
        for (gsize k = 0; k < on->size; k++)
          d_x[at + k] = h[at + k] > 0.0f ? d_h[k] + dy[at + k] : 0.0f;
    }
}

static void
backward (const NnStep *step, const NnRun *run)
{
  nn_recurrence_back (step, run, cell_back, FALSE);
}

const NnKernel nn_openblas_rnn = { forward, backward, .scratch = nn_recurrence_scratch };
