#include "runner.h"

#include <string.h>

#include "text.h"

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
  runner->tape = nn_tape_new ();
  runner->watch = nn_watch_new ();
  runner->shown = runner->best_step = -1;
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
  nn_tape_free (runner->tape);
  nn_moment_unref (runner->live);
  nn_watch_free (runner->watch);
  nn_finding_unref (runner->finding);
  nn_scores_clear (&runner->scores);
  nn_best_clear (&runner->best);
  nn_rate_test_free (runner->rates);
  nn_timing_free (runner->timing);
  nn_engines_unref (runner->engines);
  g_array_unref (runner->input);
  g_array_unref (runner->items);
  g_array_unref (runner->grid);
  g_array_unref (runner->results);
  g_free (runner->problem);
  g_free (runner->trouble);
  nn_device_unref (runner->device);
  g_free (runner->stopped);
  g_free (runner);
}

void
nn_runner_set_problem (NnRunner *runner, char *problem)
{
  g_free (runner->problem);
  g_clear_pointer (&runner->stopped, g_free);
  runner->problem = problem;
}

void
nn_runner_drop_best (NnRunner *runner)
{
  nn_best_clear (&runner->best);
  runner->best_step = -1;
}

void
nn_runner_drop_scores (NnRunner *runner)
{
  nn_runner_drop_best (runner);
  nn_runner_drop_rates (runner);
  runner->has_gradient = FALSE;
  nn_runner_watch_no_more (runner);
  nn_scores_clear (&runner->scores);
  runner->has_scores = runner->scores_seldom = FALSE;
  runner->stale = TRUE;
  runner->validate_after = 0;
}

static gsize
input_size (const NnTrainer *trainer)
{
  return nn_data_info_input_size (nn_dataset_info (nn_trainer_dataset ((NnTrainer *) trainer)));
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

/* It is another network from here on: what was measured was of the one before. */
static void
begin_anew (NnRunner *runner)
{
  nn_trainer_forget_means (runner->trainer);
  runner->breaks = TRUE;
}

static void
forget (NnRunner *runner)
{
  nn_attic_clear (runner->attic);
  nn_tape_clear (runner->tape);
  nn_runner_go_on (runner);
}

/* The training of the line that the network is of, if it was left; else the old one's weights go on, on a new tape. */
static void
inherit (NnRunner *runner, NnTrainer *old, guint64 line)
{
  const gboolean is_other = line != runner->line;

  if (is_other)
    nn_runner_leave (runner, old, line);
  if (!is_other || !nn_runner_take_up (runner))
    {
      nn_trainer_adopt (runner->trainer, old);
      begin_anew (runner);
    }
  if (nn_tape_n (runner->tape) > 0 && !nn_moment_fits (nn_tape_moment (runner->tape, 0), runner->trainer))
    nn_tape_clear (runner->tape);
}

/* ---- Where it runs ---- */

/* Takes the error; NULL: all is well. */
static void
set_trouble (NnRunner *runner, GError *error)
{
  g_free (runner->trouble);
  runner->trouble = error != NULL ? g_strdup (error->message) : NULL;
  g_clear_error (&error);
}

/* A network that cannot run there runs here; the next one may. */
static void
move_trainer (NnRunner *runner)
{
  GError *error = NULL;

  if (runner->trainer == NULL)
    return;
  nn_trainer_move (runner->trainer, runner->device, &error);
  set_trouble (runner, error);
}

void
nn_runner_set_device (NnRunner *runner, const char *which)
{
  GError *error = NULL;
  NnDevice *device = which != NULL ? nn_device_open (which, &error) : NULL;

  if (error != NULL)
    {
      set_trouble (runner, error);
      return;
    }
  set_trouble (runner, NULL);
  nn_device_unref (runner->device);
  runner->device = device;
  move_trainer (runner);
}

void
nn_runner_note_trouble (NnRunner *runner)
{
  GError *trouble = nn_trainer_take_trouble (runner->trainer);

  if (trouble == NULL)
    return;
  set_trouble (runner, trouble);
  g_clear_pointer (&runner->device, nn_device_unref);
}

/* ---- The network ---- */

void
nn_runner_set_network (NnRunner *runner, const NnNetwork *network, NnDataset *dataset, guint64 revision, guint64 line,
                       guint64 run)
{
  const NnTrainerOptions options = { .threads = runner->threads };
  g_autoptr (GError) error = NULL;
  g_autoptr (NnTrainer) old = NULL;

  if (line == runner->line)
    nn_runner_show_moment (runner, -1);
  old = g_steal_pointer (&runner->trainer);
  if (old == NULL)
    old = g_steal_pointer (&runner->former);
  nn_runner_drop_scores (runner);
  nn_runner_drop_timing (runner);
  nn_runner_set_problem (runner, NULL);
  runner->revision = revision;
  runner->run = run;
  if (network == NULL)
    {
      forget (runner);
      runner->goal = NULL;
      runner->line = line;
      return;
    }

  runner->trainer = nn_trainer_new (network, dataset, &options, &error);
  if (runner->trainer == NULL)
    {
      runner->former = g_steal_pointer (&old);
      runner->goal = NULL;
      nn_runner_set_problem (runner, g_strdup (error->message));
      return;
    }

  if (old != NULL)
    inherit (runner, old, line);
  else
    nn_trainer_take_brought (runner->trainer);
  move_trainer (runner);
  runner->line = line;
  nn_tuning_read (&runner->tuning, nn_network_recipe (network));
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
      float *weight = nn_trainer_change_weight (runner->trainer, i, &size);

      if (tensor == NULL || !nn_shape_equal (&tensor->shape, &spec->shape))
        continue;
      memcpy (weight, tensor->data, size * sizeof *weight);
      fit++;
    }
  nn_runner_set_problem (runner,
                         g_strdup_printf (_("The weights that were opened fit %u of the %u places in this network; "
                                             "the others start anew."),
                                          fit, n));
}

