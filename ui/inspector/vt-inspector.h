/* VtInspector: the right column: the chosen layer, or the whole network and how it learns. */
#pragma once

#include <gtk/gtk.h>

#include "vt-session.h"

G_BEGIN_DECLS

#define VT_TYPE_INSPECTOR (vt_inspector_get_type ())
G_DECLARE_FINAL_TYPE (VtInspector, vt_inspector, VT, INSPECTOR, GtkWidget)

GtkWidget *vt_inspector_new (VtSession *session);

G_END_DECLS
