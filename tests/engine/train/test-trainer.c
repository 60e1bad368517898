#include "nets.h"

#include <math.h>
#include <string.h>

static const Net xor_net = {
  .units = { 8, 8 },
  .activation = "tanh",
  .loss = "binary_cross_entropy",
  .project = TRUE,
  .recipe = { "optimiser", "adam", "learning_rate", "0.02", "batch", "16", "validation", "0.2", "seed", "3" },
};

/* Large enough for two slices: 64 × (300 × 100 + …). */
static const Net wide_net = {
  .units = { 100 },
  .activation = "relu",
  .loss = "cross_entropy",
  .project = TRUE,
  .recipe = { "optimiser", "adam", "learning_rate", "0.001", "batch", "64", "validation", "0", "seed", "1" },
};

static void
test_learns (void)
{
  g_autoptr (NnDataset) data = make_points (400, 1);
  g_autoptr (NnTrainer) trainer = make_trainer (&xor_net, data, 2);
  NnScores scores;
  double first = nn_trainer_step (trainer).loss;

  while (nn_trainer_epochs (trainer) < 60)
    nn_trainer_step (trainer);
  g_assert_cmpfloat (nn_trainer_last_epoch (trainer).loss, <, first / 3);
  g_assert_cmpfloat (nn_trainer_last_epoch (trainer).accuracy, >, 0.95);
  nn_trainer_evaluate (trainer, TRUE, &scores);
  g_assert_cmpuint (scores.n, ==, 80);
  g_assert_cmpfloat (scores.accuracy, >, 0.93);
  nn_scores_clear (&scores);
}

static void
test_wide_learns (void)
{
  g_autoptr (NnDataset) data = make_lists (640, 300, 10, 1);
  g_autoptr (NnTrainer) trainer = make_trainer (&wide_net, data, 2);

  while (nn_trainer_epochs (trainer) < 5)
    nn_trainer_step (trainer);
  g_assert_cmpfloat (nn_trainer_last_epoch (trainer).accuracy, >, 0.95);
}

static void
test_regression (void)
{
  const Net net = {
    .loss = "mse",
    .project = TRUE,
    .recipe = { "optimiser", "sgd", "learning_rate", "0.2", "batch", "10", "validation", "0" },
  };
  g_autoptr (NnDataset) data = make_slope (100, 1);
  g_autoptr (NnTrainer) trainer = make_trainer (&net, data, 1);
  gsize n;
  NnSample sample;

  do
    sample = nn_trainer_step (trainer);
  while (nn_trainer_epochs (trainer) < 50);
  g_assert_cmpfloat (sample.loss, <, 1e-6);
  g_assert_true (isnan (sample.accuracy));
  g_assert_cmpfloat_with_epsilon (nn_trainer_weight (trainer, 0, &n)[0], 1, 1e-3);
  g_assert_cmpfloat_with_epsilon (nn_trainer_weight (trainer, 0, &n)[1], -2, 1e-3);
  g_assert_cmpuint (n, ==, 2);
}

/* An epoch's batches: all examples once, the last batch smaller, samples that say where one is. */
static void
test_counts (void)
{
  g_autoptr (NnDataset) data = make_points (100, 1);   /* 80 train: five batches of 16 */
  g_autoptr (NnTrainer) trainer = make_trainer (&xor_net, data, 1);
  g_autoptr (NnSettings) recipe = make_recipe (trainer, "batch", "30");
  NnSample sample;
  double sum = 0;

  for (guint i = 0; i < 5; i++)
    {
      sample = nn_trainer_step (trainer);
      sum += sample.loss;
      g_assert_cmpint (sample.step, ==, i + 1);
      g_assert_cmpuint (sample.examples, ==, 16);
      g_assert_cmpfloat_with_epsilon (sample.epoch, (i + 1) / 5.0, 1e-12);
      g_assert_true (nn_trainer_epoch_ended (trainer) == (i == 4));
    }
  g_assert_cmpint (nn_trainer_epochs (trainer), ==, 1);
  g_assert_cmpfloat_with_epsilon (nn_trainer_last_epoch (trainer).loss, sum / 5, 1e-12);
  g_assert_cmpuint (nn_trainer_last_epoch (trainer).examples, ==, 80);

  g_assert_true (nn_trainer_set_recipe (trainer, recipe, NULL));
  g_assert_cmpuint (nn_trainer_step (trainer).examples, ==, 30);
  g_assert_cmpuint (nn_trainer_step_one (trainer).examples, ==, 1);
  g_assert_cmpuint (nn_trainer_step (trainer).examples, ==, 30);
  sample = nn_trainer_step (trainer);
  g_assert_cmpuint (sample.examples, ==, 19);
  g_assert_cmpfloat (sample.epoch, ==, 2);
  g_assert_cmpint (nn_trainer_steps (trainer), ==, 9);
}

