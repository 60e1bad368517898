#include "trainer-private.h"

#include <math.h>

#include "denormals.h"
#include "edit.h"
#include "schedule.h"
#include "text.h"

/* ---- Steps ---- */

/* A phase of one worker's slices: gathered before the first, counted after the last. */
static void
run_slices_cb (gpointer data, guint worker, guint n_workers)
{
  NnTrainer *trainer = data;
  const guint active = nn_program_active (trainer->program, trainer->rows);

  for (guint slice = worker; slice < active; slice += n_workers)
    {
      NnRun run = trainer->run;

      nn_program_part (trainer->program, trainer->rows, slice, &run.first_row, &run.rows);
      if (trainer->phase == 0)
        nn_feed_fill (trainer->feed, slice, trainer->examples + run.first_row, run.rows, trainer->batcher->shift);
      nn_program_run_phase (trainer->program, slice, trainer->phase, &run);
      if (trainer->phase + 1 == nn_program_n_phases (trainer->program))
        trainer->slice_tally[slice] = nn_feed_tally (trainer->feed, slice, run.rows);
    }
}

double
nn_sample_turn (const NnSample *sample, NnTurn turn)
{
  return sample->turn[turn].examples > 0 ? sample->turn[turn].loss : NAN;
}

static NnSample
make_sample (const NnTrainer *trainer, const NnTally *tally)
{
  NnSample sample = {
    .step = trainer->steps,
    .epoch = trainer->batcher->epoch + (double) trainer->batcher->at / trainer->batcher->n,
    .loss = tally->n > 0 ? tally->loss / tally->n : NAN,
    .accuracy = nn_feed_share_right (trainer->feed, tally),
    .examples = tally->n,
  };

  for (guint i = 0; i < NN_N_TURNS; i++)
    sample.turn[i] = (NnTurnSample) { tally->turn[i].n > 0 ? tally->turn[i].loss / tally->turn[i].n : NAN, tally->turn[i].n };
  return sample;
}

static void
count (NnTrainer *trainer, const NnTally *tally)
{
  trainer->steps++;
  nn_tally_add (&trainer->epoch, tally);
  trainer->epoch_ended = nn_batcher_move (trainer->batcher, tally->n);
  if (!trainer->epoch_ended)
    return;
  trainer->last_epoch = trainer->epoch;
  trainer->epoch = (NnTally) { 0 };
  nn_trainer_enter_epoch (trainer);
}

void
nn_trainer_run_batch (NnTrainer *trainer, guint rows)
{
  const guint active = nn_program_active (trainer->program, rows);

  trainer->examples = nn_batcher_next (trainer->batcher);
  trainer->rows = rows;
  trainer->run = (NnRun) {
    .training = TRUE,
    .seed = trainer->seed,
    .step = trainer->steps,
    .scale = 1.0 / rows,
    .forging = nn_updater_forges (trainer->updater),
    .n_slices = active,
  };
  for (trainer->phase = 0; trainer->phase < nn_program_n_phases (trainer->program); trainer->phase++)
    if (active > 1)
      nn_pool_run (trainer->pool, run_slices_cb, trainer);
    else
      run_slices_cb (trainer, 0, 1);
}

/* To the processor, from the last moment that was kept. */
static void
give_up_device (NnTrainer *trainer, GError *error)
{
  g_autoptr (NnMoment) kept = nn_device_steps_kept (trainer->device_steps);

  if (kept != NULL)
    nn_moment_ref (kept);
  g_clear_error (&trainer->trouble);
  trainer->trouble = error;
  trainer->stepper->clear (trainer);
  trainer->stepper = &nn_stepper_processor;
  g_clear_pointer (&trainer->device, nn_device_unref);
  if (kept != NULL)
    nn_trainer_recall (trainer, kept);
}

void
nn_trainer_sync (NnTrainer *trainer)
{
  GError *error = NULL;

  if (trainer->stepper->fetch != NULL && !trainer->stepper->fetch (trainer, &error))
    give_up_device (trainer, error);
}

