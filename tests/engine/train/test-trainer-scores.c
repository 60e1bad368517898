#include "nets.h"

#include <math.h>

static const Net net = {
  .units = { 12 },
  .activation = "tanh",
  .loss = "cross_entropy",
  .project = TRUE,
  .recipe = { "validation", "0.3", "batch", "16" },
};

/* Scores against predictions counted by hand, over more examples than one run takes. */
static void
test_scores (void)
{
  g_autoptr (NnDataset) data = make_lists (1000, 20, 4, 1);
  g_autoptr (NnTrainer) trainer = make_trainer (&net, data, 2);
  g_autofree float *out = g_new (float, 1000 * 4);
  guint32 confusion[4][4] = { { 0 } };
  double loss = 0, right = 0;
  NnScores scores;

  nn_trainer_step (trainer);   /* and no more: there must be wrong answers to tell apart */
  nn_trainer_predict (trainer, 0, nn_dataset_inputs (data), 1000, out);
  for (guint i = 0; i < 1000; i++)
    {
      const guint truth = nn_dataset_class (data, i);
      guint best = 0;
      double sum = 0;

      for (guint k = 0; k < 4; k++)
        {
          sum += out[4 * i + k];
          best = out[4 * i + k] > out[4 * i + best] ? k : best;
        }
      g_assert_cmpfloat_with_epsilon (sum, 1, 1e-5);
      loss -= log (out[4 * i + truth]) / 1000;
      right += best == truth;
      confusion[truth][best]++;
    }
  nn_trainer_evaluate_all (trainer, &scores);
  g_assert_cmpuint (scores.n, ==, 1000);
  g_assert_cmpuint (scores.n_classes, ==, 4);
  g_assert_cmpfloat_with_epsilon (scores.loss, loss, 1e-5);
  g_assert_cmpfloat_with_epsilon (scores.accuracy, right / 1000, 1e-9);
  g_assert_cmpmem (scores.confusion, 16 * sizeof *scores.confusion, confusion, sizeof confusion);
  nn_scores_clear (&scores);
  g_assert_null (scores.confusion);
}

static void
test_parts (void)
{
  g_autoptr (NnDataset) data = make_lists (100, 20, 4, 1);
  g_autoptr (NnTrainer) trainer = make_trainer (&net, data, 1);
  NnScores training, validation, all;
  double sum = 0;

  nn_trainer_evaluate (trainer, FALSE, &training);
  nn_trainer_evaluate (trainer, TRUE, &validation);
  nn_trainer_evaluate_all (trainer, &all);
  g_assert_cmpuint (training.n, ==, 70);
  g_assert_cmpuint (validation.n, ==, 30);
  g_assert_cmpfloat_with_epsilon (0.7 * training.loss + 0.3 * validation.loss, all.loss, 1e-9);
  for (gsize i = 0; i < 100; i++)
    sum += nn_trainer_example_loss (trainer, i);
  g_assert_cmpfloat_with_epsilon (sum / 100, all.loss, 1e-6);
  nn_scores_clear (&training);
  nn_scores_clear (&validation);
  nn_scores_clear (&all);
}

/* Nothing to score is not a number, and no crash. */
static void
test_nothing (void)
{
  Net whole = net;
  g_autoptr (NnDataset) data = make_slope (50, 1);
  g_autoptr (NnTrainer) trainer = NULL;
  NnScores scores;

  whole.loss = "mse";
  whole.recipe[1] = "0";
  trainer = make_trainer (&whole, data, 1);
  nn_trainer_evaluate (trainer, TRUE, &scores);
  g_assert_cmpuint (scores.n, ==, 0);
  g_assert_true (isnan (scores.loss));
  nn_scores_clear (&scores);
  nn_trainer_evaluate (trainer, FALSE, &scores);
  g_assert_false (isnan (scores.loss));
  g_assert_true (isnan (scores.accuracy));
  g_assert_cmpuint (scores.n_classes, ==, 0);
  g_assert_null (scores.confusion);
  nn_scores_clear (&scores);
}

/* Every layer's result: the input's is the input, the output's its prediction, the first layer's as computed by
 * hand. */
