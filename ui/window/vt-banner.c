#include "vt-banner.h"

struct _VtBanner
{
  GtkWidget parent_instance;

  GtkWidget *box; /* owned, the only child */
  GtkLabel *sentence;
};

G_DEFINE_FINAL_TYPE (VtBanner, vt_banner, GTK_TYPE_WIDGET)

static void
vt_banner_dispose (GObject *object)
{
  g_clear_pointer (&VT_BANNER (object)->box, gtk_widget_unparent);
  G_OBJECT_CLASS (vt_banner_parent_class)->dispose (object);
}

static void
vt_banner_class_init (VtBannerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vt_banner_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "vt-banner");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_ALERT);
}

static void
vt_banner_init (VtBanner *self)
{
  GtkWidget *sentence =
      g_object_new (GTK_TYPE_LABEL, "xalign", 0.0f, "wrap", TRUE, "hexpand", TRUE, "natural-wrap-mode",
                    GTK_NATURAL_WRAP_NONE, NULL);

  self->sentence = GTK_LABEL (sentence);
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  gtk_box_append (GTK_BOX (self->box), sentence);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

static GtkWidget *
append_button (VtBanner *self, const char *label, VtBannerFunc func, gpointer data)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (func), data);
  gtk_box_append (GTK_BOX (self->box), button);
  return button;
}

GtkWidget *
vt_banner_new (
    const char *name, const char *yes, VtBannerFunc yes_func, const char *no, VtBannerFunc no_func, gpointer data)
{
  VtBanner *self = g_object_new (VT_TYPE_BANNER, "visible", FALSE, NULL);

  append_button (self, no, no_func, data);
  gtk_widget_add_css_class (append_button (self, yes, yes_func, data), "suggested-action");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return GTK_WIDGET (self);
}

void
vt_banner_ask (VtBanner *self, const char *sentence)
{
  gtk_widget_set_visible (GTK_WIDGET (self), sentence != NULL);
  if (sentence != NULL)
    gtk_label_set_label (self->sentence, sentence);
}
