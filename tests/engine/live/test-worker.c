#include "document.h"
#include "edit.h"
#include "recipe.h"
#include "source.h"
#include "worker.h"

#include <math.h>
#include <string.h>

/* Long enough for a loaded machine under a sanitizer: a test that waits this long has failed. */
#define PATIENCE (30 * G_USEC_PER_SEC)

static NnNetwork *
open_example (const char *name)
{
  g_autoptr (GError) error = NULL;
  NnNetwork *network = nn_example_open (name, &error);

  g_assert_no_error (error);
  return network;
}

static void
set_recipe (NnNetwork *network, const char *param, double value)
{
  g_autoptr (NnEdit) edit = nn_edit_set_recipe (param, value);
  g_autoptr (NnEdit) inverse = nn_edit_apply (edit, network, NULL);

  g_assert_nonnull (inverse);
}

static NnDataset *
load_data (const NnNetwork *network)
{
  g_autoptr (GError) error = NULL;
  NnDataset *dataset = nn_data_load (nn_network_data (network), &error);

  g_assert_no_error (error);
  return dataset;
}

static void
set_network_of (NnWorker *worker, const NnNetwork *network, guint64 revision, guint64 line)
{
  nn_worker_set_network (worker, nn_network_copy (network), load_data (network), revision, line);
}

static void
set_network (NnWorker *worker, const NnNetwork *network, guint64 revision)
{
  set_network_of (worker, network, revision, 0);
}

/* The first frame that has seen all commands. */
static const NnFrame *
settled_frame (NnWorker *worker)
{
  const gint64 deadline = g_get_monotonic_time () + PATIENCE;

  for (;;)
    {
      gboolean fresh;
      const NnFrame *frame = nn_worker_frame (worker, &fresh);

      if (frame->obeyed >= nn_worker_sent (worker))
        return frame;
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      g_usleep (500);
    }
}

/* The first frame at rest that has seen all commands, scores included. */
static const NnFrame *
frame_at_rest (NnWorker *worker)
{
  const gint64 deadline = g_get_monotonic_time () + PATIENCE;

  for (;;)
    {
      const NnFrame *frame = settled_frame (worker);

      if (frame->state != NN_STATE_RUNNING && (frame->problem != NULL || isfinite (frame->validation_loss)))
        return frame;
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      g_usleep (500);
    }
}

static void
wait_for_step (NnWorker *worker, gint64 step)
{
  const gint64 deadline = g_get_monotonic_time () + PATIENCE;
  gboolean fresh;

  while (nn_worker_frame (worker, &fresh)->step < step)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      g_usleep (500);
    }
}

/* Every example of every step arrives as a point, merged or not. */
static gint64
drain (NnWorker *worker, double *last_loss)
{
  NnPoint points[64];
  gint64 examples = 0;
  guint n;

  while ((n = nn_worker_points (worker, points, G_N_ELEMENTS (points))) > 0)
    for (guint i = 0; i < n; i++)
      {
        examples += points[i].training.examples;
        if (points[i].training.examples > 0)
          *last_loss = points[i].training.loss;
      }
  return examples;
}

static gboolean
same_weights (const NnTensors *a, const NnTensors *b)
{
  if (nn_tensors_n (a) != nn_tensors_n (b))
    return FALSE;
  for (guint i = 0; i < nn_tensors_n (a); i++)
    {
      const NnTensor *x = nn_tensors_at (a, i);
      const NnTensor *y = nn_tensors_find (b, x->name);

      if (y == NULL || !nn_shape_equal (&x->shape, &y->shape) ||
          memcmp (x->data, y->data, nn_shape_size (&x->shape) * sizeof (float)) != 0)
        return FALSE;
    }
  return TRUE;
}

static void
test_empty (void)
{
  g_autoptr (NnWorker) worker = nn_worker_new (1);
  gint64 step, epoch;

  nn_worker_play (worker);
  nn_worker_step (worker, NN_STEP_EPOCH);
  nn_worker_reset (worker, 1, 0);
  nn_worker_set_example (worker, 3);
  nn_worker_set_weight (worker, "dense_1.weight", 0, 1);
  g_assert_cmpint (settled_frame (worker)->state, ==, NN_STATE_EMPTY);
  g_assert_null (nn_worker_snapshot (worker, &step, &epoch));
}

/* A network that does not run says why, and keeps the weights of the one before for the next. */
static void
test_does_not_run (void)
{
  g_autoptr (NnWorker) worker = nn_worker_new (1);
  g_autoptr (NnNetwork) network = open_example ("xor");
  g_autoptr (NnNetwork) broken = nn_network_new ();
  g_autoptr (NnTensors) saved = NULL;
  const NnFrame *frame;
  gint64 step, epoch;

  set_network (worker, network, 1);
  nn_worker_step (worker, NN_STEP_EPOCH);
  nn_worker_play (worker);
  nn_worker_set_network (worker, nn_network_copy (broken), load_data (network), 2, 0);
  frame = settled_frame (worker);
  g_assert_cmpint (frame->state, ==, NN_STATE_EMPTY);
  g_assert_cmpuint (frame->revision, ==, 2);
  g_assert_nonnull (frame->problem);
  saved = nn_worker_snapshot (worker, &step, &epoch);   /* what is saved meanwhile */
  g_assert_nonnull (saved);
  g_assert_cmpint (step, >, 0);

  set_network (worker, network, 3);
  frame = settled_frame (worker);
  g_assert_cmpint (frame->state, ==, NN_STATE_PAUSED);
  g_assert_null (frame->problem);
  g_assert_cmpint (frame->step, >, 0);
}