static void
assert_same_run (const Net *net, NnDataset *data, guint threads)
{
  g_autoptr (NnTrainer) a = make_trainer (net, data, threads);
  g_autoptr (NnTrainer) b = make_trainer (net, data, threads);

  for (guint i = 0; i < 30; i++)
    {
      const NnSample x = nn_trainer_step (a), y = nn_trainer_step (b);

      g_assert_cmpmem (&x.loss, sizeof x.loss, &y.loss, sizeof y.loss);
    }
  for (guint i = 0; i < nn_graph_n_weights (nn_trainer_graph (a)); i++)
    {
      gsize n;
      const float *x = nn_trainer_weight (a, i, &n), *y = nn_trainer_weight (b, i, &n);

      g_assert_cmpmem (x, n * sizeof *x, y, n * sizeof *y);
    }
}

static void
test_same_bits (void)
{
  const Net dropping = { .units = { 100 }, .activation = "relu", .loss = "cross_entropy", .project = TRUE, .dropout = 0.3 };
  g_autoptr (NnDataset) points = make_points (400, 1);
  g_autoptr (NnDataset) lists = make_lists (640, 300, 10, 1);

  for (guint threads = 1; threads <= 3; threads++)
    {
      assert_same_run (&xor_net, points, threads);
      assert_same_run (&wide_net, lists, threads);
      assert_same_run (&dropping, lists, threads);
    }
}

/* Threads share the work, they do not change what is learnt: dropout's mask and the sums are the same up to
 * rounding. */
static void
test_threads_agree (void)
{
  Net net = wide_net;
  g_autoptr (NnDataset) data = make_lists (640, 300, 10, 1);
  double alone = 0;

  net.dropout = 0.3;
  for (guint threads = 1; threads <= 3; threads++)
    {
      g_autoptr (NnTrainer) trainer = make_trainer (&net, data, threads);
      NnSample sample;

      for (guint i = 0; i < 10; i++)
        sample = nn_trainer_step (trainer);
      if (threads == 1)
        alone = sample.loss;
      g_assert_cmpfloat_with_epsilon (sample.loss, alone, 1e-4 * alone);
    }
}

static void
test_reset (void)
{
  g_autoptr (NnDataset) data = make_points (100, 1);
  g_autoptr (NnTrainer) trainer = make_trainer (&xor_net, data, 1);
  const double first = nn_trainer_step (trainer).loss;
  double other;

  for (guint i = 0; i < 12; i++)
    nn_trainer_step (trainer);
  nn_trainer_reset (trainer, 3);
  g_assert_cmpint (nn_trainer_steps (trainer), ==, 0);
  g_assert_cmpint (nn_trainer_epochs (trainer), ==, 0);
  g_assert_true (isnan (nn_trainer_last_epoch (trainer).loss));
  g_assert_cmpfloat (nn_trainer_step (trainer).loss, ==, first);
  nn_trainer_reset (trainer, 4);
  other = nn_trainer_step (trainer).loss;
  g_assert_cmpfloat (other, !=, first);
}

/* ---- The recipe while it trains ---- */

