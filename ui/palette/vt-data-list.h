/**
 * The palette's data: the built-in sets, the knobs of the one in use, and the way to files of one's own. Choosing a
 * set and turning a knob are edits. Files are asked for by the window (actions win.open-data-file and
 * win.open-data-folder).
 */
#pragma once

#include <gtk/gtk.h>

#include "vt-session.h"

G_BEGIN_DECLS

#define VT_TYPE_DATA_LIST (vt_data_list_get_type ())
G_DECLARE_FINAL_TYPE (VtDataList, vt_data_list, VT, DATA_LIST, GtkWidget)

GtkWidget *vt_data_list_new (VtSession *session);

G_END_DECLS
