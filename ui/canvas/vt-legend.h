/* The sheet's legend: what colours and widths mean, with their true limits. */
#pragma once

#include "vt-scene.h"

G_BEGIN_DECLS

#define VT_LEGEND_HEIGHT 32.0

/* Draws the legend from x to the right, centred on the line at y, and returns its width; 0 where nothing needs one. cr NULL: measures only. */
double vt_legend_paint (const VtScene *scene, cairo_t *cr, const VtTheme *theme, double x, double y);

/* The same in words, for who cannot see it. (transfer full) */
char  *vt_legend_words (const VtScene *scene);

G_END_DECLS
