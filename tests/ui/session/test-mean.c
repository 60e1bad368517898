#include <math.h>

#include "vt-mean.h"

#define PER_EPOCH 4

static void
fill (NnPoint *points, guint n)
{
  for (guint i = 0; i < n; i++)
    points[i] = (NnPoint) {
      .training = { .step = i + 1, .epoch = (i + 1.0) / PER_EPOCH, .loss = 16 - (double) i, .accuracy = i / 16.0, .examples = 10 },
    };
}

static double
mean_after (const NnPoint *points, guint n)
{
  VtMean mean = { 0 };

  for (guint i = 0; i < n; i++)
    vt_mean_take (&mean, points, i);
  return vt_mean_is_known (&mean) ? vt_mean_loss (&mean) : NAN;
}

/* Losses 16, 15, 14 and so on: after four steps the mean of the last two, after two epochs and later that of the last four. */
static void
test_window (void)
{
  NnPoint points[3 * PER_EPOCH];

  fill (points, G_N_ELEMENTS (points));
  g_assert_cmpfloat_with_epsilon (mean_after (points, 1), 16, 1e-12);
  g_assert_cmpfloat_with_epsilon (mean_after (points, 2), 15, 1e-12);
  g_assert_cmpfloat_with_epsilon (mean_after (points, 4), (14 + 13) / 2.0, 1e-12);
  g_assert_cmpfloat_with_epsilon (mean_after (points, 8), (12 + 11 + 10 + 9) / 4.0, 1e-12);
  g_assert_cmpfloat_with_epsilon (mean_after (points, 11), (9 + 8 + 7 + 6) / 4.0, 1e-12);
}

/* By examples, not by steps. */
static void
test_weighed (void)
{
  NnPoint points[2 * PER_EPOCH];

  fill (points, G_N_ELEMENTS (points));
  points[7].training.examples = 30;
  g_assert_cmpfloat_with_epsilon (mean_after (points, 8), (12 + 11 + 10 + 3 * 9) / 6.0, 1e-12);
}

static void
test_begins_anew (void)
{
  NnPoint points[3 * PER_EPOCH];

  fill (points, G_N_ELEMENTS (points));
  points[9].breaks = TRUE;
  g_assert_cmpfloat_with_epsilon (mean_after (points, 10), 7, 1e-12);
  g_assert_cmpfloat_with_epsilon (mean_after (points, 11), 6, 1e-12);
  points[9].breaks = FALSE;
  points[9].training.loss = NAN;
  g_assert_true (isnan (mean_after (points, 10)));
  g_assert_cmpfloat_with_epsilon (mean_after (points, 11), 6, 1e-12);
  points[9].training.examples = 0;   /* a validation alone */
  g_assert_cmpfloat_with_epsilon (mean_after (points, 10), mean_after (points, 9), 1e-12);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/session/mean/window", test_window);
  g_test_add_func ("/ui/session/mean/weighed", test_weighed);
  g_test_add_func ("/ui/session/mean/begins-anew", test_begins_anew);
  return g_test_run ();
}
