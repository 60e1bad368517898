#include "vt-curves-page.h"

#include <math.h>
#include <string.h>

#include "text.h"
#include "vt-aloud.h"
#include "vt-chart.h"
#include "vt-run.h"
#include "vt-text.h"
#include "vt-words.h"

#define MARGIN 20.0
#define AXIS_WIDTH 44.0    /* room for the labels left of a plot */
#define HEAD 40.0          /* title and legend above it */
#define FOOT 26.0          /* labels below it */
#define GAP 28.0           /* between two charts */
#define TITLE_SIZE 13.5
#define LEGEND_GAP 18.0    /* between the legend's entries */
#define TINY 170.0         /* a plot this narrow has room for one number */
#define LEGEND_LEAST 75.0  /* px that each number takes of the title's line */
#define STEP_ALPHA 0.2
#define PAST 0.08          /* of the plot's width that the best lies back, so that it is worth saying */
#define BEST_ROOM 100.0    /* px that the words for it need */
#define PAST_ALPHA 0.06
#define BEST_REACH 5.0     /* px from the best within which the crosshair is on it */
#define KEY_PIXELS 8.0     /* how far an arrow key moves the crosshair */
#define LEAST_WIDTH 230.0  /* of a chart, where others stand beside it */
#define LEAST_HEIGHT 130.0 /* of a row of charts, where another stands below it */
#define MOST_SMOOTH 0.95

/* What two curves are called. */
typedef struct
{
  const char *first, *second;
} Names;

/* From what says most to what needs least room. */
#define N_NAMES 4
static const Names means[N_NAMES] = {
  { N_("training, mean of an epoch"), N_("validation") },
  { N_("training"), N_("validation") },
  { N_("train."), N_("valid.") },
  { "", "" },
};

static const Names turns[N_NAMES] = {
  { N_("judge, mean of an epoch"), N_("maker") },
  { N_("judge"), N_("maker") },
  { N_("judge"), N_("maker") },
  { "", "" },
};

/* A chart: which series it shows, and how. */
typedef struct
{
  const char *title;
  VtRunSeries first;
  int second;          /* a series too; −1: there is none */
  const Names *names;  /* [N_NAMES]; NULL where there is one */
  const char *at;      /* under the crosshair, of an epoch and both values */
  gboolean steps;      /* single steps are drawn too */
  gboolean percent;
  gboolean at_first;   /* shown until somebody chooses */
} Chart;

/* Translators: under the crosshair: "epoch 12.4: 0.231, validation 0.305" */
static const char both_means[] = N_("epoch %s: %s, validation %s");

/* Translators: under the crosshair, the losses of two networks that learn in turn: "epoch 12.4: judge 0.69, maker 0.71" */
static const char both_turns[] = N_("epoch %s: judge %s, maker %s");

static const Chart charts[] = {
  { N_("Loss"), VT_RUN_LOSS, VT_RUN_VALIDATION_LOSS, means, both_means, .steps = TRUE, .at_first = TRUE },
  { N_("Judge and maker"), VT_RUN_JUDGE_LOSS, VT_RUN_MAKER_LOSS, turns, both_turns, .at_first = TRUE },
  { N_("Accuracy"), VT_RUN_ACCURACY, VT_RUN_VALIDATION_ACCURACY, means, both_means, .percent = TRUE, .at_first = TRUE },
  { N_("Learning rate"), VT_RUN_RATE, -1 },
  { N_("Examples per second"), VT_RUN_SPEED, -1 },
};

#define N_CHARTS G_N_ELEMENTS (charts)

struct _VtCurvesPage
{
  VtPage parent_instance;

  /* Owned; drawing reads nothing else. */
  VtRun *run;
  VtSeries *smooth[VT_RUN_N_SERIES];   /* of the same points, where the curves are smoothed */
  VtAxis epochs, axis[N_CHARTS];   /* as drawn: they stand still while the pointer reads them */
  gint64 step;                     /* done when the newest frame was made */
  double value[N_CHARTS], other[N_CHARTS];   /* of the newest frame: the numbers of the legend; NaN: none */
  char *measured;                  /* owned; of what moment the validation is; NULL: of now */
  gboolean is_measured;            /* the network as it is has trained: its training values are known */
  double marker;                   /* epoch of a moment that is looked at; NaN: none */

