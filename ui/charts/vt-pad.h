/**
 * VtPad:
 *
 * A sheet of ink: what was drawn by hand, and what a network that takes pictures sees of it. Main thread. No GTK.
 */
#pragma once

#include <cairo.h>

#include "shape.h"

G_BEGIN_DECLS

#define VT_PAD_SIZE 280   /* dots on each side */

typedef struct _VtPad VtPad;

VtPad           *vt_pad_new    (void);                     /* (transfer full) empty */
void             vt_pad_free   (VtPad *pad);
void             vt_pad_clear  (VtPad *pad);
gboolean         vt_pad_is_empty (const VtPad *pad);

/* A line of a round brush, in dots from the top left; from and to may be the same place. */
void             vt_pad_stroke (VtPad *pad, double x0, double y0, double x1, double y1, double width);

cairo_surface_t *vt_pad_ink    (VtPad *pad);               /* (transfer none) the ink alone, to be used as a mask */
/* The picture of `shape` (height × width × 1) as the network gets it: centred and scaled as the digits it learns from. */
void             vt_pad_see    (VtPad *pad, const NnShape *shape, float *out);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtPad, vt_pad_free)

G_END_DECLS
