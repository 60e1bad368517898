/* A window of rows: a header with its title, below it a page that scrolls. Escape closes it. It fits any screen and any size of
 * text, and says nothing to a screen reader but what it shows. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

GtkWidget *vt_dialog_new (const char *title, AdwPreferencesPage *page, GtkWindow *parent, int width, int height);

G_END_DECLS
