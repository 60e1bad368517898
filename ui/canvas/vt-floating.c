#include "vt-floating.h"

#include "vt-node.h"

#define POINTS 0.75   /* in a pixel, as GTK counts them at 100 %: sizes in points grow with the user's text */

typedef struct
{
  /* Borrowed constants. */
  const VtTheme *theme;
  const VtColour *line;

  double line_width, radius;
} VtFloatingPrivate;

G_DEFINE_TYPE_WITH_PRIVATE (VtFloating, vt_floating, GTK_TYPE_BOX)

static VtFloatingPrivate *
private_of (VtFloating *self)
{
  return vt_floating_get_instance_private (self);
}

static void
vt_floating_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  const VtFloatingPrivate *own = private_of (VT_FLOATING (widget));
  const VtRect box = { 0.0, 0.0, gtk_widget_get_width (widget), gtk_widget_get_height (widget) };
  const VtRect bounds = vt_rect_grow (&box, VT_SHADOW_MARGIN);
  cairo_t *cr;
  g_autoptr (GskRenderNode) node = vt_node_begin (&bounds, 1.0, &cr);

  vt_shadow (cr, &box, own->theme->is_dark ? 0.4 : 0.1);
  vt_box (cr, &box, own->radius, &own->theme->card, own->line != NULL ? own->line : &own->theme->border,
          own->line_width);
  cairo_destroy (cr);
  gtk_snapshot_append_node (snapshot, node);
  GTK_WIDGET_CLASS (vt_floating_parent_class)->snapshot (widget, snapshot);
}

static void
vt_floating_class_init (VtFloatingClass *klass)
{
  GTK_WIDGET_CLASS (klass)->snapshot = vt_floating_snapshot;
}

static void
vt_floating_init (VtFloating *self)
{
  VtFloatingPrivate *own = private_of (self);

  own->theme = &vt_theme_light;
  own->line_width = 1.0;
  own->radius = 14.0;
}

GtkWidget *
vt_floating_new (GtkOrientation orientation, int spacing)
{
  return g_object_new (VT_TYPE_FLOATING, "orientation", orientation, "spacing", spacing, NULL);
}

void
vt_floating_set_theme (VtFloating *self, const VtTheme *theme)
{
  private_of (self)->theme = theme;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
vt_floating_set_line (VtFloating *self, const VtColour *line, double width)
{
  private_of (self)->line = line;
  private_of (self)->line_width = width;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
vt_floating_set_radius (VtFloating *self, double radius)
{
  private_of (self)->radius = radius;
}

GtkWidget *
vt_floating_label (const char *text, double size, int weight, gboolean dim, int width)
{
  GtkWidget *label = gtk_label_new (text);
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_size_new ((int) (size * POINTS * PANGO_SCALE)));
  pango_attr_list_insert (attributes, pango_attr_weight_new ((PangoWeight) weight));
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  gtk_label_set_attributes (GTK_LABEL (label), attributes);
  pango_attr_list_unref (attributes);
  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  if (width > 0)
    {
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_width_chars (GTK_LABEL (label), 10);
      gtk_label_set_max_width_chars (GTK_LABEL (label), (int) (width / (size * 0.52)));
    }
  if (dim)
    gtk_widget_add_css_class (label, "dim-label");
  return label;
}
