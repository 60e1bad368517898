#include "vt-scene-paint.h"

#include <math.h>

#define DOTS 24.0
#define DISC 22.0

#define DOTS_ACROSS 8

/* Some dots on the sheet's colour, to be repeated: all of the background is then one opaque fill. */
static cairo_pattern_t *
dot_pattern (const VtTheme *theme, int step)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, step * DOTS_ACROSS, step * DOTS_ACROSS);
  cairo_t *cr = cairo_create (surface);
  cairo_pattern_t *pattern;

  vt_set_colour (cr, &theme->sheet);
  cairo_paint (cr);
  vt_set_colour (cr, &theme->dots);
  for (int i = 0; i < DOTS_ACROSS * DOTS_ACROSS; i++)
    {
      cairo_arc (cr, (i % DOTS_ACROSS + 0.5) * step, (i / DOTS_ACROSS + 0.5) * step, 1.0, 0.0, 2.0 * G_PI);
      cairo_fill (cr);
    }
  cairo_destroy (cr);
  pattern = cairo_pattern_create_for_surface (surface);
  cairo_pattern_set_extend (pattern, CAIRO_EXTEND_REPEAT);
  cairo_pattern_set_filter (pattern, CAIRO_FILTER_NEAREST);
  cairo_surface_destroy (surface);
  return pattern;
}

void
vt_paint_dots (cairo_t *cr, const VtTheme *theme, const VtRect *area, double zoom, double x, double y)
{
  /* Far out the dots would merge into grey: every other one is left out until they are apart. */
  int step = (int) round (DOTS * zoom);
  cairo_pattern_t *pattern;
  cairo_matrix_t matrix;

  while (step < 12)
    step *= 2;
  pattern = dot_pattern (theme, step);
  cairo_matrix_init_translate (&matrix, step / 2 - round (x), step / 2 - round (y));
  cairo_pattern_set_matrix (pattern, &matrix);
  cairo_set_source (cr, pattern);
  cairo_rectangle (cr, area->x, area->y, area->w, area->h);
  cairo_fill (cr);
  cairo_pattern_destroy (pattern);
}

static void
wire_path (cairo_t *cr, double x0, double y0, double x1, double y1)
{
  const double bend = vt_wire_bend (x0, x1);

  cairo_new_path (cr);
  cairo_move_to (cr, x0, y0);
  cairo_curve_to (cr, x0 + bend, y0, x1 - bend, y1, x1, y1);
}

void
vt_paint_wire (cairo_t *cr, const VtTheme *theme, const VtSceneWire *wire, VtWireLook look)
{
  const VtColour *colour = wire->state == VT_WIRE_ERROR ? &theme->error : &theme->faint;

  cairo_save (cr);
  wire_path (cr, wire->x0, wire->y0, wire->x1, wire->y1);
  if (wire->state == VT_WIRE_WAITING)
    cairo_set_dash (cr, (double[]) { 5.0, 4.0 }, 2, 0.0);
  cairo_set_line_width (cr, wire->state == VT_WIRE_ERROR || look != VT_WIRE_PLAIN ? 3.0 : 2.0);
  vt_set_colour (cr, look != VT_WIRE_PLAIN ? &theme->accent : colour);
  cairo_stroke (cr);
  cairo_restore (cr);
}

static void
wire_disc_place (const VtSceneWire *wire, double *x, double *y)
{
  vt_wire_point (wire, 0.5, x, y);
}

void
vt_paint_wire_label (cairo_t *cr, const VtTheme *theme, const VtSceneWire *wire)
{
  const double middle = wire->label.x + wire->label.w / 2.0;

  if (wire->state == VT_WIRE_ERROR)
    {
      double x, y;

      wire_disc_place (wire, &x, &y);
      vt_ring (cr, x, y, DISC + 6.0, 3.0, &theme->sheet, &theme->sheet);
      vt_cross_disc (cr, x, y, DISC, &theme->error, &theme->card);
    }
  if (wire->text == NULL)
    return;
  if (wire->state == VT_WIRE_ERROR)
    vt_pill (cr, theme, &wire->label, &theme->error, wire->text);
  else if (!wire->is_short)
    vt_pill (cr, theme, &wire->label, NULL, wire->text);
  else
    {
      const VtRect back = vt_rect_grow (&wire->label, -3.0);

      /* A steep wire runs through its text: the text stands on the sheet's colour. */
      vt_box (cr, &back, back.h / 2.0, &(VtColour) { theme->sheet.r, theme->sheet.g, theme->sheet.b, 0.85 }, NULL, 0.0);
      vt_text (cr, middle, wire->label.y + wire->label.h / 2.0 + 4.0, VT_ALIGN_CENTRE, 11.5, 500, &theme->dim, 0.0,
               wire->text);
    }
}

