/**
 * VtSpreadRow:
 *
 * How a layer's numbers are spread, as a row: its title and a small histogram; opened, a large one with its scale, and the
 * numbers that sum it up, live.
 *
 * Signal: "opened", to be answered with the numbers as they are.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define VT_TYPE_SPREAD_ROW (vt_spread_row_get_type ())
G_DECLARE_FINAL_TYPE (VtSpreadRow, vt_spread_row, VT, SPREAD_ROW, GtkWidget)

GtkWidget *vt_spread_row_new   (const char *title);                                        /* translated; also its accessible name */
void       vt_spread_row_show  (VtSpreadRow *self, const float *numbers, gsize n);         /* n 0: nothing yet */
void       vt_spread_row_clear (VtSpreadRow *self);

G_END_DECLS
