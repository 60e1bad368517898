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

cairo_t *
vt_node_begin_picture (
    VtNodePicture *picture, const VtRect *bounds, double zoom, int device_scale, const VtColour *ground)
{
  const double scale = zoom * device_scale;
  /* Whole pixels of the screen: ground must not show a seam. */
  const int left = (int) floor (bounds->x * zoom) * device_scale, top = (int) floor (bounds->y * zoom) * device_scale;
  const int right = (int) ceil ((bounds->x + bounds->w) * zoom) * device_scale;
  const int bottom = (int) ceil ((bounds->y + bounds->h) * zoom) * device_scale;
  cairo_t *cr;

  picture->surface = cairo_image_surface_create (ground != NULL ? CAIRO_FORMAT_RGB24 : CAIRO_FORMAT_ARGB32,
                                                 right - left, bottom - top);
  picture->x = left;
  picture->y = top;
  picture->scale = device_scale;
  cr = cairo_create (picture->surface);
  if (ground != NULL)
    {
      vt_set_colour (cr, ground);
      cairo_paint (cr);
    }
  cairo_translate (cr, -left, -top);
  cairo_scale (cr, scale, scale);
  return cr;
}

GskRenderNode *
vt_node_end_picture (VtNodePicture *picture, cairo_t *cr)
{
  cairo_destroy (cr);
  return vt_node_of_surface (g_steal_pointer (&picture->surface), picture->x, picture->y, picture->scale);
}

GskRenderNode *
vt_node_of_surface (cairo_surface_t *surface, int x, int y, int device_scale)
{
  const double left = (double) x / device_scale, top = (double) y / device_scale;
  const double width = (double) cairo_image_surface_get_width (surface) / device_scale;
  const double height = (double) cairo_image_surface_get_height (surface) / device_scale;
  GskRenderNode *node =
      gsk_cairo_node_new (&GRAPHENE_RECT_INIT ((float) left, (float) top, (float) width, (float) height));
  cairo_t *cr = gsk_cairo_node_get_draw_context (node);

  cairo_surface_set_device_scale (surface, device_scale, device_scale);
  cairo_set_source_surface (cr, surface, left, top);
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_NEAREST);
  cairo_rectangle (cr, left, top, width, height);
  cairo_fill (cr);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
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
  gtk_snapshot_translate (snapshot,
                          &GRAPHENE_POINT_INIT ((float) round (place->x * zoom), (float) round (place->y * zoom)));
  gtk_symbolic_paintable_snapshot_symbolic (GTK_SYMBOLIC_PAINTABLE (icon), snapshot, size, size, colours,
                                            G_N_ELEMENTS (colours));
  return gtk_snapshot_free_to_node (snapshot);
}

void
vt_node_append (GtkSnapshot *snapshot, GskRenderNode *node)
{
  if (node != NULL)
    gtk_snapshot_append_node (snapshot, node);
}
