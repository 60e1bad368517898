#include "runner.h"

#include <math.h>
#include <string.h>

#include "diagnosis.h"
#include "text.h"

#define SLICE_USEC 200
#define MAX_SLICE 1024

/* Scores are taken at an epoch's end, not more often than this, and in no more than one part in SCORES_SHARE of the
 * time. */
#define SCORES_USEC 100000
#define SCORES_SHARE 40

/* Speed is measured over this long, and over less than the second not at all. */
#define COUNT_USEC 250000
#define MIN_COUNT_USEC 1000

/* At a limited speed, steps missed for longer than this are not made up for. */
#define CATCH_UP_USEC 50000

static gboolean
epochs_reached (const NnTrainer *trainer, gint64 epochs)
{
  return epochs > 0 && nn_trainer_epoch_ended (trainer) && nn_trainer_epochs (trainer) % epochs == 0;
}

static gboolean
always_reached (const NnTrainer *trainer, gint64 epochs)
{
  return TRUE;
}

static gboolean
epoch_reached (const NnTrainer *trainer, gint64 epochs)
{
  return nn_trainer_epoch_ended (trainer);
}

static const NnGoal play = { nn_trainer_step, epochs_reached };

static const NnGoal steps[] = {
  [NN_STEP_EXAMPLE] = { nn_trainer_step_one, always_reached },
  [NN_STEP_BATCH] = { nn_trainer_step, always_reached },
  [NN_STEP_EPOCH] = { nn_trainer_step, epoch_reached },
};

static void
clear_item (gpointer data)
{
  g_clear_pointer (&((NnLookItem *) data)->examples, g_array_unref);
}

NnRunner *
nn_runner_new (NnRing *ring, guint threads)
{
  NnRunner *runner = g_new0 (NnRunner, 1);

  runner->ring = ring;
  runner->threads = threads;
  runner->slice = 1;
  runner->attic = nn_attic_new ();
  runner->input = g_array_new (FALSE, FALSE, sizeof (float));
  runner->items = g_array_new (FALSE, FALSE, sizeof (NnLookItem));
  runner->grid = g_array_new (FALSE, FALSE, sizeof (float));
  runner->results = g_array_new (FALSE, FALSE, sizeof (float));
  return runner;
}

void
nn_runner_free (NnRunner *runner)
{
  if (runner == NULL)
    return;
  nn_trainer_free (runner->trainer);
  nn_trainer_free (runner->former);
  nn_attic_free (runner->attic);
  nn_scores_clear (&runner->scores);
  g_array_unref (runner->input);
  g_array_unref (runner->items);
  g_array_unref (runner->grid);
  g_array_unref (runner->results);
  g_free (runner->problem);
  g_free (runner);
}

static void
set_problem (NnRunner *runner, char *problem)
{
  g_free (runner->problem);
  runner->problem = problem;
}

static void
drop_scores (NnRunner *runner)
{
  nn_scores_clear (&runner->scores);
  runner->has_scores = FALSE;
  runner->stale = TRUE;
  runner->validate_after = 0;
}

static gsize
input_size (const NnTrainer *trainer)
{
  const NnGraph *graph = nn_trainer_graph (trainer);

  return nn_shape_size (&nn_graph_value (graph, nn_graph_input_value (graph, 0))->shape);
}

/* The numbers of the example shown; one given by hand stays while it fits. */
static void
read_example (NnRunner *runner)
{
  const gsize size = input_size (runner->trainer);
  NnDataset *dataset = nn_trainer_dataset (runner->trainer);

  if (runner->example < 0 && runner->input->len == size)
    return;
  if (runner->example < 0 || (gsize) runner->example >= nn_dataset_n (dataset))
    runner->example = 0;
  g_array_set_size (runner->input, size);
  nn_dataset_input (dataset, runner->example, (float *) runner->input->data);
}

void
nn_runner_set_network (NnRunner *runner, const NnNetwork *network, NnDataset *dataset, guint64 revision, guint64 run)
{
  const NnTrainerOptions options = { .threads = runner->threads };
  g_autoptr (GError) error = NULL;
  g_autoptr (NnTrainer) old = g_steal_pointer (&runner->trainer);

  if (old == NULL)
    old = g_steal_pointer (&runner->former);
  drop_scores (runner);
  set_problem (runner, NULL);
  runner->revision = revision;
  runner->run = run;
  if (network == NULL)
    {
      nn_attic_clear (runner->attic);
      runner->goal = NULL;
      return;
    }

  runner->trainer = nn_trainer_new (network, dataset, &options, &error);
  if (runner->trainer == NULL)
    {
      runner->former = g_steal_pointer (&old);
      runner->goal = NULL;
      set_problem (runner, g_strdup (error->message));
      return;
    }

  if (old != NULL)
    {
      nn_trainer_adopt (runner->trainer, old);
      nn_attic_store (runner->attic, old, runner->trainer);
      nn_attic_fetch (runner->attic, runner->trainer, old);
    }
  runner->epochs = nn_settings_int (nn_network_recipe (network), "epochs");
  read_example (runner);
}

