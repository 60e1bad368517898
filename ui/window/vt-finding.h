/* VtFinding: what the numbers of training say, on a calm bar over the whole width: a sentence, the numbers, and a button that mends it. Stays away when it
 * was closed, until another run. */
#pragma once

#include <gtk/gtk.h>

#include "vt-session.h"

G_BEGIN_DECLS

#define VT_TYPE_FINDING (vt_finding_get_type ())
G_DECLARE_FINAL_TYPE (VtFinding, vt_finding, VT, FINDING, GtkWidget)

GtkWidget *vt_finding_new  (VtSession *session);
void       vt_finding_show (VtFinding *self);     /* the session's newest frame */

G_END_DECLS