static void
test_trains_and_pauses (void)
{
  g_autoptr (NnWorker) worker = nn_worker_new (2);
  g_autoptr (NnNetwork) network = open_example ("xor");
  const NnFrame *frame;
  double first_loss, loss = NAN;
  gint64 step, examples;

  set_network (worker, network, 7);
  first_loss = frame_at_rest (worker)->validation_loss;
  nn_worker_play (worker);
  wait_for_step (worker, 2000);
  nn_worker_pause (worker);
  frame = frame_at_rest (worker);
  g_assert_cmpint (frame->state, ==, NN_STATE_PAUSED);
  g_assert_cmpuint (frame->revision, ==, 7);
  g_assert_cmpfloat (frame->validation_loss, <, first_loss);
  g_assert_cmpfloat (frame->validation_accuracy, >, 0.9);
  g_assert_cmpfloat (frame->training.accuracy, >, 0.9);
  g_assert_cmpfloat (frame->examples_per_s, >, 0);
  step = frame->step;
  g_assert_cmpint (frame->epoch, ==, step / 20); /* 400 examples in batches of 20 */

  /* Points that were held back come after the others have been taken. */
  examples = 0;
  for (const gint64 deadline = g_get_monotonic_time () + PATIENCE; examples < step * 20;)
    {
      examples += drain (worker, &loss);
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      g_usleep (1000);
    }
  g_assert_cmpint (examples, ==, step * 20);
  g_assert_cmpfloat (loss, <, first_loss);

  /* Paused is paused. */
  g_usleep (20000);
  g_assert_cmpint (settled_frame (worker)->step, ==, step);
}

static void
test_step_sizes (void)
{
  g_autoptr (NnWorker) worker = nn_worker_new (1);
  g_autoptr (NnNetwork) network = open_example ("xor");
  NnPoint points[8];

  set_network (worker, network, 1);
  frame_at_rest (worker);
  while (nn_worker_points (worker, points, G_N_ELEMENTS (points)) > 0)
    ;

  nn_worker_step (worker, NN_STEP_EXAMPLE);
  g_assert_cmpint (frame_at_rest (worker)->step, ==, 1);
  g_assert_cmpuint (nn_worker_points (worker, points, G_N_ELEMENTS (points)), >=, 1);
  g_assert_cmpuint (points[0].training.examples, ==, 1);

  /* Pressed three times: three steps. */
  for (int i = 0; i < 3; i++)
    nn_worker_step (worker, NN_STEP_BATCH);
  g_assert_cmpint (frame_at_rest (worker)->step, ==, 4);

  nn_worker_step (worker, NN_STEP_EPOCH);
  g_assert_cmpint (frame_at_rest (worker)->epoch, ==, 1);
  g_assert_cmpint (frame_at_rest (worker)->step, ==, 21); /* 1 + 19 · 20 + 19 examples */

  nn_worker_step (worker, NN_STEP_EPOCH);
  g_assert_cmpint (frame_at_rest (worker)->step, ==, 41);
}

/* Pause in the middle of a long epoch. */
static void
test_pause_in_epoch (void)
{
  g_autoptr (NnWorker) worker = nn_worker_new (2);
  g_autoptr (NnNetwork) network = open_example ("digits-mlp");
  gint64 step;

  set_recipe (network, "batch", 1);
  set_network (worker, network, 1);
  frame_at_rest (worker);
  nn_worker_step (worker, NN_STEP_EPOCH);
  wait_for_step (worker, 1);
  nn_worker_pause (worker);
  step = frame_at_rest (worker)->step;
  g_assert_cmpint (frame_at_rest (worker)->epoch, ==, 0);
  g_usleep (20000);
  g_assert_cmpint (settled_frame (worker)->step, ==, step);
}

/* The recipe's epochs are where Train pauses by itself. */
static void
test_epochs (void)
{
  g_autoptr (NnWorker) worker = nn_worker_new (1);
  g_autoptr (NnNetwork) network = open_example ("xor");
  const gint64 deadline = g_get_monotonic_time () + PATIENCE;

  set_recipe (network, "epochs", 3);
  set_network (worker, network, 1);
  for (gint64 epochs = 3; epochs <= 6; epochs += 3)
    {
      nn_worker_play (worker);
      while (settled_frame (worker)->state == NN_STATE_RUNNING)
        g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      g_assert_cmpint (frame_at_rest (worker)->epoch, ==, epochs);
      g_assert_null (settled_frame (worker)->problem);
    }
}

