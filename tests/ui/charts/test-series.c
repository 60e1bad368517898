#include <cairo.h>
#include <math.h>

#include "vt-chart.h"

#define COLUMNS 200
#define ROWS 80
#define POINTS 10000

/* A falling curve with much noise; the same every time. */
static double
noisy (guint i)
{
  return 0.8 * exp (-3.0 * i / POINTS) + 0.15 * sin (i * 12.9898) * cos (i * 78.233);
}

static void
fill (VtSeries *series)
{
  for (guint i = 0; i < POINTS; i++)
    vt_series_append (series, i / (double) POINTS, noisy (i));
}

static void
test_extremes (void)
{
  g_autoptr (VtSeries) series = vt_series_new ();
  const VtColumn *columns;
  guint n;

  fill (series);
  vt_series_fit (series, 0, 1, COLUMNS);
  columns = vt_series_columns (series, &n);
  g_assert_cmpuint (n, ==, COLUMNS);
  for (guint c = 0; c < n; c++)
    {
      double low = INFINITY, high = -INFINITY, sum = 0;
      guint here = 0;

      for (guint i = 0; i < POINTS; i++)
        if ((guint) (i / (double) POINTS * COLUMNS) == c)
          {
            low = MIN (low, noisy (i));
            high = MAX (high, noisy (i));
            sum += noisy (i);
            here++;
          }
      g_assert_cmpuint (columns[c].n, ==, here);
      g_assert_cmpfloat (columns[c].low, ==, low);
      g_assert_cmpfloat (columns[c].high, ==, high);
      g_assert_cmpfloat_with_epsilon (columns[c].mean, sum / here, 1e-9);
    }
}

/* Before and after a break in one column are both kept; taking back and smoothing respect it. */
static void
test_break (void)
{
  static const double y[] = { 4, 2, 9, 7, 5 };
  g_autoptr (VtSeries) series = vt_series_new (), smooth = vt_series_new ();
  const VtColumn *columns;
  guint n;

  vt_series_break (series);   /* nothing to break from */
  for (guint i = 0; i < 5; i++)
    {
      if (i == 2)
        vt_series_break (series);
      vt_series_append (series, i / 4.0, y[i]);
    }
  vt_series_fit (series, 0, 1, 1);
  columns = vt_series_columns (series, &n);
  g_assert_true (columns[0].breaks);
  g_assert_cmpfloat (columns[0].before_mean, ==, 3);
  g_assert_cmpfloat (columns[0].mean, ==, 7);
  g_assert_cmpfloat (columns[0].low, ==, 2);
  g_assert_cmpfloat (columns[0].high, ==, 9);

  vt_series_smooth (series, 0.5, smooth);
  g_assert_cmpfloat (vt_series_y (smooth, 2), ==, 9);
  vt_series_truncate (series, 2);
  vt_series_append (series, 0.5, 1);
  vt_series_fit (series, 0, 1, 3);
  columns = vt_series_columns (series, &n);
  g_assert_false (columns[0].breaks);
  g_assert_true (columns[1].breaks);
  g_assert_true (isnan (columns[1].before_x));
}

/* Appending to fitted columns, and fitting what was appended, are the same. */
static void
test_incremental (void)
{
  g_autoptr (VtSeries) before = vt_series_new (), after = vt_series_new ();
  const VtColumn *a, *b;
  guint n;

  vt_series_fit (before, 0, 0.5, COLUMNS);
  fill (before);
  fill (after);
  vt_series_fit (after, 0, 0.5, COLUMNS);
  a = vt_series_columns (before, &n);
  b = vt_series_columns (after, &n);
  for (guint i = 0; i < n; i++)
    {
      g_assert_cmpuint (a[i].n, ==, b[i].n);
      g_assert_cmpfloat (a[i].low, ==, b[i].low);
      g_assert_cmpfloat (a[i].mean, ==, b[i].mean);
    }
  vt_series_clear (before);
  a = vt_series_columns (before, &n);
  g_assert_cmpuint (a[3].n, ==, 0);
  g_assert_true (isnan (vt_series_last (before)));
}

