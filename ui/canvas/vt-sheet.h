/**
 * VtSheet: the canvas.
 *
 * The network as cards and wires on an endless, zoomable sheet. It follows the session by itself and asks it for edits; what
 * others do to it is set its colours and its view. Named "Network" on the accessibility bus.
 *
 * The sheet runs from left to right in every language, as mathematics does: places are kept in the document, x grows to the right
 * in every chart, and a picture of a network in a book is not mirrored either. Only the panels around it are.
 *
 * What may be dropped on it: a string "vitrine-kind:<id>", on empty sheet or on a wire.
 * Actions (class actions, also for menus and shortcuts of the window): "sheet.zoom-in", "sheet.zoom-out", "sheet.zoom-reset",
 * "sheet.fit", "sheet.delete", "sheet.cancel".
 */
#pragma once

#include <gtk/gtk.h>

#include "vt-session.h"
#include "vt-theme.h"

G_BEGIN_DECLS

#define VT_TYPE_SHEET (vt_sheet_get_type ())
G_DECLARE_FINAL_TYPE (VtSheet, vt_sheet, VT, SHEET, GtkWidget)

#define VT_DROP_PREFIX "vitrine-kind:"

GtkWidget *vt_sheet_new         (VtSession *session);
void       vt_sheet_set_theme   (VtSheet *self, const VtTheme *theme);   /* whenever the style changes; one of the constants */
void       vt_sheet_fit         (VtSheet *self);                         /* all cards in view, at 100 % at most */
void       vt_sheet_zoom_by     (VtSheet *self, double factor);          /* around the middle */
double     vt_sheet_zoom        (VtSheet *self);                         /* 1: 100 % */
void       vt_sheet_focus_layer (VtSheet *self, guint layer);            /* brings its card into view and gives it the keyboard */

G_END_DECLS
