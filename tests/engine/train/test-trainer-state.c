#include "fragment.h"
#include "nets.h"

#include <string.h>

static const Net net = {
  .units = { 6, 6 },
  .activation = "tanh",
  .loss = "binary_cross_entropy",
  .project = TRUE,
  .recipe = { "optimiser", "adam", "learning_rate", "0.02", "batch", "16", "validation", "0.2", "seed", "3" },
};

/* The same, with three batches a nudge. */
static const Net gathering = {
  .units = { 6, 6 },
  .activation = "tanh",
  .loss = "binary_cross_entropy",
  .project = TRUE,
  .recipe = { "optimiser", "adam", "learning_rate", "0.02", "batch", "16", "accumulate", "3", "seed", "3" },
};

/* A run that is saved and taken up by a new trainer goes on with the same bits, in the middle of an epoch and after
 * one. */
static void
test_resume (gconstpointer data)
{
  const guint before = GPOINTER_TO_UINT (data);
  g_autoptr (NnDataset) points = make_points (100, 1);
  g_autoptr (NnTrainer) first = make_trainer (&net, points, 1);
  g_autoptr (NnTrainer) second = make_trainer (&net, points, 1);
  g_autoptr (NnTensors) tensors = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < before; i++)
    nn_trainer_step (first);
  tensors = nn_trainer_save (first, TRUE);
  g_assert_true (nn_trainer_load (second, tensors, nn_trainer_steps (first), nn_trainer_epochs (first), &error));
  g_assert_no_error (error);
  for (guint i = 0; i < 12; i++)
    {
      const NnSample a = nn_trainer_step (first), b = nn_trainer_step (second);

      g_assert_cmpfloat (a.loss, ==, b.loss);
      g_assert_cmpfloat (a.epoch, ==, b.epoch);
      g_assert_cmpint (a.step, ==, b.step);
    }
}

/* Between two nudges the gradients that wait are saved, too. */
static void
test_resume_gathering (gconstpointer data)
{
  const guint before = GPOINTER_TO_UINT (data);
  g_autoptr (NnDataset) points = make_points (100, 1);
  g_autoptr (NnTrainer) first = make_trainer (&gathering, points, 1);
  g_autoptr (NnTrainer) second = make_trainer (&gathering, points, 1);
  g_autoptr (NnTensors) tensors = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < before; i++)
    nn_trainer_step (first);
  tensors = nn_trainer_save (first, TRUE);
  g_assert_true (nn_trainer_load (second, tensors, nn_trainer_steps (first), nn_trainer_epochs (first), &error));
  g_assert_no_error (error);
  for (guint i = 0; i < 12; i++)
    g_assert_cmpfloat (nn_trainer_step (first).loss, ==, nn_trainer_step (second).loss);
}

/* An edit between two nudges that leaves all weights changes nothing of the next one; one that does not begins it anew. */
static void
test_adopt_gathering (void)
{
  Net wider = gathering;
  g_autoptr (NnDataset) points = make_points (100, 1);
  g_autoptr (NnTrainer) first = make_trainer (&gathering, points, 1);
  g_autoptr (NnTrainer) second = make_trainer (&gathering, points, 1);
  g_autoptr (NnTrainer) third = NULL;
  const float *a, *b;
  gsize n, m;

  for (guint i = 0; i < 4; i++)
    nn_trainer_step (first);
  g_assert_cmpuint (nn_trainer_adopt (second, first), ==, 6);
  wider.units[1] = 7;
  third = make_trainer (&wider, points, 1);
  nn_trainer_adopt (third, first);

  for (guint i = 0; i < 2; i++)   /* batches 5 and 6: the nudge of the first two, not yet the third's */
    {
      nn_trainer_step (first);
      nn_trainer_step (second);
      nn_trainer_step (third);
    }
  a = nn_trainer_weight (first, 0, &n);
  b = nn_trainer_weight (second, 0, &m);
  g_assert_cmpmem (a, n * sizeof *a, b, m * sizeof *b);
  b = nn_trainer_weight (third, 0, &m);
  g_assert_cmpuint (n, ==, m);
  g_assert_cmpint (memcmp (a, b, n * sizeof *a), !=, 0);
}

