/* Weight wires as pixels: what vt_paint_weights() strokes, several times as fast, because all wires of a bundle share one course. */
#pragma once

#include "vt-scene.h"

G_BEGIN_DECLS

/* An image of a part of bundle->bounds at `scale` pixels for each pixel at 100 %, transparent where there is no wire. (transfer full)
 * x and y: where its top left lies, in those pixels. lines: of this bundle, from vt_bundle_lines(). */
cairo_surface_t *vt_weight_raster (const VtSceneBundle *bundle, const VtRect *part, const GArray *lines, const VtTheme *theme, double scale, int *x, int *y);

G_END_DECLS
