/* GRU; formulas in engine/ops/gru.c. */
#include "kernels.h"
#include "recurrence.h"

#define GATES 3
#define SAVED 4

/* n numbers of a row's state from `first` on; their sums are [gate][lanes]. */
NN_INLINE void
cell (const NnStep *step, const NnRecurrence *on, gsize row, gsize s, gsize first, gsize n, const float *sum, gsize lanes)
{
  const gsize size = on->size, at = nn_recurrent_at (on, row, s);
  const float *x = (const float *) step->in[NN_RECURRENT_X].data + at * GATES * size + first;
  const float *states = nn_recurrence_before (on, step->in[NN_RECURRENT_H].data, step->out[0].data, row, s);
  const float *before = states != NULL ? states + first : nn_recurrence_zeros;
  float *saved = (float *) step->out[NN_GRU_GATES].data + at * SAVED * size + first;
  float *h = (float *) step->out[0].data + at * size + first;

#pragma omp simd
  for (gsize k = 0; k < n; k++)
    {
      const float r = nn_sigmoidf (x[k] + sum[k]);
      const float z = nn_sigmoidf (x[size + k] + sum[lanes + k]);
      const float candidate = nn_tanhf (x[2 * size + k] + r * sum[2 * lanes + k]);

      saved[k] = r;
      saved[size + k] = z;
      saved[2 * size + k] = candidate;
      saved[3 * size + k] = sum[2 * lanes + k];
      h[k] = (1.0f - z) * candidate + z * before[k];
    }
}

#include "recurrence-levels.h"

static NN_KERNEL void
cell_back (const NnBack *back, gsize s)
{
  const NnRecurrence *on = &back->on;
  const NnStep *step = back->step;
  const gsize size = on->size;
  const float *dy = step->d_out[0].data;

  for (gsize row = 0; row < on->rows; row++)
    {
      const gsize at = nn_recurrent_at (on, row, s);
      const float *saved = (const float *) step->out[NN_GRU_GATES].data + at * SAVED * size;
      const float *states = nn_recurrence_before (on, step->in[NN_RECURRENT_H].data, step->out[0].data, row, s);
      const float *before = states != NULL ? states : back->zeros;
      float *d_h = back->d_h + row * size, *direct = back->direct + row * size;
      float *d_x = back->d_x + at * GATES * size, *d_hidden = back->d_hidden + at * GATES * size;

#pragma omp simd
      for (gsize k = 0; k < size; k++)
        {
          const float r = saved[k], z = saved[size + k], n = saved[2 * size + k], given = saved[3 * size + k];
          const float d = d_h[k] + direct[k] + dy[at * size + k];
          const float d_n = d * (1.0f - z) * (1.0f - n * n);
          const float d_r = d_n * given * r * (1.0f - r);
          const float d_z = d * (before[k] - n) * z * (1.0f - z);

          d_x[k] = d_r;
          d_hidden[k] = d_r;
          d_x[size + k] = d_z;
          d_hidden[size + k] = d_z;
          d_x[2 * size + k] = d_n;
          d_hidden[2 * size + k] = d_n * r;
          direct[k] = d * z;
        }
    }
}

static void
backward (const NnStep *step, const NnRun *run)
{
  nn_recurrence_back (step, run, cell_back, TRUE);
}

const NnKernel nn_openblas_gru = { forward, backward, .scratch = nn_recurrence_scratch };
