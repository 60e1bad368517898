/**
 * VtBoundary:
 *
 * The figure of the boundary page: what the network says for every place on the plane, the examples over it and a legend; or,
 * for inputs of one number, the fitted curve among the points. No GTK.
 */
#pragma once

#include "vt-axis.h"
#include "vt-places.h"
#include "vt-plane.h"
#include "vt-shape.h"

G_BEGIN_DECLS

#define VT_FIT_CELLS 240   /* columns of a fitted curve */
#define VT_BOUNDARY_MARK 6.5   /* px across an example, without its rim */

typedef struct
{
  const VtTheme *theme;
  const VtSubject *subject;
  const VtPlaces *places;
  VtPlane *plane;          /* of inputs of two numbers */
  const GArray *fit;       /* float, of inputs of one number: the answer at VT_FIT_CELLS places */
  VtAxis *fit_axis;        /* of the answers */
  const char *unit;        /* "Dense 1, neuron 3": the plane is this unit's; NULL: the network's answers */
  double unit_limit;       /* of its colours */
  const char *without;     /* said in place of the network's answers: there are none; else NULL */
  gboolean has_input;      /* the two below are known */
  double x, y;             /* where the example shown lies */
  gint64 example;          /* −1: given by hand */
  cairo_surface_t *marks;  /* the examples, drawn once for this size; NULL: draw them */
} VtBoundary;

VtRect           vt_boundary_plot  (const VtBoundary *boundary, double width, double height);   /* where the plane or the curve lies */
/* The examples' marks as a picture of width × height px, at `scale` pixels each. (transfer full) */
cairo_surface_t *vt_boundary_marks (const VtBoundary *boundary, double width, double height, int scale);
void             vt_boundary_draw  (const VtBoundary *boundary, cairo_t *cr, double width, double height);

G_END_DECLS
