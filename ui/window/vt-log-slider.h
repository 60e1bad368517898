/**
 * VtLogSlider:
 *
 * A slider over powers of ten with its caption and its value written above it. Equal ways multiply by equal factors;
 * values are rounded to two digits, so that what is written is what is meant.
 *
 * Signals:
 *   "moved" (double value, gboolean settled)   the user moved it; settled: it has rested for a moment
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define VT_TYPE_LOG_SLIDER (vt_log_slider_get_type ())
G_DECLARE_FINAL_TYPE (VtLogSlider, vt_log_slider, VT, LOG_SLIDER, GtkWidget)

GtkWidget *vt_log_slider_new   (const char *name, double min, double max);   /* min > 0 */
void       vt_log_slider_set   (VtLogSlider *self, double value);            /* emits nothing */
void       vt_log_slider_write (VtLogSlider *self, const char *value, const char *words);   /* the text above it; the same for a screen reader */

G_END_DECLS
