/**
 * VtPalette:
 *
 * The left column: layers to add, examples to open, data to train on. Opening an example is left to the window (action
 * win.open-document with "example:NAME"), which asks about unsaved changes.
 */
#pragma once

#include <gtk/gtk.h>

#include "vt-session.h"

G_BEGIN_DECLS

#define VT_TYPE_PALETTE (vt_palette_get_type ())
G_DECLARE_FINAL_TYPE (VtPalette, vt_palette, VT, PALETTE, GtkWidget)

GtkWidget *vt_palette_new       (VtSession *session);
void       vt_palette_show_data (VtPalette *self);   /* opens its tab of data */

G_END_DECLS
