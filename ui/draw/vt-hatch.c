#include "vt-hatch.h"

#define PITCH 7          /* from line to line, in dots of the screen */
#define WIDTH 1.25
#define LEAST_CELL 8.0   /* a smaller one, in dots of the screen, would have a line or none by chance */
#define ALPHA 0.8

/* One repetition: a line from the bottom left to the top right, with what its neighbours lend it in the corners. */
static cairo_surface_t *
make_lines (const VtTheme *theme)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, PITCH, PITCH);
  cairo_t *cr = cairo_create (surface);

  for (int i = -1; i <= 1; i++)
    {
      cairo_move_to (cr, i * PITCH - PITCH, 2 * PITCH);
      cairo_line_to (cr, i * PITCH + 2 * PITCH, -PITCH);
    }
  cairo_set_line_width (cr, WIDTH);
  vt_set_colour_alpha (cr, &theme->card, ALPHA);
  cairo_stroke (cr);
  cairo_destroy (cr);
  return surface;
}

/* As many dots of the screen as one of the drawing's. */
static double
get_zoom (cairo_t *cr)
{
  double x = 1.0, y = 0.0;

  cairo_user_to_device_distance (cr, &x, &y);
  return x;
}

/* The lines keep their distance on the screen. */
static void
set_lines (cairo_t *cr, const VtTheme *theme)
{
  cairo_surface_t *lines = make_lines (theme);
  cairo_pattern_t *pattern = cairo_pattern_create_for_surface (lines);
  const double zoom = get_zoom (cr);
  cairo_matrix_t matrix;

  cairo_matrix_init_scale (&matrix, zoom, zoom);
  cairo_pattern_set_matrix (pattern, &matrix);
  cairo_pattern_set_extend (pattern, CAIRO_EXTEND_REPEAT);
  cairo_set_source (cr, pattern);
  cairo_pattern_destroy (pattern);
  cairo_surface_destroy (lines);
}

/* reach: how far around it all must be negative, too. */
static gboolean
is_negative (const float *numbers, guint columns, guint rows, guint column, guint row, guint reach)
{
  for (guint y = row - MIN (reach, row); y <= MIN (row + reach, rows - 1); y++)
    for (guint x = column - MIN (reach, column); x <= MIN (column + reach, columns - 1); x++)
      if (!(numbers[(gsize) y * columns + x] < 0.0f))
        return FALSE;
  return TRUE;
}

/* NULL: nothing is to be hatched. */
static cairo_surface_t *
make_mask (const float *numbers, guint columns, guint rows, guint reach)
{
  cairo_surface_t *mask = cairo_image_surface_create (CAIRO_FORMAT_A8, (int) columns, (int) rows);
  const int stride = cairo_image_surface_get_stride (mask);
  guint8 *dots = cairo_image_surface_get_data (mask);
  gboolean any = FALSE;

  for (guint row = 0; row < rows; row++)
    for (guint column = 0; column < columns; column++)
      {
        const gboolean hatched = is_negative (numbers, columns, rows, column, row, reach);

        dots[(gsize) row * stride + column] = hatched ? 255 : 0;
        any |= hatched;
      }
  cairo_surface_mark_dirty (mask);
  if (!any)
    g_clear_pointer (&mask, cairo_surface_destroy);
  return mask;
}

void
vt_hatch_map (cairo_t *cr, const VtTheme *theme, const VtRect *rect, const float *numbers, guint columns, guint rows,
              gboolean smooth)
{
  const double cell = MIN (rect->w / columns, rect->h / rows) * get_zoom (cr);
  cairo_surface_t *mask = theme->is_contrasted ? make_mask (numbers, columns, rows, cell < LEAST_CELL ? 1 : 0) : NULL;

  if (mask == NULL)
    return;
  set_lines (cr, theme);
  vt_mask_pixels (cr, mask, rect->x, rect->y, rect->w, rect->h, smooth);
  cairo_surface_destroy (mask);
}

void
vt_hatch_rect (cairo_t *cr, const VtTheme *theme, const VtRect *rect)
{
  if (!theme->is_contrasted)
    return;
  set_lines (cr, theme);
  cairo_rectangle (cr, rect->x, rect->y, rect->w, rect->h);
  cairo_fill (cr);
}
