/* Render nodes made by cairo and kept: what did not change is not drawn again. Private to this room. */
#pragma once

#include <gtk/gtk.h>

#include "vt-shape.h"

G_BEGIN_DECLS

/* A node for `bounds` (at 100 %), drawn at `zoom`: its pixels are those of the screen, its origin that of the bounds' coordinates.
 * Draw with *cr in coordinates at 100 %, then cairo_destroy (*cr). (transfer full) */
GskRenderNode *vt_node_begin (const VtRect *bounds, double zoom, cairo_t **cr);

/* The same for what is drawn more often than it changes: vt_node_end() keeps the pixels, so that drawing the node again is a
 * copy. ground: what lies under all of it, or NULL for nothing. */
typedef struct
{
  cairo_surface_t *surface;
  int x, y, scale;
} VtNodePicture;

cairo_t       *vt_node_begin_picture (VtNodePicture *picture, const VtRect *bounds, double zoom, int device_scale, const VtColour *ground);
GskRenderNode *vt_node_end_picture   (VtNodePicture *picture, cairo_t *cr);   /* (transfer full) takes both */

/* A node of pixels that are there already; x and y in them, device_scale of them to one of the screen. Takes the surface. (transfer full) */
GskRenderNode *vt_node_of_surface (cairo_surface_t *surface, int x, int y, int device_scale);

/* A symbolic icon of the theme in a colour. NULL without a name. (transfer full) */
GskRenderNode *vt_node_icon  (GtkWidget *widget, const char *name, const VtRect *place, double zoom, const VtColour *colour);

/* Appends a node that may be NULL. */
void           vt_node_append (GtkSnapshot *snapshot, GskRenderNode *node);

G_END_DECLS