/* Weights alone: no optimiser's numbers in the file; names as documents have them. */
static void
test_weights_only (void)
{
  g_autoptr (NnDataset) points = make_points (100, 1);
  g_autoptr (NnTrainer) trainer = make_trainer (&net, points, 1);
  g_autoptr (NnTensors) tensors = nn_trainer_save (trainer, FALSE);

  g_assert_cmpuint (nn_tensors_n (tensors), ==, 6);
  g_assert_nonnull (nn_tensors_find (tensors, "dense_1.weight"));
  g_assert_nonnull (nn_tensors_find (tensors, "output.bias"));
  g_assert_true (nn_trainer_load (trainer, tensors, 0, 0, NULL));
}

static void
test_misfits (void)
{
  Net other = net;
  g_autoptr (NnDataset) points = make_points (100, 1);
  g_autoptr (NnTrainer) trainer = make_trainer (&net, points, 1);
  g_autoptr (NnTrainer) wider = NULL;
  g_autoptr (NnTensors) tensors = NULL;
  g_autoptr (GError) error = NULL;

  nn_trainer_step (trainer);
  other.units[0] = 7;
  wider = make_trainer (&other, points, 1);
  tensors = nn_trainer_save (wider, TRUE);
  g_assert_false (nn_trainer_load (trainer, tensors, 5, 1, &error));
  g_assert_error (error, NN_ERROR, NN_ERROR_FORMAT);
  g_assert_nonnull (strstr (error->message, "dense_1.weight"));
  g_assert_cmpint (nn_trainer_steps (trainer), ==, 1);
}

static void
test_missing (void)
{
  Net shallow = net;
  g_autoptr (NnDataset) points = make_points (100, 1);
  g_autoptr (NnTrainer) deep = make_trainer (&net, points, 1);
  g_autoptr (NnTrainer) trainer = NULL;
  g_autoptr (NnTensors) few = NULL;
  g_autoptr (NnTensors) many = nn_trainer_save (deep, TRUE);
  g_autoptr (GError) error = NULL;

  shallow.units[1] = 0;
  trainer = make_trainer (&shallow, points, 1);
  few = nn_trainer_save (trainer, TRUE);
  g_assert_false (nn_trainer_load (deep, few, 0, 0, &error));
  g_assert_error (error, NN_ERROR, NN_ERROR_FORMAT);
  g_clear_error (&error);
  g_assert_false (nn_trainer_load (trainer, many, 0, 0, &error));
  g_assert_error (error, NN_ERROR, NN_ERROR_FORMAT);
}

/* The same network adopts everything: it goes on as the other would have. */
static void
test_adopt_all (void)
{
  g_autoptr (NnDataset) points = make_points (100, 1);
  g_autoptr (NnTrainer) first = make_trainer (&net, points, 1);
  g_autoptr (NnTrainer) second = make_trainer (&net, points, 1);

  nn_trainer_reset (first, 77);
  for (guint i = 0; i < 8; i++)
    nn_trainer_step (first);
  g_assert_cmpuint (nn_trainer_adopt (second, first), ==, 6);
  g_assert_cmpint (nn_trainer_steps (second), ==, 8);
  g_assert_cmpfloat (nn_trainer_last_epoch (second).loss, ==, nn_trainer_last_epoch (first).loss);
  for (guint i = 0; i < 12; i++)
    g_assert_cmpfloat (nn_trainer_step (first).loss, ==, nn_trainer_step (second).loss);
}

/* A layer in the place of one that was taken away starts anew, though it has the same name and shape. */
static void
test_adopt_by_layer (void)
{
  g_autoptr (NnDataset) points = make_points (100, 1);
  g_autoptr (NnNetwork) network = make_net (&net);
  g_autoptr (NnTrainer) first = nn_trainer_new (network, points, &(NnTrainerOptions) { .threads = 1 }, NULL);
  g_autoptr (NnTrainer) second = NULL;
  const guint first_layer = nn_network_find (network, "dense_1")->id, replaced = nn_network_find (network, "dense_2")->id;
  const guint added = nn_network_next_id (network), output = nn_network_find (network, "output")->id;
  const float *a, *b;
  gsize n, m;

  for (guint i = 0; i < 8; i++)
    nn_trainer_step (first);
  apply (network, nn_edit_remove_layer (replaced));
  apply (network, nn_edit_add_layer ("dense", added, 0, 0));
  apply (network, nn_edit_set (added, "units", 6));
  apply (network, nn_edit_set (added, "activation",
                               nn_settings_get (nn_network_layer (network, first_layer)->settings, "activation")));
  apply (network, nn_edit_add_wire (first_layer, added, 0));
  apply (network, nn_edit_add_wire (added, output, 0));
  g_assert_cmpstr (nn_network_layer (network, added)->name, ==, "dense_2");

  second = nn_trainer_new (network, points, &(NnTrainerOptions) { .threads = 1 }, NULL);
  g_assert_cmpuint (nn_trainer_adopt (second, first), ==, 4);
  a = nn_trainer_weight (first, 2, &n);
  b = nn_trainer_weight (second, nn_graph_find_weight (nn_trainer_graph (second), added, "weight"), &m);
  g_assert_cmpuint (n, ==, m);
  g_assert_cmpint (memcmp (a, b, n * sizeof *a), !=, 0);
}