  GtkWidget *log, *smoothing;
  GtkWidget *shown[N_CHARTS];      /* check buttons */
  double crosshair;                /* epoch; NaN: none */
  gboolean is_hovered;
};

G_DEFINE_FINAL_TYPE (VtCurvesPage, vt_curves_page, VT_TYPE_PAGE)

static gboolean
is_log (VtCurvesPage *self)
{
  return gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->log));
}

static char *
vt_curves_page_words (VtPage *page)
{
  VtCurvesPage *self = VT_CURVES_PAGE (page);
  NnSample training;

  if (vt_series_n (vt_run_series (self->run, VT_RUN_LOSS)) == 0)
    return vt_words_no_curve (self->step);
  if (!isnan (self->crosshair))
    return vt_words_curves_at (self->run, self->crosshair);
  training = vt_session_training (vt_page_session (page));
  return vt_words_curves (vt_session_frame (vt_page_session (page)), &training, self->run);
}

static void
take_axes (VtCurvesPage *self)
{
  const VtAxis *const axis[N_CHARTS] = {
    vt_run_loss_axis (self->run, is_log (self)),
    vt_run_turn_axis (self->run, is_log (self)),
    vt_run_accuracy_axis (self->run),
    vt_run_rate_axis (self->run),
    vt_run_speed_axis (self->run),
  };

  self->epochs = *vt_run_epoch_axis (self->run);
  for (guint i = 0; i < N_CHARTS; i++)
    self->axis[i] = *axis[i];
}

static double
get_smoothing (VtCurvesPage *self)
{
  return gtk_range_get_value (GTK_RANGE (self->smoothing));
}

/* The points of a curve as it is drawn. */
static VtSeries *
get_series (VtCurvesPage *self, VtRunSeries which)
{
  return get_smoothing (self) > 0 ? self->smooth[which] : vt_run_series (self->run, which);
}

static void
smooth (VtCurvesPage *self)
{
  for (guint i = 0; i < VT_RUN_N_SERIES && get_smoothing (self) > 0; i++)
    vt_series_smooth (vt_run_series (self->run, i), get_smoothing (self), self->smooth[i]);
}

/* TRUE: the legend is another. NaN is the same as itself here. */
static gboolean
take_values (VtCurvesPage *self)
{
  const NnFrame *frame = vt_session_frame (vt_page_session (VT_PAGE (self)));
  const NnSample mean = vt_session_training (vt_page_session (VT_PAGE (self)));
  const double value[N_CHARTS] = { mean.loss, nn_sample_turn (&mean, NN_TURN_JUDGE), mean.accuracy, frame->rate, frame->examples_per_s };
  const double other[N_CHARTS] = { frame->validation_loss, nn_sample_turn (&mean, NN_TURN_MAKER), frame->validation_accuracy, NAN, NAN };
  g_autofree char *measured = vt_words_measured (frame);
  const gboolean same = memcmp (self->value, value, sizeof value) == 0 && memcmp (self->other, other, sizeof other) == 0
                        && g_strcmp0 (self->measured, measured) == 0;

  self->is_measured = mean.examples > 0;
  memcpy (self->value, value, sizeof value);
  memcpy (self->other, other, sizeof other);
  g_free (self->measured);
  self->measured = g_steal_pointer (&measured);
  return !same;
}

static void
vt_curves_page_take (VtPage *page)
{
  VtCurvesPage *self = VT_CURVES_PAGE (page);
  const NnFrame *frame = vt_session_frame (vt_page_session (page));
  guint n;
  const NnPoint *points = vt_session_curve (vt_page_session (page), &n);
  const gboolean grew = vt_run_update (self->run, points, n);

  if (grew)
    smooth (self);
  if (take_values (self) || grew || frame->step != self->step)
    vt_page_redraw (page);
  if (!self->is_hovered || n == 0)
    take_axes (self);
  self->step = frame->step;
}

static void
vt_curves_page_ask (VtPage *page)
{
}

