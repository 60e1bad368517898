/**
 * VtStart:
 *
 * The page that a window begins with: what one worked on lately, an empty sheet, and the examples, each with its living
 * picture. Uses the window's actions (win.back, win.new, win.open-document). Pictures learn only while the page can be
 * seen.
 */
#pragma once

#include <gtk/gtk.h>

#include "vt-theme.h"

G_BEGIN_DECLS

#define VT_TYPE_START (vt_start_get_type ())
G_DECLARE_FINAL_TYPE (VtStart, vt_start, VT, START, GtkWidget)

GtkWidget *vt_start_new       (void);
void       vt_start_set_theme (VtStart *self, const VtTheme *theme);
void       vt_start_refresh   (VtStart *self, const char *open);   /* the own documents anew; open: the title of the one to go back to, or NULL */
void       vt_start_focus     (VtStart *self);                     /* the keyboard starts at the first card */

G_END_DECLS
