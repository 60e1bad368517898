#include "vt-curves-page.h"

#include <math.h>

#include "text.h"
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
#define ROOMY 410.0        /* a plot this wide has room for the whole legend */
#define NARROW 280.0       /* one this narrow only for its numbers */
#define STEP_ALPHA 0.2
#define KEY_PIXELS 8.0     /* how far an arrow key moves the crosshair */

struct _VtCurvesPage
{
  VtPage parent_instance;

  /* Owned; drawing reads nothing else. */
  VtRun *run;
  VtAxis epochs, loss, accuracy;   /* as drawn: they stand still while the pointer reads them */
  gint64 step;                     /* done when the newest frame was made */
  NnSample training;               /* of the newest frame: the numbers of the legend */
  double validation_loss, validation_accuracy;

  GtkWidget *log;
  double crosshair;                /* epoch; NaN: none */
  gboolean is_hovered;
};

G_DEFINE_FINAL_TYPE (VtCurvesPage, vt_curves_page, VT_TYPE_PAGE)

/* One of the two charts: which series it shows, and how. */
typedef struct
{
  const char *title;
  VtRunSeries training, validation;
  gboolean steps;      /* single steps are drawn too */
  gboolean percent;
} Chart;

static const Chart loss_chart = { N_("Loss"), VT_RUN_LOSS, VT_RUN_VALIDATION_LOSS, TRUE, FALSE };
static const Chart accuracy_chart = { N_("Accuracy"), VT_RUN_ACCURACY, VT_RUN_VALIDATION_ACCURACY, FALSE, TRUE };

static gboolean
is_log (VtCurvesPage *self)
{
  return gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->log));
}

static char *
vt_curves_page_words (VtPage *page)
{
  VtCurvesPage *self = VT_CURVES_PAGE (page);

  if (vt_series_n (vt_run_series (self->run, VT_RUN_LOSS)) == 0)
    return vt_words_no_curve (self->step);
  if (!isnan (self->crosshair))
    return vt_words_curves_at (self->run, self->crosshair);
  return vt_words_curves (vt_session_frame (vt_page_session (page)), self->run);
}

static void
take_axes (VtCurvesPage *self)
{
  self->epochs = *vt_run_epoch_axis (self->run);
  self->loss = *vt_run_loss_axis (self->run, is_log (self));
  self->accuracy = *vt_run_accuracy_axis (self->run);
}

static void
vt_curves_page_take (VtPage *page)
{
  VtCurvesPage *self = VT_CURVES_PAGE (page);
  const NnFrame *frame = vt_session_frame (vt_page_session (page));
  guint n;
  const NnPoint *points = vt_session_curve (vt_page_session (page), &n);
  const gboolean grew = vt_run_update (self->run, points, n);

  if (grew || frame->step != self->step || frame->training.step != self->training.step)
    vt_page_redraw (page);
  if (!self->is_hovered || n == 0)
    take_axes (self);
  self->step = frame->step;
  self->training = frame->training;
  self->validation_loss = frame->validation_loss;
  self->validation_accuracy = frame->validation_accuracy;
}

static void
vt_curves_page_ask (VtPage *page)
{
}

static char *
format_value (const Chart *chart, double value)
{
  return chart->percent ? vt_percent (value, 1) : vt_words_loss (value);
}

