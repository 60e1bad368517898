/**
 * VtMinimap: all of the sheet in small, with the part that is in view. Dragging in it, or arrows, move the view. Private to this room.
 *
 * Signal: "moved" (double x, double y), the point of the sheet that should be in the middle of the view.
 */
#pragma once

#include <gtk/gtk.h>

#include "vt-scene.h"

G_BEGIN_DECLS

#define VT_TYPE_MINIMAP (vt_minimap_get_type ())
G_DECLARE_FINAL_TYPE (VtMinimap, vt_minimap, VT, MINIMAP, GtkWidget)

GtkWidget *vt_minimap_new       (const VtScene *scene);   /* borrows the scene, which must outlive it */
void       vt_minimap_set_view  (VtMinimap *self, const VtRect *view);   /* on the sheet */
void       vt_minimap_set_theme (VtMinimap *self, const VtTheme *theme);
void       vt_minimap_redraw    (VtMinimap *self);        /* the scene changed */
gboolean   vt_minimap_is_needed (VtMinimap *self);        /* something is out of view */

G_END_DECLS
