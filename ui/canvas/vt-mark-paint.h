/* Drawing notes and arrows with cairo, in the sheet's coordinates. */
#pragma once

#include "vt-scene.h"

G_BEGIN_DECLS

#define VT_MARK_REACH 18.0      /* how far a mark's drawing may go beyond its rect: an arrow's head, the ring of a chosen one */

double vt_note_height (const char *text, double width);
void   vt_paint_mark  (cairo_t *cr, const VtTheme *theme, const VtSceneMark *mark);
void   vt_paint_mark_ring (cairo_t *cr, const VtTheme *theme, const VtSceneMark *mark, gboolean is_dashed);   /* chosen; dashed: has the keyboard */

G_END_DECLS