/* Where the schedule has brought the rate to 0, Train and Step say so and train no more, until the recipe is another. */
static void
test_schedule_ends (void)
{
  g_autoptr (NnWorker) worker = nn_worker_new (1);
  g_autoptr (NnNetwork) network = open_example ("xor");
  const gint64 deadline = g_get_monotonic_time () + PATIENCE;

  set_recipe (network, "schedule", nn_choice_index (nn_param_find (nn_recipe_params, "schedule"), "cosine"));
  set_recipe (network, "schedule_every", 2);
  set_network (worker, network, 1);
  for (guint i = 0; i < 3; i++)
    {
      if (i < 2)
        nn_worker_play (worker);
      else
        nn_worker_step (worker, NN_STEP_BATCH);
      while (settled_frame (worker)->state == NN_STATE_RUNNING)
        g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      g_assert_cmpint (frame_at_rest (worker)->step, ==, 40);
      g_assert_nonnull (settled_frame (worker)->stopped);
      g_assert_cmpfloat (settled_frame (worker)->rate, ==, 0);
    }
  set_recipe (network, "schedule_every", 3);
  nn_worker_set_recipe (worker, nn_settings_copy (nn_network_recipe (network)));
  nn_worker_step (worker, NN_STEP_BATCH);
  g_assert_cmpint (frame_at_rest (worker)->step, ==, 41);
  g_assert_null (settled_frame (worker)->stopped);
}

static void
collect_losses (NnWorker *worker, double *losses, guint n)
{
  guint found = 0;

  for (guint i = 0; i < n; i++)
    nn_worker_step (worker, NN_STEP_BATCH);
  frame_at_rest (worker);
  while (found < n)
    {
      NnPoint point;

      if (nn_worker_points (worker, &point, 1) == 1 && point.run == nn_worker_run (worker) &&
          point.training.examples > 0)
        losses[found++] = point.training.loss;
    }
}

static void
test_reset (void)
{
  g_autoptr (NnWorker) worker = nn_worker_new (2);
  g_autoptr (NnNetwork) network = open_example ("spiral");
  double first[50], again[50], other[50];

  set_network (worker, network, 1);
  collect_losses (worker, first, 50);
  nn_worker_reset (worker, nn_network_seed (network), 0);
  g_assert_cmpint (frame_at_rest (worker)->step, ==, 0);
  collect_losses (worker, again, 50);
  g_assert_cmpmem (first, sizeof first, again, sizeof again);

  nn_worker_reset (worker, nn_network_seed (network) + 1, 0);
  collect_losses (worker, other, 50);
  g_assert_true (memcmp (first, other, sizeof first) != 0);
}

/* A network with the same layers keeps its weights and goes on running; forgetting forgets them. */
static void
test_set_network (void)
{
  g_autoptr (NnWorker) worker = nn_worker_new (1);
  g_autoptr (NnNetwork) network = open_example ("xor");
  g_autoptr (NnTensors) before = NULL;
  g_autoptr (NnTensors) after = NULL;
  g_autoptr (NnTensors) anew = NULL;
  gint64 step, epoch, step_after;

  set_network (worker, network, 1);
  nn_worker_step (worker, NN_STEP_EPOCH);
  frame_at_rest (worker);
  before = nn_worker_snapshot (worker, &step, &epoch);
  g_assert_cmpint (step, ==, 20);
  g_assert_cmpint (epoch, ==, 1);

  set_network (worker, network, 2);
  after = nn_worker_snapshot (worker, &step_after, &epoch);
  g_assert_cmpint (step_after, ==, step);
  g_assert_true (same_weights (before, after));

  nn_worker_play (worker);
  set_network (worker, network, 3);
  g_assert_cmpint (settled_frame (worker)->state, ==, NN_STATE_RUNNING);
  nn_worker_pause (worker);

  nn_worker_set_network (worker, NULL, NULL, 4, 0);
  g_assert_cmpint (settled_frame (worker)->state, ==, NN_STATE_EMPTY);
  set_network (worker, network, 5);
  anew = nn_worker_snapshot (worker, &step, &epoch);
  g_assert_cmpint (step, ==, 0);
  g_assert_false (same_weights (before, anew));
}

static void
test_weights (void)
{
  g_autoptr (NnWorker) worker = nn_worker_new (1);
  g_autoptr (NnNetwork) network = open_example ("xor");
  g_autoptr (NnTensors) before = NULL;
  g_autoptr (NnTensors) after = NULL;
  gint64 step, epoch;

  set_network (worker, network, 1);
  nn_worker_step (worker, NN_STEP_EPOCH);
  frame_at_rest (worker);
  before = nn_worker_snapshot (worker, &step, &epoch);
  nn_worker_set_weight (worker, "dense_1.weight", 3, 0.125f);
  after = nn_worker_snapshot (worker, &step, &epoch);
  g_assert_false (same_weights (before, after));
  g_assert_cmpfloat (nn_tensors_find (after, "dense_1.weight")->data[3], ==, 0.125f);

  nn_worker_reset (worker, 5, 0);
  nn_worker_set_weights (worker, g_steal_pointer (&after), step, epoch);
  after = nn_worker_snapshot (worker, &step, &epoch);
  g_assert_cmpint (step, ==, 20);
  g_assert_cmpfloat (nn_tensors_find (after, "dense_1.weight")->data[3], ==, 0.125f);
  g_assert_cmpfloat (nn_tensors_find (after, "dense_1.weight")->data[0], ==,
                     nn_tensors_find (before, "dense_1.weight")->data[0]);
}

