/**
 * VtSettingsList:
 *
 * The rows of a table of parameters: title, unit and control of each, hidden where its `when` does not hold. Serves
 * layers, the training recipe and the knobs of data sets. It changes nothing by itself: its user turns "changed"
 * into an edit and shows the outcome again.
 *
 * Signals:
 *   "changed" (const char *id, double value, gboolean settled)   see VtSettingField
 */
#pragma once

#include <gtk/gtk.h>

#include "settings.h"

G_BEGIN_DECLS

#define VT_TYPE_SETTINGS_LIST (vt_settings_list_get_type ())
G_DECLARE_FINAL_TYPE (VtSettingsList, vt_settings_list, VT, SETTINGS_LIST, GtkWidget)

GtkWidget *vt_settings_list_new  (void);

/* Shows these values; the rows are made anew only when the table is another. settings NULL: no rows. Borrows
 * nothing. */
void       vt_settings_list_show (VtSettingsList *self, const NnSettings *settings);

/* After show(): hides one row, until the next show(). */
void       vt_settings_list_hide (VtSettingsList *self, const NnParam *param);

/* After show(): see vt_setting_field_name(). */
void       vt_settings_list_name (VtSettingsList *self, const NnParam *param, const char *const *names);

G_END_DECLS
