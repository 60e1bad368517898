/* LSTM; formulas in engine/ops/lstm.c. */
#include "kernels.h"
#include "recurrence.h"

#define GATES 4

/* n numbers of a row's state from `first` on; their sums are [gate][lanes]. */
NN_INLINE void
cell (const NnStep *step, const NnRecurrence *on, gsize row, gsize s, gsize first, gsize n, const float *sum, gsize lanes)
{
  const gsize size = on->size, at = nn_recurrent_at (on, row, s);
  const float *x = (const float *) step->in[NN_RECURRENT_X].data + at * GATES * size + first;
  const float *cells = nn_recurrence_before (on, step->in[NN_RECURRENT_C].data, step->out[NN_LSTM_CELLS].data, row, s);
  const float *before = cells != NULL ? cells + first : nn_recurrence_zeros;
  float *gate = (float *) step->out[NN_LSTM_GATES].data + at * GATES * size + first;
  float *c = (float *) step->out[NN_LSTM_CELLS].data + at * size + first;
  float *h = (float *) step->out[0].data + at * size + first;

#pragma omp simd
  for (gsize k = 0; k < n; k++)
    {
      const float i = nn_sigmoidf (x[k] + sum[k]);
      const float f = nn_sigmoidf (x[size + k] + sum[lanes + k]);
      const float g = nn_tanhf (x[2 * size + k] + sum[2 * lanes + k]);
      const float o = nn_sigmoidf (x[3 * size + k] + sum[3 * lanes + k]);

      gate[k] = i;
      gate[size + k] = f;
      gate[2 * size + k] = g;
      gate[3 * size + k] = o;
      c[k] = f * before[k] + i * g;
      h[k] = o * nn_tanhf (c[k]);
    }
}

#include "recurrence-levels.h"

static NN_KERNEL void
cell_back (const NnBack *back, gsize s)
{
  const NnRecurrence *on = &back->on;
  const NnStep *step = back->step;
  const gsize size = on->size;

  for (gsize row = 0; row < on->rows; row++)
    {
      const gsize at = nn_recurrent_at (on, row, s);
      const float *gate = (const float *) step->out[NN_LSTM_GATES].data + at * GATES * size;
      const float *c = (const float *) step->out[NN_LSTM_CELLS].data + at * size;
      const float *cells = nn_recurrence_before (on, step->in[NN_RECURRENT_C].data, step->out[NN_LSTM_CELLS].data, row, s);
      const float *before = cells != NULL ? cells : back->zeros;
      const float *dy = step->d_out[0].data, *more = step->d_out[NN_LSTM_CELLS].data;
      const float *from_above = dy != NULL ? dy + at * size : back->zeros;
      const float *from_cells = more != NULL ? more + at * size : back->zeros;
      float *d_h = back->d_h + row * size, *d_c = back->d_c + row * size, *d_x = back->d_x + at * GATES * size;

#pragma omp simd
      for (gsize k = 0; k < size; k++)
        {
          const float i = gate[k], f = gate[size + k], g = gate[2 * size + k], o = gate[3 * size + k];
          const float bent = nn_tanhf (c[k]);
          const float d_state = d_h[k] + from_above[k];
          const float d = d_c[k] + d_state * o * (1.0f - bent * bent) + from_cells[k];

          d_x[k] = d * g * i * (1.0f - i);
          d_x[size + k] = d * before[k] * f * (1.0f - f);
          d_x[2 * size + k] = d * i * (1.0f - g * g);
          d_x[3 * size + k] = d_state * bent * o * (1.0f - o);
          d_c[k] = d * f;
        }
    }
}

static void
backward (const NnStep *step, const NnRun *run)
{
  nn_recurrence_back (step, run, cell_back, FALSE);
}

const NnKernel nn_openblas_lstm = { forward, backward, .scratch = nn_recurrence_scratch };
