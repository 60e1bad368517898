/**
 * VtSeries:
 *
 * A curve's points, and the same points reduced to what a chart of so many pixels' width can show: per pixel column the lowest,
 * the highest and the mean. Appending is incremental; reading columns allocates nothing. Drawing the extremes of each column
 * paints the same pixels as drawing every point would, at a cost that depends on the width alone.
 *
 * Thread-safety: one thread at a time. No GTK, no cairo.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  double x, mean;     /* means of the points in this column */
  double low, high;   /* their extremes */
  guint n;            /* 0: no point here, the rest is not defined */
  gboolean breaks;    /* the curve begins anew here: x and mean are of what comes after it */
  guint joined;       /* points that these are the means of */
  double before_x, before_mean;   /* of the points before the break; before_x NaN: there are none */
} VtColumn;

typedef struct _VtSeries VtSeries;

VtSeries *vt_series_new    (void);                                  /* (transfer full) empty */
void      vt_series_free   (VtSeries *series);
void      vt_series_clear  (VtSeries *series);
void      vt_series_append (VtSeries *series, double x, double y);  /* x never falls; a y that is not finite is left out */
void      vt_series_append_between (VtSeries *series, double x, double y, double low, double high);   /* the same of a point that stands for several: their extremes */
void      vt_series_break  (VtSeries *series);                      /* the next point is not joined to the last */
void      vt_series_truncate (VtSeries *series, guint n);           /* takes back all but the first n points */

/* Fills `smooth` anew with this one's points, each the mean of those before it, weighed less and less: by `keep`, 0 to below 1, for each
 * point further back. */
void      vt_series_smooth (const VtSeries *series, double keep, VtSeries *smooth);

guint     vt_series_n      (const VtSeries *series);
double    vt_series_x      (const VtSeries *series, guint i);
double    vt_series_y      (const VtSeries *series, guint i);
double    vt_series_last   (const VtSeries *series);                /* NaN: empty */
guint     vt_series_nearest (const VtSeries *series, double x);     /* index of the point nearest to x; n must not be 0 */

/* The window to reduce to: x0 to x1 over n columns. Works only when it differs from the last one. */
void            vt_series_fit     (VtSeries *series, double x0, double x1, guint n);
const VtColumn *vt_series_columns (const VtSeries *series, guint *n);   /* (transfer none) until the next change; points outside the window are left out */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtSeries, vt_series_free)

G_END_DECLS
