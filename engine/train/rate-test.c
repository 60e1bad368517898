#include "rate-test.h"

#include <math.h>

#include "moment.h"
#include "schedule.h"
#include "text.h"
#include "trainer-private.h"

/* Rates, and nudges in each power of ten. */
#define LOWEST 1e-6
#define HIGHEST 10.0
#define PER_DECADE 40

/* What is kept of a smoothed loss with each nudge. */
#define KEEP 0.9

/* It has run away when it is so many times the lowest; it has become lower, or higher, when it is this share of where it began, and so
 * many of its spreads away, which smoothing makes unlikely to be chance. */
#define RUN_AWAY 4
#define LOWER 0.95
#define HIGHER 1.1
#define SPREADS 1.2

/* Nudges whose mean is where it began: the first rates do not move anything. */
#define BEGINNING PER_DECADE

/* How far one stays below the rate at which the loss is lowest, or begins to rise. */
#define MARGIN 10

struct _NnRateTest
{
  NnTrainer *trainer;    /* owned: the copy */
  GArray *points;        /* NnRatePoint */
  double sum, weight;    /* of the losses so far, the older the less */
  double lowest;         /* smoothed */
};

/* The rate alone decides: no schedule, no warm-up. */
static void
set_rate (NnTrainer *trainer, double rate)
{
  trainer->tuning.schedule = nn_schedule_find ("constant");
  trainer->tuning.warmup = 0;
  trainer->tuning.rate = rate;
  nn_trainer_enter_epoch (trainer);
}

NnRateTest *
nn_rate_test_new (const NnTrainer *trainer, GError **error)
{
  const NnTrainerOptions options = {
    .threads = nn_pool_threads (trainer->pool),
    .backend = trainer->device != NULL ? &nn_backend_vulkan : trainer->backend,
    .device = trainer->device,
  };
  g_autoptr (NnMoment) moment = nn_moment_take (trainer);
  g_autoptr (NnTrainer) copy = nn_trainer_new (trainer->network, trainer->dataset, &options, error);
  NnRateTest *test;

  if (copy == NULL)
    return NULL;
  if (moment == NULL || !nn_trainer_recall (copy, moment))
    {
      g_set_error_literal (error, NN_ERROR, NN_ERROR_MEMORY, _("There is not enough memory to try learning rates on a copy."));
      return NULL;
    }
  test = g_new0 (NnRateTest, 1);
  test->trainer = g_steal_pointer (&copy);
  test->points = g_array_new (FALSE, FALSE, sizeof (NnRatePoint));
  test->lowest = INFINITY;
  return test;
}

void
nn_rate_test_free (NnRateTest *test)
{
  if (test == NULL)
    return;
  nn_trainer_free (test->trainer);
  g_array_unref (test->points);
  g_free (test);
}

/* All batches of one nudge. */
static double
nudge (NnTrainer *trainer)
{
  NnTally tally = { 0 };

  for (guint i = 0; i < MAX (trainer->tuning.accumulate, 1); i++)
    {
      const NnSample sample = nn_trainer_step (trainer);

      nn_tally_add (&tally, &(const NnTally) { .n = sample.examples, .loss = sample.loss * sample.examples });
    }
  return tally.loss / tally.n;
}

gboolean
nn_rate_test_step (NnRateTest *test)
{
  NnRatePoint point = { .rate = LOWEST * pow (10, (double) test->points->len / PER_DECADE) };

  if (point.rate > HIGHEST * 1.01)
    return FALSE;
  set_rate (test->trainer, point.rate);
  point.loss = nudge (test->trainer);
  if (!isfinite (point.loss))
    return FALSE;
  test->sum = KEEP * test->sum + (1 - KEEP) * point.loss;
  test->weight = KEEP * test->weight + (1 - KEEP);
  point.smooth = test->sum / test->weight;
  g_array_append_val (test->points, point);
  test->lowest = MIN (test->lowest, point.smooth);
  return test->points->len <= BEGINNING || point.smooth < RUN_AWAY * test->lowest;
}

const NnRatePoint *
nn_rate_test_points (const NnRateTest *test, guint *n)
{
  *n = test->points->len;
  return (const NnRatePoint *) test->points->data;
}

/* The point with the lowest loss, if that is clearly lower than it was; else the last from which on it is clearly higher. −1: none. */
static int
find_limit (const NnRatePoint *points, guint n)
{
  double beginning = 0, square = 0, spread;
  guint lowest = BEGINNING, last = n;

  for (guint i = 0; i < BEGINNING; i++)
    beginning += points[i].loss / BEGINNING;
  for (guint i = 0; i < BEGINNING; i++)
    square += pow (points[i].loss - beginning, 2) / BEGINNING;
  spread = SPREADS * sqrt (square);
  for (guint i = BEGINNING; i < n; i++)
    if (points[i].smooth < points[lowest].smooth)
      lowest = i;
  while (last > 0 && points[last - 1].smooth > MAX (HIGHER * beginning, beginning + spread))
    last--;
  if (points[lowest].smooth < MIN (LOWER * beginning, beginning - spread))
    return lowest;
  return last < n ? (int) last : -1;
}

double
nn_rate_test_suggest (const NnRatePoint *points, guint n)
{
  const int limit = n > BEGINNING ? find_limit (points, n) : -1;

  return limit >= 0 ? nn_one_figure (points[limit].rate / MARGIN) : NAN;
}