void
nn_trainer_touch (NnTrainer *trainer)
{
  nn_trainer_sync (trainer);
  if (trainer->stepper->changed != NULL)
    trainer->stepper->changed (trainer);
}

static NnTurn
next_turn (const NnTrainer *trainer)
{
  return nn_updater_forges (trainer->updater) ? NN_TURN_MAKER : NN_TURN_JUDGE;
}

/* Steps that are taken together are of one turn. */
static guint
train_on (NnTrainer *trainer, guint rows, guint most, NnSample *samples)
{
  NnTally tallies[NN_MOST_STEPS];
  GError *error = NULL;
  NnTurn turn = next_turn (trainer);
  guint n = trainer->stepper->take (trainer, rows, MIN (most, NN_MOST_STEPS), tallies, &error);

  if (n == 0)
    {
      give_up_device (trainer, error);
      rows = MIN (rows, trainer->batcher->n - trainer->batcher->at);
      turn = next_turn (trainer);
      n = trainer->stepper->take (trainer, rows, 1, tallies, NULL);
    }
  for (guint i = 0; i < n; i++)
    {
      if (nn_graph_takes_turns (trainer->graph))
        nn_tally_take (&tallies[i], turn);
      count (trainer, &tallies[i]);
      samples[i] = make_sample (trainer, &tallies[i]);
    }
  return n;
}

guint
nn_trainer_run (NnTrainer *trainer, guint most, NnSample *samples)
{
  const guint batch = nn_program_batch (trainer->program), left = trainer->batcher->n - trainer->batcher->at;

  return left < batch ? train_on (trainer, left, 1, samples) : train_on (trainer, batch, MIN (most, left / batch), samples);
}

NnSample
nn_trainer_step (NnTrainer *trainer)
{
  NnSample sample;

  nn_trainer_run (trainer, 1, &sample);
  return sample;
}

NnSample
nn_trainer_step_one (NnTrainer *trainer)
{
  NnSample sample;

  train_on (trainer, 1, 1, &sample);
  return sample;
}

GArray *
nn_trainer_profile (NnTrainer *trainer, guint steps, double *seconds, GError **error)
{
  return trainer->stepper->profile (trainer, steps, seconds, error);
}

gboolean
nn_trainer_epoch_ended (const NnTrainer *trainer)
{
  return trainer->epoch_ended;
}

NnSample
nn_trainer_last_epoch (const NnTrainer *trainer)
{
  return make_sample (trainer, trainer->last_epoch.n > 0 ? &trainer->last_epoch : &trainer->epoch);
}

void
nn_trainer_forget_means (NnTrainer *trainer)
{
  trainer->epoch = trainer->last_epoch = (NnTally) { 0 };
}

gint64
nn_trainer_steps (const NnTrainer *trainer)
{
  return trainer->steps;
}

gint64
nn_trainer_epochs (const NnTrainer *trainer)
{
  return trainer->batcher->epoch;
}

double
nn_trainer_rate_at (const NnTrainer *trainer, gint64 step)
{
  return trainer->tuning.rate * trainer->epoch_factor * nn_schedule_warmup (&trainer->tuning, step);
}

double
nn_trainer_rate (const NnTrainer *trainer)
{
  return nn_trainer_rate_at (trainer, trainer->steps);
}

void
nn_trainer_enter_epoch (NnTrainer *trainer)
{
  trainer->epoch_factor = trainer->tuning.schedule->factor (&trainer->tuning, trainer->batcher->epoch);
}

/* ---- Life ---- */

static NnProgramOptions
describe_program (const NnTrainer *trainer, guint batch, const NnValue *keep, guint n_keep)
{
  return (NnProgramOptions) {
    .backend = trainer->backend,
    .batch = batch,
    .slices = nn_program_best_slices (trainer->graph, batch, TRUE, nn_pool_threads (trainer->pool)),
    .training = TRUE,
    .keep = keep,
    .n_keep = n_keep,
    .network = trainer->network,
  };
}

