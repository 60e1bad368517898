#include "vt-column.h"

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

  *least = *natural = self->width;
  if (way == GTK_ORIENTATION_VERTICAL)
    gtk_widget_measure (self->child, way, MAX (for_size, self->width), least, natural, NULL, NULL);
}

static void
vt_column_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  gtk_widget_allocate (VT_COLUMN (widget)->child, width, height, baseline, NULL);
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
  return GTK_WIDGET (self);
}
