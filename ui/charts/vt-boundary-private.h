/* The boundary page's own: what it shows (-page.c) and what pointer and keyboard do there (-hand.c). Private to this room. */
#pragma once

#include "vt-boundary-page.h"
#include "vt-boundary.h"

G_BEGIN_DECLS

#define VT_NOBODY (-1)

struct _VtBoundaryPage
{
  VtPage parent_instance;

  /* Owned; drawing reads nothing else. */
  VtPlane *plane;
  VtPlaces *places;
  GArray *fit;               /* float, VT_FIT_CELLS or empty */
  VtAxis fit_axis;
  cairo_surface_t *marks;    /* of the size below; NULL: to be drawn again */
  int marks_width, marks_height, marks_scale;
  gboolean has_input;
  double x, y;
  gint64 example;

  guint layer, unit;         /* shown instead of the network's answer; layer 0: none is */
  char *unit_name;
  double unit_limit;         /* of its colours: grows, as on cards */
  int dragged;               /* the point that is held; NOBODY: none */

  GtkWidget *discretise, *validation, *chooser, *tools;
};

gboolean   vt_boundary_page_is_flat  (VtBoundaryPage *self);      /* of data with one number: y is what should come out */
VtBoundary vt_boundary_page_figure   (VtBoundaryPage *self);
void       vt_boundary_page_add_hand (VtBoundaryPage *self);      /* after its tools */

G_END_DECLS
