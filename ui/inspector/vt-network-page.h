/* VtNetworkPage: the inspector when no layer is chosen: the network's facts, its note, and the training recipe. */
#pragma once

#include <gtk/gtk.h>

#include "vt-session.h"

G_BEGIN_DECLS

#define VT_TYPE_NETWORK_PAGE (vt_network_page_get_type ())
G_DECLARE_FINAL_TYPE (VtNetworkPage, vt_network_page, VT, NETWORK_PAGE, GtkWidget)

GtkWidget *vt_network_page_new (VtSession *session);

G_END_DECLS
