#include <math.h>

#include "vt-run.h"

#define PER_EPOCH 4

/* Step i of a run whose epochs have PER_EPOCH steps of 10 examples; the last of each is half as large. Two networks take turns. */
static NnPoint
make_point (guint i, guint64 run, double loss)
{
  const gboolean ends = i % PER_EPOCH == PER_EPOCH - 1;
  const guint examples = ends ? 5 : 10;
  NnPoint point = {
    .training = { .step = i + 1, .epoch = (i + 1.0) / PER_EPOCH, .loss = loss, .accuracy = 0.5, .examples = examples },
    .validated = ends,
    .validation_loss = ends ? loss + 1 : NAN,
    .validation_accuracy = ends ? 0.25 : NAN,
    .run = run,
  };

  point.training.turn[i % 2] = (NnTurnSample) { loss, examples };
  return point;
}

static void
fill (NnPoint *points, guint n, guint64 run)
{
  for (guint i = 0; i < n; i++)
    points[i] = make_point (i, run, 2.0 / (1 + i));
}

static void
test_epoch_mean (void)
{
  NnPoint points[3 * PER_EPOCH];
  g_autoptr (VtRun) run = vt_run_new ();
  double sum = 0;

  fill (points, G_N_ELEMENTS (points), 1);
  g_assert_true (vt_run_update (run, points, G_N_ELEMENTS (points)));
  for (guint i = 2 * PER_EPOCH; i < 3 * PER_EPOCH; i++)
    sum += points[i].training.loss * points[i].training.examples;
  g_assert_cmpfloat_with_epsilon (vt_series_last (vt_run_series (run, VT_RUN_LOSS)), sum / 35, 1e-12);
  g_assert_cmpfloat_with_epsilon (vt_series_y (vt_run_series (run, VT_RUN_LOSS), 3), (10 * 2.0 / 3 + 5 * 2.0 / 4) / 15, 1e-12);   /* of the later half */
  g_assert_cmpuint (vt_series_n (vt_run_series (run, VT_RUN_VALIDATION_LOSS)), ==, 3);
  g_assert_cmpfloat (vt_run_epochs (run), ==, 3);
  g_assert_cmpint (vt_run_trend (run), ==, VT_TREND_FALLING);
}

/* Of two networks in turn each has a curve: the mean over its own steps of the last epoch. */
static void
test_turns (void)
{
  NnPoint points[2 * PER_EPOCH];
  g_autoptr (VtRun) run = vt_run_new ();

  fill (points, G_N_ELEMENTS (points), 1);
  g_assert_true (vt_run_update (run, points, 1));
  g_assert_cmpuint (vt_series_n (vt_run_series (run, VT_RUN_MAKER_LOSS)), ==, 0);
  g_assert_true (vt_run_update (run, points, G_N_ELEMENTS (points)));
  g_assert_cmpfloat_with_epsilon (vt_series_last (vt_run_series (run, VT_RUN_JUDGE_LOSS)),
                                  (points[4].training.loss + points[6].training.loss) / 2, 1e-12);
  g_assert_cmpfloat_with_epsilon (vt_series_last (vt_run_series (run, VT_RUN_MAKER_LOSS)),
                                  (10 * points[5].training.loss + 5 * points[7].training.loss) / 15, 1e-12);
  g_assert_cmpfloat (vt_run_turn_axis (run, FALSE)->high, >=, vt_series_y (vt_run_series (run, VT_RUN_JUDGE_LOSS), 0));
}

