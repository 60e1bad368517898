/* Render nodes made by cairo and kept: what did not change is not drawn again. Private to this room. */
#pragma once

#include <gtk/gtk.h>

#include "vt-shape.h"

G_BEGIN_DECLS

/* A node for `bounds` (at 100 %), drawn at `zoom`: its pixels are those of the screen, its origin that of the bounds' coordinates.
 * Draw with *cr in coordinates at 100 %, then cairo_destroy (*cr). (transfer full) */
GskRenderNode *vt_node_begin (const VtRect *bounds, double zoom, cairo_t **cr);

/* A symbolic icon of the theme in a colour. NULL without a name. (transfer full) */
GskRenderNode *vt_node_icon  (GtkWidget *widget, const char *name, const VtRect *place, double zoom, const VtColour *colour);

/* Appends a node that may be NULL. */
void           vt_node_append (GtkSnapshot *snapshot, GskRenderNode *node);

G_END_DECLS
