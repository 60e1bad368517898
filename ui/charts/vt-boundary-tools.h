/**
 * VtBoundaryTools:
 *
 * What a click on the plane does: show that place, add a point of one kind, or delete one; and a place to be typed where none is
 * clicked.
 *
 * Signals:
 *   "place" (double x, double y)   the typed place: as if it were clicked
 *   "afresh"                       all points should go, but for two
 */
#pragma once

#include <gtk/gtk.h>

#include "points.h"

G_BEGIN_DECLS

#define VT_TYPE_BOUNDARY_TOOLS (vt_boundary_tools_get_type ())
G_DECLARE_FINAL_TYPE (VtBoundaryTools, vt_boundary_tools, VT, BOUNDARY_TOOLS, GtkBox)

typedef enum
{
  VT_TOOL_SHOW,
  VT_TOOL_ADD,       /* of the first kind: the first class, a hill, a point of the curve */
  VT_TOOL_ADD_OTHER, /* of the second: there is none for a curve */
  VT_TOOL_DELETE,
  VT_N_TOOLS,
} VtTool;

GtkWidget *vt_boundary_tools_new    (void);
/* For this data; points that cannot be changed leave only what shows. info may be NULL. */
void       vt_boundary_tools_show   (VtBoundaryTools *self, const NnDataInfo *info);
VtTool     vt_boundary_tools_chosen (VtBoundaryTools *self);
gboolean   vt_boundary_tools_adds   (VtBoundaryTools *self);
double     vt_boundary_tools_target (VtBoundaryTools *self);   /* of a point that the chosen tool adds: class or height */

G_END_DECLS