static cairo_surface_t *
draw (gboolean reduced)
{
  static const VtColour black = { 0, 0, 0, 1 };
  const VtAxis x = vt_axis_between (0, 1), y = vt_axis_between (-0.4, 1.2);
  const VtChart chart = { .theme = &vt_theme_light, .plot = { 0, 0, COLUMNS, ROWS }, .x = &x, .y = &y };
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_A8, COLUMNS, ROWS);
  cairo_t *cr = cairo_create (surface);
  g_autoptr (VtSeries) series = vt_series_new ();

  fill (series);
  cairo_set_antialias (cr, CAIRO_ANTIALIAS_NONE);
  cairo_set_line_width (cr, 1);
  if (reduced)
    vt_chart_extent (cr, &chart, series, &black);
  else
    {
      for (guint i = 0; i < POINTS; i++)
        cairo_line_to (cr, vt_chart_x (&chart, i / (double) POINTS), vt_chart_y (&chart, noisy (i)));
      cairo_stroke (cr);
    }
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

/* Ten thousand points drawn one by one and the extremes of two hundred columns paint the same picture. */
static void
test_picture (void)
{
  cairo_surface_t *naive = draw (FALSE), *reduced = draw (TRUE);
  const int stride = cairo_image_surface_get_stride (naive);
  const guint8 *a = cairo_image_surface_get_data (naive), *b = cairo_image_surface_get_data (reduced);
  guint inked = 0, different = 0;

  for (int y = 0; y < ROWS; y++)
    for (int x = 1; x < COLUMNS - 1; x++)
      {
        const int at = y * stride + x;

        inked += a[at] > 0;
        different += a[at] > 0 && b[at] == 0 && b[at - 1] == 0 && b[at + 1] == 0;
        different += b[at] > 0 && a[at] == 0 && a[at - 1] == 0 && a[at + 1] == 0;
      }
  g_assert_cmpuint (inked, >, 2000);
  g_assert_cmpuint (different * 100, <, inked);
  cairo_surface_destroy (naive);
  cairo_surface_destroy (reduced);
}

static void
test_nearest (void)
{
  g_autoptr (VtSeries) series = vt_series_new ();

  for (guint i = 0; i < 5; i++)
    vt_series_append (series, i, 10 * i);
  g_assert_cmpuint (vt_series_nearest (series, -3), ==, 0);
  g_assert_cmpuint (vt_series_nearest (series, 2.4), ==, 2);
  g_assert_cmpuint (vt_series_nearest (series, 2.6), ==, 3);
  g_assert_cmpuint (vt_series_nearest (series, 99), ==, 4);
  vt_series_append (series, 5, NAN);
  g_assert_cmpuint (vt_series_n (series), ==, 5);
  g_assert_cmpfloat (vt_series_last (series), ==, 40);
}

/* A steady curve stays; a jump comes in slowly; the first point is what it is. */
static void
test_smooth (void)
{
  g_autoptr (VtSeries) series = vt_series_new (), smooth = vt_series_new ();

  for (guint i = 0; i < 20; i++)
    vt_series_append (series, i, i < 10 ? 2 : 4);
  vt_series_smooth (series, 0.5, smooth);
  g_assert_cmpuint (vt_series_n (smooth), ==, 20);
  g_assert_cmpfloat_with_epsilon (vt_series_y (smooth, 0), 2, 1e-12);
  g_assert_cmpfloat_with_epsilon (vt_series_y (smooth, 9), 2, 1e-12);
  g_assert_cmpfloat_with_epsilon (vt_series_y (smooth, 10), 3, 2e-3);
  g_assert_cmpfloat_with_epsilon (vt_series_y (smooth, 19), 4, 3e-3);
  vt_series_smooth (series, 0, smooth);   /* anew, not after the old ones */
  g_assert_cmpuint (vt_series_n (smooth), ==, 20);
  g_assert_cmpfloat (vt_series_y (smooth, 10), ==, 4);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/charts/series/extremes", test_extremes);
  g_test_add_func ("/ui/charts/series/break", test_break);
  g_test_add_func ("/ui/charts/series/incremental", test_incremental);
  g_test_add_func ("/ui/charts/series/picture", test_picture);
  g_test_add_func ("/ui/charts/series/nearest", test_nearest);
  g_test_add_func ("/ui/charts/series/smooth", test_smooth);
  return g_test_run ();
}