/* A layer taken out and brought back by undo has the weights it had; one of the same shape that is new has not. */
static void
test_undo_brings_weights_back (void)
{
  g_autoptr (NnWorker) worker = nn_worker_new (1);
  g_autoptr (NnNetwork) network = open_example ("spiral");
  g_autoptr (NnTensors) before = NULL;
  g_autoptr (NnTensors) after = NULL;
  const guint dense = nn_network_find (network, "dense_2")->id;
  g_autoptr (NnEdit) edit = nn_edit_set (dense, "units", 5);
  g_autoptr (NnEdit) undo = NULL;
  g_autoptr (NnEdit) redo = NULL;
  gint64 step, epoch;

  set_network (worker, network, 1);
  nn_worker_step (worker, NN_STEP_EPOCH);
  frame_at_rest (worker);
  before = nn_worker_snapshot (worker, &step, &epoch);

  undo = nn_edit_apply (edit, network, NULL);
  set_network_of (worker, network, 2, 1);
  after = nn_worker_snapshot (worker, &step, &epoch);
  g_assert_cmpint (nn_tensors_find (after, "dense_2.weight")->shape.dim[0], ==, 5);
  g_assert_cmpmem (nn_tensors_find (after, "dense_1.weight")->data, 16 * sizeof (float),
                   nn_tensors_find (before, "dense_1.weight")->data, 16 * sizeof (float));
  g_clear_pointer (&after, nn_tensors_free);

  redo = nn_edit_apply (undo, network, NULL);
  set_network_of (worker, network, 3, 0);
  after = nn_worker_snapshot (worker, &step, &epoch);
  for (guint i = 0; i < nn_tensors_n (before); i++)
    {
      const NnTensor *tensor = nn_tensors_at (before, i);

      if (!g_str_has_prefix (tensor->name, "optimiser."))
        g_assert_cmpmem (tensor->data, nn_shape_size (&tensor->shape) * sizeof (float),
                         nn_tensors_find (after, tensor->name)->data, nn_shape_size (&tensor->shape) * sizeof (float));
    }
}

static float
weight_at (NnTensors *weights, guint row, guint column, guint width)
{
  return nn_tensors_find (weights, "dense_1.weight")->data[row * width + column];
}

/* A feature switched on beside x and y leaves their columns as they were trained, and so does one switched off. */
static void
test_features_keep_columns (void)
{
  g_autoptr (NnWorker) worker = nn_worker_new (1);
  g_autoptr (NnNetwork) network = open_example ("spiral");
  const guint input = nn_network_find (network, "input")->id;
  g_autoptr (NnEdit) on = nn_edit_set (input, "x2", TRUE), off = nn_edit_set (input, "x", FALSE);
  g_autoptr (NnTensors) two = NULL, three = NULL, other = NULL;
  gint64 step, epoch;

  set_network (worker, network, 1);
  nn_worker_step (worker, NN_STEP_EPOCH);
  frame_at_rest (worker);
  two = nn_worker_snapshot (worker, &step, &epoch);
  nn_edit_free (nn_edit_apply (on, network, NULL));
  set_network (worker, network, 2);
  three = nn_worker_snapshot (worker, &step, &epoch);
  nn_edit_free (nn_edit_apply (off, network, NULL));
  set_network (worker, network, 3);
  other = nn_worker_snapshot (worker, &step, &epoch);
  g_assert_cmpint (nn_tensors_find (three, "dense_1.weight")->shape.dim[1], ==, 3);
  for (guint row = 0; row < 8; row++)
    {
      g_assert_cmpfloat (weight_at (three, row, 0, 3), ==, weight_at (two, row, 0, 2));
      g_assert_cmpfloat (weight_at (three, row, 1, 3), ==, weight_at (two, row, 1, 2));
      g_assert_cmpfloat (weight_at (other, row, 0, 2), ==, weight_at (two, row, 1, 2));
      g_assert_cmpfloat (weight_at (other, row, 1, 2), ==, weight_at (three, row, 2, 3));
    }
}

static NnTensors *
snapshot (NnWorker *worker)
{
  gint64 step, epoch;

  return nn_worker_snapshot (worker, &step, &epoch);
}