/* Weights, optimiser state and program together, before any of them is allocated. */
static gboolean
check_memory (const NnTrainer *trainer, guint batch, GError **error)
{
  guint n_keep;
  g_autofree NnValue *keep = nn_feed_keep (trainer->graph, &n_keep);
  const NnProgramOptions options = describe_program (trainer, batch, keep, n_keep);
  g_autoptr (NnBudget) budget = nn_budget_new ();

  nn_weights_cost (trainer->graph, trainer->backend->element,
                   1 + nn_optimiser_n_states (trainer->tuning.optimiser) + (trainer->tuning.accumulate > 1), budget);
  nn_program_cost (trainer->graph, &options, budget);
  return nn_budget_check (budget, nn_memory_available (), trainer->network, error);
}

static NnProgram *
make_program (const NnTrainer *trainer, guint batch, GError **error)
{
  guint n_keep;
  g_autofree NnValue *keep = nn_feed_keep (trainer->graph, &n_keep);
  const NnProgramOptions options = describe_program (trainer, batch, keep, n_keep);

  return nn_program_new (trainer->graph, trainer->weights, &options, error);
}

static void
take_program (NnTrainer *trainer, NnProgram *program)
{
  g_clear_pointer (&trainer->feed, nn_feed_free);
  g_clear_pointer (&trainer->program, nn_program_free);
  trainer->program = program;
  trainer->feed = nn_feed_new (trainer->graph, program, trainer->dataset);
  nn_trainer_retry_readings (trainer);
  for (guint slice = 0; slice < nn_program_slices (program); slice++)
    trainer->gradients[slice] = nn_program_gradient (program, slice);
}

static void
take_split (NnTrainer *trainer, NnSplit *split, gint64 epoch)
{
  g_clear_pointer (&trainer->batcher, nn_batcher_free);
  g_clear_pointer (&trainer->split, nn_split_free);
  trainer->split = split;
  trainer->batcher = nn_batcher_new (split->train, split->n_train, nn_dataset_room (trainer->dataset), trainer->seed);
  nn_batcher_seek (trainer->batcher, epoch, 0);
  trainer->epoch = (NnTally) { 0 };
  nn_trainer_enter_epoch (trainer);
}

void
nn_trainer_set_seed (NnTrainer *trainer, guint64 seed)
{
  trainer->seed = seed;
  take_split (trainer, nn_dataset_split (trainer->dataset, trainer->tuning.validation, seed), 0);
}

/* The pool's own threads do nothing else, so they stay this way; the caller changes for the time of a step. */
static void
flush_cb (gpointer data, guint worker, guint n_workers)
{
  if (worker > 0)
    nn_denormals_flush ();
}

static gboolean
prepare (NnTrainer *trainer, GError **error)
{
  NnProgram *program;
  guint batch;

  nn_tuning_read (&trainer->tuning, nn_network_recipe (trainer->network));
  nn_trainer_set_seed (trainer, trainer->tuning.seed);
  batch = MIN (trainer->tuning.batch, trainer->batcher->n);
  if (!check_memory (trainer, batch, error))
    return FALSE;
  if ((trainer->weights = nn_weights_new (trainer->graph, trainer->backend->element, trainer->network, error)) == NULL)
    return FALSE;
  if ((trainer->updater = nn_updater_new (trainer->weights, &trainer->tuning, error)) == NULL)
    return FALSE;
  if ((program = make_program (trainer, batch, error)) == NULL)
    return FALSE;

  take_program (trainer, program);
  nn_weights_initialise (trainer->weights, trainer->seed);
  return TRUE;
}

/* ---- Where steps run ---- */

