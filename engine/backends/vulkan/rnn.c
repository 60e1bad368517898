/* RNN; formulas in engine/ops/rnn.c. */
#include "kernels.h"
#include "recurrence.h"

static void
forward (const NnStep *step, const NnRun *run)
{
  nn_record_recurrence (step, run, (NnDispatch) {
    .shader = NN_SHADER_RNN,
    .constant = { [2] = step->arg[NN_RNN_RELU] != 0 },
  });
}

static void
backward (const NnStep *step, const NnRun *run)
{
  const NnRecurrence on = nn_recurrence (step, run);
  const NnRecurrenceBack back = nn_begin_recurrence_back (step, run, FALSE);

  nn_record_recurrence_back (step, run, &back, (NnDispatch) {
    .shader = NN_SHADER_RNN_BACK,
    .constant = { [2] = step->arg[NN_RNN_RELU] != 0 },
    .buffer[3] = NN_READS (step->out[0].data, nn_recurrence_numbers (&on, on.size)),
  });
  nn_record_recurrence_weights (step, run, &back, NULL);
}

const NnKernel nn_vulkan_rnn = { forward, backward, .scratch = nn_recorded_recurrence_scratch };
