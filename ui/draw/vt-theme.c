/* The colour tables of the design. High contrast keeps the meanings and moves lines and small print towards black or
 * white. */
#include "vt-theme.h"

#define HEX(rgb) { ((rgb) >> 16 & 0xff) / 255.0, ((rgb) >> 8 & 0xff) / 255.0, ((rgb) & 0xff) / 255.0, 1.0 }

#define LIGHT_SIGNED \
  { HEX (0x9c3a00), HEX (0xd9640f), HEX (0xf6bd8a), HEX (0xf7f6f8), HEX (0xa9cbf1), HEX (0x3b82d6), HEX (0x0a458f) }
#define LIGHT_UNSIGNED \
  { HEX (0xf7f7f2), HEX (0xcfe3a9), HEX (0x7cc58f), HEX (0x2f9c95), HEX (0x31648c), HEX (0x3b1d5e) }
#define DARK_SIGNED \
  { HEX (0xffc078), HEX (0xee8127), HEX (0x7a4316), HEX (0x2a292e), HEX (0x1f4a80), HEX (0x3f8ae6), HEX (0xa3d0ff) }
#define DARK_UNSIGNED \
  { HEX (0x26242c), HEX (0x51459a), HEX (0x3a76ad), HEX (0x22a98b), HEX (0x86d549), HEX (0xfbe84a) }

/* Here negative numbers also stand out from the card more than positive ones. */
#define LIGHT_CONTRAST_SIGNED \
  { HEX (0x5e1f00), HEX (0xa84300), HEX (0xeca468), HEX (0xffffff), HEX (0xb9d8fb), HEX (0x5a9ae6), HEX (0x1a5fc0) }
#define DARK_CONTRAST_SIGNED \
  { HEX (0xffe0b8), HEX (0xf59a45), HEX (0x99561f), HEX (0x1c1b1f), HEX (0x1d4474), HEX (0x3478d0), HEX (0x7ab4f8) }

const VtTheme vt_theme_light = {
  .window = HEX (0xfafafb),
  .bar = HEX (0xefeef1),
  .side = HEX (0xf3f2f5),
  .sheet = HEX (0xfaf9fb),
  .dots = HEX (0xe2e0e7),
  .card = HEX (0xffffff),
  .border = HEX (0xdedbe3),
  .idle = HEX (0xc9c5d1),
  .field = HEX (0xebe9ee),
  .text = HEX (0x29272e),
  .dim = HEX (0x67646f),
  .faint = HEX (0x97939f),
  .accent = HEX (0x6b46c1),
  .accent_fill = HEX (0x6d4bc9),
  .accent_tint = HEX (0xefeafb),
  .on_accent = HEX (0xffffff),
  .right = HEX (0x14784a),
  .right_tint = HEX (0xe3f5eb),
  .error = HEX (0xc01c28),
  .error_tint = HEX (0xfdecec),
  .warning = HEX (0x8f5f00),
  .warning_tint = HEX (0xfdf3d8),
  .positive = HEX (0x1a63c4),
  .negative = HEX (0xd45d00),
  .signed_map = LIGHT_SIGNED,
  .unsigned_map = LIGHT_UNSIGNED,
  .is_dark = FALSE,
};

const VtTheme vt_theme_dark = {
  .window = HEX (0x222226),
  .bar = HEX (0x2c2b30),
  .side = HEX (0x28272c),
  .sheet = HEX (0x1c1b1f),
  .dots = HEX (0x2e2d33),
  .card = HEX (0x2e2d33),
  .border = HEX (0x45434c),
  .idle = HEX (0x5b5864),
  .field = HEX (0x3a393f),
  .text = HEX (0xf4f3f6),
  .dim = HEX (0xb3b0bb),
  .faint = HEX (0x85828f),
  .accent = HEX (0xbda7f7),
  .accent_fill = HEX (0x7a59d6),
  .accent_tint = HEX (0x3a3252),
  .on_accent = HEX (0xffffff),
  .right = HEX (0x5fd39a),
  .right_tint = HEX (0x1f3f30),
  .error = HEX (0xff8478),
  .error_tint = HEX (0x4a2527),
  .warning = HEX (0xf0c04c),
  .warning_tint = HEX (0x453818),
  .positive = HEX (0x6db0ff),
  .negative = HEX (0xff9a3d),
  .signed_map = DARK_SIGNED,
  .unsigned_map = DARK_UNSIGNED,
  .is_dark = TRUE,
};

const VtTheme vt_theme_light_contrast = {
  .window = HEX (0xffffff),
  .bar = HEX (0xf4f3f6),
  .side = HEX (0xf8f7fa),
  .sheet = HEX (0xffffff),
  .dots = HEX (0xc4c1cb),
  .card = HEX (0xffffff),
  .border = HEX (0x706d78),
  .idle = HEX (0x706d78),
  .field = HEX (0xe4e1e9),
  .text = HEX (0x000000),
  .dim = HEX (0x35333b),
  .faint = HEX (0x5f5c67),
  .accent = HEX (0x4b2aa0),
  .accent_fill = HEX (0x5431b0),
  .accent_tint = HEX (0xe4dbfa),
  .on_accent = HEX (0xffffff),
  .right = HEX (0x0a5632),
  .right_tint = HEX (0xd6f0e1),
  .error = HEX (0x96111b),
  .error_tint = HEX (0xfbdcdc),
  .warning = HEX (0x664300),
  .warning_tint = HEX (0xfbe9b8),
  .positive = HEX (0x0d4896),
  .negative = HEX (0xa34400),
  .signed_map = LIGHT_CONTRAST_SIGNED,
  .unsigned_map = LIGHT_UNSIGNED,
  .is_dark = FALSE,
  .is_contrasted = TRUE,
};

const VtTheme vt_theme_dark_contrast = {
  .window = HEX (0x101013),
  .bar = HEX (0x1e1d21),
  .side = HEX (0x18171b),
  .sheet = HEX (0x000000),
  .dots = HEX (0x45434c),
  .card = HEX (0x1c1b1f),
  .border = HEX (0x9b98a4),
  .idle = HEX (0x9b98a4),
  .field = HEX (0x38363d),
  .text = HEX (0xffffff),
  .dim = HEX (0xdddbe3),
  .faint = HEX (0xb3b0bb),
  .accent = HEX (0xd6c7ff),
  .accent_fill = HEX (0x7a59d6),
  .accent_tint = HEX (0x453a66),
  .on_accent = HEX (0xffffff),
  .right = HEX (0x8cf0bd),
  .right_tint = HEX (0x17402c),
  .error = HEX (0xffb3ab),
  .error_tint = HEX (0x5a2629),
  .warning = HEX (0xffdc84),
  .warning_tint = HEX (0x4d3d14),
  .positive = HEX (0x9bcbff),
  .negative = HEX (0xffb877),
  .signed_map = DARK_CONTRAST_SIGNED,
  .unsigned_map = DARK_UNSIGNED,
  .is_dark = TRUE,
  .is_contrasted = TRUE,
};

const VtTheme *
vt_theme_pick (gboolean dark, gboolean contrast)
{
  if (contrast)
    return dark ? &vt_theme_dark_contrast : &vt_theme_light_contrast;
  return dark ? &vt_theme_dark : &vt_theme_light;
}

void
vt_set_colour (cairo_t *cr, const VtColour *colour)
{
  cairo_set_source_rgba (cr, colour->r, colour->g, colour->b, colour->a);
}

void
vt_set_colour_alpha (cairo_t *cr, const VtColour *colour, double alpha)
{
  cairo_set_source_rgba (cr, colour->r, colour->g, colour->b, colour->a * alpha);
}
