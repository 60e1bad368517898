#include "vt-chart.h"

#include <math.h>

#include "vt-text.h"

#define LABEL_SIZE 11.5
#define LEGEND_SIZE 12.0
#define LEGEND_DASH 18.0
#define TICK_DISTANCE_X 76.0   /* px between labels, at least */
#define TICK_DISTANCE_Y 22.0
#define DISC 8.0
#define SPREAD_ALPHA 0.5

double
vt_chart_x (const VtChart *chart, double value)
{
  return chart->plot.x + chart->plot.w * vt_axis_place (chart->x, value);
}

double
vt_chart_y (const VtChart *chart, double value)
{
  return chart->plot.y + chart->plot.h * (1 - vt_axis_place (chart->y, value));
}

double
vt_chart_value (const VtChart *chart, double x)
{
  return vt_axis_value (chart->x, (x - chart->plot.x) / chart->plot.w);
}

static guint
get_ticks (const VtAxis *axis, double length, double distance, double ticks[VT_AXIS_TICKS])
{
  return vt_axis_ticks (axis, (guint) MAX (2, length / distance + 1), ticks);
}

static char *
label_at (const VtAxis *axis, const double *ticks, guint n, guint i)
{
  return vt_axis_label (axis, ticks[i], n < 2 ? axis->high : i + 1 < n ? ticks[i + 1] : ticks[i - 1]);
}

static void
draw_rows (cairo_t *cr, const VtChart *chart)
{
  double ticks[VT_AXIS_TICKS];
  const guint n = get_ticks (chart->y, chart->plot.h, TICK_DISTANCE_Y, ticks);

  vt_set_colour (cr, &chart->theme->border);
  cairo_set_line_width (cr, 1);
  for (guint i = 0; i < n; i++)
    {
      const double y = floor (vt_chart_y (chart, ticks[i])) + 0.5;

      cairo_move_to (cr, chart->plot.x, y);
      cairo_line_to (cr, chart->plot.x + chart->plot.w, y);
    }
  cairo_stroke (cr);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *label = label_at (chart->y, ticks, n, i);

      vt_text (cr, chart->plot.x - 8, vt_chart_y (chart, ticks[i]) + 4, VT_ALIGN_RIGHT, LABEL_SIZE, 400,
               &chart->theme->dim, 0, label);
    }
}

static void
draw_columns (cairo_t *cr, const VtChart *chart)
{
  double ticks[VT_AXIS_TICKS];
  const guint n = get_ticks (chart->x, chart->plot.w, TICK_DISTANCE_X, ticks);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *label = label_at (chart->x, ticks, n, i);

      vt_text (cr, vt_chart_x (chart, ticks[i]), chart->plot.y + chart->plot.h + 16, VT_ALIGN_CENTRE, LABEL_SIZE, 400,
               &chart->theme->dim, 0, label);
    }
}

void
vt_chart_grid (cairo_t *cr, const VtChart *chart)
{
  draw_rows (cr, chart);
  draw_columns (cr, chart);
}

static void
clip_to_plot (cairo_t *cr, const VtChart *chart, double margin)
{
  const VtRect *plot = &chart->plot;

  cairo_rectangle (cr, plot->x - margin, plot->y - margin, plot->w + 2 * margin, plot->h + 2 * margin);
  cairo_clip (cr);
}

static const VtColumn *
get_columns (const VtChart *chart, VtSeries *series, guint *n)
{
  vt_series_fit (series, chart->x->low, chart->x->high, (guint) MAX (1, chart->plot.w));
  return vt_series_columns (series, n);
}

void
vt_chart_extent (cairo_t *cr, const VtChart *chart, VtSeries *series, const VtColour *colour)
{
  guint n;
  const VtColumn *columns = get_columns (chart, series, &n);

  cairo_save (cr);
  clip_to_plot (cr, chart, 0);
  cairo_set_antialias (cr, CAIRO_ANTIALIAS_NONE);   /* upright strokes side by side: smoothing them costs most of a frame */
  cairo_set_line_width (cr, 1);
  vt_set_colour (cr, colour);
  for (guint i = 0; i < n; i++)
    if (columns[i].n > 0)
      {
        if (columns[i].breaks)
          cairo_new_sub_path (cr);
        cairo_line_to (cr, vt_chart_x (chart, columns[i].x), vt_chart_y (chart, columns[i].low));
        cairo_line_to (cr, vt_chart_x (chart, columns[i].x), vt_chart_y (chart, columns[i].high));
      }
  cairo_stroke (cr);
  cairo_restore (cr);
}

