#include "timing.h"

#include <math.h>

#include "nets.h"

static const Net net = {
  .units = { 12, 5 },
  .activation = "tanh",
  .loss = "binary_cross_entropy",
  .project = TRUE,
  .recipe = { "optimiser", "adam", "learning_rate", "0.02", "batch", "24", "seed", "3" },
};

/* Where there is no card one sentence says so, the processor is timed all the same, and the training is not touched. */
static void
test_alone (void)
{
  g_autoptr (NnDataset) points = make_points (100, 1);
  g_autoptr (NnTrainer) asked = make_trainer (&net, points, 1), other = make_trainer (&net, points, 1);
  g_autoptr (NnTiming) timing = nn_timing_new (asked, "no such device");
  g_autoptr (NnEngines) engines = NULL;
  const NnEngineTiming *here, *there;
  double times, sum = 0;

  while (nn_timing_step (timing))
    g_usleep (nn_timing_is_ready (timing) ? 0 : 1000);
  engines = nn_timing_result (timing);
  here = &engines->engine[NN_ENGINE_PROCESSOR];
  there = &engines->engine[NN_ENGINE_CARD];
  g_assert_nonnull (there->trouble);
  g_assert_true (isnan (there->seconds));
  g_assert_cmpuint (there->parts->len, ==, 0);
  g_assert_null (here->trouble);
  g_assert_cmpfloat (here->seconds, >, 0);
  g_assert_cmpuint (engines->batch, ==, 24);
  g_assert_cmpuint (here->parts->len, ==, engines->operations + 1);
  g_assert_cmpfloat (engines->flops, >, 0);
  for (guint i = 0; i < here->parts->len; i++)
    sum += g_array_index (here->parts, NnTimedPart, i).seconds;
  g_assert_cmpfloat_with_epsilon (sum, here->profiled, 0.01 * here->profiled);
  g_assert_cmpstr (g_array_index (here->parts, NnTimedPart, 0).what, ==, "linear");
  g_assert_nonnull (g_array_index (here->parts, NnTimedPart, 0).label);
  g_assert_cmpint (nn_engines_faster (engines, &times), ==, NN_ENGINES);

  for (guint i = 0; i < 10; i++)
    g_assert_cmpfloat (nn_trainer_step (asked).loss, ==, nn_trainer_step (other).loss);
}

/* Nobody waits for it who ends it in the middle. */
static void
test_ends_early (void)
{
  g_autoptr (NnDataset) points = make_points (100, 1);
  g_autoptr (NnTrainer) trainer = make_trainer (&net, points, 1);
  NnTiming *timing = nn_timing_new (trainer, "no such device");

  g_clear_pointer (&trainer, nn_trainer_free);
  nn_timing_step (timing);
  nn_timing_free (timing);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/train/timing/alone", test_alone);
  g_test_add_func ("/engine/train/timing/ends-early", test_ends_early);
  return g_test_run ();
}
