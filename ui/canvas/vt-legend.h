/* The sheet's legend: what colours and widths mean, with their true limits. */
#pragma once

#include "vt-scene.h"

G_BEGIN_DECLS

#define VT_LEGEND_HEIGHT 32.0

/* Draws the legend with its bottom left at x and bottom, in as many rows as its width asks for (0: one), and returns the place it
 * takes; empty where nothing needs one. cr NULL: measures only. */
VtRect vt_legend_paint (const VtScene *scene, cairo_t *cr, const VtTheme *theme, double x, double bottom, double max_width);

/* The same in words, for who cannot see it. (transfer full) */
char  *vt_legend_words (const VtScene *scene);

G_END_DECLS
