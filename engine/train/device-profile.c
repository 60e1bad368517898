/* What steps on a device take, in memory and in time. */
#include "device-steps.h"

#include "text.h"

/* Stretches of a recorded step beside the operations of the program. */
#define BEFORE 1   /* the examples */
#define AFTER 2    /* the answers, the update */

static const char *const titles[] = { N_("examples"), N_("losses and answers"), N_("update"), N_("handing over, waiting") };

/* ---- Time ---- */

static void
forget_recordings (NnDeviceSteps *steps, guint timed)
{
  g_array_set_size (steps->recorded, 0);
  steps->timed = timed;
}

/* Takes the next step; FALSE: the device failed. `counts`: it is a whole batch, and was recorded before. */
static gboolean
take_step (NnTrainer *trainer, gboolean *counts, double *seconds, GError **error)
{
  const guint recorded = trainer->device_steps->recorded->len;
  const gint64 start = g_get_monotonic_time ();
  const NnSample sample = nn_trainer_step (trainer);

  *seconds = (g_get_monotonic_time () - start) / (double) G_USEC_PER_SEC;
  if (trainer->device_steps == NULL)
    {
      g_propagate_error (error, nn_trainer_take_trouble (trainer));
      return FALSE;
    }
  *counts = sample.examples == nn_program_batch (trainer->program) && trainer->device_steps->recorded->len == recorded;
  return TRUE;
}

/* Means of n steps: of each stretch, and of the whole. */
static gboolean
time_steps (NnTrainer *trainer, guint n, double *sums, double *whole, GError **error)
{
  NnDeviceSteps *steps = trainer->device_steps;
  const guint n_stretches = steps->timed - 1;
  g_autofree double *seconds = g_new (double, n_stretches);

  *whole = 0;
  for (guint i = 0; i < n;)
    {
      gboolean counts;
      double step;

      if (!take_step (trainer, &counts, &step, error) || !nn_recording_seconds (steps->last, seconds, error))
        return FALSE;
      if (!counts)
        continue;
      for (guint k = 0; k < n_stretches; k++)
        sums[k] += seconds[k] / n;
      *whole += step / n;
      i++;
    }
  return TRUE;
}

static NnStepCost
describe_part (guint i, double seconds, guint kernels)
{
  return (NnStepCost) { .title = titles[i], .seconds = seconds, .kernels = kernels };
}

/* In order: what comes before the program's operations, these, and what comes behind. `rest`: of a whole step, on no stretch. */
static GArray *
list_costs (const NnDeviceSteps *steps, const NnRecording *recording, const double *seconds, double whole)
{
  const guint n = nn_program_n_steps (steps->program);
  GArray *costs = g_array_new (FALSE, FALSE, sizeof (NnStepCost));
  double rest = whole;

  for (guint i = 0; i < BEFORE + n + AFTER; i++)
    {
      const double time = seconds != NULL ? seconds[i] : 0;
      const guint kernels = nn_recording_stretch_kernels (recording, i);
      NnStepCost cost = i < BEFORE ? describe_part (0, time, kernels)
                        : i < BEFORE + n ? nn_program_step_cost (steps->program, i - BEFORE)
                                         : describe_part (i - n, time, kernels);

      cost.seconds = time;
      cost.kernels = kernels;
      rest -= time;
      g_array_append_val (costs, cost);
    }
  if (seconds != NULL)
    {
      const NnStepCost waiting = describe_part (BEFORE + AFTER, MAX (rest, 0), 0);

      g_array_append_val (costs, waiting);
    }
  return costs;
}

GArray *
nn_device_steps_profile (NnTrainer *trainer, guint n, double *seconds, GError **error)
{
  NnDeviceSteps *steps = trainer->device_steps;
  const guint marks = BEFORE + nn_program_n_steps (steps->program) + AFTER + 1;
  g_autofree double *sums = g_new0 (double, marks);
  GArray *costs = NULL;

  forget_recordings (steps, marks);
  if (time_steps (trainer, n, sums, seconds, error))
    costs = list_costs (steps, steps->last, sums, *seconds);
  if (trainer->device_steps != NULL)
    forget_recordings (steps, 0);
  return costs;
}

/* ---- Memory ---- */

GArray *
nn_trainer_device_use (NnTrainer *trainer, NnDeviceUse *use, GError **error)
{
  const NnDeviceSteps *steps = trainer->device_steps;
  NnRecording *recording = nn_device_steps_record (trainer, error);
  const NnProgramMemory memory = nn_program_memory (steps->program);
  const gsize gradients = trainer->weights->n * sizeof (float);

  if (recording == NULL)
    return NULL;
  *use = (NnDeviceUse) {
    .weights = gradients * (2 + nn_optimiser_n_states (trainer->tuning.optimiser) + (steps->gathered != NULL)),
    .values = memory.arena,
    .whole = nn_device_memory_used (steps->device),
    .stays = TRUE,
    .barriers = nn_recording_n_barriers (recording),
    .kernels = nn_recording_n_kernels (recording),
  };
  for (guint i = 0; i < steps->fillings->len; i++)
    {
      const Filling *filling = &g_array_index (steps->fillings, Filling, i);

      if (filling->data != NULL)
        use->data += nn_dataset_n (trainer->dataset) * filling->size * sizeof (float);
      use->stays = use->stays && (filling->place == NULL || filling->data != NULL);
    }
  return list_costs (steps, recording, NULL, 0);
}
