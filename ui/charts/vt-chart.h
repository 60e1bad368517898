/**
 * VtChart:
 *
 * Draws one chart: a title, grid lines with their labels, curves. Axes and series are prepared elsewhere; drawing scales them
 * into the plot's rectangle and nothing more. No GTK.
 */
#pragma once

#include "vt-axis.h"
#include "vt-series.h"
#include "vt-shape.h"

G_BEGIN_DECLS

typedef struct
{
  const VtTheme *theme;
  VtRect plot;            /* in pixels: what lies between the axes */
  const VtAxis *x, *y;
} VtChart;

double vt_chart_x       (const VtChart *chart, double value);   /* pixels */
double vt_chart_y       (const VtChart *chart, double value);
double vt_chart_value   (const VtChart *chart, double x);       /* of the x axis, at a pixel */

void   vt_chart_grid    (cairo_t *cr, const VtChart *chart);
/* The lowest and highest of each pixel column as a thin line, clipped to the plot. */
void   vt_chart_extent  (cairo_t *cr, const VtChart *chart, VtSeries *series, const VtColour *colour);
/* The same where several points share a column and differ, not joined: so that a curve's spikes keep their height. */
void   vt_chart_spread  (cairo_t *cr, const VtChart *chart, VtSeries *series, const VtColour *colour);
/* The mean of each pixel column as a line of 2 px, a disc at its end. */
void   vt_chart_line    (cairo_t *cr, const VtChart *chart, VtSeries *series, const VtColour *colour, gboolean dashed);
void   vt_chart_upright (cairo_t *cr, const VtChart *chart, double value, const VtColour *colour);   /* a dotted line at a place of the x axis */
/* A dash of the line's kind, its name and its value in bold, right end at x. Returns the left end. */
double vt_chart_legend  (cairo_t *cr, const VtTheme *theme, double x, double baseline, const VtColour *colour, gboolean dashed, const char *name, const char *value);
double vt_chart_legend_width (const char *name, const char *value);

G_END_DECLS
