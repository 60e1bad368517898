/* What a screen reader needs to be told because GTK 4.8 does not: names of the button inside a compound widget, what is chosen. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void vt_aloud_name   (GtkWidget *widget, const char *name);
/* Of a widget that is only clicked on through the button inside it, as a menu button is: both get the name. */
void vt_aloud_button (GtkWidget *widget, const char *name);
/* A drop-down: its name, and from now on the chosen item as the description of the button that has the keyboard. about: a sentence
 * that follows it, or NULL. */
void vt_aloud_choice (GtkWidget *drop_down, const char *name, const char *about);
/* An icon's name, shown as its tooltip and said once: GTK makes tooltips descriptions as well. */
void vt_aloud_icon   (GtkWidget *widget, const char *name);
/* A row whose tooltip is said by the field in it: it does not say it again. Call it after the tooltip was set. */
void vt_aloud_hush   (GtkWidget *row);

G_END_DECLS
