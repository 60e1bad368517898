#include "schedule.h"
#include "stopping.h"

#include <math.h>
#include <string.h>

static NnTuning
tune (const char *rule, double value)
{
  g_autoptr (NnSettings) recipe = nn_settings_new (nn_recipe_params);
  NnTuning tuning;

  nn_tuning_read (&tuning, recipe);
  g_assert_cmpint (tuning.target, ==, NN_TARGET_NONE);
  g_assert_false (nn_stopping_scores (&tuning));
  nn_settings_set (recipe, rule, value, NULL);
  if (g_str_equal (rule, "target_accuracy"))
    nn_settings_set (recipe, "target", NN_TARGET_ACCURACY, NULL);
  if (g_str_equal (rule, "target_loss"))
    nn_settings_set (recipe, "target", NN_TARGET_LOSS, NULL);
  nn_tuning_read (&tuning, recipe);
  return tuning;
}

/* The epoch at which a run with these losses stops (accuracy 1 − loss); 0: it does not. */
static gint64
run (const NnTuning *tuning, const double *losses, guint n, const char *says)
{
  NnStopping stopping;

  nn_stopping_start (&stopping, 0);
  for (guint i = 0; i < n; i++)
    {
      const NnStoppingScore score = { .epoch = i + 1, .validated = TRUE, .loss = losses[i], .accuracy = 1 - losses[i] };
      g_autofree char *sentence = nn_stopping_check (&stopping, tuning, &score);

      if (sentence == NULL)
        continue;
      g_assert_nonnull (strstr (sentence, says));
      return i + 1;
    }
  return 0;
}

static void
test_rules (void)
{
  static const double falling[] = { 0.5, 0.3, 0.2, 0.1, 0.05, 0.04 };
  static const double turning[] = { 0.5, 0.3, 0.35, 0.29, 0.4, 0.3, 0.29, 0.5 };
  NnTuning tuning;

  tuning = tune ("epochs", 3);
  g_assert_cmpint (run (&tuning, falling, 6, "3 epochs"), ==, 3);
  g_assert_false (nn_stopping_scores (&tuning));
  tuning = tune ("target_accuracy", 0.9);
  g_assert_true (nn_stopping_scores (&tuning));
  g_assert_cmpint (run (&tuning, falling, 6, "90"), ==, 4);
  g_assert_cmpint (run (&tuning, turning, 8, ""), ==, 0);
  tuning = tune ("target_loss", 0.05);
  g_assert_cmpint (run (&tuning, falling, 6, "0.05"), ==, 5);
  tuning = tune ("patience", 3);
  g_assert_true (nn_stopping_scores (&tuning));
  g_assert_cmpint (run (&tuning, falling, 6, ""), ==, 0);
  g_assert_cmpint (run (&tuning, turning, 8, "3 epochs"), ==, 7);
  tuning = tune ("patience", 5);
  g_assert_cmpint (run (&tuning, turning, 8, ""), ==, 0);
}

/* A rate that has come down to 0 moves nothing: training is done, and cannot go on before the schedule is another. */
static void
test_schedule (void)
{
  static const double falling[] = { 0.5, 0.4, 0.3, 0.2, 0.1, 0.05 };
  NnTuning tuning = tune ("schedule_every", 4);
  g_autofree char *over = NULL;

  g_assert_cmpint (run (&tuning, falling, 6, ""), ==, 0);
  g_assert_null (nn_stopping_over (&tuning, 100));
  tuning.schedule = nn_schedule_find ("step");
  g_assert_cmpint (run (&tuning, falling, 6, ""), ==, 0);
  tuning.schedule = nn_schedule_find ("cosine");
  tuning.epochs = 2;
  g_assert_cmpint (run (&tuning, falling, 6, "2 epochs"), ==, 2);
  tuning.epochs = 4;
  g_assert_cmpint (run (&tuning, falling, 6, "0 in 4 epochs"), ==, 4);
  tuning.epochs = 0;
  g_assert_cmpint (run (&tuning, falling, 6, "0 in 4 epochs"), ==, 4);
  g_assert_null (nn_stopping_over (&tuning, 3));
  over = nn_stopping_over (&tuning, 4);
  g_assert_nonnull (over);
}

/* No classes, or a loss that is no number: nothing is reached. */
static void
test_no_numbers (void)
{
  const NnTuning tuning = tune ("target_accuracy", 0);
  const NnStoppingScore score = { .epoch = 1, .loss = NAN, .accuracy = NAN };
  NnStopping stopping;

  nn_stopping_start (&stopping, 0);
  g_assert_null (nn_stopping_check (&stopping, &tuning, &score));
  g_assert_true (isinf (stopping.best));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/train/stopping/rules", test_rules);
  g_test_add_func ("/engine/train/stopping/schedule", test_schedule);
  g_test_add_func ("/engine/train/stopping/no-numbers", test_no_numbers);
  return g_test_run ();
}
