/* VtWhyView: an explanation drawn: a table, lines, and the result. Widths only grow while the question is the same, so that no
 * number moves while they change. */
#pragma once

#include <gtk/gtk.h>

#include "vt-theme.h"
#include "vt-why-text.h"

G_BEGIN_DECLS

#define VT_TYPE_WHY_VIEW (vt_why_view_get_type ())
G_DECLARE_FINAL_TYPE (VtWhyView, vt_why_view, VT, WHY_VIEW, GtkWidget)

GtkWidget  *vt_why_view_new       (void);
void        vt_why_view_set_theme (VtWhyView *self, const VtTheme *theme);
void        vt_why_view_show      (VtWhyView *self, const NnWhy *why, VtWhyNamer name, gpointer data);   /* copies what it needs */
void        vt_why_view_set_room  (VtWhyView *self, double room);   /* the height it may take; where that is not enough, the first tables say only their sums */
void        vt_why_view_set_most_width (VtWhyView *self, double most);   /* large text is drawn smaller where that is not enough */
const char *vt_why_view_words     (VtWhyView *self);   /* what is shown, as sentences; never NULL */

G_END_DECLS
