#include "vt-shape.h"

#include <math.h>
#include <string.h>

#include "vt-text.h"

VtRect
vt_rect_common (const VtRect *a, const VtRect *b)
{
  const double x = MAX (a->x, b->x), y = MAX (a->y, b->y);

  return (VtRect) { x, y, MAX (MIN (a->x + a->w, b->x + b->w) - x, 0.0), MAX (MIN (a->y + a->h, b->y + b->h) - y, 0.0) };
}

VtRect
vt_rect_union (const VtRect *a, const VtRect *b)
{
  const double x = MIN (a->x, b->x), y = MIN (a->y, b->y);

  if (a->w <= 0.0)
    return *b;
  if (b->w <= 0.0)
    return *a;
  return (VtRect) { x, y, MAX (a->x + a->w, b->x + b->w) - x, MAX (a->y + a->h, b->y + b->h) - y };
}

void
vt_round_path (cairo_t *cr, const VtRect *rect, double radius)
{
  const double r = MIN (radius, MIN (rect->w, rect->h) / 2.0);
  const double left = rect->x, top = rect->y, right = rect->x + rect->w, bottom = rect->y + rect->h;

  cairo_new_sub_path (cr);
  cairo_arc (cr, right - r, top + r, r, -G_PI_2, 0.0);
  cairo_arc (cr, right - r, bottom - r, r, 0.0, G_PI_2);
  cairo_arc (cr, left + r, bottom - r, r, G_PI_2, G_PI);
  cairo_arc (cr, left + r, top + r, r, G_PI, 3.0 * G_PI_2);
  cairo_close_path (cr);
}

/* The shadow picture: a rounded square of SHADOW_CORE, blurred, with the margin around it. Its middle row and column
 * are stretched to a card's size, its corners are not. */
#define SHADOW_CORE 36
#define SHADOW_SIZE (SHADOW_CORE + 2 * (int) VT_SHADOW_MARGIN)
#define SHADOW_RADIUS 12.0

static void
blur_line (const float *from, float *to, int stride, int reach)
{
  float sum = 0.0f;

  for (int i = -reach; i < SHADOW_SIZE; i++)
    {
      const int enters = i + reach, leaves = i - reach - 1;

      sum += enters < SHADOW_SIZE ? from[enters * stride] : 0.0f;
      sum -= leaves >= 0 ? from[leaves * stride] : 0.0f;
      if (i >= 0)
        to[i * stride] = sum / (2 * reach + 1);
    }
}

/* Three box blurs are close to a Gaussian one. */
static void
blur (float *image, int reach)
{
  g_autofree float *other = g_new (float, SHADOW_SIZE * SHADOW_SIZE);

  for (int pass = 0; pass < 3; pass++)
    {
      for (int i = 0; i < SHADOW_SIZE; i++)
        blur_line (image + i * SHADOW_SIZE, other + i * SHADOW_SIZE, 1, reach);
      for (int i = 0; i < SHADOW_SIZE; i++)
        blur_line (other + i, image + i, SHADOW_SIZE, reach);
    }
}

/* Adds the blurred square, moved down by `drop`, to the sum of both shadows. */
static void
add_shadow (float *sum, int drop, int reach)
{
  g_autofree float *image = g_new0 (float, SHADOW_SIZE * SHADOW_SIZE);
  cairo_surface_t *shape = cairo_image_surface_create (CAIRO_FORMAT_A8, SHADOW_SIZE, SHADOW_SIZE);
  cairo_t *cr = cairo_create (shape);
  const guint8 *pixels;
  int stride;

  vt_round_path (cr, &(VtRect) { VT_SHADOW_MARGIN, VT_SHADOW_MARGIN + drop, SHADOW_CORE, SHADOW_CORE }, SHADOW_RADIUS);
  cairo_fill (cr);
  cairo_destroy (cr);
  cairo_surface_flush (shape);
  pixels = cairo_image_surface_get_data (shape);
  stride = cairo_image_surface_get_stride (shape);
  for (int y = 0; y < SHADOW_SIZE; y++)
    for (int x = 0; x < SHADOW_SIZE; x++)
      image[y * SHADOW_SIZE + x] = pixels[y * stride + x] / 255.0f;
  cairo_surface_destroy (shape);
  blur (image, reach);
  for (int i = 0; i < SHADOW_SIZE * SHADOW_SIZE; i++)
    sum[i] += image[i];
}

