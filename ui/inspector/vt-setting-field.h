/**
 * VtSettingField:
 *
 * The control of one parameter: a number with − and +, a switch or a list to choose from, named by the parameter's
 * title. What is typed counts on Enter and on leaving the field. − and + of a parameter without a step of its own
 * double and halve.
 *
 * Signals:
 *   "changed" (double value, gboolean settled)   the user set it; settled is FALSE while a value is being turned, so
 *                                                that a row of small turns can become one undo step
 */
#pragma once

#include <gtk/gtk.h>

#include "settings.h"

G_BEGIN_DECLS

#define VT_TYPE_SETTING_FIELD (vt_setting_field_get_type ())
G_DECLARE_FINAL_TYPE (VtSettingField, vt_setting_field, VT, SETTING_FIELD, GtkWidget)

GtkWidget     *vt_setting_field_new   (const NnParam *param);                     /* param must outlive it */
const NnParam *vt_setting_field_param (VtSettingField *self);
void           vt_setting_field_set   (VtSettingField *self, double value);       /* emits nothing */

/* The values of an INT, from its least on, are called this and are chosen from a list. NULL: they are numbers. Ends with NULL. */
void           vt_setting_field_name  (VtSettingField *self, const char *const *names);

/* What + (up) or − make of a value that has no fixed step: about twice or half, on 1, 2, 5, 10, 20 …; whole for an
 * INT. From 0 up: the smallest sensible value of the range; from there down: 0, if the range holds it. */
double         vt_setting_nudge       (const NnParam *param, double value, gboolean up);

/* A value as the field writes it, in the user's locale; vt_number_parse() reads it back. */
char          *vt_setting_format      (const NnParam *param, double value);       /* (transfer full) */

G_END_DECLS