VtRect
vt_wire_extents (const VtSceneWire *wire)
{
  const double left = MIN (wire->x0, wire->x1), top = MIN (wire->y0, wire->y1);
  const VtRect ends = { left, top, fabs (wire->x1 - wire->x0), fabs (wire->y1 - wire->y0) };
  const gboolean swings = wire->x1 - wire->x0 < 2.0 * VT_WIRE_BEND;

  return vt_rect_grow (&ends, 4.0 + (swings ? vt_wire_bend (wire->x0, wire->x1) : 0.0));
}

VtRect
vt_wire_label_extents (const VtSceneWire *wire)
{
  VtRect extents = vt_rect_grow (&wire->label, 2.0), disc = { 0 };
  double x, y;

  if (wire->state == VT_WIRE_ERROR)
    {
      wire_disc_place (wire, &x, &y);
      disc = (VtRect) { x - DISC, y - DISC, 2.0 * DISC, 2.0 * DISC };
    }
  return vt_rect_union (&extents, &disc);
}

/* Upright stripes from where the wire begins: what stands between them is left out. */
static void
clip_to_dashes (cairo_t *cr, const VtWeightLine *line)
{
  const double swing = vt_wire_bend (line->x0, line->x1), beyond = VT_DASH_PERIOD * ceil (swing / VT_DASH_PERIOD);
  const double left = MIN (line->x0, line->x1) - beyond, right = MAX (line->x0, line->x1) + beyond;
  const double top = MIN (line->y0, line->y1), height = fabs (line->y1 - line->y0);

  for (double x = left; x < right; x += VT_DASH_PERIOD)
    cairo_rectangle (cr, x, top - VT_DASH_PERIOD, VT_DASH_LENGTH, height + 2.0 * VT_DASH_PERIOD);
  cairo_clip (cr);
}

void
vt_paint_weights (cairo_t *cr, const VtTheme *theme, const GArray *lines)
{
  for (guint i = 0; i < lines->len; i++)
    {
      const VtWeightLine *line = &g_array_index (lines, VtWeightLine, i);

      cairo_save (cr);
      if (theme->is_contrasted && !line->is_positive)
        clip_to_dashes (cr, line);
      wire_path (cr, line->x0, line->y0, line->x1, line->y1);
      cairo_set_line_width (cr, vt_weight_width (line->size));
      vt_set_colour_alpha (cr, line->is_positive ? &theme->positive : &theme->negative, vt_weight_alpha (line->size));
      cairo_stroke (cr);
      cairo_restore (cr);
    }
}

void
vt_paint_loose_wire (cairo_t *cr, const VtTheme *theme, double x0, double y0, double x1, double y1, gboolean fits)
{
  wire_path (cr, x0, y0, x1, y1);
  cairo_set_line_width (cr, 3.0);
  vt_set_colour (cr, fits ? &theme->accent : &theme->error);
  cairo_stroke (cr);
  vt_ring (cr, x1, y1, VT_PORT_SIZE, 2.0, fits ? &theme->accent : &theme->error, &theme->card);
}

void
vt_paint_port (cairo_t *cr, const VtTheme *theme, double x, double y, gboolean is_wrong, gboolean is_hot)
{
  const VtColour *line = is_wrong ? &theme->error : is_hot ? &theme->accent : &theme->faint;

  vt_ring (cr, x, y, is_hot ? VT_PORT_SIZE + 4.0 : VT_PORT_SIZE + 1.0, is_hot || is_wrong ? 2.2 : 1.7, line,
           &theme->card);
}
