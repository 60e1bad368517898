/**
 * VtPlane:
 *
 * What the network says for every place on the plane, as a picture of one pixel a cell. Two classes and numbers are painted with
 * the signed map; more classes each with a colour of their own, as strong as the number the network gives its answer.
 * Kept apart from the page so that it can be tested and drawn elsewhere. Main thread. No GTK.
 */
#pragma once

#include "vt-map.h"
#include "vt-shape.h"
#include "vt-subject.h"

G_BEGIN_DECLS

#define VT_PLANE_CELLS 100   /* columns and rows */

typedef struct _VtPlane VtPlane;

VtPlane *vt_plane_new    (void);                                   /* (transfer full) with nothing in it */
void     vt_plane_free   (VtPlane *plane);
void     vt_plane_clear  (VtPlane *plane);

/* The output's numbers over the grid, [size][rows][columns]. TRUE: they differ from the last ones, and were copied. */
gboolean vt_plane_take   (VtPlane *plane, const VtSubject *subject, const float *numbers, gsize n);
/* Makes pixels of them. discrete: every place gets the pure colour of its answer. */
void     vt_plane_paint  (VtPlane *plane, const VtSubject *subject, const VtTheme *theme, gboolean discrete);

/* One unit's numbers instead, [rows][columns], with the signed map up to `limit`. They are nobody's answers. */
gboolean vt_plane_take_unit  (VtPlane *plane, const float *numbers, gsize n);
void     vt_plane_paint_unit (VtPlane *plane, const VtTheme *theme, double limit, gboolean discrete);

cairo_surface_t *vt_plane_picture (VtPlane *plane);                /* (transfer none) NULL: nothing was taken */
void     vt_plane_hatch  (const VtPlane *plane, cairo_t *cr, const VtTheme *theme, const VtRect *plot);   /* what is negative on it, over the picture (vt-hatch.h) */
double   vt_plane_limit  (const VtSubject *subject);               /* of the signed map: the target's largest size; 1 for classes */
void     vt_plane_shares (VtPlane *plane, const VtSubject *subject, double *shares);   /* [classes]: how much of the plane each gets */
void     vt_plane_range  (VtPlane *plane, double *low, double *high);   /* of the first number */

VtColour vt_plane_class_colour (const VtTheme *theme, guint i, guint n_classes);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtPlane, vt_plane_free)

G_END_DECLS
