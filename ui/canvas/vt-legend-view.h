/* VtLegendView: the legend at the sheet's bottom left. Private to this room. */
#pragma once

#include <gtk/gtk.h>

#include "vt-legend.h"

G_BEGIN_DECLS

#define VT_TYPE_LEGEND_VIEW (vt_legend_view_get_type ())
G_DECLARE_FINAL_TYPE (VtLegendView, vt_legend_view, VT, LEGEND_VIEW, GtkWidget)

GtkWidget *vt_legend_view_new (const VtScene *scene);   /* borrows the scene, which must outlive it */
/* The width it may take beside the zoom, and all of the sheet's; what does not fit goes into further rows. Of a low sheet it
 * leaves most free, enlarged text or not. FALSE: it is too wide to stand beside the zoom. */
gboolean   vt_legend_view_set_room (VtLegendView *self, double beside, double all, double height);
gboolean   vt_legend_view_refresh (VtLegendView *self, const VtTheme *theme);   /* redraws only if what it says changed: TRUE */

G_END_DECLS
