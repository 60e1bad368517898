/* Another network in place of the one that trains, and its weights. */
#include <math.h>
#include <string.h>

#include "edit.h"
#include "workers.h"

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

/* What was measured is of the network before an edit: afterwards the training means are not known, and the curve breaks. */
static void
test_edits_break (void)
{
  g_autoptr (NnWorker) worker = nn_worker_new (1);
  g_autoptr (NnNetwork) network = open_example ("xor");
  NnPoint points[64];
  guint breaks;

  set_network (worker, network, 1);
  for (guint edit = 0; edit < 3; edit++)
    {
      nn_worker_step (worker, NN_STEP_EPOCH);
      g_assert_cmpuint (frame_at_rest (worker)->training.examples, >, 0);
      while (nn_worker_points (worker, points, G_N_ELEMENTS (points)) > 0)
        ;
      if (edit == 1)
        nn_worker_set_weight (worker, "dense_1.weight", 0, 1.5f);
      else
        set_network (worker, network, 2 + edit);
      g_assert_cmpuint (frame_at_rest (worker)->training.examples, ==, 0);
      g_assert_true (isnan (frame_at_rest (worker)->training.loss));
      breaks = 0;
      nn_worker_step (worker, NN_STEP_BATCH);
      g_assert_cmpuint (frame_at_rest (worker)->training.examples, ==, 20);
      for (guint i = 0, n = nn_worker_points (worker, points, G_N_ELEMENTS (points)); i < n; i++)
        {
          g_assert_true (points[i].breaks == (i == 0));
          breaks += points[i].breaks;
        }
      g_assert_cmpuint (breaks, ==, 1);
    }
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

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/live/worker-network/set-network", test_set_network);
  g_test_add_func ("/engine/live/worker-network/edits-break", test_edits_break);
  g_test_add_func ("/engine/live/worker-network/weights", test_weights);
  g_test_add_func ("/engine/live/worker-network/undo-brings-weights-back", test_undo_brings_weights_back);
  g_test_add_func ("/engine/live/worker-network/features-keep-columns", test_features_keep_columns);
  g_test_add_func ("/engine/live/worker-network/weights-that-half-fit", test_weights_that_half_fit);
  return g_test_run ();
}
