#include "vt-picture.h"

#include <adwaita.h>

#define LEAST_WIDTH 200
#define WIDTH 296
#define HEIGHT 168

struct _VtPicture
{
  GtkWidget parent_instance;

  /* Owned. */
  VtPreview *preview;
  GdkTexture *texture; /* the picture as last painted; NULL: not yet */

  const VtTheme *theme;
  gboolean is_stale; /* it should be painted anew as soon as the preview rests */
};

G_DEFINE_FINAL_TYPE (VtPicture, vt_picture, GTK_TYPE_WIDGET)

/* Painted here once for each change, so that scrolling only copies pixels. */
static GdkTexture *
paint (VtPicture *self, int width, int height)
{
  const int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width * scale, height * scale);
  cairo_t *cr = cairo_create (surface);
  GdkTexture *texture = NULL;

  cairo_scale (cr, scale, scale);
  if (vt_preview_paint (self->preview, cr, self->theme, width, height))
    {
      const int stride = cairo_image_surface_get_stride (surface);
      g_autoptr (GBytes) bytes = NULL;

      cairo_surface_flush (surface);
      bytes = g_bytes_new (cairo_image_surface_get_data (surface), (gsize) stride * height * scale);
      texture = gdk_memory_texture_new (width * scale, height * scale, GDK_MEMORY_DEFAULT, bytes, stride);
    }
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return texture;
}

/* While a turn is on its way the last picture stays. */
static void
refresh (VtPicture *self)
{
  const int width = gtk_widget_get_width (GTK_WIDGET (self)), height = gtk_widget_get_height (GTK_WIDGET (self));
  GdkTexture *fresh = self->theme != NULL && width > 0 && height > 0 ? paint (self, width, height) : NULL;

  if (fresh == NULL)
    return;
  g_clear_object (&self->texture);
  self->texture = fresh;
  self->is_stale = FALSE;
}

static void
vt_picture_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  VtPicture *self = VT_PICTURE (widget);

  if (self->is_stale)
    refresh (self);
  if (self->texture != NULL)
    gtk_snapshot_append_texture (
        snapshot, self->texture,
        &GRAPHENE_RECT_INIT (0, 0, gtk_widget_get_width (widget), gtk_widget_get_height (widget)));
}

static void
mark_stale (VtPicture *self)
{
  self->is_stale = TRUE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* The preview rests only now. Where motion is unwelcome the picture changes once more, when it has learned. */
static void
changed_cb (VtPicture *self)
{
  if (self->texture != NULL && !adw_get_enable_animations (GTK_WIDGET (self)) && !vt_preview_is_done (self->preview))
    return;
  mark_stale (self);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    refresh (self);
}

static void
vt_picture_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  mark_stale (VT_PICTURE (widget));
}

static void
vt_picture_measure (
    GtkWidget *widget, GtkOrientation way, int other, int *least, int *natural, int *least_line, int *natural_line)
{
  *least = way == GTK_ORIENTATION_HORIZONTAL ? LEAST_WIDTH : HEIGHT;
  *natural = way == GTK_ORIENTATION_HORIZONTAL ? WIDTH : HEIGHT;
}

static void
vt_picture_dispose (GObject *object)
{
  VtPicture *self = VT_PICTURE (object);

  g_clear_object (&self->texture);
  g_clear_object (&self->preview);
  G_OBJECT_CLASS (vt_picture_parent_class)->dispose (object);
}

static void
vt_picture_class_init (VtPictureClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vt_picture_dispose;
  widget_class->snapshot = vt_picture_snapshot;
  widget_class->measure = vt_picture_measure;
  widget_class->size_allocate = vt_picture_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "vt-picture");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
vt_picture_init (VtPicture *self)
{
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

GtkWidget *
vt_picture_new (VtPreview *preview)
{
  VtPicture *self = g_object_new (VT_TYPE_PICTURE, NULL);

  self->preview = g_object_ref (preview);
  g_signal_connect_object (preview, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

void
vt_picture_set_theme (VtPicture *self, const VtTheme *theme)
{
  self->theme = theme;
  mark_stale (self);
}
