/**
 * VtAxis:
 *
 * One axis of a chart: the values its two ends stand for, its ticks and their labels. During a run an axis only grows, each time
 * by doubling, so that a curve is not forever squeezed a little: where a point was drawn, it stays drawn for long.
 * A plain value. No GTK, no cairo.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define VT_AXIS_TICKS 24

typedef struct
{
  double low, high;        /* values at the ends; equal: nothing was included yet */
  double floor, ceiling;   /* growing stops here */
  gboolean log;            /* both ends are powers of ten and it grows by whole decades; values of 0 and less have no place */
  gboolean percent;        /* labels are shares of one as per cent */
} VtAxis;

/* An axis that spans the first value it includes, from 0. */
VtAxis   vt_axis_free    (gboolean log);
/* An axis that spans low to high from the start. */
VtAxis   vt_axis_between (double low, double high);

/* Makes room for a value; TRUE if the axis had to grow. Values that are not finite, or that a log axis cannot show, are ignored. */
gboolean vt_axis_include (VtAxis *axis, double value);

double   vt_axis_place   (const VtAxis *axis, double value);   /* 0 at the low end, 1 at the high end; beyond them outside the axis */
double   vt_axis_value   (const VtAxis *axis, double place);   /* the inverse */

/* At most `most` (2 or more) ticks at nice values, rising. Returns how many were written. */
guint    vt_axis_ticks   (const VtAxis *axis, guint most, double ticks[VT_AXIS_TICKS]);
/* A tick's words, with just the digits that tell neighbours apart. (transfer full) */
char    *vt_axis_label   (const VtAxis *axis, double tick, double next);

G_END_DECLS
