/**
 * VtCurve:
 *
 * The loss curve since Reset, in a bounded number of points: when there are too many, neighbours are merged in pairs and
 * later points are gathered as coarsely.
 */
#pragma once

#include "worker.h"

G_BEGIN_DECLS

#define VT_CURVE_MAX 4096

typedef struct
{
  GArray *points;   /* NnPoint */
  guint stride;     /* points gathered into one */
  guint gathered;   /* in the last one, so far */
} VtCurve;

void vt_curve_init   (VtCurve *curve);
void vt_curve_finish (VtCurve *curve);
void vt_curve_clear  (VtCurve *curve);
void vt_curve_append (VtCurve *curve, const NnPoint *point);
void vt_curve_cut    (VtCurve *curve, gint64 step);              /* forgets what came after it */
void vt_curve_assign (VtCurve *curve, const VtCurve *other);

char    *vt_curve_to_table (const NnPoint *points, guint n);     /* (transfer full) a line for each: see log-table.h */

VtCurve *vt_curve_copy (const VtCurve *curve);                   /* (transfer full) */
void     vt_curve_free (VtCurve *curve);                         /* one that was copied */

G_END_DECLS
