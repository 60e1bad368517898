#include "vt-node.h"

#include <math.h>

GskRenderNode *
vt_node_begin (const VtRect *bounds, double zoom, cairo_t **cr)
{
  const double left = floor (bounds->x * zoom), top = floor (bounds->y * zoom);
  const double right = ceil ((bounds->x + bounds->w) * zoom), bottom = ceil ((bounds->y + bounds->h) * zoom);
  GskRenderNode *node = gsk_cairo_node_new (&GRAPHENE_RECT_INIT (left, top, right - left, bottom - top));

  *cr = gsk_cairo_node_get_draw_context (node);
  cairo_scale (*cr, zoom, zoom);
  return node;
}

GskRenderNode *
vt_node_icon (GtkWidget *widget, const char *name, const VtRect *place, double zoom, const VtColour *colour)
{
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gtk_widget_get_display (widget));
  const GdkRGBA rgba = { (float) colour->r, (float) colour->g, (float) colour->b, (float) colour->a };
  const GdkRGBA colours[] = { rgba, rgba, rgba, rgba };
  const double size = MAX (round (place->w * zoom), 4.0);   /* whole pixels: a scaled icon blurs */
  g_autoptr (GtkIconPaintable) icon = NULL;
  GtkSnapshot *snapshot;

  if (name == NULL)
    return NULL;
  icon = gtk_icon_theme_lookup_icon (theme, name, NULL, (int) size, gtk_widget_get_scale_factor (widget),
                                     gtk_widget_get_direction (widget), 0);
  snapshot = gtk_snapshot_new ();
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) round (place->x * zoom), (float) round (place->y * zoom)));
  gtk_symbolic_paintable_snapshot_symbolic (GTK_SYMBOLIC_PAINTABLE (icon), snapshot, size, size, colours, G_N_ELEMENTS (colours));
  return gtk_snapshot_free_to_node (snapshot);
}

void
vt_node_append (GtkSnapshot *snapshot, GskRenderNode *node)
{
  if (node != NULL)
    gtk_snapshot_append_node (snapshot, node);
}
