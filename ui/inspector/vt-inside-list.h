/**
 * VtInsideList:
 *
 * What a group holds, a row for each layer: opened, its settings, a way to put a layer behind it, and to take it out. Every change
 * is an edit of the session, inside the group; of a group in the group the rows go on one level deeper.
 */
#pragma once

#include <gtk/gtk.h>

#include "vt-session.h"

G_BEGIN_DECLS

#define VT_TYPE_INSIDE_LIST (vt_inside_list_get_type ())
G_DECLARE_FINAL_TYPE (VtInsideList, vt_inside_list, VT, INSIDE_LIST, GtkWidget)

GtkWidget *vt_inside_list_new  (VtSession *session);

/* The group at the end of a path of ids, the first in the session's network, each next inside the one before. n 0, or no group there:
 * the list is hidden. */
void       vt_inside_list_show (VtInsideList *self, const guint *path, guint n);

G_END_DECLS
