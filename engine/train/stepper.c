/* Steps on the processor: each worker of the pool takes slices of the batch through the program, then all update the weights. */
#include "trainer-private.h"

#include "denormals.h"

static gboolean
prepare (NnTrainer *trainer, GError **error)
{
  return TRUE;
}

static guint
take (NnTrainer *trainer, guint rows, guint most, NnTally *tallies, GError **error)
{
  const guint active = nn_program_active (trainer->program, rows);
  const guint64 denormals = nn_denormals_flush ();

  nn_trainer_run_batch (trainer, rows);
  nn_updater_gather (trainer->updater, trainer->pool, trainer->gradients, active, nn_trainer_rate (trainer));
  nn_denormals_restore (denormals);
  tallies[0] = (NnTally) { 0 };
  for (guint slice = 0; slice < active; slice++)
    nn_tally_add (&tallies[0], &trainer->slice_tally[slice]);
  return 1;
}

static void
clear (NnTrainer *trainer)
{
}

const NnStepper nn_stepper_processor = { .prepare = prepare, .take = take, .clear = clear };