static char *
format_value (const Chart *chart, double value)
{
  if (chart->first == VT_RUN_SPEED)
    return vt_count ((gint64) value);
  return chart->percent ? vt_percent (value, 1) : vt_loss (value);
}

static gboolean
is_validation (const Chart *chart)
{
  return chart->second == VT_RUN_VALIDATION_LOSS || chart->second == VT_RUN_VALIDATION_ACCURACY;
}

/* A validation that was measured a while ago says when: "validation, epoch 2". */
static char *
name_second (VtCurvesPage *self, const Chart *chart, const Names *names)
{
  const char *name = nn_text (names->second);

  if (self->measured == NULL || !is_validation (chart))
    return g_strdup (name);
  return g_strjoin (*name != '\0' ? ", " : "", name, self->measured, NULL);
}

static const Names *
choose_names (VtCurvesPage *self, const Chart *chart, double room, const char *value, const char *other)
{
  static const Names alone = { "", "" };
  guint i = 0;

  if (chart->names == NULL)
    return &alone;
  for (; i + 1 < N_NAMES; i++)
    {
      g_autofree char *name = name_second (self, chart, &chart->names[i]);
      double width = vt_chart_legend_width (nn_text (chart->names[i].first), value);

      if (other != NULL)
        width += LEGEND_GAP + vt_chart_legend_width (name, other);
      if (width + LEGEND_GAP / 2 <= room)
        break;
    }
  return &chart->names[i];
}

static void
draw_legend (VtCurvesPage *self, cairo_t *cr, guint i, const VtRect *plot, double room_from)
{
  const VtTheme *theme = vt_page_theme (VT_PAGE (self));
  const Chart *chart = &charts[i];
  g_autofree char *value = isnan (self->value[i]) && !self->is_measured ? g_strdup ("–") : format_value (chart, self->value[i]);
  g_autofree char *other = !isnan (self->other[i]) && plot->w > TINY ? format_value (chart, self->other[i]) : NULL;
  const Names *names = choose_names (self, chart, plot->x + plot->w - room_from, value, other);
  g_autofree char *second = name_second (self, chart, names);
  VtColour thin = theme->text;
  double x = plot->x + plot->w;

  if (other != NULL)
    x = vt_chart_legend (cr, theme, x, plot->y - 20, &theme->accent, TRUE, second, other) - LEGEND_GAP;
  x = vt_chart_legend (cr, theme, x, plot->y - 20, &theme->text, FALSE, nn_text (names->first), value) - LEGEND_GAP;
  thin.a = STEP_ALPHA + 0.2;
  if (chart->steps && x - vt_text_width (12, 400, _("each step")) - 40 > room_from)
    vt_chart_legend (cr, theme, x, plot->y - 20, &thin, FALSE, _("each step"), "");
}

/* The band after the loss stopped being a number. */
static void
draw_broken (VtCurvesPage *self, cairo_t *cr, const VtChart *chart)
{
  const double from = vt_chart_x (chart, vt_run_broken (self->run));
  const VtRect band = { from, chart->plot.y, MAX (chart->plot.x + chart->plot.w - from, 2), chart->plot.h };

  vt_box (cr, &band, 6, &chart->theme->error_tint, NULL, 0);
  if (band.w > 110)
    vt_text (cr, band.x + band.w / 2, band.y + band.h / 2 + 4, VT_ALIGN_CENTRE, 12, 600, &chart->theme->error, band.w - 8,
             _("no number any more"));
}

static void
draw_mark (cairo_t *cr, const VtChart *chart, const VtSeries *series, double epoch, const VtColour *colour)
{
  if (vt_series_n (series) > 0)
    {
      const guint i = vt_series_nearest (series, epoch);

      vt_class_mark (cr, 0, vt_chart_x (chart, vt_series_x (series, i)), vt_chart_y (chart, vt_series_y (series, i)), 8, colour, FALSE);
    }
}

static gboolean
is_on_best (VtCurvesPage *self, const VtChart *chart, double epoch)
{
  double best, loss;

  return vt_run_best (self->run, &best, &loss) && fabs (vt_chart_x (chart, best) - vt_chart_x (chart, epoch)) < BEST_REACH;
}