static void
test_bit_by_bit (void)
{
  NnPoint points[5 * PER_EPOCH];
  g_autoptr (VtRun) whole = vt_run_new (), bits = vt_run_new ();

  fill (points, G_N_ELEMENTS (points), 1);
  vt_run_update (whole, points, G_N_ELEMENTS (points));
  for (guint n = 1; n <= G_N_ELEMENTS (points); n++)
    g_assert_true (vt_run_update (bits, points, n));
  g_assert_false (vt_run_update (bits, points, G_N_ELEMENTS (points)));
  for (guint s = 0; s < VT_RUN_N_SERIES; s++)
    {
      g_assert_cmpuint (vt_series_n (vt_run_series (whole, s)), ==, vt_series_n (vt_run_series (bits, s)));
      g_assert_cmpfloat_with_epsilon (vt_series_last (vt_run_series (whole, s)), vt_series_last (vt_run_series (bits, s)), 1e-12);
    }
}

/* Where the network was changed by hand, nothing joins before and after: neither line nor mean. */
static void
test_breaks (void)
{
  NnPoint points[2 * PER_EPOCH];
  g_autoptr (VtRun) whole = vt_run_new (), bits = vt_run_new ();
  const VtSeries *loss = vt_run_series (whole, VT_RUN_LOSS);
  guint n_columns;

  fill (points, G_N_ELEMENTS (points), 1);
  points[6].breaks = TRUE;
  vt_run_update (whole, points, G_N_ELEMENTS (points));
  g_assert_cmpfloat_with_epsilon (vt_series_y (loss, 6), points[6].training.loss, 1e-12);
  g_assert_cmpfloat_with_epsilon (vt_series_last (loss), points[7].training.loss, 1e-12);
  for (guint n = 1; n <= G_N_ELEMENTS (points); n++)   /* the last one is taken back as it goes on gathering */
    {
      points[n - 1].training.examples--;
      vt_run_update (bits, points, n);
      points[n - 1].training.examples++;
      vt_run_update (bits, points, n);
    }
  for (guint s = 0; s < VT_RUN_N_SERIES; s++)
    {
      VtSeries *a = vt_run_series (whole, s), *b = vt_run_series (bits, s);
      const VtColumn *columns, *others;
      guint breaks = 0;

      vt_series_fit (a, 0, 2, 2 * PER_EPOCH + 1);
      vt_series_fit (b, 0, 2, 2 * PER_EPOCH + 1);
      columns = vt_series_columns (a, &n_columns);
      others = vt_series_columns (b, &n_columns);
      for (guint i = 0; i < n_columns; i++)
        {
          g_assert_cmpuint (columns[i].n, ==, others[i].n);
          g_assert_cmpint (columns[i].n > 0 && columns[i].breaks, ==, others[i].n > 0 && others[i].breaks);
          breaks += columns[i].n > 0 && columns[i].breaks;
        }
      g_assert_cmpuint (breaks, ==, s == VT_RUN_RATE || s == VT_RUN_SPEED ? 0 : 1);
    }
}

/* The session merges neighbours when there are too many: the curve is redrawn, the axes stay. */
static void
test_merged (void)
{
  NnPoint points[4 * PER_EPOCH];
  g_autoptr (VtRun) run = vt_run_new ();
  const guint n = G_N_ELEMENTS (points);

  fill (points, n, 1);
  points[0].training.loss = 50;
  vt_run_update (run, points, n);
  for (guint i = 0; i < n / 2; i++)
    {
      points[i] = points[2 * i];
      nn_point_merge (&points[i], &points[2 * i + 1]);
    }
  g_assert_true (vt_run_update (run, points, n / 2));
  g_assert_cmpuint (vt_series_n (vt_run_series (run, VT_RUN_LOSS)), ==, n / 2);
  g_assert_cmpfloat (vt_run_loss_axis (run, FALSE)->high, >=, 50);
  g_assert_cmpfloat (vt_run_epoch_axis (run)->high, ==, 4);
}