static gboolean
use_device (NnTrainer *trainer, NnDevice *device, GError **error)
{
  trainer->device = nn_device_ref (device);
  if (nn_stepper_device.prepare (trainer, error))
    {
      trainer->stepper = &nn_stepper_device;
      return TRUE;
    }
  g_clear_pointer (&trainer->device, nn_device_unref);
  return FALSE;
}

gboolean
nn_trainer_move (NnTrainer *trainer, NnDevice *device, GError **error)
{
  g_autoptr (NnDevice) before = trainer->device != NULL ? nn_device_ref (trainer->device) : NULL;

  nn_trainer_sync (trainer);
  if (device == trainer->device)
    return TRUE;
  trainer->stepper->clear (trainer);
  trainer->stepper = &nn_stepper_processor;
  g_clear_pointer (&trainer->device, nn_device_unref);
  if (device == NULL || use_device (trainer, device, error))
    return TRUE;
  if (before != NULL)
    use_device (trainer, before, NULL);
  return FALSE;
}

NnDevice *
nn_trainer_device (const NnTrainer *trainer)
{
  return trainer->device;
}

GError *
nn_trainer_take_trouble (NnTrainer *trainer)
{
  return g_steal_pointer (&trainer->trouble);
}

/* The one that was asked for, or the best. */
static gboolean
open_device (NnTrainer *trainer, NnDevice *wanted, GError **error)
{
  g_autoptr (NnDevice) device = wanted != NULL ? nn_device_ref (wanted) : nn_device_open (NULL, error);

  return device != NULL && use_device (trainer, device, error);
}

NnTrainer *
nn_trainer_new (const NnNetwork *network, NnDataset *dataset, const NnTrainerOptions *options, GError **error)
{
  g_autoptr (NnTrainer) trainer = g_new0 (NnTrainer, 1);
  const guint threads = options != NULL ? options->threads : 0;
  const gboolean records = options != NULL && options->backend != NULL && options->backend->records;

  trainer->stepper = &nn_stepper_processor;
  trainer->backend = options != NULL && options->backend != NULL && !records ? options->backend : &nn_backend_openblas;
  if (trainer->backend->element != sizeof (float))
    {
      g_set_error (error, NN_ERROR, NN_ERROR_DEVICE, _("%s only checks the others: choose another device to train on."),
                   nn_text (trainer->backend->title));
      return NULL;
    }
  trainer->network = nn_network_copy (network);
  trainer->dataset = nn_dataset_ref (dataset);
  trainer->readings = g_array_new (FALSE, FALSE, sizeof (NnReading));
  g_array_set_clear_func (trainer->readings, nn_reading_clear);
  if ((trainer->graph = nn_network_lower (network, nn_dataset_info (dataset), error)) == NULL)
    return NULL;
  if (!nn_feed_check (trainer->graph, dataset, error))
    return NULL;
  trainer->pool = nn_pool_new (threads > 0 ? threads : nn_pool_default_threads ());
  nn_pool_run (trainer->pool, flush_cb, NULL);
  if (!prepare (trainer, error) || (records && !open_device (trainer, options->device, error)))
    return NULL;
  return g_steal_pointer (&trainer);
}

void
nn_trainer_free (NnTrainer *trainer)
{
  if (trainer == NULL)
    return;
  trainer->stepper->clear (trainer);
  g_clear_error (&trainer->trouble);
  g_clear_pointer (&trainer->readings, g_array_unref);
  nn_feed_free (trainer->open_feed);
  nn_program_free (trainer->open);
  nn_feed_free (trainer->feed);
  nn_program_free (trainer->program);
  nn_updater_free (trainer->updater);
  nn_weights_free (trainer->weights);
  nn_batcher_free (trainer->batcher);
  nn_split_free (trainer->split);
  nn_pool_free (trainer->pool);
  nn_device_unref (trainer->device);
  nn_graph_unref (trainer->graph);
  nn_dataset_unref (trainer->dataset);
  nn_network_free (trainer->network);
  g_free (trainer);
}

