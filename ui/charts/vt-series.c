#include "vt-series.h"

#include <math.h>

typedef struct
{
  double x, y;
  double low, high;  /* of what it stands for */
  gboolean breaks;   /* not joined to the one before */
} Point;

struct _VtSeries
{
  GArray *points;    /* Point */
  GArray *columns;   /* VtColumn */
  gboolean breaks;   /* before the next point */
  double x0, x1;     /* of the columns; equal: no window yet */
};

VtSeries *
vt_series_new (void)
{
  VtSeries *series = g_new0 (VtSeries, 1);

  series->points = g_array_new (FALSE, FALSE, sizeof (Point));
  series->columns = g_array_new (FALSE, TRUE, sizeof (VtColumn));
  return series;
}

void
vt_series_free (VtSeries *series)
{
  if (series == NULL)
    return;
  g_array_unref (series->points);
  g_array_unref (series->columns);
  g_free (series);
}

/* The column a point falls in; NULL: outside the window. */
static VtColumn *
find_column (VtSeries *series, const Point *point)
{
  const double place = (point->x - series->x0) / (series->x1 - series->x0);
  const guint n = series->columns->len;

  if (n == 0 || place < 0 || place > 1)
    return NULL;
  return &g_array_index (series->columns, VtColumn, MIN ((guint) (place * n), n - 1));
}

/* Of several breaks in one column the first counts. */
static void
break_column (VtColumn *column)
{
  if (!column->breaks && column->joined > 0)
    {
      column->before_x = column->x;
      column->before_mean = column->mean;
    }
  column->breaks = TRUE;
  column->joined = 0;
}

static void
reduce (VtSeries *series, const Point *point)
{
  VtColumn *column = find_column (series, point);

  if (column == NULL)
    return;
  if (column->n++ == 0)
    *column = (VtColumn) { .low = point->low, .high = point->high, .n = 1, .before_x = NAN };
  if (point->breaks)
    break_column (column);
  column->joined++;
  column->x += (point->x - column->x) / column->joined;
  column->mean += (point->y - column->mean) / column->joined;
  column->low = MIN (column->low, point->low);
  column->high = MAX (column->high, point->high);
}

static void
forget_columns (VtSeries *series)
{
  for (guint i = 0; i < series->columns->len; i++)
    g_array_index (series->columns, VtColumn, i).n = 0;
}

void
vt_series_clear (VtSeries *series)
{
  g_array_set_size (series->points, 0);
  series->breaks = FALSE;
  forget_columns (series);
}

void
vt_series_append_between (VtSeries *series, double x, double y, double low, double high)
{
  const Point point = { x, y, low, high, series->breaks };

  if (!isfinite (y) || !isfinite (x))
    return;
  series->breaks = FALSE;
  g_array_append_val (series->points, point);
  reduce (series, &point);
}

void
vt_series_append (VtSeries *series, double x, double y)
{
  vt_series_append_between (series, x, y, y, y);
}

void
vt_series_break (VtSeries *series)
{
  series->breaks = series->points->len > 0;
}

/* Points of one column lie side by side: it is made again from those that stay. */
static void
make_again (VtSeries *series, VtColumn *column)
{
  guint first = series->points->len;

  while (first > 0 && find_column (series, &g_array_index (series->points, Point, first - 1)) == column)
    first--;
  column->n = 0;
  for (guint i = first; i < series->points->len; i++)
    reduce (series, &g_array_index (series->points, Point, i));
}

void
vt_series_truncate (VtSeries *series, guint n)
{
  VtColumn *column = NULL;

  while (series->points->len > n)
    {
      const Point *last = &g_array_index (series->points, Point, series->points->len - 1);

      series->breaks |= last->breaks;
      column = find_column (series, last);
      if (column != NULL)
        column->n = 0;
      g_array_set_size (series->points, series->points->len - 1);
    }
  if (column != NULL)
    make_again (series, column);
}

/* The first points weigh what they are: no start at 0 bends the curve. */
void
vt_series_smooth (const VtSeries *series, double keep, VtSeries *smooth)
{
  double sum = 0, weight = 0;

  vt_series_clear (smooth);
  for (guint i = 0; i < series->points->len; i++)
    {
      const Point *point = &g_array_index (series->points, Point, i);

      if (point->breaks)
        {
          sum = weight = 0;
          vt_series_break (smooth);
        }
      sum = sum * keep + point->y;
      weight = weight * keep + 1;
      vt_series_append (smooth, point->x, sum / weight);
    }
}

void
vt_series_fit (VtSeries *series, double x0, double x1, guint n)
{
  if (x0 == series->x0 && x1 == series->x1 && n == series->columns->len)
    return;
  series->x0 = x0;
  series->x1 = x1;
  g_array_set_size (series->columns, x1 > x0 ? n : 0);
  forget_columns (series);
  for (guint i = 0; i < series->points->len; i++)
    reduce (series, &g_array_index (series->points, Point, i));
}

const VtColumn *
vt_series_columns (const VtSeries *series, guint *n)
{
  *n = series->columns->len;
  return (const VtColumn *) (gpointer) series->columns->data;
}

guint
vt_series_n (const VtSeries *series)
{
  return series->points->len;
}

double
vt_series_x (const VtSeries *series, guint i)
{
  return g_array_index (series->points, Point, i).x;
}

double
vt_series_y (const VtSeries *series, guint i)
{
  return g_array_index (series->points, Point, i).y;
}

double
vt_series_last (const VtSeries *series)
{
  return series->points->len > 0 ? vt_series_y (series, series->points->len - 1) : NAN;
}

guint
vt_series_nearest (const VtSeries *series, double x)
{
  guint low = 0, high = series->points->len - 1;

  while (low < high)   /* ends at the first point that is not left of x, or at the last */
    {
      const guint middle = low + (high - low) / 2;

      if (vt_series_x (series, middle) < x)
        low = middle + 1;
      else
        high = middle;
    }
  if (low > 0 && x - vt_series_x (series, low - 1) <= vt_series_x (series, low) - x)
    return low - 1;
  return low;
}