static void
change (NnTrainer *trainer, const char *setting, const char *text)
{
  g_autoptr (NnSettings) recipe = make_recipe (trainer, setting, text);
  g_autoptr (GError) error = NULL;

  g_assert_true (nn_trainer_set_recipe (trainer, recipe, &error));
  g_assert_no_error (error);
  g_assert_true (nn_settings_equal (recipe, nn_network_recipe (nn_trainer_network (trainer))));
}

static void
test_rate (void)
{
  g_autoptr (NnDataset) data = make_points (100, 1);
  g_autoptr (NnTrainer) trainer = make_trainer (&xor_net, data, 1);
  gsize n;
  float before;

  g_assert_cmpfloat (nn_trainer_rate (trainer), ==, 0.02);
  nn_trainer_step (trainer);
  change (trainer, "learning_rate", "0");
  g_assert_cmpfloat (nn_trainer_rate (trainer), ==, 0);
  before = nn_trainer_weight (trainer, 0, &n)[0];
  nn_trainer_step (trainer);
  g_assert_cmpfloat (nn_trainer_weight (trainer, 0, &n)[0], ==, before);
  change (trainer, "learning_rate", "1");
  change (trainer, "schedule", "step");
  change (trainer, "schedule_every", "1");
  change (trainer, "warmup", "3");
  g_assert_cmpfloat (nn_trainer_rate (trainer), ==, 1);   /* two steps are done: the third is at full rate */
  while (nn_trainer_epochs (trainer) < 2)
    nn_trainer_step (trainer);
  g_assert_cmpfloat_with_epsilon (nn_trainer_rate (trainer), 0.01, 1e-12);
}

/* A new seed waits for the next reset; a new batch size or optimiser keeps the weights; a new share makes a new
 * split. */
static void
test_changes (void)
{
  g_autoptr (NnDataset) data = make_points (100, 1);
  g_autoptr (NnTrainer) trainer = make_trainer (&xor_net, data, 1);
  gsize n;
  float weight;

  nn_trainer_step (trainer);
  weight = nn_trainer_weight (trainer, 0, &n)[0];
  change (trainer, "seed", "99");
  change (trainer, "batch", "50");
  change (trainer, "optimiser", "sgd");
  change (trainer, "batch", "60000");
  g_assert_cmpfloat (nn_trainer_weight (trainer, 0, &n)[0], ==, weight);
  g_assert_cmpint (nn_trainer_steps (trainer), ==, 1);
  g_assert_cmpuint (nn_trainer_split (trainer)->n_train, ==, 80);

  change (trainer, "validation", "0.5");
  g_assert_cmpuint (nn_trainer_split (trainer)->n_train, ==, 50);
  g_assert_cmpuint (nn_trainer_split (trainer)->n_validation, ==, 50);
  g_assert_cmpfloat (nn_trainer_weight (trainer, 0, &n)[0], ==, weight);
  g_assert_cmpuint (nn_trainer_step (trainer).examples, ==, 50);
  change (trainer, "validation", "0");
  g_assert_cmpuint (nn_trainer_step (trainer).examples, ==, 100);
}

/* A penalty shrinks the weights and clipping limits the gradient. */
static void
test_penalties (void)
{
  Net net = xor_net;
  g_autoptr (NnDataset) data = make_points (100, 1);
  double sums[2] = { 0 };

  net.recipe[10] = "l2";
  net.recipe[11] = "0.1";
  for (guint k = 0; k < 2; k++)
    {
      g_autoptr (NnTrainer) trainer = make_trainer (k == 0 ? &xor_net : &net, data, 1);
      const float *weight;
      gsize n;

      while (nn_trainer_epochs (trainer) < 20)
        nn_trainer_step (trainer);
      weight = nn_trainer_weight (trainer, 0, &n);
      for (gsize i = 0; i < n; i++)
        sums[k] += weight[i] * weight[i];
    }
  g_assert_cmpfloat (sums[1], <, sums[0] / 2);
}