/* The network opens with or without the tape that was saved with it. */
static void
load_tape (NnRunner *runner, const NnTensors *tensors)
{
  g_autoptr (GError) error = NULL;

  if (!nn_tape_load (runner->tape, runner->trainer, tensors, &error) && runner->problem == NULL)
    nn_runner_set_problem (runner, g_strdup (error->message));
}

void
nn_runner_set_weights (NnRunner *runner, const NnTensors *weights, gint64 step, gint64 epoch, guint64 run)
{
  g_autoptr (GError) error = NULL;

  if (runner->trainer == NULL)
    return;
  runner->run = run;
  forget (runner);
  nn_runner_drop_scores (runner);
  if (nn_trainer_load (runner->trainer, weights, step, epoch, &error))
    nn_runner_set_problem (runner, NULL);
  else
    take_what_fits (runner, weights);
  load_tape (runner, weights);
}

void
nn_runner_set_recipe (NnRunner *runner, const NnSettings *recipe)
{
  g_autoptr (GError) error = NULL;

  if (runner->trainer == NULL)
    return;
  if (!nn_trainer_set_recipe (runner->trainer, recipe, &error))
    {
      nn_runner_set_problem (runner, g_strdup (error->message));
      return;
    }
  nn_tuning_read (&runner->tuning, recipe);
  nn_runner_drop_timing (runner);
  nn_runner_watch_no_more (runner);
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
        float *weight = nn_trainer_change_weight (runner->trainer, i, &n);

        if (index < n)
          weight[index] = value;
        begin_anew (runner);
        nn_runner_drop_rates (runner);
        runner->has_scores = FALSE;
        runner->stale = TRUE;
      }
}

void
nn_runner_reset (NnRunner *runner, guint64 seed, guint64 line, guint64 run)
{
  if (runner->trainer == NULL)
    return;
  if (line != runner->line)
    nn_runner_leave (runner, runner->trainer, line);
  nn_runner_go_on (runner);
  nn_tape_clear (runner->tape);
  nn_trainer_reset (runner->trainer, seed);
  runner->run = run;
  runner->examples_per_s = 0;
  nn_runner_set_problem (runner, NULL);
  nn_runner_drop_scores (runner);
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

gboolean
nn_runner_looks_at (const NnRunner *runner, NnLookAt at)
{
  for (guint i = 0; i < runner->items->len; i++)
    if (g_array_index (runner->items, NnLookItem, i).at == at)
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
  if (!runner->has_scores && nn_runner_looks_at (runner, NN_LOOK_CONFUSION))
    runner->stale = TRUE;
}