/* Weights of a network that was changed before it was saved: better some of them than none. */
static void
take_what_fits (NnRunner *runner, const NnTensors *weights)
{
  const NnGraph *graph = nn_trainer_graph (runner->trainer);
  const guint n = nn_graph_n_weights (graph);
  guint fit = 0;

  for (guint i = 0; i < n; i++)
    {
      const NnWeightSpec *spec = nn_graph_weight_spec (graph, i);
      const NnTensor *tensor = nn_tensors_find (weights, spec->name);
      gsize size;
      float *weight = nn_trainer_weight (runner->trainer, i, &size);

      if (tensor == NULL || !nn_shape_equal (&tensor->shape, &spec->shape))
        continue;
      memcpy (weight, tensor->data, size * sizeof *weight);
      fit++;
    }
  set_problem (runner, g_strdup_printf (_("The weights that were opened fit %u of the %u places in this network; "
                                           "the others start anew."),
                                        fit, n));
}

void
nn_runner_set_weights (NnRunner *runner, const NnTensors *weights, gint64 step, gint64 epoch, guint64 run)
{
  g_autoptr (GError) error = NULL;

  if (runner->trainer == NULL)
    return;
  runner->run = run;
  nn_attic_clear (runner->attic);
  drop_scores (runner);
  if (nn_trainer_load (runner->trainer, weights, step, epoch, &error))
    set_problem (runner, NULL);
  else
    take_what_fits (runner, weights);
}

void
nn_runner_set_recipe (NnRunner *runner, const NnSettings *recipe)
{
  g_autoptr (GError) error = NULL;

  if (runner->trainer == NULL)
    return;
  if (!nn_trainer_set_recipe (runner->trainer, recipe, &error))
    {
      set_problem (runner, g_strdup (error->message));
      return;
    }
  runner->epochs = nn_settings_int (recipe, "epochs");
  runner->stale = TRUE;
}

void
nn_runner_set_weight (NnRunner *runner, const char *name, gsize index, float value)
{
  const NnGraph *graph;

  if (runner->trainer == NULL)
    return;
  graph = nn_trainer_graph (runner->trainer);
  for (guint i = 0; i < nn_graph_n_weights (graph); i++)
    if (g_str_equal (nn_graph_weight_spec (graph, i)->name, name))
      {
        gsize n;
        float *weight = nn_trainer_weight (runner->trainer, i, &n);

        if (index < n)
          weight[index] = value;
        runner->stale = TRUE;
      }
}

static void
start (NnRunner *runner, const NnGoal *goal)
{
  if (runner->trainer == NULL)
    return;
  set_problem (runner, NULL);
  runner->goal = goal;
  runner->counted_since = runner->next_step = g_get_monotonic_time ();
  runner->counted = 0;
}

void
nn_runner_play (NnRunner *runner)
{
  if (runner->goal != &play)
    start (runner, &play);
}

void
nn_runner_step (NnRunner *runner, NnStepSize size)
{
  start (runner, &steps[size]);
}

static void
count_examples (NnRunner *runner, gint64 at_least)
{
  const gint64 now = g_get_monotonic_time ();

  if (now - runner->counted_since < at_least)
    return;
  runner->examples_per_s = runner->counted * (double) G_USEC_PER_SEC / (now - runner->counted_since);
  runner->counted_since = now;
  runner->counted = 0;
}

void
nn_runner_pause (NnRunner *runner)
{
  /* A single step is too short to say how fast training is. */
  if (runner->goal == &play)
    count_examples (runner, MIN_COUNT_USEC);
  runner->goal = NULL;
}

void
nn_runner_reset (NnRunner *runner, guint64 seed, guint64 run)
{
  if (runner->trainer == NULL)
    return;
  nn_trainer_reset (runner->trainer, seed);
  nn_attic_clear (runner->attic);
  runner->run = run;
  runner->examples_per_s = 0;
  set_problem (runner, NULL);
  drop_scores (runner);
}

void
nn_runner_set_speed (NnRunner *runner, double steps_per_s)
{
  runner->speed = MAX (steps_per_s, 0);
  runner->next_step = g_get_monotonic_time ();
}

void
nn_runner_set_example (NnRunner *runner, gint64 index)
{
  runner->example = MAX (index, 0);
  if (runner->trainer != NULL)
    read_example (runner);
}

void
nn_runner_set_input (NnRunner *runner, const GArray *input)
{
  runner->example = -1;
  g_array_set_size (runner->input, 0);
  g_array_append_vals (runner->input, input->data, input->len);
  if (runner->trainer != NULL)
    read_example (runner);
}

