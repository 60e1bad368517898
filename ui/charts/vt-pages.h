/**
 * VtPages:
 *
 * The lower area of the window: tabs, and the pages they open. In a wide window the curves stay on the left and the chosen page
 * stands beside them; in a narrow one the chosen page stands alone. Pages that make no sense for the data are greyed, with the
 * reason. 236 px high at least, 42 of them tabs.
 */
#pragma once

#include <gtk/gtk.h>

#include "vt-session.h"
#include "vt-theme.h"

G_BEGIN_DECLS

#define VT_TYPE_PAGES (vt_pages_get_type ())
G_DECLARE_FINAL_TYPE (VtPages, vt_pages, VT, PAGES, GtkWidget)

GtkWidget *vt_pages_new       (VtSession *session);
void       vt_pages_set_theme (VtPages *self, const VtTheme *theme);

G_END_DECLS
