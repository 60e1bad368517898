/**
 * VtPreview:
 *
 * The living picture of a document: its network as it is drawn on the sheet, with the numbers of a trainer of its own. A
 * document that has weights is shown with them; another is trained a little, turn by turn, so that one sees it learn.
 *
 * Signals:
 *   "changed"   there is something new to paint
 *
 * Thread-safety: main thread; a turn does its work in a thread and is over before "changed".
 */
#pragma once

#include <gio/gio.h>

#include "vt-figure.h"

G_BEGIN_DECLS

#define VT_TYPE_PREVIEW (vt_preview_get_type ())
G_DECLARE_FINAL_TYPE (VtPreview, vt_preview, VT, PREVIEW, GObject)

VtPreview *vt_preview_new      (const char *path);        /* (transfer full) a file or "example:NAME"; nothing is read yet */
void       vt_preview_turn     (VtPreview *self, GAsyncReadyCallback done, gpointer data);   /* one more; not while one is on its way */
gboolean   vt_preview_is_done  (VtPreview *self);         /* no turn would change the picture any more */

/* Fits the picture into a rectangle of this size at the origin, ground included. FALSE: a turn is on its way (then "changed"
 * comes) or nothing is known yet, and only the ground was painted. */
gboolean   vt_preview_paint    (VtPreview *self, cairo_t *cr, const VtTheme *theme, double width, double height);

G_END_DECLS