/* A moment is looked at, with its own weights; Live brings back what was; going on from it gives the run that was, bit by bit. */
static void
test_tape (void)
{
  g_autoptr (NnWorker) worker = nn_worker_new (2);
  g_autoptr (NnNetwork) network = open_example ("spiral");
  g_autoptr (NnTensors) early = NULL;
  g_autoptr (NnTensors) live = NULL;
  g_autoptr (NnTensors) again = NULL;
  g_autoptr (NnTensors) undone = NULL;
  const NnFrame *frame;

  set_network (worker, network, 1);
  for (int i = 0; i < 5; i++)
    nn_worker_step (worker, NN_STEP_BATCH);
  early = snapshot (worker);
  for (int i = 0; i < 30; i++)
    nn_worker_step (worker, NN_STEP_BATCH);
  live = snapshot (worker);
  frame = frame_at_rest (worker);
  g_assert_cmpint (frame->shown, ==, -1);
  g_assert_cmpuint (frame->tape->len, ==, 36);
  g_assert_cmpint (g_array_index (frame->tape, NnTapePoint, 5).step, ==, 5);

  nn_worker_show_moment (worker, 5);
  frame = frame_at_rest (worker);
  g_assert_cmpint (frame->shown, ==, 5);
  g_assert_cmpint (frame->step, ==, 5);
  g_assert_true (same_weights (again = snapshot (worker), live));   /* what is saved is where training is */
  g_assert_cmpint (frame_at_rest (worker)->step, ==, 5);
  nn_worker_show_moment (worker, -1);
  g_assert_cmpint (frame_at_rest (worker)->step, ==, 35);
  g_assert_cmpint (frame_at_rest (worker)->shown, ==, -1);

  nn_worker_fork (worker, 5, 1);
  g_assert_cmpint (frame_at_rest (worker)->step, ==, 5);
  g_assert_cmpuint (frame_at_rest (worker)->tape->len, ==, 6);
  g_clear_pointer (&again, nn_tensors_free);
  g_assert_true (same_weights (again = snapshot (worker), early));
  for (int i = 0; i < 30; i++)
    nn_worker_step (worker, NN_STEP_BATCH);
  g_clear_pointer (&again, nn_tensors_free);
  g_assert_true (same_weights (again = snapshot (worker), live));

  /* What came after the moment is not lost: it is another line. */
  nn_worker_step (worker, NN_STEP_BATCH);
  nn_worker_return (worker, 0);
  g_assert_true (same_weights (undone = snapshot (worker), live));
  g_assert_cmpuint (frame_at_rest (worker)->tape->len, ==, 36);
  g_assert_cmpuint (frame_at_rest (worker)->run, ==, nn_worker_run (worker));
}

/* Reset as a line of its own: returning brings back weights, optimiser and step, and returning again the run since. */
static void
test_reset_and_return (void)
{
  g_autoptr (NnWorker) worker = nn_worker_new (1);
  g_autoptr (NnNetwork) network = open_example ("xor");
  g_autoptr (NnTensors) first = NULL;
  g_autoptr (NnTensors) second = NULL;
  g_autoptr (NnTensors) back = NULL;

  set_network (worker, network, 1);
  nn_worker_step (worker, NN_STEP_EPOCH);
  frame_at_rest (worker);
  first = snapshot (worker);
  nn_worker_reset (worker, 7, 1);
  nn_worker_step (worker, NN_STEP_BATCH);
  second = snapshot (worker);
  nn_worker_return (worker, 0);
  g_assert_true (same_weights (back = snapshot (worker), first));
  g_assert_cmpint (frame_at_rest (worker)->step, ==, 20);
  nn_worker_return (worker, 1);
  g_clear_pointer (&back, nn_tensors_free);
  g_assert_true (same_weights (back = snapshot (worker), second));

  /* One that was never left cannot come back: said, and nothing changes. */
  nn_worker_return (worker, 5);
  g_assert_nonnull (frame_at_rest (worker)->problem);
  g_clear_pointer (&back, nn_tensors_free);
  g_assert_true (same_weights (back = snapshot (worker), second));
}

/* While it trains flat out the tape grows and stays in order; with the weights it goes through a file. */
static void
test_tape_while_training (void)
{
  g_autoptr (NnWorker) worker = nn_worker_new (1);
  g_autoptr (NnWorker) other = nn_worker_new (1);
  g_autoptr (NnNetwork) network = open_example ("xor");
  const NnFrame *frame;
  gint64 step, epoch;
  NnTensors *saved;
  guint n;

  set_network (worker, network, 1);
  nn_worker_play (worker);
  wait_for_step (worker, 20000);
  nn_worker_pause (worker);
  frame = frame_at_rest (worker);
  n = frame->tape->len;
  g_assert_cmpuint (n, >=, 3);
  g_assert_cmpuint (n, <=, NN_TAPE_MOST);
  g_assert_cmpint (g_array_index (frame->tape, NnTapePoint, 0).step, ==, 0);
  g_assert_cmpint (g_array_index (frame->tape, NnTapePoint, n - 1).step, ==, frame->step);
  for (guint i = 1; i < n; i++)
    g_assert_cmpint (g_array_index (frame->tape, NnTapePoint, i).step, >,
                     g_array_index (frame->tape, NnTapePoint, i - 1).step);

  saved = nn_worker_snapshot_tape (worker, &step, &epoch);
  set_network (other, network, 1);
  nn_worker_set_weights (other, saved, step, epoch);
  frame = frame_at_rest (other);
  g_assert_null (frame->problem);
  g_assert_cmpuint (frame->tape->len, ==, n);
  nn_worker_show_moment (other, 0);
  g_assert_cmpint (frame_at_rest (other)->step, ==, 0);
}

