/**
 * VtTheme:
 *
 * The colours and sizes of everything cairo draws, light, dark and high contrast: the tables of the design, as constants.
 * No GTK: the same drawing serves the window and the command line's figures.
 */
#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  double r, g, b, a;   /* 0 to 1 */
} VtColour;

#define VT_MAP_STOPS 7

typedef struct
{
  VtColour window, bar, side, sheet, dots, card, border, idle, field;
  VtColour text, dim, faint;
  VtColour accent, accent_fill, accent_tint, on_accent;
  VtColour right, right_tint, error, error_tint, warning, warning_tint;
  VtColour positive, negative;
  VtColour signed_map[VT_MAP_STOPS];     /* at −1, −.66, −.3, 0, .3, .66, 1 */
  VtColour unsigned_map[VT_MAP_STOPS - 1];   /* at 0, .2, .4, .6, .8, 1 */
  gboolean is_dark;
  gboolean is_contrasted;                /* signs are told by more than their colours */
} VtTheme;

extern const VtTheme vt_theme_light, vt_theme_dark, vt_theme_light_contrast, vt_theme_dark_contrast;

const VtTheme *vt_theme_pick (gboolean dark, gboolean contrast);

void vt_set_colour       (cairo_t *cr, const VtColour *colour);
void vt_set_colour_alpha (cairo_t *cr, const VtColour *colour, double alpha);   /* colour's own alpha times this */

G_END_DECLS