static void
test_layers (void)
{
  g_autoptr (NnDataset) data = make_lists (300, 20, 4, 1);
  g_autoptr (NnTrainer) trainer = make_trainer (&net, data, 2);
  const NnNetwork *network = nn_trainer_network (trainer);
  const float *x = nn_dataset_inputs (data), *w, *b;
  g_autofree float *input = g_new (float, 300 * 20), *hidden = g_new (float, 300 * 12), *output = g_new (float, 300 * 4);
  g_autofree float *prediction = g_new (float, 300 * 4), *alone = g_new (float, 4);
  gsize n;

  nn_trainer_step (trainer);
  nn_trainer_predict (trainer, nn_network_layer_at (network, 0)->id, x, 300, input);
  nn_trainer_predict (trainer, nn_network_layer_at (network, 1)->id, x, 300, hidden);
  nn_trainer_predict (trainer, nn_network_layer_at (network, 2)->id, x, 300, output);
  nn_trainer_predict (trainer, 0, x, 300, prediction);
  g_assert_cmpmem (input, 300 * 20 * sizeof *x, x, 300 * 20 * sizeof *x);
  g_assert_cmpmem (output, 300 * 4 * sizeof *x, prediction, 300 * 4 * sizeof *x);
  w = nn_trainer_weight (trainer, 0, &n);
  b = nn_trainer_weight (trainer, 1, &n);
  for (guint u = 0; u < 12; u++)
    {
      double sum = b[u];

      for (guint i = 0; i < 20; i++)
        sum += w[u * 20 + i] * x[299 * 20 + i];
      g_assert_cmpfloat_with_epsilon (hidden[299 * 12 + u], tanh (sum), 1e-5);
    }
  nn_trainer_predict (trainer, 0, x + 299 * 20, 1, alone);
  for (guint i = 0; i < 4; i++)
    g_assert_cmpfloat_with_epsilon (alone[i], prediction[299 * 4 + i], 1e-6);
}

/* Looking does not disturb: with and without it the same bits are learnt. */
static void
test_undisturbed (void)
{
  g_autoptr (NnDataset) data = make_lists (100, 20, 4, 1);
  g_autoptr (NnTrainer) watched = make_trainer (&net, data, 2);
  g_autoptr (NnTrainer) alone = make_trainer (&net, data, 2);
  g_autofree float *out = g_new (float, 100 * 4);
  NnScores scores;
  double a = 0, b = 0;

  for (guint i = 0; i < 20; i++)
    {
      nn_trainer_predict (watched, 0, nn_dataset_inputs (data), 100, out);
      nn_trainer_evaluate (watched, TRUE, &scores);
      nn_scores_clear (&scores);
      a = nn_trainer_step (watched).loss;
      b = nn_trainer_step (alone).loss;
    }
  g_assert_cmpfloat (a, ==, b);
}

/* Each of two outputs adds its part, weighed; any other layer knows the whole. */
static void
test_losses (void)
{
  g_autoptr (NnDataset) fields = make_fields (20, 1);
  g_autoptr (NnNetwork) network = make_towers ();
  g_autoptr (GError) error = NULL;
  g_autoptr (NnTrainer) trainer = nn_trainer_new (network, fields, &(NnTrainerOptions) { .threads = 1 }, &error);
  const NnGraph *graph;

  g_assert_no_error (error);
  graph = nn_trainer_graph (trainer);
  for (gsize i = 0; i < 3; i++)
    {
      const guint class = nn_dataset_class (fields, i);
      const double all = nn_trainer_example_loss (trainer, i);
      float input[5], shares[3], says;
      double part[2];

      nn_dataset_input (fields, i, input);
      nn_trainer_predict (trainer, nn_graph_output_at (graph, 0)->layer, input, 1, shares);
      nn_trainer_predict (trainer, nn_graph_output_at (graph, 1)->layer, input, 1, &says);
      for (guint k = 0; k < 2; k++)
        part[k] = nn_trainer_layer_loss (trainer, i, nn_graph_output_at (graph, k)->layer);
      g_assert_cmpfloat_with_epsilon (part[0], -log (shares[class]), 1e-5);
      g_assert_cmpfloat_with_epsilon (part[1], 0.25 * pow (says - *nn_dataset_target_field (fields, i, 1, 0), 2), 1e-5);
      g_assert_cmpfloat_with_epsilon (part[0] + part[1], all, 1e-5);
      g_assert_cmpfloat (nn_trainer_layer_loss (trainer, i, 1), ==, all);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/train/trainer-scores/scores", test_scores);
  g_test_add_func ("/engine/train/trainer-scores/parts", test_parts);
  g_test_add_func ("/engine/train/trainer-scores/nothing", test_nothing);
  g_test_add_func ("/engine/train/trainer-scores/layers", test_layers);
  g_test_add_func ("/engine/train/trainer-scores/undisturbed", test_undisturbed);
  g_test_add_func ("/engine/train/trainer-scores/output-losses", test_losses);
  return g_test_run ();
}