/* Weights of a network that was changed since: what fits is taken, and the student is told. */
static void
test_weights_that_half_fit (void)
{
  g_autoptr (NnWorker) worker = nn_worker_new (1);
  g_autoptr (NnNetwork) network = open_example ("spiral");
  g_autoptr (NnTensors) after = NULL;
  NnTensors *weights = nn_tensors_new ();
  float *bias = nn_tensors_add (weights, "dense_1.bias", &NN_SHAPE (8));
  gint64 step, epoch;

  nn_tensors_add (weights, "dense_2.bias", &NN_SHAPE (7));
  bias[2] = 0.5f;
  set_network (worker, network, 1);
  nn_worker_set_weights (worker, weights, 10, 1);
  g_assert_nonnull (strstr (settled_frame (worker)->problem, "1 of the 6"));
  after = nn_worker_snapshot (worker, &step, &epoch);
  g_assert_cmpfloat (nn_tensors_find (after, "dense_1.bias")->data[2], ==, 0.5f);
}

/* What a look shows, against a trainer of its own with the same weights. */
static void
test_look (void)
{
  g_autoptr (NnWorker) worker = nn_worker_new (2);
  g_autoptr (NnNetwork) network = open_example ("spiral");
  g_autoptr (NnDataset) dataset = load_data (network);
  g_autoptr (NnTrainer) trainer = nn_trainer_new (network, dataset, NULL, NULL);
  g_autoptr (NnTensors) weights = NULL;
  const guint dense = nn_network_find (network, "dense_1")->id;
  GArray *items = g_array_new (FALSE, FALSE, sizeof (NnLookItem));
  GArray *examples = g_array_new (FALSE, FALSE, sizeof (guint32));
  const guint32 listed[] = { 4, 0, 17 };
  const NnLookItem all[] = {
    { .at = NN_LOOK_RESULT, .layer = dense },
    { .at = NN_LOOK_PLANE, .layer = dense, .columns = 5, .rows = 3, .x0 = -1, .x1 = 1, .y0 = -1, .y1 = 2 },
    { .at = NN_LOOK_WEIGHT, .layer = dense, .role = "weight" },
    { .at = NN_LOOK_GRADIENT, .layer = dense, .role = "bias" },
    { .at = NN_LOOK_PREDICTIONS, .examples = examples },
    { .at = NN_LOOK_CONFUSION },
    { .at = NN_LOOK_RESULT, .layer = 999 },
    { .at = NN_LOOK_WEIGHT, .layer = dense, .role = "nonsense" },
    { .at = NN_LOOK_PLANE, .columns = 2, .rows = 2, .x1 = 1, .y1 = 1 },
  };
  const guint sizes[] = { 8, 8 * 15, 16, 8, 6, 4, 0, 0, 8 };
  const float *numbers[G_N_ELEMENTS (all)];
  const NnFrame *frame;
  float input[6], expected[8];
  gint64 step, epoch;
  guint64 serial;
  double sum = 0;
  gsize n;

  g_array_append_vals (examples, listed, G_N_ELEMENTS (listed));
  g_array_append_vals (items, all, G_N_ELEMENTS (all));
  set_network (worker, network, 1);
  serial = nn_worker_look (worker, items);
  nn_worker_set_example (worker, 9);
  nn_worker_step (worker, NN_STEP_EPOCH);
  frame_at_rest (worker);
  weights = nn_worker_snapshot (worker, &step, &epoch);
  g_assert_true (nn_trainer_load (trainer, weights, step, epoch, NULL));

  frame = frame_at_rest (worker);
  g_assert_cmpuint (frame->look, ==, serial);
  g_assert_cmpint (frame->example, ==, 9);
  g_assert_cmpfloat (frame->example_loss, ==, nn_trainer_example_loss (trainer, 9));
  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      numbers[i] = nn_frame_item (frame, i, &n);
      g_assert_cmpuint (n, ==, sizes[i]);
      g_assert_true ((numbers[i] != NULL) == (n > 0));
    }
  g_assert_null (nn_frame_item (frame, G_N_ELEMENTS (all), &n));

  nn_dataset_input (dataset, 9, input);
  nn_trainer_predict (trainer, dense, input, 1, expected);
  g_assert_cmpmem (numbers[0], 8 * sizeof (float), expected, sizeof expected);

  /* The plane's cell in the top row, second column: x = −0.4, y = 1.5. */
  input[0] = -1 + 1.5 * 2 / 5.0;
  input[1] = 2 - 0.5 * 3 / 3.0;
  nn_trainer_predict (trainer, dense, input, 1, expected);
  for (guint unit = 0; unit < 8; unit++)
    g_assert_cmpfloat_with_epsilon (numbers[1][unit * 15 + 1], expected[unit], 1e-6);

  g_assert_cmpmem (numbers[2], 16 * sizeof (float), nn_tensors_find (weights, "dense_1.weight")->data,
                   16 * sizeof (float));
  for (guint i = 0; i < 8; i++)
    sum += fabs (numbers[3][i]);
  g_assert_cmpfloat (sum, >, 0);

  for (guint i = 0; i < 3; i++)
    {
      nn_dataset_input (dataset, listed[i], input);
      nn_trainer_predict (trainer, 0, input, 1, expected);
      g_assert_cmpfloat_with_epsilon (numbers[4][2 * i], expected[0], 1e-6);
      g_assert_cmpfloat_with_epsilon (numbers[4][2 * i + 1], expected[1], 1e-6);
    }

  /* 100 validation examples, as many right as the accuracy says. */
  g_assert_cmpfloat (numbers[5][0] + numbers[5][1] + numbers[5][2] + numbers[5][3], ==, 100);
  g_assert_cmpfloat_with_epsilon ((numbers[5][0] + numbers[5][3]) / 100, frame->validation_accuracy, 1e-6);
}

