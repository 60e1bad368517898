#include "vt-column.h"

#include <gsk/gsk.h>

#include "vt-look.h"

/* How much of the growth of text a column takes part in: what is left is wrapped, so that the sheet between them keeps room. */
#define WIDENED 0.5

struct _VtColumn
{
  GtkWidget parent_instance;

  GtkWidget *child; /* owned */
  int width;
};

G_DEFINE_FINAL_TYPE (VtColumn, vt_column, GTK_TYPE_WIDGET)

static GtkSizeRequestMode
vt_column_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

static void
vt_column_measure (GtkWidget *widget,
                   GtkOrientation way,
                   int for_size,
                   int *least,
                   int *natural,
                   int *least_baseline,
                   int *natural_baseline)
{
  VtColumn *self = VT_COLUMN (widget);
  const int width = vt_column_width (self);

  *least = *natural = width;
  if (way == GTK_ORIENTATION_VERTICAL)
    gtk_widget_measure (self->child, way, MAX (for_size, width), least, natural, NULL, NULL);
}

static void
vt_column_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  gtk_widget_allocate (VT_COLUMN (widget)->child, width, height, baseline, NULL);
}

/* The child as one picture, in the screen's pixels. (transfer full) */
static GskRenderNode *
flatten (GtkWidget *widget, GskRenderNode *node)
{
  const int scale = gtk_widget_get_scale_factor (widget);
  const int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  cairo_surface_t *picture = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width * scale, height * scale);
  GskRenderNode *flat = gsk_cairo_node_new (&GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  cairo_t *cr;

  cairo_surface_set_device_scale (picture, scale, scale);
  cr = cairo_create (picture);
  gsk_render_node_draw (node, cr);
  cairo_destroy (cr);

  cr = gsk_cairo_node_get_draw_context (flat);
  cairo_set_source_surface (cr, picture, 0, 0);
  cairo_paint (cr);
  cairo_destroy (cr);
  cairo_surface_destroy (picture);
  return flat;
}

/* A panel seldom changes, but GTK's cairo renderer draws all its nodes whenever anything in the window does: one picture
 * of them is drawn in a fraction of the time. */
static void
vt_column_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  GskRenderer *renderer = gtk_native_get_renderer (gtk_widget_get_native (widget));
  GtkSnapshot *inside = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL, flat = NULL;

  gtk_widget_snapshot_child (widget, VT_COLUMN (widget)->child, inside);
  node = gtk_snapshot_free_to_node (inside);
  if (node == NULL)
    return;
  if (GSK_IS_CAIRO_RENDERER (renderer))
    flat = flatten (widget, node);
  gtk_snapshot_append_node (snapshot, flat != NULL ? flat : node);
}

static void
vt_column_dispose (GObject *object)
{
  g_clear_pointer (&VT_COLUMN (object)->child, gtk_widget_unparent);
  G_OBJECT_CLASS (vt_column_parent_class)->dispose (object);
}

static void
vt_column_class_init (VtColumnClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vt_column_dispose;
  widget_class->get_request_mode = vt_column_get_request_mode;
  widget_class->measure = vt_column_measure;
  widget_class->size_allocate = vt_column_size_allocate;
  widget_class->snapshot = vt_column_snapshot;
}

static void
vt_column_init (VtColumn *self)
{
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

GtkWidget *
vt_column_new (GtkWidget *child, int width)
{
  VtColumn *self = g_object_new (VT_TYPE_COLUMN, NULL);

  self->child = child;
  self->width = width;
  gtk_widget_set_parent (child, GTK_WIDGET (self));
  vt_look_follow (GTK_WIDGET (self));
  return GTK_WIDGET (self);
}

int
vt_column_width (VtColumn *self)
{
  return (int) (self->width * (1.0 + WIDENED * (vt_look_text_scale (vt_look_get ()) - 1.0)));
}
