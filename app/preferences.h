/* What the user prefers for the whole program: remembered from one start to the next, and applied at once. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

void       vt_preferences_apply      (void);                /* as they were left */
GtkWidget *vt_preferences_window_new (GtkWindow *parent);   /* (transfer none) */

G_END_DECLS
