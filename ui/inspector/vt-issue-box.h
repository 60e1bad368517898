/* VtIssueBox: one issue in words, with its remedies as buttons; each remedy is an edit like any other. */
#pragma once

#include <gtk/gtk.h>

#include "vt-session.h"

G_BEGIN_DECLS

#define VT_TYPE_ISSUE_BOX (vt_issue_box_get_type ())
G_DECLARE_FINAL_TYPE (VtIssueBox, vt_issue_box, VT, ISSUE_BOX, GtkWidget)

GtkWidget *vt_issue_box_new  (VtSession *session);

/* Shows the first issue the session's report has for a layer (0: for the network as a whole), or hides itself. */
void       vt_issue_box_show (VtIssueBox *self, guint layer);

G_END_DECLS
