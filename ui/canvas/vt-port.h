/* VtPort: the ring where wires leave or end at a card. A child of its card; a button for who has no mouse. Private to this room. */
#pragma once

#include <gtk/gtk.h>

#include "vt-theme.h"

G_BEGIN_DECLS

#define VT_TYPE_PORT (vt_port_get_type ())
G_DECLARE_FINAL_TYPE (VtPort, vt_port, VT, PORT, GtkWidget)

#define VT_PORT_AREA 22.0   /* side of the square that takes the pointer */

/* Emits "activate" when it is chosen by keyboard or by a screen reader. */
GtkWidget *vt_port_new       (gboolean is_output);
gboolean   vt_port_is_output (VtPort *self);
guint      vt_port_slot      (VtPort *self);                            /* of an input: counted from 0 */
void       vt_port_set_name  (VtPort *self, const char *name, guint slot);   /* its accessible name: "Dense 1 output" */
void       vt_port_set_look  (VtPort *self, const VtTheme *theme, double zoom, gboolean is_wrong);
void       vt_port_set_armed (VtPort *self, gboolean armed);            /* a wire starts here and waits for its other end */

G_END_DECLS
