/* VtTape: the slider `Tape` with a tick for each recorded moment, as high as its loss, and the button that leads back to where training is. */
#pragma once

#include <gtk/gtk.h>

#include "vt-session.h"

G_BEGIN_DECLS

#define VT_TYPE_TAPE (vt_tape_get_type ())
G_DECLARE_FINAL_TYPE (VtTape, vt_tape, VT, TAPE, GtkWidget)

GtkWidget *vt_tape_new  (VtSession *session);
void       vt_tape_show (VtTape *self);           /* the session's newest frame */

G_END_DECLS
