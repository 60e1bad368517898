#include "best.h"

#include <math.h>
#include <string.h>

#include "nets.h"

static const Net net = {
  .units = { 5 },
  .activation = "tanh",
  .loss = "binary_cross_entropy",
  .project = TRUE,
  .recipe = { "batch", "16", "validation", "0.2" },
};

static void
offer (NnBest *best, const NnTrainer *trainer, double loss)
{
  const NnStoppingScore score = { .epoch = nn_trainer_epochs (trainer), .validated = TRUE, .loss = loss };

  nn_best_offer (best, trainer, &score);
}

/* The lowest loss is kept, its weights are what comes back; a loss that is no number is none. */
static void
test_lowest (void)
{
  static const double losses[] = { NAN, 0.7, 0.4, 0.4, 0.5, NAN, INFINITY };
  g_autoptr (NnDataset) points = make_points (100, 1);
  g_autoptr (NnTrainer) trainer = make_trainer (&net, points, 1);
  g_autofree float *expected = NULL;
  g_autofree char *sentence = NULL;
  NnBest best = { 0 };
  const float *weight;
  gsize n;

  g_assert_false (nn_best_is_past (&best, trainer));
  for (guint epoch = 0; epoch < G_N_ELEMENTS (losses); epoch++)
    {
      offer (&best, trainer, losses[epoch]);
      weight = nn_trainer_weight (trainer, 0, &n);
      if (epoch == 2)
        {
          expected = g_memdup2 (weight, n * sizeof *weight);
          g_assert_false (nn_best_is_past (&best, trainer));
        }
      for (guint i = 0; i < 5; i++)
        nn_trainer_step (trainer);
    }
  g_assert_true (nn_best_is_past (&best, trainer));
  g_assert_cmpint (best.score.epoch, ==, 2);
  sentence = nn_best_say (&best);
  g_assert_nonnull (strstr (sentence, "epoch 2"));
  g_assert_nonnull (strstr (sentence, "0.4"));

  nn_trainer_recall (trainer, best.moment);
  weight = nn_trainer_weight (trainer, 0, &n);
  g_assert_cmpmem (weight, n * sizeof *weight, expected, n * sizeof *expected);
  g_assert_cmpint (nn_trainer_epochs (trainer), ==, 2);
  g_assert_false (nn_best_is_past (&best, trainer));
  nn_best_clear (&best);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/train/best/lowest", test_lowest);
  return g_test_run ();
}
