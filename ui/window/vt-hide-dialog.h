/* What of the window a document hides: the teacher's list. Each switch is an edit of the document; while the dialog is open, one undo
 * step. */
#pragma once

#include <gtk/gtk.h>

#include "vt-session.h"

G_BEGIN_DECLS

void vt_hide_dialog_show (GtkWindow *parent, VtSession *session);

G_END_DECLS
