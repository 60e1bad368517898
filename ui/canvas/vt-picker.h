/**
 * VtPicker: a popover with a search and a list. Typing filters, Enter takes the row that is marked (at first the first), arrows mark
 * another. Private to this room.
 *
 * Signal: "picked" (guint), the id of the row. The popover closes first.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define VT_TYPE_PICKER (vt_picker_get_type ())
G_DECLARE_FINAL_TYPE (VtPicker, vt_picker, VT, PICKER, GtkPopover)

GtkWidget *vt_picker_new (const char *name, const char *none);      /* none: said when nothing fits the search */
void       vt_picker_add (VtPicker *self, guint id, const char *icon, const char *title, const char *detail);   /* icon and detail may be NULL; both texts are searched */

G_END_DECLS