/* A copy begins with the weights and the optimiser's numbers of what it was copied from, also when that was cut; then it goes its own
 * way. */
static void
test_adopt_twin (void)
{
  g_autoptr (NnDataset) points = make_points (100, 1);
  g_autoptr (NnNetwork) network = make_net (&net), fragment = NULL;
  g_autoptr (NnTrainer) first = nn_trainer_new (network, points, &(NnTrainerOptions) { .threads = 1 }, NULL);
  g_autoptr (NnTrainer) second = NULL, third = NULL;
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (guint));
  const guint cut = nn_network_find (network, "dense_2")->id;
  const guint before = nn_network_find (network, "dense_1")->id, output = nn_network_find (network, "output")->id;
  const float *a, *b;
  gsize n, m;
  guint copy;

  for (guint i = 0; i < 8; i++)
    nn_trainer_step (first);
  fragment = nn_network_extract (network, &cut, 1);
  apply (network, nn_edit_remove_layer (cut));
  apply (network, nn_edit_paste (network, fragment, (NnBeginnings) { .twins = &cut }, "Paste", 0, 0, ids));
  copy = g_array_index (ids, guint, 0);
  g_assert_cmpuint (copy, !=, cut);
  apply (network, nn_edit_add_wire (before, copy, 0));
  apply (network, nn_edit_add_wire (copy, output, 0));

  second = nn_trainer_new (network, points, &(NnTrainerOptions) { .threads = 1 }, NULL);
  g_assert_cmpuint (nn_trainer_adopt (second, first), ==, 6);
  a = nn_trainer_weight (first, nn_graph_find_weight (nn_trainer_graph (first), cut, "weight"), &n);
  b = nn_trainer_weight (second, nn_graph_find_weight (nn_trainer_graph (second), copy, "weight"), &m);
  g_assert_cmpmem (a, n * sizeof *a, b, m * sizeof *b);
  for (guint i = 0; i < 4; i++)
    g_assert_cmpfloat (nn_trainer_step (first).loss, ==, nn_trainer_step (second).loss);

  third = nn_trainer_new (network, points, &(NnTrainerOptions) { .threads = 1 }, NULL);   /* its own count now */
  nn_trainer_step (second);
  nn_trainer_adopt (third, second);
  a = nn_trainer_weight (third, nn_graph_find_weight (nn_trainer_graph (third), copy, "weight"), &n);
  b = nn_trainer_weight (second, nn_graph_find_weight (nn_trainer_graph (second), copy, "weight"), &m);
  g_assert_cmpmem (a, n * sizeof *a, b, m * sizeof *b);
}

/* A file may claim any step and epoch. */
static void
test_huge_counts (void)
{
  const gint64 counts[] = { G_MAXINT64, G_MAXINT64 / 3, G_MININT64, -1 };
  g_autoptr (NnDataset) points = make_points (100, 1);
  g_autoptr (NnTrainer) trainer = make_trainer (&net, points, 1);
  g_autoptr (NnTensors) tensors = nn_trainer_save (trainer, TRUE);

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    for (guint k = 0; k < G_N_ELEMENTS (counts); k++)
      {
        g_assert_true (nn_trainer_load (trainer, tensors, counts[i], counts[k], NULL));
        for (guint step = 0; step < 8; step++)
          g_assert_cmpint (nn_trainer_step (trainer).step, >, 0);
        g_assert_cmpint (nn_trainer_epochs (trainer), >=, 0);
      }
}

/* Nothing in common: training starts from nothing. */
static void
test_adopt_none (void)
{
  const Net other = { .units = { 3 }, .activation = "relu", .loss = "cross_entropy", .project = FALSE };
  Net bare = net;
  g_autoptr (NnDataset) points = make_points (100, 1);
  g_autoptr (NnDataset) lists = make_lists (60, 5, 3, 1);
  g_autoptr (NnTrainer) first = make_trainer (&bare, points, 1);
  g_autoptr (NnTrainer) second = make_trainer (&other, lists, 1);

  nn_trainer_step (first);
  g_assert_cmpuint (nn_trainer_adopt (second, first), ==, 0);
  g_assert_cmpint (nn_trainer_steps (second), ==, 0);
}

