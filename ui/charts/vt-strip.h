/* The parts of a training step on one engine, side by side as they follow each other, each as wide as it takes time. */
#pragma once

#include "timing.h"
#include "vt-shape.h"

G_BEGIN_DECLS

/* Where a part lies in the strip; of the tiniest at least a hairline. */
VtRect vt_strip_part (const NnEngineTiming *timing, const VtRect *strip, guint part);
int    vt_strip_at   (const NnEngineTiming *timing, const VtRect *strip, double x, double y);   /* −1: none */

void   vt_strip_draw (cairo_t *cr, const VtTheme *theme, const NnEngineTiming *timing, const VtRect *strip, int chosen);   /* −1: none */
void   vt_strip_legend (cairo_t *cr, const VtTheme *theme, double right, double base);   /* what its colours mean, to the left of there */

G_END_DECLS
