/**
 * VtRows:
 *
 * Children side by side, in as many rows as it takes: where text is large or the window narrow, what has no room goes to the
 * next row instead of being cut. Children that expand share what is left of their row. A separator is shown only between two
 * others.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define VT_TYPE_ROWS (vt_rows_get_type ())
G_DECLARE_FINAL_TYPE (VtRows, vt_rows, VT, ROWS, GtkWidget)

GtkWidget *vt_rows_new    (int spacing, int row_spacing);   /* pixels between children, between rows */
void       vt_rows_append (VtRows *self, GtkWidget *child);

G_END_DECLS
