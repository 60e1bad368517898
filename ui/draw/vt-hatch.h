/**
 * Hatching: what tells negative from positive where colours cannot be told apart. Only high contrast has it, so that the usual look
 * stays clean: there these functions draw nothing.
 *
 * Nothing is kept. Thread-safety: the thread that draws on the cairo context. No GTK.
 */
#pragma once

#include "vt-map.h"
#include "vt-shape.h"

G_BEGIN_DECLS

/* Over a signed map of rows × columns numbers that fills a rectangle: its cells below zero. Cells too small to be hatched one by one
 * are where all around them are negative too; what is left is told by the map's lightness. Clip to the map's shape first. */
void vt_hatch_map  (cairo_t *cr, const VtTheme *theme, const VtRect *rect, const float *numbers, guint columns, guint rows, gboolean smooth);

/* Over something that is negative as a whole. */
void vt_hatch_rect (cairo_t *cr, const VtTheme *theme, const VtRect *rect);

G_END_DECLS