/* Both shadows at half strength each: their sum is at most one. */
static cairo_surface_t *
shadow_picture (void)
{
  static cairo_surface_t *picture;   /* made once */

  if (picture == NULL)
    {
      g_autofree float *sum = g_new0 (float, SHADOW_SIZE * SHADOW_SIZE);
      guint8 *pixels;
      int stride;

      add_shadow (sum, 1, 1);
      add_shadow (sum, 4, 4);
      picture = cairo_image_surface_create (CAIRO_FORMAT_A8, SHADOW_SIZE, SHADOW_SIZE);
      pixels = cairo_image_surface_get_data (picture);
      stride = cairo_image_surface_get_stride (picture);
      for (int y = 0; y < SHADOW_SIZE; y++)
        for (int x = 0; x < SHADOW_SIZE; x++)
          pixels[y * stride + x] = (guint8) lroundf (sum[y * SHADOW_SIZE + x] * 127.5f);
      cairo_surface_mark_dirty (picture);
    }
  return picture;
}

/* One of the nine patches: source columns and rows `from` to `to` of the picture onto a rectangle. */
static void
shadow_patch (cairo_t *cr, const int from[2], const int to[2], const VtRect *onto)
{
  cairo_matrix_t matrix;
  cairo_pattern_t *pattern = cairo_pattern_create_for_surface (shadow_picture ());
  const double sx = (to[0] - from[0]) / onto->w, sy = (to[1] - from[1]) / onto->h;

  cairo_matrix_init (&matrix, sx, 0, 0, sy, from[0] - onto->x * sx, from[1] - onto->y * sy);
  cairo_pattern_set_matrix (pattern, &matrix);
  cairo_pattern_set_filter (pattern, CAIRO_FILTER_BILINEAR);
  cairo_save (cr);
  cairo_rectangle (cr, onto->x, onto->y, onto->w, onto->h);
  cairo_clip (cr);
  cairo_mask (cr, pattern);
  cairo_restore (cr);
  cairo_pattern_destroy (pattern);
}

void
vt_shadow (cairo_t *cr, const VtRect *rect, double strength)
{
  const int half = SHADOW_SIZE / 2;
  const int cut[4] = { 0, half - 1, half + 1, SHADOW_SIZE };
  const VtRect outer = vt_rect_grow (rect, VT_SHADOW_MARGIN);
  const double corner_x = MIN (cut[1], outer.w / 2.0 - 0.5), corner_y = MIN (cut[1], outer.h / 2.0 - 0.5);
  const double xs[4] = { outer.x, outer.x + corner_x, outer.x + outer.w - corner_x, outer.x + outer.w };
  const double ys[4] = { outer.y, outer.y + corner_y, outer.y + outer.h - corner_y, outer.y + outer.h };

  cairo_save (cr);
  cairo_set_antialias (cr, CAIRO_ANTIALIAS_NONE);
  cairo_set_source_rgba (cr, 0, 0, 0, 2.0 * strength);
  for (int row = 0; row < 3; row++)
    for (int column = 0; column < 3; column++)
      shadow_patch (cr, (int[2]) { cut[column], cut[row] }, (int[2]) { cut[column + 1], cut[row + 1] },
                    &(VtRect) { xs[column], ys[row], xs[column + 1] - xs[column], ys[row + 1] - ys[row] });
  cairo_restore (cr);
}

void
vt_box (cairo_t *cr, const VtRect *rect, double radius, const VtColour *fill, const VtColour *line, double line_width)
{
  if (fill != NULL)
    {
      vt_round_path (cr, rect, radius);
      vt_set_colour (cr, fill);
      cairo_fill (cr);
    }
  if (line != NULL)
    {
      const VtRect inner = vt_rect_grow (rect, -line_width / 2.0);

      vt_round_path (cr, &inner, radius - line_width / 2.0);
      vt_set_colour (cr, line);
      cairo_set_line_width (cr, line_width);
      cairo_stroke (cr);
    }
}

void
vt_dashed_box (cairo_t *cr, const VtRect *rect, double radius, const VtColour *line)
{
  cairo_save (cr);
  cairo_set_dash (cr, (double[]) { 3.0, 2.0 }, 2, 0.0);
  vt_box (cr, rect, radius, NULL, line, 1.0);
  cairo_restore (cr);
}

void
vt_tile_edge (cairo_t *cr, const VtTheme *theme, const VtRect *rect, double radius)
{
  const double white = theme->is_dark ? 1.0 : 0.0;

  vt_box (cr, rect, radius, NULL, &(VtColour) { white, white, white, 0.14 }, 1.0);
}

