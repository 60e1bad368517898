/* Steps on the processor: each worker of the pool takes slices of the batch through the program, then all update the weights. */
#include "trainer-private.h"

#include "denormals.h"
#include "text.h"

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

static GArray *
list_costs (const NnTrainer *trainer, guint steps, double seconds)
{
  GArray *costs = g_array_new (FALSE, FALSE, sizeof (NnStepCost));
  NnStepCost rest = { .title = N_("examples, waiting, update"), .seconds = seconds };

  for (guint i = 0; i < nn_program_n_steps (trainer->program); i++)
    {
      NnStepCost cost = nn_program_step_cost (trainer->program, i);

      cost.seconds /= steps;
      rest.seconds -= cost.seconds;
      g_array_append_val (costs, cost);
    }
  g_array_append_val (costs, rest);
  return costs;
}

static GArray *
profile (NnTrainer *trainer, guint steps, double *seconds, GError **error)
{
  gint64 start;

  if (!nn_program_time_steps (trainer->program))
    {
      g_set_error_literal (error, NN_ERROR, NN_ERROR_MEMORY, _("There is not enough memory to time a step."));
      return NULL;
    }
  start = g_get_monotonic_time ();
  for (guint i = 0; i < steps; i++)
    nn_trainer_step (trainer);
  *seconds = (g_get_monotonic_time () - start) / (double) G_USEC_PER_SEC / steps;
  return list_costs (trainer, steps, *seconds);
}

static void
clear (NnTrainer *trainer)
{
}

const NnStepper nn_stepper_processor = { .prepare = prepare, .take = take, .profile = profile, .clear = clear };
