/* Text and numbers in drawings: Pango on cairo, tabular figures, the user's decimal point. */
#pragma once

#include <pango/pangocairo.h>

#include "vt-theme.h"

G_BEGIN_DECLS

typedef enum
{
  VT_ALIGN_LEFT,
  VT_ALIGN_CENTRE,
  VT_ALIGN_RIGHT,
} VtAlign;

/* Draws one line with its baseline at y. size in px at 100 %, weight 400 or 600 or 700. Returns its width. max_width > 0: ellipsised. */
double vt_text        (cairo_t *cr, double x, double y, VtAlign align, double size, int weight, const VtColour *colour, double max_width, const char *text);
double vt_text_width  (double size, int weight, const char *text);
/* One line with parts between <b> and </b> in weight 600 and the colour `strong`, from x to the right. Returns its width. */
double vt_text_rich   (cairo_t *cr, double x, double y, double size, const VtColour *colour, const VtColour *strong, double max_width, const char *text);
/* Wraps into width, top at y; returns the height used. cr NULL: measures only. */
double vt_text_block  (cairo_t *cr, double x, double y, double width, double size, int weight, const VtColour *colour, const char *text);

/* Numbers as everything in Vitrine writes them: real minus sign, thin space in thousands, the user's decimal point. (transfer full) */
char  *vt_number      (double value, guint digits);   /* digits after the point: 0.231, 1 300, −0.5; "NaN", "∞" */
char  *vt_number_short (double value);                /* three significant digits, for cards and axes: 0.00123, 12.3, 1 230, 1.2×10⁹ */
char  *vt_count       (gint64 value);                 /* 101 770 */
char  *vt_percent     (double share, guint digits);   /* 0.938 → "93.8 %" */
char  *vt_loss        (double loss);                  /* three digits after the point where that says enough: 0.208, 0.0049, 1.2×10⁻⁵ */
/* What somebody typed, with their decimal point or a plain one, with either minus sign. FALSE: not a number. */
gboolean vt_number_parse (const char *text, double *value);
/* A number as the C locale writes it, dressed: what the functions above do, with the decimal point given. (transfer full) */
char  *vt_number_dress (const char *plain, const char *point);

G_END_DECLS
