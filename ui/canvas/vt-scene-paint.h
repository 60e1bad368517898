/* Drawing a scene with cairo: what the window's widgets and the command line's figures have in common. */
#pragma once

#include "vt-scene.h"

G_BEGIN_DECLS

typedef enum
{
  VT_WIRE_PLAIN,
  VT_WIRE_CHOSEN,
  VT_WIRE_HELD_OVER,   /* a layer that is dragged would go here */
} VtWireLook;

void   vt_paint_dots    (cairo_t *cr, const VtTheme *theme, const VtRect *area, double zoom, double x, double y);   /* every 24, in pixels of the screen; x and y: where the sheet's origin lies */
void   vt_paint_wire    (cairo_t *cr, const VtTheme *theme, const VtSceneWire *wire, VtWireLook look);
void   vt_paint_wire_label (cairo_t *cr, const VtTheme *theme, const VtSceneWire *wire);   /* the pill, and the disc of a wire that is wrong */
VtRect vt_wire_extents  (const VtSceneWire *wire);                       /* of what vt_paint_wire() touches */
VtRect vt_wire_label_extents (const VtSceneWire *wire);
/* A weight wire's look, by |w| ÷ cap. */
static inline double
vt_weight_width (double size)
{
  return 0.7 + 5.3 * size;
}

static inline double
vt_weight_alpha (double size)
{
  return 0.22 + 0.6 * size;
}

/* With high contrast negative weights are dashed, as seen along x. */
#define VT_DASH_PERIOD 9.0
#define VT_DASH_LENGTH 6.0

void   vt_paint_weights (cairo_t *cr, const VtTheme *theme, const GArray *lines);   /* VtWeightLine */
void   vt_paint_loose_wire (cairo_t *cr, const VtTheme *theme, double x0, double y0, double x1, double y1, gboolean fits);   /* one that is being dragged */
void   vt_paint_port    (cairo_t *cr, const VtTheme *theme, double x, double y, gboolean is_wrong, gboolean is_hot);

G_END_DECLS