static char *
format_crosshair (VtCurvesPage *self, const VtChart *chart, const Chart *which, double epoch)
{
  const VtSeries *first = get_series (self, which->first);
  const VtSeries *second = which->second >= 0 ? get_series (self, which->second) : NULL;
  g_autofree char *at = vt_number (epoch, 1), *value = NULL, *other = NULL;

  value = format_value (which, vt_series_y (first, vt_series_nearest (first, epoch)));
  if (second == NULL || vt_series_n (second) == 0)
    /* Translators: under the crosshair: "epoch 12.4: 0.231" */
    return g_strdup_printf (_("epoch %s: %s"), at, value);
  other = format_value (which, vt_series_y (second, vt_series_nearest (second, epoch)));
  if (is_validation (which) && is_on_best (self, chart, epoch))
    /* Translators: under the crosshair, where the validation loss is lowest: "epoch 12.4: 0.231, validation 0.305, the best" */
    return g_strdup_printf (_("epoch %s: %s, validation %s, the best"), at, value, other);
  return g_strdup_printf (nn_text (which->at), at, value, other);
}

/* Whether the curve runs through the upper half there: then the pill stands in the lower one. */
static gboolean
is_high (const VtChart *chart, const VtSeries *series, double epoch)
{
  return vt_axis_place (chart->y, vt_series_y (series, vt_series_nearest (series, epoch))) > 0.5;
}

static void
draw_crosshair (VtCurvesPage *self, cairo_t *cr, const VtChart *chart, const Chart *which)
{
  const VtSeries *first = get_series (self, which->first);
  const double epoch = CLAMP (self->crosshair, self->epochs.low, vt_run_epochs (self->run)), x = vt_chart_x (chart, epoch);
  g_autofree char *text = NULL;
  VtRect pill = { .h = 22 };

  if (vt_series_n (first) == 0)
    return;
  text = format_crosshair (self, chart, which, epoch);
  pill.w = vt_pill_width (text);
  pill.y = is_high (chart, first, epoch) ? chart->plot.y + chart->plot.h - 30 : chart->plot.y + 2;
  pill.x = CLAMP (x - pill.w / 2, chart->plot.x, MAX (chart->plot.x, chart->plot.x + chart->plot.w - pill.w));
  vt_chart_upright (cr, chart, epoch, &chart->theme->text);
  draw_mark (cr, chart, first, epoch, &chart->theme->text);
  if (which->second >= 0)
    draw_mark (cr, chart, get_series (self, which->second), epoch, &chart->theme->accent);
  vt_pill (cr, chart->theme, &pill, &chart->theme->text, text);
}

/* The words stand where the curves are not, after the best: at the top while losses rise, at the bottom of shares. */
static void
draw_past (cairo_t *cr, const VtChart *chart, double epoch, double x, double past)
{
  /* Translators: in a chart, where the validation loss was lowest */
  g_autofree char *at = vt_words_epoch (epoch), *words = g_strdup_printf (_("best at epoch %s"), at);
  const VtTheme *theme = chart->theme;
  VtColour tint = theme->warning;

  tint.a *= PAST_ALPHA;
  vt_box (cr, &(const VtRect) { x, chart->plot.y, past, chart->plot.h }, 0, &tint, NULL, 0);
  vt_chart_upright (cr, chart, epoch, &theme->accent);
  if (past > BEST_ROOM)
    vt_text (cr, x + 5, chart->plot.y + (chart->y->percent ? chart->plot.h - 5 : 11), VT_ALIGN_LEFT, 11, 400, &theme->dim, past - 10, words);
}

/* Where the validation loss was lowest. The stretch of training since then is tinted, where it is a stretch worth seeing. */
static void
draw_best (VtCurvesPage *self, cairo_t *cr, const VtChart *chart, const Chart *which)
{
  double epoch, loss, x, past;

  if (!is_validation (which) || !vt_run_best (self->run, &epoch, &loss))
    return;
  x = vt_chart_x (chart, epoch);
  past = vt_chart_x (chart, vt_run_epochs (self->run)) - x;
  if (past > PAST * chart->plot.w)
    draw_past (cr, chart, epoch, x, past);
  if (which->second == VT_RUN_VALIDATION_LOSS && get_smoothing (self) == 0)
    vt_ring (cr, x, vt_chart_y (chart, loss), 11, 2, &chart->theme->accent, &chart->theme->card);
}

