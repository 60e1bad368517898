#include "vt-run.h"

#include <math.h>

#include "median.h"
#include "vt-mean.h"

/* Less change of the loss than this share counts as none. */
#define LEVEL 0.01

/* Where the validation loss was lowest; epoch NaN: nowhere. */
typedef struct
{
  double epoch, loss;
} Best;

static const VtRunSeries turn_series[] = { [NN_TURN_JUDGE] = VT_RUN_JUDGE_LOSS, [NN_TURN_MAKER] = VT_RUN_MAKER_LOSS };

struct _VtRun
{
  VtSeries *series[VT_RUN_N_SERIES];
  VtAxis epoch_axis, loss_axis, log_axis, turn_axis, turn_log_axis, accuracy_axis, rate_axis, speed_axis;

  guint n;              /* points taken in */
  NnSample last;        /* the last of them */
  guint64 id;           /* NnPoint.run of all of them */
  gint64 first_step;    /* of the first of them: changes when points are merged */
  double broken;
  VtMean mean;
  Best best;

  /* How it was before the last point, which may go on gathering steps. */
  VtMean mean_before;
  Best best_before;
  double broken_before;
  guint n_before[VT_RUN_N_SERIES];
};

static void
forget_points (VtRun *run)
{
  for (guint i = 0; i < VT_RUN_N_SERIES; i++)
    vt_series_clear (run->series[i]);
  run->n = 0;
  run->mean = (VtMean) { 0 };
  run->best = (Best) { NAN, NAN };
  run->broken = NAN;
}

static void
start (VtRun *run)
{
  forget_points (run);
  run->last = (NnSample) { 0 };
  run->loss_axis = vt_axis_free (FALSE);
  run->loss_axis.floor = 0;   /* no loss is less */
  run->log_axis = vt_axis_free (TRUE);
  run->turn_axis = run->loss_axis;
  run->turn_log_axis = run->log_axis;
  run->accuracy_axis = vt_axis_between (0.9, 1);
  run->accuracy_axis.floor = 0;
  run->accuracy_axis.ceiling = 1;
  run->accuracy_axis.percent = TRUE;
  run->rate_axis = vt_axis_free (FALSE);
  run->rate_axis.floor = 0;
  run->speed_axis = vt_axis_free (FALSE);
  run->speed_axis.floor = 0;
}

/* A run that begins with a validation alone goes on from where a file left it: its axis starts there. */
static void
start_axis (VtRun *run, const NnPoint *points, guint n)
{
  const double from = n > 0 && points[0].training.examples == 0 ? floor (points[0].training.epoch) : 0;

  run->epoch_axis = vt_axis_between (from, from + 1);
}

VtRun *
vt_run_new (void)
{
  VtRun *run = g_new0 (VtRun, 1);

  for (guint i = 0; i < VT_RUN_N_SERIES; i++)
    run->series[i] = vt_series_new ();
  start (run);
  start_axis (run, NULL, 0);
  return run;
}

void
vt_run_free (VtRun *run)
{
  if (run == NULL)
    return;
  for (guint i = 0; i < VT_RUN_N_SERIES; i++)
    vt_series_free (run->series[i]);
  g_free (run);
}

static void
grow (VtAxis *axis, const NnExtent *extent)
{
  vt_axis_include (axis, extent->low);
  vt_axis_include (axis, extent->high);
}

static void
include_between (VtRun *run, VtRunSeries which, double x, double y, const NnExtent *extent)
{
  vt_series_append_between (run->series[which], x, y, extent->low, extent->high);
  if (which == VT_RUN_JUDGE_LOSS || which == VT_RUN_MAKER_LOSS)
    {
      grow (&run->turn_axis, extent);
      grow (&run->turn_log_axis, extent);
    }
  else if (which == VT_RUN_ACCURACY || which == VT_RUN_VALIDATION_ACCURACY)
    grow (&run->accuracy_axis, extent);
  else if (which == VT_RUN_RATE)
    grow (&run->rate_axis, extent);
  else if (which == VT_RUN_SPEED)
    grow (&run->speed_axis, extent);
  else if (which != VT_RUN_STEP_LOSS)   /* one wild step does not squeeze the curve: its line leaves the chart */
    {
      grow (&run->loss_axis, extent);
      grow (&run->log_axis, extent);
    }
}

static void
include (VtRun *run, VtRunSeries which, double x, double y)
{
  include_between (run, which, x, y, &(const NnExtent) { y, y, x });
}

static void
take_means (VtRun *run, const NnPoint *points, guint i)
{
  if (!vt_mean_take (&run->mean, points, i))
    return;
  include (run, VT_RUN_LOSS, points[i].training.epoch, vt_mean_loss (&run->mean));
  include (run, VT_RUN_ACCURACY, points[i].training.epoch, vt_mean_accuracy (&run->mean));
  for (guint t = 0; t < NN_N_TURNS; t++)
    if (run->mean.turn[t].n > 0)
      include (run, turn_series[t], points[i].training.epoch, run->mean.turn[t].loss / run->mean.turn[t].n);
}

/* The network was changed by hand: no line and no mean joins what it was to what it is. */
static void
begin_piece (VtRun *run)
{
  run->best = (Best) { NAN, NAN };
  for (guint s = 0; s < VT_RUN_N_SERIES; s++)
    if (s != VT_RUN_RATE && s != VT_RUN_SPEED)
      vt_series_break (run->series[s]);
}

