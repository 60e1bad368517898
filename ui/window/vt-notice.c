#include "vt-notice.h"

#include "text.h"

/* Time to read a sentence of usual length twice. */
#define READING_SECONDS 12

struct _VtNotice
{
  GtkWidget parent_instance;

  GtkWidget *box; /* owned, the only child */
  GtkImage *icon;
  GtkLabel *sentence;
  gboolean is_fleeting;
  guint timeout; /* source id, or 0 */
};

G_DEFINE_FINAL_TYPE (VtNotice, vt_notice, GTK_TYPE_WIDGET)

static void
close_cb (VtNotice *self)
{
  vt_notice_show (self, NULL);
}

static gboolean
read_cb (gpointer data)
{
  VtNotice *self = data;

  self->timeout = 0;
  vt_notice_show (self, NULL);
  return G_SOURCE_REMOVE;
}

static void
vt_notice_dispose (GObject *object)
{
  VtNotice *self = VT_NOTICE (object);

  g_clear_handle_id (&self->timeout, g_source_remove);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (vt_notice_parent_class)->dispose (object);
}

static void
vt_notice_class_init (VtNoticeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vt_notice_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "vt-notice");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_ALERT);
}

static void
vt_notice_init (VtNotice *self)
{
  GtkWidget *close = gtk_button_new_from_icon_name ("window-close-symbolic");
  GtkWidget *sentence = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0f, "wrap", TRUE, "hexpand", TRUE, "max-width-chars",
                                      70, "selectable", FALSE, NULL);

  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  self->sentence = GTK_LABEL (sentence);
  gtk_widget_add_css_class (close, "flat");
  gtk_widget_set_valign (close, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (close, _("Close this message"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (close), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Close this message"), -1);
  g_signal_connect_swapped (close, "clicked", G_CALLBACK (close_cb), self);
  self->icon = GTK_IMAGE (gtk_image_new_from_icon_name ("vt-problem-symbolic"));
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->icon));
  gtk_box_append (GTK_BOX (self->box), sentence);
  gtk_box_append (GTK_BOX (self->box), close);
}

GtkWidget *
vt_notice_new (const char *name, gboolean is_fleeting)
{
  VtNotice *self = g_object_new (VT_TYPE_NOTICE, "visible", FALSE, NULL);

  self->is_fleeting = is_fleeting;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return GTK_WIDGET (self);
}

void
vt_notice_set_good (VtNotice *self)
{
  gtk_image_set_from_icon_name (self->icon, "object-select-symbolic");
  gtk_widget_add_css_class (GTK_WIDGET (self), "good");
}

void
vt_notice_show (VtNotice *self, const char *sentence)
{
  g_clear_handle_id (&self->timeout, g_source_remove);
  gtk_widget_set_visible (GTK_WIDGET (self), sentence != NULL);
  if (sentence == NULL)
    return;
  gtk_label_set_label (self->sentence, sentence);
  if (self->is_fleeting)
    self->timeout = g_timeout_add_seconds (READING_SECONDS, read_cb, self);
}