static void
draw_legend (VtCurvesPage *self, cairo_t *cr, const Chart *chart, const VtRect *plot, double room_from)
{
  const VtTheme *theme = vt_page_theme (VT_PAGE (self));
  const double validation = chart->percent ? self->validation_accuracy : self->validation_loss;
  g_autofree char *value = format_value (chart, chart->percent ? self->training.accuracy : self->training.loss);
  const char *name = plot->w > ROOMY ? _("training, mean of an epoch") : plot->w > NARROW ? _("training") : "";
  VtColour thin = theme->text;
  double x = plot->x + plot->w;

  if (!isnan (validation))
    {
      g_autofree char *number = format_value (chart, validation);

      x = vt_chart_legend (cr, theme, x, plot->y - 20, &theme->accent, TRUE, plot->w > NARROW ? _("validation") : "", number) - 18;
    }
  x = vt_chart_legend (cr, theme, x, plot->y - 20, &theme->text, FALSE, name, value) - 18;
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

static char *
format_crosshair (VtCurvesPage *self, const Chart *which, double epoch)
{
  const VtSeries *training = vt_run_series (self->run, which->training);
  const VtSeries *validation = vt_run_series (self->run, which->validation);
  g_autofree char *at = vt_number (epoch, 1), *value = NULL, *other = NULL;

  value = format_value (which, vt_series_y (training, vt_series_nearest (training, epoch)));
  if (vt_series_n (validation) == 0)
    /* Translators: under the crosshair: "epoch 12.4: 0.231" */
    return g_strdup_printf (_("epoch %s: %s"), at, value);
  other = format_value (which, vt_series_y (validation, vt_series_nearest (validation, epoch)));
  /* Translators: under the crosshair: "epoch 12.4: 0.231, validation 0.305" */
  return g_strdup_printf (_("epoch %s: %s, validation %s"), at, value, other);
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
  const VtSeries *training = vt_run_series (self->run, which->training);
  const double epoch = CLAMP (self->crosshair, self->epochs.low, vt_run_epochs (self->run)), x = vt_chart_x (chart, epoch);
  g_autofree char *text = NULL;
  VtRect pill = { .h = 22 };

  if (vt_series_n (training) == 0)
    return;
  text = format_crosshair (self, which, epoch);
  pill.w = vt_pill_width (text);
  pill.y = is_high (chart, training, epoch) ? chart->plot.y + chart->plot.h - 30 : chart->plot.y + 2;
  pill.x = CLAMP (x - pill.w / 2, chart->plot.x, MAX (chart->plot.x, chart->plot.x + chart->plot.w - pill.w));
  vt_chart_upright (cr, chart, epoch, &chart->theme->text);
  draw_mark (cr, chart, training, epoch, &chart->theme->text);
  draw_mark (cr, chart, vt_run_series (self->run, which->validation), epoch, &chart->theme->accent);
  vt_pill (cr, chart->theme, &pill, &chart->theme->text, text);
}

static void
draw_chart (VtCurvesPage *self, cairo_t *cr, const Chart *which, const VtRect *plot)
{
  const VtChart chart = {
    .theme = vt_page_theme (VT_PAGE (self)),
    .plot = *plot,
    .x = &self->epochs,
    .y = which->percent ? &self->accuracy : &self->loss,
  };
  const VtTheme *theme = chart.theme;
  const char *title = nn_text (which->title);
  VtColour thin = theme->text;
  double width;

  thin.a = STEP_ALPHA;
  width = vt_text (cr, plot->x - AXIS_WIDTH, plot->y - 20, VT_ALIGN_LEFT, TITLE_SIZE, 600, &theme->text, 0, title);
  draw_legend (self, cr, which, plot, plot->x - AXIS_WIDTH + width);
  vt_chart_grid (cr, &chart);
  if (!isnan (vt_run_broken (self->run)))
    draw_broken (self, cr, &chart);
  if (which->steps)
    vt_chart_extent (cr, &chart, vt_run_series (self->run, VT_RUN_STEP_LOSS), &thin);
  vt_chart_upright (cr, &chart, vt_run_epochs (self->run), &theme->faint);
  vt_chart_line (cr, &chart, vt_run_series (self->run, which->validation), &theme->accent, TRUE);
  vt_chart_line (cr, &chart, vt_run_series (self->run, which->training), &theme->text, FALSE);
  if (!isnan (self->crosshair))
    draw_crosshair (self, cr, &chart, which);
}

static gboolean
has_accuracy (VtCurvesPage *self)
{
  return vt_series_n (vt_run_series (self->run, VT_RUN_ACCURACY)) > 0;
}

/* The rectangle of plot i of n. */
static VtRect
get_plot (double width, double height, guint i, guint n)
{
  const double each = (width - 2 * MARGIN - (n - 1) * GAP) / n;

  return (VtRect) { MARGIN + i * (each + GAP) + AXIS_WIDTH, HEAD, MAX (each - AXIS_WIDTH, 1), MAX (height - HEAD - FOOT, 1) };
}

static void
vt_curves_page_draw (VtPage *page, cairo_t *cr, double width, double height)
{
  VtCurvesPage *self = VT_CURVES_PAGE (page);
  const guint n = has_accuracy (self) ? 2 : 1;
  const VtRect all = { 0, 0, width, height };
  VtRect plot = get_plot (width, height, 0, n);

  if (vt_series_n (vt_run_series (self->run, VT_RUN_STEP_LOSS)) == 0 && isnan (vt_run_broken (self->run)))
    {
      g_autofree char *words = vt_words_no_curve (self->step);

      vt_page_say (page, cr, &all, vt_page_reason (page) != NULL ? vt_page_reason (page) : words);
      return;
    }
  draw_chart (self, cr, &loss_chart, &plot);
  if (n == 2)
    {
      plot = get_plot (width, height, 1, n);
      draw_chart (self, cr, &accuracy_chart, &plot);
    }
}

static void
set_crosshair (VtCurvesPage *self, double epoch)
{
  self->crosshair = epoch;
  vt_page_redraw (VT_PAGE (self));
}

static double
find_epoch (VtCurvesPage *self, double x)
{
  GtkWidget *picture = vt_page_picture (VT_PAGE (self));
  const double width = gtk_widget_get_width (picture), height = gtk_widget_get_height (picture);
  const guint n = has_accuracy (self) ? 2 : 1;

  for (guint i = 0; i < n; i++)
    {
      const VtChart chart = { .plot = get_plot (width, height, i, n), .x = &self->epochs };

      if (x >= chart.plot.x - 4 && x <= chart.plot.x + chart.plot.w + 4)
        return CLAMP (vt_chart_value (&chart, x), self->epochs.low, vt_run_epochs (self->run));
    }
  return NAN;
}

static void
motion_cb (GtkEventControllerMotion *controller, double x, double y, VtCurvesPage *self)
{
  const double epoch = find_epoch (self, x);

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
  const VtRect plot = get_plot (gtk_widget_get_width (vt_page_picture (VT_PAGE (self))), 0, 0, has_accuracy (self) ? 2 : 1);
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
vt_curves_page_finalize (GObject *object)
{
  g_clear_pointer (&VT_CURVES_PAGE (object)->run, vt_run_free);
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

static void
vt_curves_page_init (VtCurvesPage *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new (), *keys = gtk_event_controller_key_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  self->run = vt_run_new ();
  self->crosshair = NAN;
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

const VtPageRow vt_page_curves = {
  .id = "curves",
  .title = N_("Curves"),
  .width = 560,
  .grows = TRUE,
  .get_type = vt_curves_page_get_type,
};