static gboolean
looks_at_confusion (const NnRunner *runner)
{
  for (guint i = 0; i < runner->items->len; i++)
    if (g_array_index (runner->items, NnLookItem, i).at == NN_LOOK_CONFUSION)
      return TRUE;
  return FALSE;
}

void
nn_runner_set_look (NnRunner *runner, GArray *items, guint64 serial)
{
  g_array_set_clear_func (items, clear_item);
  g_array_unref (runner->items);
  runner->items = items;
  runner->look = serial;
  if (!runner->has_scores && looks_at_confusion (runner))
    runner->stale = TRUE;
}

gboolean
nn_runner_is_stepping (const NnRunner *runner)
{
  return runner->goal != NULL && runner->goal != &play;
}

gint64
nn_runner_rest (const NnRunner *runner)
{
  if (runner->goal == NULL)
    return -1;
  return runner->speed > 0 ? MAX (runner->next_step - g_get_monotonic_time (), 0) : 0;
}

/* TRUE: there are new scores of validation examples. Without any, the training ones are scored if somebody wants to see
 * them. */
static gboolean
score (NnRunner *runner)
{
  const gint64 before = g_get_monotonic_time ();
  const gboolean validates = nn_trainer_split (runner->trainer)->n_validation > 0;
  gint64 after = before;

  if (validates || looks_at_confusion (runner))
    {
      nn_scores_clear (&runner->scores);
      nn_trainer_evaluate (runner->trainer, validates, &runner->scores);
      runner->has_scores = TRUE;
      after = g_get_monotonic_time ();
    }
  runner->stale = FALSE;
  runner->validate_after = after + MAX (SCORES_USEC, SCORES_SHARE * (after - before));
  return validates;
}

static void
push_point (NnRunner *runner, gboolean validated)
{
  const NnPoint point = {
    .training = runner->last,
    .validated = validated,
    .validation_loss = validated ? runner->scores.loss : NAN,
    .validation_accuracy = validated ? runner->scores.accuracy : NAN,
    .run = runner->run,
  };

  nn_ring_push (runner->ring, &point);
}

gboolean
nn_runner_validate (NnRunner *runner)
{
  if (runner->trainer == NULL || !runner->stale)
    return FALSE;
  if (score (runner))
    {
      const gint64 step = nn_trainer_steps (runner->trainer);

      runner->last = (NnSample) {
        .step = step,
        .epoch = runner->last.step == step ? runner->last.epoch : nn_trainer_epochs (runner->trainer),
        .loss = NAN,
        .accuracy = NAN,
      };
      push_point (runner, TRUE);
    }
  return TRUE;
}

static void
take_step (NnRunner *runner)
{
  const double rate = nn_trainer_rate (runner->trainer);
  gboolean validated = FALSE;
  char *problem;

  runner->last = runner->goal->advance (runner->trainer);
  runner->counted += runner->last.examples;
  runner->stale = TRUE;

  problem = nn_diagnose_step (&runner->last, rate);
  if (problem != NULL)
    {
      set_problem (runner, problem);
      nn_runner_pause (runner);
    }
  else
    {
      if (nn_trainer_epoch_ended (runner->trainer) && g_get_monotonic_time () >= runner->validate_after)
        validated = score (runner);
      if (runner->goal->reached (runner->trainer, runner->epochs))
        nn_runner_pause (runner);
    }
  push_point (runner, validated);
}

static void
take_slice (NnRunner *runner)
{
  const gint64 before = g_get_monotonic_time ();
  gint64 spent;

  for (guint i = 0; i < runner->slice && runner->goal != NULL; i++)
    take_step (runner);

  spent = g_get_monotonic_time () - before;
  if (spent < SLICE_USEC / 2)
    runner->slice = MIN (runner->slice * 2, MAX_SLICE);
  else if (spent > SLICE_USEC)
    runner->slice = MAX (runner->slice / 2, 1);
}

static void
take_due_steps (NnRunner *runner)
{
  const gint64 now = g_get_monotonic_time ();

  runner->next_step = MAX (runner->next_step, now - CATCH_UP_USEC);
  while (runner->goal != NULL && runner->next_step <= now && g_get_monotonic_time () - now < CATCH_UP_USEC)
    {
      take_step (runner);
      runner->next_step += G_USEC_PER_SEC / runner->speed;
    }
}

gboolean
nn_runner_advance (NnRunner *runner)
{
  if (nn_runner_rest (runner) != 0)
    return FALSE;
  if (runner->speed > 0)
    take_due_steps (runner);
  else
    take_slice (runner);
  if (runner->goal == &play)
    count_examples (runner, COUNT_USEC);
  return TRUE;
}