void
vt_chart_spread (cairo_t *cr, const VtChart *chart, VtSeries *series, const VtColour *colour)
{
  guint n;
  const VtColumn *columns = get_columns (chart, series, &n);

  cairo_save (cr);
  clip_to_plot (cr, chart, 0);
  cairo_set_antialias (cr, CAIRO_ANTIALIAS_NONE);
  cairo_set_line_width (cr, 1);
  vt_set_colour_alpha (cr, colour, SPREAD_ALPHA);
  for (guint i = 0; i < n; i++)
    if (columns[i].n > 0 && columns[i].high > columns[i].low)
      {
        const double x = vt_chart_x (chart, columns[i].x);

        cairo_move_to (cr, x, vt_chart_y (chart, columns[i].low));
        cairo_line_to (cr, x, vt_chart_y (chart, columns[i].high));
      }
  cairo_stroke (cr);
  cairo_restore (cr);
}

static void
set_dashes (cairo_t *cr, gboolean dashed)
{
  static const double dashes[] = { 6, 4 };

  cairo_set_dash (cr, dashes, dashed ? 2 : 0, 0);
}

static void
draw_end (cairo_t *cr, const VtChart *chart, const VtSeries *series, const VtColour *colour)
{
  const guint n = vt_series_n (series);
  const double y = vt_chart_y (chart, vt_series_last (series));

  if (y < chart->plot.y - 1 || y > chart->plot.y + chart->plot.h + 1)
    return;
  vt_class_mark (cr, 0, vt_chart_x (chart, vt_series_x (series, n - 1)), y, DISC, colour, FALSE);
}

void
vt_chart_line (cairo_t *cr, const VtChart *chart, VtSeries *series, const VtColour *colour, gboolean dashed)
{
  guint n;
  const VtColumn *columns = get_columns (chart, series, &n);

  if (vt_series_n (series) == 0)
    return;
  cairo_save (cr);
  clip_to_plot (cr, chart, DISC);
  cairo_set_line_width (cr, 2);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  set_dashes (cr, dashed);
  vt_set_colour (cr, colour);
  for (guint i = 0; i < n; i++)
    if (columns[i].n > 0)
      {
        if (!isnan (columns[i].before_x))
          cairo_line_to (cr, vt_chart_x (chart, columns[i].before_x), vt_chart_y (chart, columns[i].before_mean));
        if (columns[i].breaks)
          cairo_new_sub_path (cr);
        cairo_line_to (cr, vt_chart_x (chart, columns[i].x), vt_chart_y (chart, columns[i].mean));
      }
  cairo_stroke (cr);
  draw_end (cr, chart, series, colour);
  cairo_restore (cr);
}

void
vt_chart_upright (cairo_t *cr, const VtChart *chart, double value, const VtColour *colour)
{
  static const double dots[] = { 2, 3 };
  const double x = floor (vt_chart_x (chart, value)) + 0.5;

  cairo_save (cr);
  cairo_set_dash (cr, dots, 2, 0);
  cairo_set_line_width (cr, 1);
  vt_set_colour (cr, colour);
  cairo_move_to (cr, x, chart->plot.y);
  cairo_line_to (cr, x, chart->plot.y + chart->plot.h);
  cairo_stroke (cr);
  cairo_restore (cr);
}

double
vt_chart_legend_width (const char *name, const char *value)
{
  return vt_text_width (LEGEND_SIZE, 700, value) + 5 + vt_text_width (LEGEND_SIZE, 400, name) + 6 + LEGEND_DASH;
}

double
vt_chart_legend (cairo_t *cr, const VtTheme *theme, double x, double baseline, const VtColour *colour, gboolean dashed,
                 const char *name, const char *value)
{
  x -= vt_text (cr, x, baseline, VT_ALIGN_RIGHT, LEGEND_SIZE, 700, &theme->text, 0, value) + 5;
  x -= vt_text (cr, x, baseline, VT_ALIGN_RIGHT, LEGEND_SIZE, 400, &theme->dim, 0, name) + 6;
  cairo_save (cr);
  set_dashes (cr, dashed);
  cairo_set_line_width (cr, 2);
  vt_set_colour (cr, colour);
  cairo_move_to (cr, x - LEGEND_DASH, baseline - 4);
  cairo_line_to (cr, x, baseline - 4);
  cairo_stroke (cr);
  cairo_restore (cr);
  return x - LEGEND_DASH;
}
