/* LSTM; formulas in engine/ops/lstm.c. */
#include "kernels.h"
#include "recurrence.h"

#define GATES 4

static void
forward (const NnStep *step, const NnRun *run)
{
  const NnRecurrence on = nn_recurrence (step, run);
  const gsize n = nn_recurrence_numbers (&on, on.size);
  const gconstpointer first = step->in[NN_RECURRENT_C].data;

  nn_record_recurrence (step, run, (NnDispatch) {
    .shader = NN_SHADER_LSTM,
    .constant = { [2] = first != NULL },
    .buffer = {
      [5] = NN_READS (first, on.rows * on.size),
      NN_CHANGES (step->out[NN_LSTM_CELLS].data, n),
      NN_WRITES (step->out[NN_LSTM_GATES].data, GATES * n),
    },
  });
}

static void
backward (const NnStep *step, const NnRun *run)
{
  const NnRecurrence on = nn_recurrence (step, run);
  const NnRecurrenceBack back = nn_begin_recurrence_back (step, run, FALSE);
  const gsize n = nn_recurrence_numbers (&on, on.size);
  const gconstpointer first = step->in[NN_RECURRENT_C].data, from_cells = step->d_out[NN_LSTM_CELLS].data;
  const gpointer d_cells = step->d_in[NN_RECURRENT_C].data;

  nn_record_recurrence_back (step, run, &back, (NnDispatch) {
    .shader = NN_SHADER_LSTM_BACK,
    .constant = { [2] = first != NULL, from_cells != NULL },
    .buffer = {
      [3] = NN_READS (step->out[NN_LSTM_GATES].data, GATES * n),
      NN_READS (step->out[NN_LSTM_CELLS].data, n),
      NN_READS (first, on.rows * on.size),
      NN_READS (from_cells, n),
      NN_CHANGES (d_cells != NULL ? d_cells : back.beside, on.rows * on.size),
    },
  });
  nn_record_recurrence_weights (step, run, &back, NULL);
}

const NnKernel nn_vulkan_lstm = { forward, backward, .scratch = nn_recorded_recurrence_scratch };