/* However many points are merged into one, a spike keeps its height and the best its epoch. */
static void
test_extremes (void)
{
  NnPoint points[4 * PER_EPOCH];
  g_autoptr (VtRun) run = vt_run_new ();
  const VtColumn *column;
  double epoch, loss;
  guint n;

  fill (points, G_N_ELEMENTS (points), 1);
  points[7].validation_loss = 0.25;
  points[11].validation_loss = 40;
  points[5].training.loss = 70;
  for (guint i = 1; i < G_N_ELEMENTS (points); i++)
    nn_point_merge (&points[0], &points[i]);
  vt_run_update (run, points, 1);
  g_assert_cmpfloat (vt_run_loss_axis (run, FALSE)->high, >=, 40);
  g_assert_true (vt_run_best (run, &epoch, &loss));
  g_assert_cmpfloat (epoch, ==, 2);
  g_assert_cmpfloat (loss, ==, 0.25);
  vt_series_fit (vt_run_series (run, VT_RUN_VALIDATION_LOSS), 0, 4, 1);
  column = vt_series_columns (vt_run_series (run, VT_RUN_VALIDATION_LOSS), &n);
  g_assert_cmpfloat (column->low, ==, 0.25);
  g_assert_cmpfloat (column->high, ==, 40);
  vt_series_fit (vt_run_series (run, VT_RUN_STEP_LOSS), 0, 4, 1);
  g_assert_cmpfloat (vt_series_columns (vt_run_series (run, VT_RUN_STEP_LOSS), &n)->high, ==, 70);
}

/* The best of a network that was changed by hand is not its own. */
static void
test_best (void)
{
  NnPoint points[4 * PER_EPOCH];
  g_autoptr (VtRun) run = vt_run_new (), changed = vt_run_new ();
  double epoch, loss;

  fill (points, G_N_ELEMENTS (points), 1);
  points[7].validation_loss = 0.25;
  g_assert_false (vt_run_best (run, &epoch, &loss));
  vt_run_update (run, points, G_N_ELEMENTS (points));
  g_assert_true (vt_run_best (run, &epoch, &loss));
  g_assert_cmpfloat (epoch, ==, 2);
  points[9].breaks = TRUE;
  vt_run_update (changed, points, G_N_ELEMENTS (points));
  g_assert_true (vt_run_best (changed, &epoch, &loss));
  g_assert_cmpfloat (epoch, ==, 4);
}

/* In a coarse curve the last point goes on gathering steps: it is taken again, the others stay. */
static void
test_gathering (void)
{
  NnPoint points[4 * PER_EPOCH], next = make_point (4 * PER_EPOCH, 1, 7);
  const guint n = G_N_ELEMENTS (points);
  g_autoptr (VtRun) run = vt_run_new (), fresh = vt_run_new ();

  fill (points, n, 1);
  vt_series_fit (vt_run_series (run, VT_RUN_LOSS), 0, 8, 5);
  vt_series_fit (vt_run_series (fresh, VT_RUN_LOSS), 0, 8, 5);
  vt_run_update (run, points, n);
  nn_point_merge (&points[n - 1], &next);
  g_assert_true (vt_run_update (run, points, n));
  vt_run_update (fresh, points, n);
  for (guint s = 0; s < VT_RUN_N_SERIES; s++)
    {
      g_assert_cmpuint (vt_series_n (vt_run_series (run, s)), ==, vt_series_n (vt_run_series (fresh, s)));
      g_assert_cmpfloat (vt_series_last (vt_run_series (run, s)), ==, vt_series_last (vt_run_series (fresh, s)));
    }
  for (guint i = 0, columns; i < 5; i++)
    {
      const VtColumn *a = vt_series_columns (vt_run_series (run, VT_RUN_LOSS), &columns);
      const VtColumn *b = vt_series_columns (vt_run_series (fresh, VT_RUN_LOSS), &columns);

      g_assert_cmpuint (a[i].n, ==, b[i].n);
      if (a[i].n > 0)
        g_assert_cmpfloat_with_epsilon (a[i].mean, b[i].mean, 1e-12);
    }
}