/* Every example shown in turn: the mean of their losses is the loss of all. */
static void
test_example_loss (gconstpointer example)
{
  g_autoptr (NnWorker) worker = nn_worker_new (1);
  g_autoptr (NnNetwork) network = open_example (example);
  g_autoptr (NnDataset) dataset = load_data (network);
  g_autoptr (NnTrainer) trainer = nn_trainer_new (network, dataset, NULL, NULL);
  const NnSplit *split = nn_trainer_split (trainer);
  const guint n = MIN (split->n_validation, 200);
  NnScores scores;
  double sum = 0;

  set_network (worker, network, 1);
  for (guint i = 0; i < n; i++)
    {
      nn_worker_set_example (worker, split->validation[i]);
      sum += settled_frame (worker)->example_loss;
    }
  nn_trainer_evaluate (trainer, TRUE, &scores);
  if (n == split->n_validation)
    g_assert_cmpfloat_with_epsilon (sum / n, scores.loss, 1e-5 * scores.loss);
  else
    g_assert_cmpfloat_with_epsilon (sum / n, scores.loss, 0.2 * scores.loss);
  nn_scores_clear (&scores);
}

static void
test_input_by_hand (void)
{
  g_autoptr (NnWorker) worker = nn_worker_new (1);
  g_autoptr (NnNetwork) network = open_example ("spiral");
  g_autoptr (NnDataset) dataset = load_data (network);
  g_autoptr (NnTrainer) trainer = nn_trainer_new (network, dataset, NULL, NULL);
  const NnLookItem item = { .at = NN_LOOK_RESULT };
  GArray *items = g_array_new (FALSE, FALSE, sizeof (NnLookItem));
  GArray *input = g_array_new (FALSE, FALSE, sizeof (float));
  const float place[] = { 0.25f, -0.75f };
  float expected[2];
  const NnFrame *frame;
  gsize n;

  g_array_append_val (items, item);
  g_array_append_vals (input, place, 2);
  set_network (worker, network, 1);
  nn_worker_look (worker, items);
  nn_worker_set_input (worker, input);
  frame = settled_frame (worker);
  g_assert_cmpint (frame->example, ==, -1);
  g_assert_true (isnan (frame->example_loss));
  nn_trainer_predict (trainer, 0, place, 1, expected);
  g_assert_cmpmem (nn_frame_item (frame, 0, &n), n * sizeof (float), expected, sizeof expected);

  /* One that does not fit is not shown: an example of the data is. */
  input = g_array_new (FALSE, FALSE, sizeof (float));
  g_array_append_vals (input, place, 1);
  nn_worker_set_input (worker, input);
  g_assert_cmpint (settled_frame (worker)->example, ==, 0);
}

/* Steps far too long for a straight line: the loss runs away. */
static void
test_not_a_number (void)
{
  g_autoptr (NnWorker) worker = nn_worker_new (1);
  g_autoptr (NnNetwork) network = open_example ("sine");
  const gint64 deadline = g_get_monotonic_time () + PATIENCE;
  const NnFrame *frame;

  set_recipe (network, "optimiser", 0);
  set_recipe (network, "learning_rate", 100);
  set_network (worker, network, 1);
  nn_worker_play (worker);
  while ((frame = settled_frame (worker))->state == NN_STATE_RUNNING)
    g_assert_cmpint (g_get_monotonic_time (), <, deadline);
  g_assert_cmpint (frame->state, ==, NN_STATE_PAUSED);
  g_assert_nonnull (frame->problem);
  g_assert_nonnull (strstr (frame->problem, "100"));
  g_assert_nonnull (strstr (frame->problem, "learning rate"));

  nn_worker_reset (worker, 1, 0);
  frame = frame_at_rest (worker);
  g_assert_null (frame->problem);
  g_assert_true (isfinite (frame->validation_loss));
}

/* A rate turned while it trains is the next step's. */
static void
test_recipe (void)
{
  g_autoptr (NnWorker) worker = nn_worker_new (1);
  g_autoptr (NnNetwork) network = open_example ("xor");
  NnSettings *recipe = nn_settings_copy (nn_network_recipe (network));

  set_network (worker, network, 1);
  nn_worker_play (worker);
  nn_settings_set (recipe, "learning_rate", 0.125, NULL);
  nn_worker_set_recipe (worker, recipe);
  nn_worker_pause (worker);
  g_assert_cmpfloat (frame_at_rest (worker)->rate, ==, 0.125);
}

