/* The rows and frames that the palette's three lists share. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A list row with an icon, a title and (unless NULL) a line under it; `about` is its tooltip and accessible
 * description. */
GtkWidget *vt_palette_row_new (const char *icon, const char *title, const char *line, const char *about);

/* A list box with an accessible name. */
GtkWidget *vt_palette_list_new (const char *name);

/* A window that takes the height there is and scrolls what is in it. */
GtkWidget *vt_palette_scroller_new (GtkWidget *child);

G_END_DECLS
