/**
 * VtColumns:
 *
 * What stands above the pages: palette, sheet, inspector. The sheet keeps at least half of the width: in a narrow window the
 * palette goes, then the inspector, too. One that is gone comes back over the sheet when it is asked for, until the sheet is
 * pressed, or Escape.
 *
 * Signal: "changed", when a side was folded, unfolded, shown or put away.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define VT_TYPE_COLUMNS (vt_columns_get_type ())
G_DECLARE_FINAL_TYPE (VtColumns, vt_columns, VT, COLUMNS, GtkWidget)

typedef enum
{
  VT_SIDE_LEFT,
  VT_SIDE_RIGHT,
} VtSide;

#define VT_N_SIDES (VT_SIDE_RIGHT + 1)

GtkWidget *vt_columns_new       (GtkWidget *left, GtkOverlay *middle, GtkWidget *right);   /* takes them: VtColumn left and right; middle's child is the sheet */
void       vt_columns_allow     (VtColumns *self, VtSide side, gboolean allowed);   /* FALSE: it is not shown at all */
void       vt_columns_show      (VtColumns *self, VtSide side, gboolean shown);     /* where it is folded: over the sheet */
gboolean   vt_columns_is_folded (VtColumns *self, VtSide side);
gboolean   vt_columns_is_shown  (VtColumns *self, VtSide side);

/* Two widgets with a border between them that can be dragged; neither gets less than it needs. */
GtkWidget *vt_paned_new         (GtkOrientation way, GtkWidget *start, GtkWidget *end, gboolean start_grows, const char *name);

G_END_DECLS