/* Where on the tape the network is looked at, or where it has come to. */
static void
draw_moment (VtCurvesPage *self, cairo_t *cr, const VtChart *chart)
{
  const VtTheme *theme = chart->theme;

  if (isnan (self->marker))
    vt_chart_upright (cr, chart, vt_run_epochs (self->run), &theme->faint);
  else
    {
      vt_chart_upright (cr, chart, self->marker, &theme->accent);
      vt_class_mark (cr, 0, vt_chart_x (chart, self->marker), chart->plot.y, 9, &theme->accent, FALSE);
    }
}

static void
draw_curves (VtCurvesPage *self, cairo_t *cr, const VtChart *chart, const Chart *which)
{
  VtColour thin = chart->theme->text;

  thin.a = STEP_ALPHA;
  if (!isnan (vt_run_broken (self->run)))
    draw_broken (self, cr, chart);
  if (which->steps)
    vt_chart_extent (cr, chart, vt_run_series (self->run, VT_RUN_STEP_LOSS), &thin);
  draw_best (self, cr, chart, which);
  draw_moment (self, cr, chart);
  if (which->second >= 0)
    vt_chart_spread (cr, chart, get_series (self, which->second), &chart->theme->accent);
  if (which->second >= 0)
    vt_chart_line (cr, chart, get_series (self, which->second), &chart->theme->accent, TRUE);
  vt_chart_line (cr, chart, get_series (self, which->first), &chart->theme->text, FALSE);
  if (!isnan (self->crosshair))
    draw_crosshair (self, cr, chart, which);
}

static char *
get_title (VtCurvesPage *self, guint i, gboolean is_short)
{
  const char *title = nn_text (charts[i].title);

  /* Translators: the title of a chart whose curves are smoothed: "Loss, smoothed" */
  return get_smoothing (self) > 0 && !is_short ? g_strdup_printf (_("%s, smoothed"), title) : g_strdup (title);
}

static void
draw_chart (VtCurvesPage *self, cairo_t *cr, guint i, const VtRect *plot)
{
  const VtTheme *theme = vt_page_theme (VT_PAGE (self));
  const VtChart chart = { .theme = theme, .plot = *plot, .x = &self->epochs, .y = &self->axis[i] };
  const double most = plot->w + AXIS_WIDTH - LEGEND_LEAST * (charts[i].second >= 0 && plot->w > TINY ? 2 : 1);
  g_autofree char *title = get_title (self, i, plot->w < LEAST_WIDTH);
  const double width = vt_text (cr, plot->x - AXIS_WIDTH, plot->y - 20, VT_ALIGN_LEFT, TITLE_SIZE, 600, &theme->text,
                                MAX (most, 20), title);

  draw_legend (self, cr, i, plot, plot->x - AXIS_WIDTH + width);
  vt_chart_grid (cr, &chart);
  draw_curves (self, cr, &chart, &charts[i]);
}

/* The charts that are chosen and have something to show: their places in the table. */
static guint
list_charts (VtCurvesPage *self, guint list[N_CHARTS])
{
  guint n = 0;

  for (guint i = 0; i < N_CHARTS; i++)
    if (gtk_check_button_get_active (GTK_CHECK_BUTTON (self->shown[i]))
        && vt_series_n (vt_run_series (self->run, charts[i].first)) > 0)
      list[n++] = i;
  return n;
}

/* The rectangle of plot i of n: side by side, and in rows where there is height for them. */
static VtRect
get_plot (double width, double height, guint i, guint n)
{
  const guint fit = (guint) MAX (1, (width - 2 * MARGIN + GAP) / (LEAST_WIDTH + AXIS_WIDTH + GAP));
  const guint most_rows = (guint) MAX (1, height / (LEAST_HEIGHT + HEAD + FOOT));
  const guint rows = CLAMP ((n + fit - 1) / fit, 1, most_rows), columns = (n + rows - 1) / rows;
  const double each = (width - 2 * MARGIN - (columns - 1) * GAP) / columns, high = height / rows;

  return (VtRect) { MARGIN + i % columns * (each + GAP) + AXIS_WIDTH, i / columns * high + HEAD, MAX (each - AXIS_WIDTH, 1),
                    MAX (high - HEAD - FOOT, 1) };
}

