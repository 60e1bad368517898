/* VtColumn: gives one widget a width that does not depend on what it shows; it may be drawn wider, never narrower. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define VT_TYPE_COLUMN (vt_column_get_type ())
G_DECLARE_FINAL_TYPE (VtColumn, vt_column, VT, COLUMN, GtkWidget)

GtkWidget *vt_column_new   (GtkWidget *child, int width);   /* width in pixels */
int        vt_column_width (VtColumn *self);                /* the least, at the size that text has now */

G_END_DECLS
