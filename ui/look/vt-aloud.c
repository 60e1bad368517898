#include "vt-aloud.h"

#include "text.h"

#define ABOUT "vt-about"

void
vt_aloud_name (GtkWidget *widget, const char *name)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

void
vt_aloud_button (GtkWidget *widget, const char *name)
{
  vt_aloud_name (widget, name);
  vt_aloud_name (gtk_widget_get_first_child (widget), name);
}

void
vt_aloud_icon (GtkWidget *widget, const char *name)
{
  vt_aloud_name (widget, name);
  gtk_widget_set_tooltip_text (widget, name);
  vt_aloud_hush (widget);
}

static void
chosen_cb (GtkDropDown *drop_down)
{
  GObject *item = gtk_drop_down_get_selected_item (drop_down);
  const char *chosen = item != NULL ? gtk_string_object_get_string (GTK_STRING_OBJECT (item)) : "";
  const char *about = g_object_get_data (G_OBJECT (drop_down), ABOUT);
  /* Translators: a chosen item, then a sentence about what is chosen: "Tanh. How each neuron bends its sum." */
  g_autofree char *words = about != NULL ? g_strdup_printf (_("%s. %s"), chosen, about) : g_strdup (chosen);

  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_first_child (GTK_WIDGET (drop_down))),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
}

void
vt_aloud_choice (GtkWidget *drop_down, const char *name, const char *about)
{
  vt_aloud_button (drop_down, name);
  g_object_set_data_full (G_OBJECT (drop_down), ABOUT, g_strdup (about), g_free);
  g_signal_connect (drop_down, "notify::selected-item", G_CALLBACK (chosen_cb), NULL);
  chosen_cb (GTK_DROP_DOWN (drop_down));
}

void
vt_aloud_hush (GtkWidget *row)
{
  gtk_accessible_reset_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
}