void
nn_trainer_reset (NnTrainer *trainer, guint64 seed)
{
  nn_trainer_touch (trainer);
  trainer->steps = 0;
  trainer->epoch_ended = FALSE;
  trainer->last_epoch = (NnTally) { 0 };
  nn_trainer_set_seed (trainer, seed);
  nn_updater_reset (trainer->updater);
  nn_weights_initialise (trainer->weights, seed);
}

/* ---- The recipe, while it trains ---- */

static void
keep_recipe (NnTrainer *trainer, const NnSettings *recipe)
{
  for (const NnParam *param = nn_recipe_params; param->id != NULL; param++)
    {
      g_autoptr (NnEdit) edit = nn_edit_set_recipe (param->id, nn_settings_get (recipe, param->id));
      g_autoptr (NnEdit) inverse = nn_edit_apply (edit, trainer->network, NULL);
    }
}

/* A device that cannot do it this way is given up: the recipe is right, and the processor can. */
static void
follow_tuning (NnTrainer *trainer)
{
  GError *error = NULL;

  if (!trainer->stepper->prepare (trainer, &error))
    give_up_device (trainer, error);
}

gboolean
nn_trainer_set_recipe (NnTrainer *trainer, const NnSettings *recipe, GError **error)
{
  NnTuning tuning;
  g_autoptr (NnSplit) split = NULL;
  g_autoptr (NnProgram) program = NULL;
  guint batch;

  nn_trainer_touch (trainer);
  nn_tuning_read (&tuning, recipe);
  if (tuning.validation != trainer->tuning.validation)
    split = nn_dataset_split (trainer->dataset, tuning.validation, trainer->seed);
  batch = MIN (tuning.batch, split != NULL ? split->n_train : trainer->batcher->n);
  if (batch != nn_program_batch (trainer->program) && (program = make_program (trainer, batch, error)) == NULL)
    return FALSE;
  if (!nn_updater_tune (trainer->updater, &tuning, error))
    return FALSE;

  trainer->tuning = tuning;
  if (program != NULL)
    take_program (trainer, g_steal_pointer (&program));
  if (split != NULL)
    take_split (trainer, g_steal_pointer (&split), trainer->batcher->epoch);
  nn_trainer_enter_epoch (trainer);
  keep_recipe (trainer, recipe);
  follow_tuning (trainer);
  return TRUE;
}

/* ---- Looking in ---- */

guint
nn_trainer_threads (const NnTrainer *trainer)
{
  return MIN (nn_program_slices (trainer->program), nn_pool_threads (trainer->pool));
}

gboolean
nn_trainer_judges (const NnTrainer *trainer)
{
  return nn_feed_judged (trainer->feed) != NULL;
}

const NnGraph *
nn_trainer_graph (const NnTrainer *trainer)
{
  return trainer->graph;
}

const NnNetwork *
nn_trainer_network (const NnTrainer *trainer)
{
  return trainer->network;
}

NnDataset *
nn_trainer_dataset (const NnTrainer *trainer)
{
  return trainer->dataset;
}

const NnSplit *
nn_trainer_split (const NnTrainer *trainer)
{
  return trainer->split;
}

const float *
nn_trainer_weight (NnTrainer *trainer, guint i, gsize *n)
{
  nn_trainer_sync (trainer);
  *n = trainer->weights->place[i].size;
  return nn_weights_floats (trainer->weights, i);
}

float *
nn_trainer_change_weight (NnTrainer *trainer, guint i, gsize *n)
{
  nn_trainer_touch (trainer);
  *n = trainer->weights->place[i].size;
  return nn_weights_floats (trainer->weights, i);
}

const float *
nn_trainer_gradient (NnTrainer *trainer, guint i, gsize *n)
{
  nn_trainer_sync (trainer);
  *n = trainer->weights->place[i].size;
  return trainer->gradients[0] + trainer->weights->place[i].first;
}
