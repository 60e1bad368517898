/**
 * VtLook:
 *
 * How people want the whole program to look, from the system's settings and the program's own: the colours of what is drawn, how
 * large text is, and how numbers are written. There is one.
 *
 * Text in widgets follows GTK's gtk-xft-dpi; what cairo draws is scaled by vt_look_text_scale(), so that both always agree.
 *
 * Signal "changed" (): any of it changed: draw and write everything anew.
 */
#pragma once

#include <gtk/gtk.h>

#include "vt-theme.h"

G_BEGIN_DECLS

#define VT_TYPE_LOOK (vt_look_get_type ())
G_DECLARE_FINAL_TYPE (VtLook, vt_look, VT, LOOK, GObject)

VtLook        *vt_look_get            (void);   /* (transfer none) */

const VtTheme *vt_look_theme          (VtLook *self);   /* light or dark, high contrast or not */
double         vt_look_text_scale     (VtLook *self);   /* 1: as designed. The system's times the program's own */

/* The program's own wishes, beside the system's. */
void           vt_look_set_contrast   (VtLook *self, gboolean high);         /* FALSE: as the system */
void           vt_look_set_text_scale (VtLook *self, double scale);          /* times the system's */
void           vt_look_set_presenting (VtLook *self, gboolean presents);     /* text is larger yet, so that the last row can read it */
void           vt_look_set_point      (VtLook *self, const char *point);     /* between a number's whole and its fraction, a constant; NULL: the locale's */

/* For widgets that draw or measure by the text's size: their size and picture follow it from now on. */
void           vt_look_follow         (GtkWidget *widget);

/* For labels, inscriptions and entries that show a number and little else: it runs from left to right in every language, so that
 * its sign and its groups stay where they belong. Where the window is mirrored, what was on the left goes to the right all the same. */
void           vt_look_keep_number    (GtkWidget *text);

G_END_DECLS
