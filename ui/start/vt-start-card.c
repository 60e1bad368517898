#include "vt-start-card.h"

#include "vt-picture.h"

#define ICON_SIZE 40

struct _VtStartCard
{
  GtkWidget parent_instance;

  GtkWidget *button;  /* owned, the only child */
  VtPreview *preview; /* owned, or NULL */
  VtPicture *picture; /* inside the button, or NULL */
};

G_DEFINE_FINAL_TYPE (VtStartCard, vt_start_card, GTK_TYPE_WIDGET)

static GtkWidget *
make_label (const char *text, const char *css_class)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", text, "xalign", 0.0f, "wrap", TRUE, "wrap-mode",
                                   PANGO_WRAP_WORD_CHAR, "width-chars", 20, "max-width-chars", 20, NULL);

  gtk_widget_add_css_class (label, css_class);
  return label;
}

static GtkWidget *
make_texts (const VtStartOffer *offer)
{
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *foot = make_label (offer->foot, "foot");

  gtk_widget_add_css_class (texts, "texts");
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_set_vexpand (foot, TRUE);
  gtk_widget_set_valign (foot, GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (texts), make_label (offer->title, "title"));
  gtk_box_append (GTK_BOX (texts), make_label (offer->sentence, "sentence"));
  gtk_box_append (GTK_BOX (texts), foot);
  return texts;
}

static GtkWidget *
make_sign (const char *icon)
{
  GtkWidget *sign = gtk_image_new_from_icon_name (icon);

  gtk_image_set_pixel_size (GTK_IMAGE (sign), ICON_SIZE);
  gtk_widget_add_css_class (sign, "sign");
  return sign;
}

static void
vt_start_card_dispose (GObject *object)
{
  VtStartCard *self = VT_START_CARD (object);

  self->picture = NULL;
  g_clear_object (&self->preview);
  g_clear_pointer (&self->button, gtk_widget_unparent);
  G_OBJECT_CLASS (vt_start_card_parent_class)->dispose (object);
}

static void
vt_start_card_class_init (VtStartCardClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vt_start_card_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "vt-start-card");
}

static void
vt_start_card_init (VtStartCard *self)
{
  self->button = gtk_button_new ();
  gtk_widget_set_parent (self->button, GTK_WIDGET (self));
}

static GtkWidget *
make_picture (VtStartCard *self, const VtStartOffer *offer)
{
  GtkWidget *picture;

  if (offer->document == NULL)
    return make_sign (offer->icon);
  self->preview = vt_preview_new (offer->document);
  picture = vt_picture_new (self->preview);
  self->picture = VT_PICTURE (picture);
  return picture;
}

static void
say_what (VtStartCard *self, const VtStartOffer *offer)
{
  g_autofree char *words = g_strjoin (" ", offer->sentence, offer->foot, NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, offer->title,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
}

GtkWidget *
vt_start_card_new (const VtStartOffer *offer)
{
  VtStartCard *self = g_object_new (VT_TYPE_START_CARD, NULL);
  GtkWidget *box = gtk_box_new (offer->is_low ? GTK_ORIENTATION_HORIZONTAL : GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *picture = make_picture (self, offer);

  gtk_widget_set_overflow (self->button, GTK_OVERFLOW_HIDDEN);
  gtk_box_append (GTK_BOX (box), picture);
  gtk_box_append (GTK_BOX (box), make_texts (offer));
  gtk_button_set_child (GTK_BUTTON (self->button), box);
  if (offer->document != NULL)
    gtk_actionable_set_action_target (GTK_ACTIONABLE (self->button), "s", offer->document);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button),
                                  offer->document != NULL ? "win.open-document" : offer->action);
  say_what (self, offer);
  return GTK_WIDGET (self);
}

VtPreview *
vt_start_card_preview (VtStartCard *self)
{
  return self->preview;
}

void
vt_start_card_set_theme (VtStartCard *self, const VtTheme *theme)
{
  if (self->picture != NULL)
    vt_picture_set_theme (self->picture, theme);
}

void
vt_start_card_focus (VtStartCard *self)
{
  gtk_widget_grab_focus (self->button);
}