static void
test_speed (void)
{
  g_autoptr (NnWorker) worker = nn_worker_new (1);
  g_autoptr (NnNetwork) network = open_example ("xor");
  gint64 before, step;

  set_network (worker, network, 1);
  nn_worker_set_speed (worker, 100);
  frame_at_rest (worker);
  before = g_get_monotonic_time ();
  nn_worker_play (worker);
  g_usleep (300000);
  nn_worker_pause (worker);
  step = frame_at_rest (worker)->step;
  g_assert_cmpint (step, >=, 2);
  g_assert_cmpint (step, <=, 2 + (g_get_monotonic_time () - before) / 10000);

  /* Slower than anybody waits for: a command is obeyed at once all the same. */
  nn_worker_set_speed (worker, 0.01);
  nn_worker_play (worker);
  wait_for_step (worker, step + 1);
  before = g_get_monotonic_time ();
  nn_worker_pause (worker);
  g_assert_cmpint (frame_at_rest (worker)->step, ==, step + 1);
  g_assert_cmpint (g_get_monotonic_time () - before, <, PATIENCE / 10);
}

static void
test_quits_while_running (void)
{
  for (int i = 0; i < 5; i++)
    {
      g_autoptr (NnWorker) worker = nn_worker_new (2);
      g_autoptr (NnNetwork) network = open_example ("spiral");

      set_network (worker, network, 1);
      nn_worker_play (worker);
      wait_for_step (worker, 10);
    }
}

/* Nobody looks, much is looked at, all the time: the bits are the same. */
static void
test_watching_changes_nothing (void)
{
  const NnLookItem why = { .at = NN_LOOK_WHY, .about = NN_WHY_VALUE, .layer = 2, .index = 1 };
  const NnLookItem nudge = { .at = NN_LOOK_WHY, .about = NN_WHY_NUDGE, .layer = 2, .role = "weight", .index = 1 };
  g_autoptr (NnWorker) worker = nn_worker_new (2);
  g_autoptr (NnNetwork) network = open_example ("spiral");
  g_autoptr (NnDataset) dataset = load_data (network);
  const NnTrainerOptions options = { .threads = 2 };
  g_autoptr (NnTrainer) trainer = nn_trainer_new (network, dataset, &options, NULL);
  g_autoptr (NnTensors) watched = NULL;
  g_autoptr (NnTensors) alone = NULL;
  const NnLookItem plane = { .at = NN_LOOK_PLANE, .columns = 20, .rows = 20, .x0 = -1, .x1 = 1, .y0 = -1, .y1 = 1 };
  gint64 step, epoch;

  set_network (worker, network, 1);
  nn_worker_play (worker);
  for (int i = 0; i < 20; i++)
    {
      GArray *items = g_array_new (FALSE, FALSE, sizeof (NnLookItem));

      g_array_append_val (items, plane);
      g_array_append_val (items, why);
      g_array_append_val (items, nudge);
      nn_worker_look (worker, items);
      nn_worker_set_example (worker, i);
      if (i % 5 == 4)
        nn_worker_pause (worker);
      settled_frame (worker);
      nn_worker_play (worker);
    }
  nn_worker_pause (worker);
  frame_at_rest (worker);
  watched = nn_worker_snapshot (worker, &step, &epoch);

  for (gint64 i = 0; i < step; i++)
    nn_trainer_step (trainer);
  alone = nn_trainer_save (trainer, TRUE);
  g_assert_true (same_weights (watched, alone));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/live/worker/empty", test_empty);
  g_test_add_func ("/engine/live/worker/does-not-run", test_does_not_run);
  g_test_add_func ("/engine/live/worker/trains-and-pauses", test_trains_and_pauses);
  g_test_add_func ("/engine/live/worker/step-sizes", test_step_sizes);
  g_test_add_func ("/engine/live/worker/pause-in-epoch", test_pause_in_epoch);
  g_test_add_func ("/engine/live/worker/epochs", test_epochs);
  g_test_add_func ("/engine/live/worker/schedule-ends", test_schedule_ends);
  g_test_add_func ("/engine/live/worker/reset", test_reset);
  g_test_add_func ("/engine/live/worker/set-network", test_set_network);
  g_test_add_func ("/engine/live/worker/weights", test_weights);
  g_test_add_func ("/engine/live/worker/undo-brings-weights-back", test_undo_brings_weights_back);
  g_test_add_func ("/engine/live/worker/features-keep-columns", test_features_keep_columns);
  g_test_add_func ("/engine/live/worker/tape", test_tape);
  g_test_add_func ("/engine/live/worker/reset-and-return", test_reset_and_return);
  g_test_add_func ("/engine/live/worker/tape-while-training", test_tape_while_training);
  g_test_add_func ("/engine/live/worker/weights-that-half-fit", test_weights_that_half_fit);
  g_test_add_func ("/engine/live/worker/look", test_look);
  g_test_add_data_func ("/engine/live/worker/example-loss/classes", "spiral", test_example_loss);
  g_test_add_data_func ("/engine/live/worker/example-loss/numbers", "sine", test_example_loss);
  g_test_add_data_func ("/engine/live/worker/example-loss/pictures", "digits-mlp", test_example_loss);
  g_test_add_func ("/engine/live/worker/input-by-hand", test_input_by_hand);
  g_test_add_func ("/engine/live/worker/not-a-number", test_not_a_number);
  g_test_add_func ("/engine/live/worker/recipe", test_recipe);
  g_test_add_func ("/engine/live/worker/speed", test_speed);
  g_test_add_func ("/engine/live/worker/quits-while-running", test_quits_while_running);
  g_test_add_func ("/engine/live/worker/watching-changes-nothing", test_watching_changes_nothing);
  return g_test_run ();
}