/* In another document it begins with the weights that it brought, whether something trained there before or not; a Reset does not bring
 * them again, and what is its own by then is not taken away. */
static void
test_brought (void)
{
  g_autoptr (NnDataset) points = make_points (100, 1);
  g_autoptr (NnNetwork) network = make_net (&net), fragment = NULL;
  const NnTrainerOptions options = { .threads = 1 };
  g_autoptr (NnTrainer) first = NULL, second = NULL, third = NULL;
  g_autoptr (NnTensors) weights = nn_tensors_new ();
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (guint));
  const guint original = nn_network_find (network, "dense_2")->id, output = nn_network_find (network, "output")->id;
  guint before, weight, bias, copy;
  gsize n;
  float *brought;

  first = nn_trainer_new (network, points, &options, NULL);
  weight = nn_graph_find_weight (nn_trainer_graph (first), original, "weight");
  brought = nn_tensors_add (weights, "dense_2.weight", &nn_graph_weight_spec (nn_trainer_graph (first), weight)->shape);
  nn_trainer_weight (first, weight, &n);
  for (gsize i = 0; i < n; i++)
    brought[i] = i + 1;
  nn_tensors_add (weights, "dense_2.bias", &NN_SHAPE (77));   /* of another shape: not taken */

  before = nn_network_find (network, "dense_1")->id;
  fragment = nn_network_extract (network, &original, 1);
  apply (network, nn_edit_remove_layer (original));
  apply (network, nn_edit_paste (network, fragment, (NnBeginnings) { .weights = weights }, "Paste", 0, 0, ids));
  copy = g_array_index (ids, guint, 0);
  apply (network, nn_edit_add_wire (before, copy, 0));
  apply (network, nn_edit_add_wire (copy, output, 0));

  second = nn_trainer_new (network, points, &options, NULL);
  weight = nn_graph_find_weight (nn_trainer_graph (second), copy, "weight");
  bias = nn_graph_find_weight (nn_trainer_graph (second), copy, "bias");
  nn_trainer_adopt (second, first);
  g_assert_cmpmem (nn_trainer_weight (second, weight, &n), n * sizeof *brought, brought, n * sizeof *brought);
  g_assert_cmpfloat (nn_trainer_weight (second, bias, &n)[0], ==, 0);

  nn_trainer_step (second);
  third = nn_trainer_new (network, points, &options, NULL);
  nn_trainer_take_brought (third);
  g_assert_cmpmem (nn_trainer_weight (third, weight, &n), n * sizeof *brought, brought, n * sizeof *brought);
  nn_trainer_adopt (third, second);
  g_assert_cmpmem (nn_trainer_weight (third, weight, &n), n * sizeof *brought, nn_trainer_weight (second, weight, &n), n * sizeof *brought);
  nn_trainer_reset (third, 1);
  g_assert_cmpfloat (nn_trainer_weight (third, weight, &n)[0], !=, brought[0]);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/engine/train/trainer-state/resume/in-epoch", GUINT_TO_POINTER (7), test_resume);
  g_test_add_data_func ("/engine/train/trainer-state/resume/after-epoch", GUINT_TO_POINTER (10), test_resume);
  g_test_add_data_func ("/engine/train/trainer-state/resume/gathering", GUINT_TO_POINTER (4), test_resume_gathering);
  g_test_add_data_func ("/engine/train/trainer-state/resume/gathering-late", GUINT_TO_POINTER (11), test_resume_gathering);
  g_test_add_func ("/engine/train/trainer-state/adopt/gathering", test_adopt_gathering);
  g_test_add_func ("/engine/train/trainer-state/weights-only", test_weights_only);
  g_test_add_func ("/engine/train/trainer-state/misfits", test_misfits);
  g_test_add_func ("/engine/train/trainer-state/missing", test_missing);
  g_test_add_func ("/engine/train/trainer-state/adopt/all", test_adopt_all);
  g_test_add_func ("/engine/train/trainer-state/adopt/none", test_adopt_none);
  g_test_add_func ("/engine/train/trainer-state/adopt/by-layer", test_adopt_by_layer);
  g_test_add_func ("/engine/train/trainer-state/adopt-twin", test_adopt_twin);
  g_test_add_func ("/engine/train/trainer-state/brought", test_brought);
  g_test_add_func ("/engine/train/trainer-state/huge-counts", test_huge_counts);
  return g_test_run ();
}
