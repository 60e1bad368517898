/* The window's header bar: documents and undo on the left, the document's name in the middle, the menu on the right. */
#pragma once

#include <gtk/gtk.h>

#include "vt-columns.h"
#include "vt-session.h"

G_BEGIN_DECLS

#define VT_TYPE_HEADER (vt_header_get_type ())
G_DECLARE_FINAL_TYPE (VtHeader, vt_header, VT, HEADER, GtkWidget)

GtkWidget *vt_header_new           (VtSession *session);
void       vt_header_show_document (VtHeader *self, gboolean shown);   /* FALSE: the program's name stands in its place */
void       vt_header_offer_side    (VtHeader *self, VtSide side, gboolean offered);   /* a button that shows a folded side */

G_END_DECLS
