/**
 * VtPages:
 *
 * The lower area of the window: tabs, and the pages they open. As many as fit stand side by side; where there is no room for
 * another, the one opened last makes way. Ctrl and a click closes a page (Delete on its tab), a double click leaves it alone. At first the curves are open, and beside them the page that says most about
 * the data. Pages that make no sense for the data are greyed, with the reason. 236 px high at least, 42 of them tabs. The button
 * that gives them the whole height is the window's action win.expand-pages.
 */
#pragma once

#include <gtk/gtk.h>

#include "vt-session.h"
#include "vt-theme.h"

G_BEGIN_DECLS

#define VT_TYPE_PAGES (vt_pages_get_type ())
G_DECLARE_FINAL_TYPE (VtPages, vt_pages, VT, PAGES, GtkWidget)

GtkWidget *vt_pages_new       (VtSession *session);
void       vt_pages_toggle    (VtPages *self, guint i);   /* opens or closes the i-th page */
void       vt_pages_mark      (VtPages *self, double epoch);   /* of the moment that the tape shows, on the curves; NaN: none */
void       vt_pages_set_theme (VtPages *self, const VtTheme *theme);

G_END_DECLS