static void
take_validation (VtRun *run, const NnPoint *point)
{
  const NnExtent losses = nn_point_validation_losses (point), accuracies = nn_point_validation_accuracies (point);
  const double epoch = point->training.epoch;

  include_between (run, VT_RUN_VALIDATION_LOSS, epoch, point->validation_loss, &losses);
  include_between (run, VT_RUN_VALIDATION_ACCURACY, epoch, point->validation_accuracy, &accuracies);
  if (isfinite (losses.low) && !(losses.low >= run->best.loss))   /* of the first, too */
    run->best = (Best) { losses.low_epoch, losses.low };
}

static void
take (VtRun *run, const NnPoint *points, guint i)
{
  const NnPoint *point = &points[i];
  const double epoch = point->training.epoch;

  vt_axis_include (&run->epoch_axis, epoch);
  if (point->breaks)
    begin_piece (run);
  take_means (run, points, i);
  if (point->training.examples > 0)   /* else only the validation is new */
    {
      const NnExtent losses = nn_point_losses (point);

      include_between (run, VT_RUN_STEP_LOSS, epoch, point->training.loss, &losses);
      if (!isfinite (point->training.loss) && isnan (run->broken))
        run->broken = epoch;
      include (run, VT_RUN_RATE, epoch, point->rate);
      include (run, VT_RUN_SPEED, epoch, point->examples_per_s);
    }
  if (point->validated)
    take_validation (run, point);
}

static void
remember (VtRun *run)
{
  run->mean_before = run->mean;
  run->best_before = run->best;
  run->broken_before = run->broken;
  for (guint i = 0; i < VT_RUN_N_SERIES; i++)
    run->n_before[i] = vt_series_n (run->series[i]);
}

static void
take_back_last (VtRun *run)
{
  run->mean = run->mean_before;
  run->best = run->best_before;
  run->broken = run->broken_before;
  for (guint i = 0; i < VT_RUN_N_SERIES; i++)
    vt_series_truncate (run->series[i], run->n_before[i]);
  run->n--;
}

static gboolean
is_same (const NnSample *a, const NnSample *b)
{
  return a->step == b->step && a->examples == b->examples;
}

gboolean
vt_run_update (VtRun *run, const NnPoint *points, guint n)
{
  if (n == 0 && run->n == 0)
    return FALSE;
  if (n == 0 || points[0].run != run->id)
    {
      start (run);
      start_axis (run, points, n);
    }
  else if (n < run->n || (run->n > 0 && points[0].training.step != run->first_step))   /* merged */
    forget_points (run);
  if (run->n > 0 && !is_same (&points[run->n - 1].training, &run->last))
    take_back_last (run);
  else if (run->n == n && n > 0)
    return FALSE;

  for (guint i = run->n; i < n; i++)
    {
      remember (run);
      take (run, points, i);
    }
  run->n = n;
  if (n > 0)
    {
      run->last = points[n - 1].training;
      run->first_step = points[0].training.step;
      run->id = points[0].run;
    }
  return TRUE;
}

VtSeries *
vt_run_series (VtRun *run, VtRunSeries which)
{
  return run->series[which];
}

double
vt_run_epochs (const VtRun *run)
{
  return run->last.epoch;
}

double
vt_run_broken (const VtRun *run)
{
  return run->broken;
}

gboolean
vt_run_best (const VtRun *run, double *epoch, double *loss)
{
  *epoch = run->best.epoch;
  *loss = run->best.loss;
  return !isnan (run->best.epoch);
}

/* The median: one spike does not turn a trend. */
static double
middle_between (const VtSeries *series, guint from, guint to)
{
  g_autofree double *y = g_new (double, to - from);

  for (guint i = from; i < to; i++)
    y[i - from] = vt_series_y (series, i);
  return nn_median (y, to - from);
}

VtTrend
vt_run_trend (const VtRun *run)
{
  const VtSeries *loss = run->series[VT_RUN_LOSS];
  const guint n = vt_series_n (loss), fifth = n / 5;
  double before, now;

  if (fifth == 0)
    return VT_TREND_LEVEL;
  before = middle_between (loss, n - 2 * fifth, n - fifth);
  now = middle_between (loss, n - fifth, n);
  if (fabs (now - before) <= LEVEL * fabs (before))
    return VT_TREND_LEVEL;
  return now < before ? VT_TREND_FALLING : VT_TREND_RISING;
}

const VtAxis *
vt_run_epoch_axis (const VtRun *run)
{
  return &run->epoch_axis;
}

const VtAxis *
vt_run_loss_axis (const VtRun *run, gboolean log)
{
  return log ? &run->log_axis : &run->loss_axis;
}

const VtAxis *
vt_run_turn_axis (const VtRun *run, gboolean log)
{
  return log ? &run->turn_log_axis : &run->turn_axis;
}

const VtAxis *
vt_run_accuracy_axis (const VtRun *run)
{
  return &run->accuracy_axis;
}

const VtAxis *
vt_run_rate_axis (const VtRun *run)
{
  return &run->rate_axis;
}

const VtAxis *
vt_run_speed_axis (const VtRun *run)
{
  return &run->speed_axis;
}
