/* GRU; formulas in engine/ops/gru.c. */
#include "kernels.h"
#include "recurrence.h"

#define GATES 3
#define SAVED 4

static void
forward (const NnStep *step, const NnRun *run)
{
  const NnRecurrence on = nn_recurrence (step, run);

  nn_record_recurrence (step, run, (NnDispatch) {
    .shader = NN_SHADER_GRU,
    .buffer[5] = NN_WRITES (step->out[NN_GRU_GATES].data, nn_recurrence_numbers (&on, SAVED * on.size)),
  });
}

static void
backward (const NnStep *step, const NnRun *run)
{
  const NnRecurrence on = nn_recurrence (step, run);
  const NnRecurrenceBack back = nn_begin_recurrence_back (step, run, TRUE);
  const gsize n = nn_recurrence_numbers (&on, on.size);
  const gconstpointer first = step->in[NN_RECURRENT_H].data;

  nn_record_recurrence_back (step, run, &back, (NnDispatch) {
    .shader = NN_SHADER_GRU_BACK,
    .constant = { [2] = first != NULL },
    .buffer = {
      [3] = NN_READS (step->out[NN_GRU_GATES].data, SAVED * n),
      NN_READS (step->out[0].data, n),
      NN_READS (first, on.rows * on.size),
      NN_WRITES (back.d_x, GATES * n),
      NN_CHANGES (back.beside, on.rows * on.size),
    },
  });
  nn_record_recurrence_weights (step, run, &back, back.beside);
}

const NnKernel nn_vulkan_gru = { forward, backward, .scratch = nn_recorded_recurrence_scratch };
