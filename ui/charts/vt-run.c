#include "vt-run.h"

#include <math.h>

#include "median.h"

/* Less change of the loss than this share counts as none. */
#define LEVEL 0.01

/* The moving mean: points from `window` on lie within one epoch of the last. Sums are weighted by examples. */
typedef struct
{
  guint window;
  double loss_sum, accuracy_sum, examples;
  NnTurnTally turn[NN_N_TURNS];
} Mean;

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
  Mean mean;

  /* How it was before the last point, which may go on gathering steps. */
  Mean mean_before;
  double broken_before;
  guint n_before[VT_RUN_N_SERIES];
};

static void
forget_points (VtRun *run)
{
  for (guint i = 0; i < VT_RUN_N_SERIES; i++)
    vt_series_clear (run->series[i]);
  run->n = 0;
  run->mean = (Mean) { 0 };
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
weigh (VtRun *run, const NnSample *sample, double sign)
{
  if (sample->examples == 0)
    return;
  run->mean.loss_sum += sign * sample->loss * sample->examples;
  run->mean.accuracy_sum += sign * sample->accuracy * sample->examples;
  run->mean.examples += sign * sample->examples;
  for (guint i = 0; i < NN_N_TURNS; i++)
    if (sample->turn[i].examples > 0)
      {
        run->mean.turn[i].loss += sign * sample->turn[i].loss * sample->turn[i].examples;
        run->mean.turn[i].n += sign * sample->turn[i].examples;
      }
}

static void
include (VtRun *run, VtRunSeries which, double x, double y)
{
  vt_series_append (run->series[which], x, y);
  if (which == VT_RUN_JUDGE_LOSS || which == VT_RUN_MAKER_LOSS)
    {
      vt_axis_include (&run->turn_axis, y);
      vt_axis_include (&run->turn_log_axis, y);
    }
  else if (which == VT_RUN_ACCURACY || which == VT_RUN_VALIDATION_ACCURACY)
    vt_axis_include (&run->accuracy_axis, y);
  else if (which == VT_RUN_RATE)
    vt_axis_include (&run->rate_axis, y);
  else if (which == VT_RUN_SPEED)
    vt_axis_include (&run->speed_axis, y);
  else if (which != VT_RUN_STEP_LOSS)   /* one wild step does not squeeze the curve: its line leaves the chart */
    {
      vt_axis_include (&run->loss_axis, y);
      vt_axis_include (&run->log_axis, y);
    }
}

static void
take_means (VtRun *run, const NnPoint *points, guint i)
{
  const NnSample *sample = &points[i].training;

  weigh (run, sample, 1);
  while (run->mean.window < i && points[run->mean.window].training.epoch <= sample->epoch - 1 + 1e-9)
    weigh (run, &points[run->mean.window++].training, -1);
  if (run->mean.window == i)   /* alone: what adding and subtracting left behind by rounding goes */
    {
      run->mean = (Mean) { .window = i };
      weigh (run, sample, 1);
    }
  if (run->mean.examples <= 0)
    return;
  include (run, VT_RUN_LOSS, sample->epoch, run->mean.loss_sum / run->mean.examples);
  include (run, VT_RUN_ACCURACY, sample->epoch, run->mean.accuracy_sum / run->mean.examples);
  for (guint t = 0; t < NN_N_TURNS; t++)
    if (run->mean.turn[t].n > 0)
      include (run, turn_series[t], sample->epoch, run->mean.turn[t].loss / run->mean.turn[t].n);
}

/* After a loss that is no number the means start over: one NaN must not stay in the sums for ever. */
static void
take_broken (VtRun *run, const NnSample *sample, guint i)
{
  if (isnan (run->broken))
    run->broken = sample->epoch;
  run->mean = (Mean) { .window = i + 1 };
}

/* The network was changed by hand: no line and no mean joins what it was to what it is. */
static void
begin_piece (VtRun *run, guint i)
{
  run->mean = (Mean) { .window = i };
  for (guint s = 0; s < VT_RUN_N_SERIES; s++)
    if (s != VT_RUN_RATE && s != VT_RUN_SPEED)
      vt_series_break (run->series[s]);
}

static void
take (VtRun *run, const NnPoint *points, guint i)
{
  const NnPoint *point = &points[i];
  const double epoch = point->training.epoch;

  vt_axis_include (&run->epoch_axis, epoch);
  if (point->breaks)
    begin_piece (run, i);
  if (point->training.examples == 0)
    ;   /* only the validation is new */
  else if (isfinite (point->training.loss))
    {
      include (run, VT_RUN_STEP_LOSS, epoch, point->training.loss);
      take_means (run, points, i);
    }
  else
    take_broken (run, &point->training, i);
  if (point->training.examples > 0)
    {
      include (run, VT_RUN_RATE, epoch, point->rate);
      include (run, VT_RUN_SPEED, epoch, point->examples_per_s);
    }
  if (point->validated)
    {
      include (run, VT_RUN_VALIDATION_LOSS, epoch, point->validation_loss);
      include (run, VT_RUN_VALIDATION_ACCURACY, epoch, point->validation_accuracy);
    }
}

static void
remember (VtRun *run)
{
  run->mean_before = run->mean;
  run->broken_before = run->broken;
  for (guint i = 0; i < VT_RUN_N_SERIES; i++)
    run->n_before[i] = vt_series_n (run->series[i]);
}

static void
take_back_last (VtRun *run)
{
  run->mean = run->mean_before;
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
