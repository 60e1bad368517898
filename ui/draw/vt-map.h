/**
 * VtMap:
 *
 * Numbers to colours. A map is a table of 256 colours of a theme, so that a picture costs one look-up a number.
 */
#pragma once

#include "vt-theme.h"

G_BEGIN_DECLS

typedef enum
{
  VT_MAP_SIGNED,     /* −limit to +limit, zero is the card's colour */
  VT_MAP_UNSIGNED,   /* 0 to limit, perceptually uniform */
  VT_MAP_INK,        /* 0 to limit, paper to ink: grey pictures as the student knows them */
} VtMapKind;

typedef struct
{
  guint32 pixel[256];   /* CAIRO_FORMAT_RGB24 */
  guint32 not_a_number;
} VtMap;

const VtMap *vt_map (const VtTheme *theme, VtMapKind kind);   /* (transfer none) made once per theme; main thread */

/* Fills rows × columns pixels. limit > 0; numbers beyond are clamped; NaN is drawn in the error colour. */
void vt_map_fill    (const VtMap *map, VtMapKind kind, double limit, const float *numbers, guint columns, guint rows, guint8 *pixels, int stride);
VtColour vt_map_colour (const VtTheme *theme, VtMapKind kind, double limit, double number);

/* A new image surface of rows × columns; paint it with vt_paint_pixels(). (transfer full) */
cairo_surface_t *vt_map_surface (const VtTheme *theme, VtMapKind kind, double limit, const float *numbers, guint columns, guint rows);
cairo_surface_t *vt_rgb_surface (const float *numbers, guint columns, guint rows, guint channels);   /* 0 to 1; 1 or 3 channels, innermost */
void vt_fill_pixels  (cairo_t *cr, cairo_surface_t *surface, double x, double y, double w, double h, gboolean smooth);   /* the current path, with the surface laid over x, y, w, h */
void vt_paint_pixels (cairo_t *cr, cairo_surface_t *surface, double x, double y, double w, double h, gboolean smooth);   /* nearest unless smooth */
void vt_mask_pixels  (cairo_t *cr, cairo_surface_t *mask, double x, double y, double w, double h, gboolean smooth);      /* the current source, where the mask lets it through */

G_END_DECLS
