/**
 * VtLayerPage:
 *
 * The inspector of one layer: its name, what goes in and comes out, what is wrong with it, its settings, the spread
 * of its numbers, and what its kind is. Asks the session for the numbers only while it is on the screen.
 */
#pragma once

#include <gtk/gtk.h>

#include "vt-session.h"

G_BEGIN_DECLS

#define VT_TYPE_LAYER_PAGE (vt_layer_page_get_type ())
G_DECLARE_FINAL_TYPE (VtLayerPage, vt_layer_page, VT, LAYER_PAGE, GtkWidget)

GtkWidget *vt_layer_page_new  (VtSession *session);

/* Shows a layer as it is now; called again after every edit. 0: nothing is chosen and the page rests. */
void       vt_layer_page_show (VtLayerPage *self, guint layer);

G_END_DECLS
