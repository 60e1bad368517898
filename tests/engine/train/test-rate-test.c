#include "rate-test.h"

#include <math.h>
#include <string.h>

#include "nets.h"

static const Net net = {
  .units = { 8 },
  .activation = "tanh",
  .loss = "mse",
  .project = TRUE,
  .recipe = { "optimiser", "sgd", "batch", "10", "schedule", "cosine", "schedule_every", "1", "warmup", "50" },
};

/* A straight rise, a valley or a cliff over n rates from a millionth on, 40 in each power of ten. */
static NnRatePoint *
make_points_of (guint n, double (*loss) (double rate))
{
  NnRatePoint *points = g_new (NnRatePoint, n);

  for (guint i = 0; i < n; i++)
    {
      points[i].rate = 1e-6 * pow (10, i / 40.0);
      points[i].loss = points[i].smooth = loss (points[i].rate);
    }
  return points;
}

static double
valley (double rate)
{
  return 1 + 0.1 * fabs (log10 (rate / 0.05));
}

static double
cliff (double rate)
{
  return rate < 0.1 ? 1 : 5;
}

static double
plain (double rate)
{
  return 1;
}

static void
test_suggestion (void)
{
  g_autofree NnRatePoint *low = make_points_of (240, valley);
  g_autofree NnRatePoint *high = make_points_of (240, cliff);
  g_autofree NnRatePoint *flat = make_points_of (240, plain);

  g_assert_cmpfloat_with_epsilon (nn_rate_test_suggest (low, 240), 0.005, 1e-9);
  g_assert_cmpfloat_with_epsilon (nn_rate_test_suggest (high, 240), 0.01, 1e-9);
  g_assert_true (isnan (nn_rate_test_suggest (flat, 240)));
  g_assert_true (isnan (nn_rate_test_suggest (low, 3)));
}

/* The rate rises whatever the recipe's schedule says, the loss runs away in the end, and where it began nothing is touched. */
static void
test_leaves_trainer (void)
{
  g_autoptr (NnDataset) slope = make_slope (100, 1);
  g_autoptr (NnTrainer) trainer = make_trainer (&net, slope, 1);
  g_autoptr (NnTrainer) twin = make_trainer (&net, slope, 1);
  g_autoptr (NnRateTest) test = NULL;
  g_autoptr (GError) error = NULL;
  const NnRatePoint *points;
  double suggested;
  guint n;

  for (guint i = 0; i < 3; i++)
    {
      nn_trainer_step (trainer);
      nn_trainer_step (twin);
    }
  test = nn_rate_test_new (trainer, &error);
  g_assert_no_error (error);
  while (nn_rate_test_step (test))
    ;
  points = nn_rate_test_points (test, &n);
  g_assert_cmpuint (n, >, 100);
  for (guint i = 1; i < n; i++)
    g_assert_cmpfloat (points[i].rate, >, points[i - 1].rate);
  suggested = nn_rate_test_suggest (points, n);
  g_assert_cmpfloat (suggested, >, 1e-3);
  g_assert_cmpfloat (suggested, <, 1);

  for (guint i = 0; i < 20; i++)
    {
      const NnSample a = nn_trainer_step (trainer), b = nn_trainer_step (twin);

      g_assert_cmpfloat (a.loss, ==, b.loss);
      g_assert_cmpint (a.step, ==, b.step);
    }
}

/* It begins where training is: the first loss is the one that the next step would have had. */
static void
test_goes_on_from_there (void)
{
  g_autoptr (NnDataset) slope = make_slope (100, 1);
  g_autoptr (NnTrainer) trainer = make_trainer (&net, slope, 1);
  g_autoptr (NnRateTest) test = NULL;
  guint n;

  for (guint i = 0; i < 13; i++)
    nn_trainer_step (trainer);
  test = nn_rate_test_new (trainer, NULL);
  nn_rate_test_step (test);
  g_assert_cmpfloat_with_epsilon (nn_rate_test_points (test, &n)[0].loss, nn_trainer_step (trainer).loss, 1e-12);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/train/rate-test/suggestion", test_suggestion);
  g_test_add_func ("/engine/train/rate-test/leaves-trainer", test_leaves_trainer);
  g_test_add_func ("/engine/train/rate-test/goes-on-from-there", test_goes_on_from_there);
  return g_test_run ();
}
