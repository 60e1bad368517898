/* The shapes that drawings share: rounded rectangles, shadows, rings, pills, bars and marks. All sizes are pixels at 100 %. */
#pragma once

#include "vt-theme.h"

G_BEGIN_DECLS

typedef struct
{
  double x, y, w, h;
} VtRect;

static inline gboolean
vt_rect_contains (const VtRect *rect, double x, double y)
{
  return x >= rect->x && x < rect->x + rect->w && y >= rect->y && y < rect->y + rect->h;
}

static inline gboolean
vt_rect_overlaps (const VtRect *a, const VtRect *b)
{
  return a->x < b->x + b->w && b->x < a->x + a->w && a->y < b->y + b->h && b->y < a->y + a->h;
}

static inline VtRect
vt_rect_grow (const VtRect *rect, double by)
{
  return (VtRect) { rect->x - by, rect->y - by, rect->w + 2.0 * by, rect->h + 2.0 * by };
}

VtRect vt_rect_common (const VtRect *a, const VtRect *b);  /* what lies in both; w or h 0 where nothing does */
VtRect vt_rect_union (const VtRect *a, const VtRect *b);   /* an empty one (w 0) adds nothing */

#define VT_SHADOW_MARGIN 20.0   /* how far a card's shadow may reach beyond it */

/* Paths: the caller fills or strokes. */
void vt_round_path  (cairo_t *cr, const VtRect *rect, double radius);

/* A card's shadow, 0 1 2 and 0 4 14 at `strength` of black each (0.08 on cards), from a picture made once. Draw it before the card. */
void vt_shadow      (cairo_t *cr, const VtRect *rect, double strength);
void vt_box         (cairo_t *cr, const VtRect *rect, double radius, const VtColour *fill, const VtColour *line, double line_width);   /* either colour may be NULL */
void vt_dashed_box  (cairo_t *cr, const VtRect *rect, double radius, const VtColour *line);
void vt_tile_edge   (cairo_t *cr, const VtTheme *theme, const VtRect *rect, double radius);   /* the hairline inside a tile's edge */
void vt_ring        (cairo_t *cr, double x, double y, double diameter, double line_width, const VtColour *line, const VtColour *fill);
void vt_bar         (cairo_t *cr, const VtRect *track, double share, const VtColour *track_colour, const VtColour *colour);   /* share 0 to 1, from the left; never thinner than it is high / 3 unless 0 */
void vt_tick        (cairo_t *cr, double x, double y, double size, const VtColour *colour);                     /* left end at x, middle at y */
void vt_cross_disc  (cairo_t *cr, double x, double y, double diameter, const VtColour *disc, const VtColour *cross);
void vt_pill        (cairo_t *cr, const VtTheme *theme, const VtRect *rect, const VtColour *ink, const char *text);   /* 11.5 px text in a rounded box */
double vt_pill_width (const char *text);

/* A class's mark: disc, triangle, square, diamond, by turns; hollow for validation examples. Two classes are orange and blue. */
void vt_class_mark  (cairo_t *cr, guint index, double x, double y, double size, const VtColour *colour, gboolean hollow);
const VtColour *vt_class_colour (const VtTheme *theme, guint index, guint n_classes);   /* of more than two classes: the text's colour */

G_END_DECLS