/* What cannot be trained is refused in a sentence. */
static void
test_refused (void)
{
  g_autoptr (NnDataset) data = make_points (70000, 1);
  const Net huge = {
    .units = { 100000 },
    .activation = "relu",
    .loss = "cross_entropy",
    .project = TRUE,
    .recipe = { "batch", "65536", "validation", "0" },
  };
  const Net stumped = { .activation = "relu", .loss = "cross_entropy", .project = FALSE, .units = { 7 } };
  g_autoptr (NnNetwork) empty = nn_network_new ();
  g_autoptr (NnNetwork) large = make_net (&huge);
  g_autoptr (NnNetwork) misfit = make_net (&stumped);
  g_autoptr (GError) error = NULL;

  g_assert_null (nn_trainer_new (empty, data, NULL, &error));
  g_assert_error (error, NN_ERROR, NN_ERROR_NETWORK);
  g_clear_error (&error);
  g_assert_null (nn_trainer_new (misfit, data, NULL, &error));
  g_assert_error (error, NN_ERROR, NN_ERROR_NETWORK);
  g_clear_error (&error);
  g_assert_null (nn_trainer_new (large, data, NULL, &error));
  g_assert_error (error, NN_ERROR, NN_ERROR_MEMORY);
  g_assert_nonnull (strstr (error->message, "Dense 1"));
  g_clear_error (&error);
  g_assert_null (nn_trainer_new (misfit, data, &(NnTrainerOptions) { .backend = &nn_backend_reference }, &error));
  g_assert_error (error, NN_ERROR, NN_ERROR_DEVICE);
}

/* A batch too large for the memory is refused while it trains, and training goes on as before. */
static void
test_batch_refused (void)
{
  g_autoptr (NnDataset) data = make_points (70000, 1);
  const Net wide = { .units = { 100000 }, .activation = "relu", .loss = "cross_entropy", .project = TRUE };
  g_autoptr (NnTrainer) trainer = make_trainer (&wide, data, 1);
  g_autoptr (NnSettings) recipe = make_recipe (trainer, "batch", "65536");
  g_autoptr (GError) error = NULL;

  g_assert_false (nn_trainer_set_recipe (trainer, recipe, &error));
  g_assert_error (error, NN_ERROR, NN_ERROR_MEMORY);
  g_assert_false (nn_settings_equal (recipe, nn_network_recipe (nn_trainer_network (trainer))));
  g_assert_cmpuint (nn_trainer_step (trainer).examples, ==, 32);
}

/* A loss that is not a number is handed on as it is. */
static void
test_not_a_number (void)
{
  g_autoptr (NnDataset) data = make_points (100, 1);
  g_autoptr (NnTrainer) trainer = make_trainer (&xor_net, data, 1);
  gsize n;

  nn_trainer_change_weight (trainer, 0, &n)[0] = NAN;
  g_assert_true (isnan (nn_trainer_step (trainer).loss));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/train/trainer/learns", test_learns);
  g_test_add_func ("/engine/train/trainer/wide-learns", test_wide_learns);
  g_test_add_func ("/engine/train/trainer/regression", test_regression);
  g_test_add_func ("/engine/train/trainer/counts", test_counts);
  g_test_add_func ("/engine/train/trainer/same-bits", test_same_bits);
  g_test_add_func ("/engine/train/trainer/threads-agree", test_threads_agree);
  g_test_add_func ("/engine/train/trainer/reset", test_reset);
  g_test_add_func ("/engine/train/trainer/rate", test_rate);
  g_test_add_func ("/engine/train/trainer/changes", test_changes);
  g_test_add_func ("/engine/train/trainer/penalties", test_penalties);
  g_test_add_func ("/engine/train/trainer/refused", test_refused);
  g_test_add_func ("/engine/train/trainer/batch-refused", test_batch_refused);
  g_test_add_func ("/engine/train/trainer/not-a-number", test_not_a_number);
  return g_test_run ();
}
