#include "vt-log-slider.h"

#include <math.h>

#include "vt-look.h"

#define REST_MS 600
#define VALUE_CHARS 7 /* room for the value's text, in average characters */

struct _VtLogSlider
{
  GtkWidget parent_instance;

  /* Owned. */
  GtkWidget *box;   /* the only child; the widgets below are inside */
  GtkWidget *scale; /* over the logarithm to the base 10 */
  GtkInscription *text;
  double value;
  gboolean quiet; /* being set by the program */
  guint rest;     /* source id, or 0 */
};

G_DEFINE_FINAL_TYPE (VtLogSlider, vt_log_slider, GTK_TYPE_WIDGET)

enum
{
  MOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* The number with two digits that is meant: 0.03, not 0.0302 nor 0.029999999. */
static double
two_digits (double value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  return g_ascii_strtod (g_ascii_formatd (text, sizeof text, "%.1e", value), NULL);
}

static gboolean
rested_cb (gpointer data)
{
  VtLogSlider *self = data;

  self->rest = 0;
  g_signal_emit (self, signals[MOVED], 0, self->value, TRUE);
  return G_SOURCE_REMOVE;
}

static void
moved_cb (VtLogSlider *self)
{
  const double value = two_digits (pow (10, gtk_range_get_value (GTK_RANGE (self->scale))));

  if (self->quiet || value == self->value)
    return;
  self->value = value;
  g_signal_emit (self, signals[MOVED], 0, value, FALSE);
  g_clear_handle_id (&self->rest, g_source_remove);
  self->rest = g_timeout_add (REST_MS, rested_cb, self);
}

static void
vt_log_slider_dispose (GObject *object)
{
  VtLogSlider *self = VT_LOG_SLIDER (object);

  g_clear_handle_id (&self->rest, g_source_remove);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (vt_log_slider_parent_class)->dispose (object);
}

static void
vt_log_slider_class_init (VtLogSliderClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vt_log_slider_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "vt-log-slider");
  signals[MOVED] = g_signal_new ("moved", VT_TYPE_LOG_SLIDER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                 G_TYPE_DOUBLE, G_TYPE_BOOLEAN);
}

static void
vt_log_slider_init (VtLogSlider *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_valign (self->box, GTK_ALIGN_CENTER);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

static GtkWidget *
make_captions (VtLogSlider *self, const char *name)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *caption = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_NONE, "label", name,
                                     "xalign", 0.0f, "hexpand", TRUE, NULL);
  GtkWidget *text =
      g_object_new (GTK_TYPE_INSCRIPTION, "accessible-role", GTK_ACCESSIBLE_ROLE_NONE, "xalign", 1.0f, NULL);

  self->text = GTK_INSCRIPTION (text);
  gtk_inscription_set_min_chars (self->text, VALUE_CHARS);
  gtk_inscription_set_nat_chars (self->text, VALUE_CHARS);
  gtk_widget_add_css_class (caption, "caption");
  gtk_widget_add_css_class (caption, "dim-label");
  gtk_widget_add_css_class (text, "caption");
  vt_look_keep_number (text);
  gtk_box_append (GTK_BOX (row), caption);
  gtk_box_append (GTK_BOX (row), text);
  return row;
}

GtkWidget *
vt_log_slider_new (const char *name, double min, double max)
{
  VtLogSlider *self = g_object_new (VT_TYPE_LOG_SLIDER, NULL);

  self->scale = gtk_scale_new_with_range (GTK_ORIENTATION_HORIZONTAL, log10 (min), log10 (max), 0.1);
  gtk_range_set_increments (GTK_RANGE (self->scale), 0.1, 1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->scale), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_box_append (GTK_BOX (self->box), make_captions (self, name));
  gtk_box_append (GTK_BOX (self->box), self->scale);
  g_signal_connect_swapped (self->scale, "value-changed", G_CALLBACK (moved_cb), self);
  return GTK_WIDGET (self);
}

void
vt_log_slider_set (VtLogSlider *self, double value)
{
  if (value == self->value)
    return;
  self->value = value;
  self->quiet = TRUE;
  gtk_range_set_value (GTK_RANGE (self->scale), log10 (value));
  self->quiet = FALSE;
}

void
vt_log_slider_write (VtLogSlider *self, const char *value, const char *words)
{
  if (g_strcmp0 (value, gtk_inscription_get_text (self->text)) == 0)
    return;
  gtk_inscription_set_text (self->text, value);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->scale), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, words,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
}