void
vt_ring (
    cairo_t *cr, double x, double y, double diameter, double line_width, const VtColour *line, const VtColour *fill)
{
  cairo_new_path (cr);
  cairo_arc (cr, x, y, (diameter - line_width) / 2.0, 0.0, 2.0 * G_PI);
  vt_set_colour (cr, fill);
  cairo_fill_preserve (cr);
  vt_set_colour (cr, line);
  cairo_set_line_width (cr, line_width);
  cairo_stroke (cr);
}

void
vt_bar (cairo_t *cr, const VtRect *track, double share, const VtColour *track_colour, const VtColour *colour)
{
  const double width = share > 0.0 ? MAX (CLAMP (share, 0.0, 1.0) * track->w, track->h / 3.0) : 0.0;

  vt_box (cr, track, track->h / 2.0, track_colour, NULL, 0.0);
  if (width > 0.0)
    vt_box (cr, &(VtRect) { track->x, track->y, width, track->h }, track->h / 2.0, colour, NULL, 0.0);
}

void
vt_tick (cairo_t *cr, double x, double y, double size, const VtColour *colour)
{
  cairo_save (cr);
  cairo_set_line_width (cr, size / 6.0);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_move_to (cr, x, y + size * 0.05);
  cairo_line_to (cr, x + size * 0.32, y + size * 0.36);
  cairo_line_to (cr, x + size, y - size * 0.38);
  vt_set_colour (cr, colour);
  cairo_stroke (cr);
  cairo_restore (cr);
}

void
vt_cross_disc (cairo_t *cr, double x, double y, double diameter, const VtColour *disc, const VtColour *cross)
{
  const double reach = diameter * 0.18;

  cairo_save (cr);
  cairo_new_path (cr);
  cairo_arc (cr, x, y, diameter / 2.0, 0.0, 2.0 * G_PI);
  vt_set_colour (cr, disc);
  cairo_fill (cr);
  cairo_set_line_width (cr, diameter / 9.0);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_move_to (cr, x - reach, y - reach);
  cairo_line_to (cr, x + reach, y + reach);
  cairo_move_to (cr, x + reach, y - reach);
  cairo_line_to (cr, x - reach, y + reach);
  vt_set_colour (cr, cross);
  cairo_stroke (cr);
  cairo_restore (cr);
}

double
vt_pill_width (const char *text)
{
  return ceil (vt_text_width (11.5, 500, text)) + 18.0;
}

void
vt_pill (cairo_t *cr, const VtTheme *theme, const VtRect *rect, const VtColour *ink, const char *text)
{
  const gboolean is_plain = ink == NULL;

  vt_box (cr, rect, rect->h / 2.0, &theme->card, is_plain ? &theme->border : ink, 1.0);
  vt_text (cr, rect->x + rect->w / 2.0, rect->y + rect->h / 2.0 + 4.0, VT_ALIGN_CENTRE, 11.5, 500,
           is_plain ? &theme->dim : ink, rect->w - 8.0, text);
}

/* Corners of the marks after the disc, for a radius of one. */
static const struct
{
  guint n;
  double at[4][2];
} marks[] = {
  { 3, { { 0.0, -1.0 }, { 1.0, 0.9 }, { -1.0, 0.9 } } },
  { 4, { { -0.85, -0.85 }, { 0.85, -0.85 }, { 0.85, 0.85 }, { -0.85, 0.85 } } },
  { 4, { { 0.0, -1.1 }, { 1.1, 0.0 }, { 0.0, 1.1 }, { -1.1, 0.0 } } },
};

static void
mark_path (cairo_t *cr, guint index, double x, double y, double r)
{
  const guint turn = index % (1 + G_N_ELEMENTS (marks));

  cairo_new_path (cr);
  if (turn == 0)
    cairo_arc (cr, x, y, r, 0.0, 2.0 * G_PI);
  else
    for (guint i = 0; i < marks[turn - 1].n; i++)
      cairo_line_to (cr, x + marks[turn - 1].at[i][0] * r, y + marks[turn - 1].at[i][1] * r);
  cairo_close_path (cr);
}

void
vt_class_mark (cairo_t *cr, guint index, double x, double y, double size, const VtColour *colour, gboolean hollow)
{
  mark_path (cr, index, x, y, size / 2.0);
  vt_set_colour (cr, colour);
  if (hollow)
    {
      cairo_set_line_width (cr, MAX (1.0, size / 7.0));
      cairo_stroke (cr);
    }
  else
    cairo_fill (cr);
}

const VtColour *
vt_class_colour (const VtTheme *theme, guint index, guint n_classes)
{
  if (n_classes != 2)
    return &theme->text;
  return index == 0 ? &theme->negative : &theme->positive;
}