static void
vt_curves_page_draw (VtPage *page, cairo_t *cr, double width, double height)
{
  VtCurvesPage *self = VT_CURVES_PAGE (page);
  guint list[N_CHARTS];
  const guint n = list_charts (self, list);
  const VtRect all = { 0, 0, width, height };

  if (vt_series_n (vt_run_series (self->run, VT_RUN_STEP_LOSS)) == 0 && isnan (vt_run_broken (self->run)))
    {
      g_autofree char *words = vt_words_no_curve (self->step);

      vt_page_say (page, cr, &all, vt_page_reason (page) != NULL ? vt_page_reason (page) : words);
      return;
    }
  if (n == 0)
    vt_page_say (page, cr, &all, _("No curve is chosen: choose some under Metrics."));
  for (guint i = 0; i < n; i++)
    {
      const VtRect plot = get_plot (width, height, i, n);

      draw_chart (self, cr, list[i], &plot);
    }
}

static void
set_crosshair (VtCurvesPage *self, double epoch)
{
  self->crosshair = epoch;
  vt_page_redraw (VT_PAGE (self));
}

static double
find_epoch (VtCurvesPage *self, double x, double y)
{
  const double scale = vt_page_scale (VT_PAGE (self));
  guint list[N_CHARTS];
  const guint n = list_charts (self, list);
  double width, height;

  x /= scale;
  y /= scale;
  vt_page_extent (VT_PAGE (self), &width, &height);
  for (guint i = 0; i < n; i++)
    {
      const VtRect plot = get_plot (width, height, i, n);
      const VtChart chart = { .plot = plot, .x = &self->epochs };

      if (x >= plot.x - 4 && x <= plot.x + plot.w + 4 && y >= plot.y - HEAD && y <= plot.y + plot.h + FOOT)
        return CLAMP (vt_chart_value (&chart, x), self->epochs.low, vt_run_epochs (self->run));
    }
  return NAN;
}

static void
motion_cb (GtkEventControllerMotion *controller, double x, double y, VtCurvesPage *self)
{
  const double epoch = find_epoch (self, x, y);

  self->is_hovered = !isnan (epoch);
  set_crosshair (self, epoch);
}

static void
leave_cb (GtkEventControllerMotion *controller, VtCurvesPage *self)
{
  self->is_hovered = FALSE;
  set_crosshair (self, NAN);
  vt_curves_page_take (VT_PAGE (self));
}

static void
press_cb (GtkGestureClick *gesture, int n_press, double x, double y, VtCurvesPage *self)
{
  gtk_widget_grab_focus (vt_page_picture (VT_PAGE (self)));
}