static void
test_new_run (void)
{
  NnPoint points[8 * PER_EPOCH];
  g_autoptr (VtRun) run = vt_run_new ();

  fill (points, G_N_ELEMENTS (points), 1);
  vt_run_update (run, points, G_N_ELEMENTS (points));
  fill (points, 2, 2);
  g_assert_true (vt_run_update (run, points, 2));
  g_assert_cmpuint (vt_series_n (vt_run_series (run, VT_RUN_STEP_LOSS)), ==, 2);
  g_assert_cmpfloat (vt_run_epoch_axis (run)->high, ==, 1);
  g_assert_true (vt_run_update (run, points, 0));
  g_assert_cmpuint (vt_series_n (vt_run_series (run, VT_RUN_STEP_LOSS)), ==, 0);
}

/* What goes on from a file begins with its validation: the axis starts there, not at 0. */
static void
test_goes_on (void)
{
  NnPoint points[2 * PER_EPOCH];
  g_autoptr (VtRun) run = vt_run_new ();

  for (guint i = 0; i < G_N_ELEMENTS (points); i++)
    points[i] = make_point (424 * PER_EPOCH + i, 1, 0.5);
  points[0].training.examples = 0;
  vt_run_update (run, points, G_N_ELEMENTS (points));
  g_assert_cmpfloat (vt_run_epoch_axis (run)->low, ==, 424);
  g_assert_cmpfloat (vt_run_epoch_axis (run)->high, ==, 426);
  fill (points, 2, 2);
  vt_run_update (run, points, 2);
  g_assert_cmpfloat (vt_run_epoch_axis (run)->low, ==, 0);
}

static void
test_not_a_number (void)
{
  NnPoint points[2 * PER_EPOCH];
  g_autoptr (VtRun) run = vt_run_new ();

  fill (points, G_N_ELEMENTS (points), 1);
  points[PER_EPOCH + 1].training.loss = NAN;
  g_assert_true (isnan (vt_run_broken (run)));
  vt_run_update (run, points, G_N_ELEMENTS (points));
  g_assert_cmpfloat (vt_run_broken (run), ==, (PER_EPOCH + 2.0) / PER_EPOCH);
  g_assert_true (isfinite (vt_series_last (vt_run_series (run, VT_RUN_LOSS))));
}

/* Numbers instead of classes: the accuracy is NaN, and there is no curve of it. */
static void
test_no_accuracy (void)
{
  NnPoint points[PER_EPOCH];
  g_autoptr (VtRun) run = vt_run_new ();

  fill (points, G_N_ELEMENTS (points), 1);
  for (guint i = 0; i < G_N_ELEMENTS (points); i++)
    points[i].training.accuracy = points[i].validation_accuracy = NAN;
  vt_run_update (run, points, G_N_ELEMENTS (points));
  g_assert_cmpuint (vt_series_n (vt_run_series (run, VT_RUN_ACCURACY)), ==, 0);
  g_assert_cmpuint (vt_series_n (vt_run_series (run, VT_RUN_LOSS)), ==, PER_EPOCH);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/charts/run/epoch-mean", test_epoch_mean);
  g_test_add_func ("/ui/charts/run/turns", test_turns);
  g_test_add_func ("/ui/charts/run/bit-by-bit", test_bit_by_bit);
  g_test_add_func ("/ui/charts/run/breaks", test_breaks);
  g_test_add_func ("/ui/charts/run/merged", test_merged);
  g_test_add_func ("/ui/charts/run/extremes", test_extremes);
  g_test_add_func ("/ui/charts/run/best", test_best);
  g_test_add_func ("/ui/charts/run/gathering", test_gathering);
  g_test_add_func ("/ui/charts/run/new-run", test_new_run);
  g_test_add_func ("/ui/charts/run/goes-on", test_goes_on);
  g_test_add_func ("/ui/charts/run/not-a-number", test_not_a_number);
  g_test_add_func ("/ui/charts/run/no-accuracy", test_no_accuracy);
  return g_test_run ();
}