static gboolean
key_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, VtCurvesPage *self)
{
  const double end = vt_run_epochs (self->run), now = isnan (self->crosshair) ? end : self->crosshair;
  const VtRect plot = get_plot (gtk_widget_get_width (vt_page_picture (VT_PAGE (self))) / vt_page_scale (VT_PAGE (self)), 1, 0, 2);
  const double step = KEY_PIXELS / plot.w * (self->epochs.high - self->epochs.low);
  const struct
  {
    guint key;
    double epoch;
  } moves[] = {
    { GDK_KEY_Left, MAX (self->epochs.low, now - step) }, { GDK_KEY_Right, MIN (end, now + step) },
    { GDK_KEY_Home, self->epochs.low }, { GDK_KEY_End, end }, { GDK_KEY_Escape, NAN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (moves); i++)
    if (moves[i].key == key)
      {
        set_crosshair (self, moves[i].epoch);
        return GDK_EVENT_STOP;
      }
  return GDK_EVENT_PROPAGATE;
}

static void
log_cb (GtkToggleButton *button, VtCurvesPage *self)
{
  take_axes (self);
  vt_page_redraw (VT_PAGE (self));
}

static void
choice_cb (VtCurvesPage *self)
{
  smooth (self);
  vt_page_redraw (VT_PAGE (self));
}

static void
vt_curves_page_finalize (GObject *object)
{
  VtCurvesPage *self = VT_CURVES_PAGE (object);

  g_clear_pointer (&self->run, vt_run_free);
  g_clear_pointer (&self->measured, g_free);
  for (guint i = 0; i < VT_RUN_N_SERIES; i++)
    g_clear_pointer (&self->smooth[i], vt_series_free);
  G_OBJECT_CLASS (vt_curves_page_parent_class)->finalize (object);
}

static void
vt_curves_page_class_init (VtCurvesPageClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vt_curves_page_finalize;
  VT_PAGE_CLASS (klass)->ask = vt_curves_page_ask;
  VT_PAGE_CLASS (klass)->take = vt_curves_page_take;
  VT_PAGE_CLASS (klass)->words = vt_curves_page_words;
  VT_PAGE_CLASS (klass)->draw = vt_curves_page_draw;
}

static GtkWidget *
make_smoothing (VtCurvesPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->smoothing = gtk_scale_new_with_range (GTK_ORIENTATION_HORIZONTAL, 0, MOST_SMOOTH, 0.05);
  gtk_widget_set_tooltip_text (self->smoothing, _("How much of the points before goes into each point of a curve"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->smoothing), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Smoothing"), -1);
  g_signal_connect_object (self->smoothing, "value-changed", G_CALLBACK (choice_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), g_object_new (GTK_TYPE_LABEL, "label", _("Smoothing"), "xalign", 0.0f, NULL));
  gtk_box_append (GTK_BOX (box), self->smoothing);
  return box;
}

/* Which charts, and how smooth. */
static GtkWidget *
make_metrics (VtCurvesPage *self)
{
  GtkWidget *button = gtk_menu_button_new (), *popover = gtk_popover_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  for (guint i = 0; i < N_CHARTS; i++)
    {
      self->shown[i] = gtk_check_button_new_with_label (nn_text (charts[i].title));
      gtk_check_button_set_active (GTK_CHECK_BUTTON (self->shown[i]), charts[i].at_first);
      g_signal_connect_object (self->shown[i], "toggled", G_CALLBACK (choice_cb), self, G_CONNECT_SWAPPED);
      gtk_box_append (GTK_BOX (box), self->shown[i]);
    }
  gtk_box_append (GTK_BOX (box), make_smoothing (self));
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  gtk_menu_button_set_label (GTK_MENU_BUTTON (button), _("Metrics"));
  vt_aloud_button (button, _("Metrics"));
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "vt-choice");
  gtk_widget_set_tooltip_text (button, _("Which curves are shown, and how smooth"));
  return button;
}

static void
vt_curves_page_init (VtCurvesPage *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new (), *keys = gtk_event_controller_key_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  self->run = vt_run_new ();
  self->crosshair = self->marker = NAN;
  for (guint i = 0; i < VT_RUN_N_SERIES; i++)
    self->smooth[i] = vt_series_new ();
  gtk_box_append (GTK_BOX (vt_page_options (VT_PAGE (self))), make_metrics (self));
  self->log = vt_page_add_switch (VT_PAGE (self), _("Log scale"), _("Show the loss in powers of ten"), G_CALLBACK (log_cb));
  take_axes (self);
  g_signal_connect (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect (motion, "leave", G_CALLBACK (leave_cb), self);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  g_signal_connect (click, "pressed", G_CALLBACK (press_cb), self);
  gtk_widget_add_controller (vt_page_picture (VT_PAGE (self)), GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (vt_page_picture (VT_PAGE (self)), motion);
  gtk_widget_add_controller (vt_page_picture (VT_PAGE (self)), keys);
}

void
vt_curves_page_mark (VtCurvesPage *self, double epoch)
{
  self->marker = epoch;
  vt_page_redraw (VT_PAGE (self));
}

const VtPageRow vt_page_curves = {
  .id = "curves",
  .title = N_("Curves"),
  .width = 560,
  .grows = TRUE,
  .get_type = vt_curves_page_get_type,
};
