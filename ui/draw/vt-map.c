#include "vt-map.h"

#include <math.h>
#include <string.h>

typedef struct
{
  const VtTheme *theme;
  VtMap map[3];   /* by VtMapKind */
} ThemeMaps;

static VtColour
blend (const VtColour *a, const VtColour *b, double t)
{
  return (VtColour) { a->r + (b->r - a->r) * t, a->g + (b->g - a->g) * t, a->b + (b->b - a->b) * t, 1.0 };
}

/* The colour at `at` between stops whose places rise from the first to the last. */
static VtColour
between_stops (const VtColour *stops, const double *places, guint n, double at)
{
  guint i = 0;

  while (i + 2 < n && at > places[i + 1])
    i++;
  return blend (&stops[i], &stops[i + 1], CLAMP ((at - places[i]) / (places[i + 1] - places[i]), 0.0, 1.0));
}

/* at: −1 to 1 of a signed map, 0 to 1 of the others. */
static VtColour
map_at (const VtTheme *theme, VtMapKind kind, double at)
{
  static const double signed_places[VT_MAP_STOPS] = { -1, -0.66, -0.3, 0, 0.3, 0.66, 1 };
  static const double unsigned_places[VT_MAP_STOPS - 1] = { 0, 0.2, 0.4, 0.6, 0.8, 1 };

  if (kind == VT_MAP_SIGNED)
    return between_stops (theme->signed_map, signed_places, G_N_ELEMENTS (signed_places), at);
  if (kind == VT_MAP_UNSIGNED)
    return between_stops (theme->unsigned_map, unsigned_places, G_N_ELEMENTS (unsigned_places), at);
  return blend (&theme->card, &theme->text, CLAMP (at, 0.0, 1.0));
}

static guint32
to_pixel (const VtColour *colour)
{
  return (guint32) lround (colour->r * 255) << 16 | (guint32) lround (colour->g * 255) << 8
         | (guint32) lround (colour->b * 255);
}

/* A signed table has zero exactly at 128, and entry 0 is spare: both signs get 127 steps. */
static inline guint
map_index (VtMapKind kind, double scale, double number)
{
  const double place = kind == VT_MAP_SIGNED ? 128.5 + CLAMP (number * scale, -1.0, 1.0) * 127.0
                                             : 0.5 + CLAMP (number * scale, 0.0, 1.0) * 255.0;

  return (guint) place;
}

static void
fill_table (VtMap *map, const VtTheme *theme, VtMapKind kind)
{
  for (int i = 0; i < 256; i++)
    {
      const VtColour colour = map_at (theme, kind, kind == VT_MAP_SIGNED ? (i - 128) / 127.0 : i / 255.0);

      map->pixel[i] = to_pixel (&colour);
    }
  map->not_a_number = to_pixel (&theme->error);
}

const VtMap *
vt_map (const VtTheme *theme, VtMapKind kind)
{
  static ThemeMaps made[4];   /* one for each theme there is */
  guint i = 0;

  while (i < G_N_ELEMENTS (made) - 1 && made[i].theme != NULL && made[i].theme != theme)
    i++;
  if (made[i].theme != theme)
    {
      made[i].theme = theme;
      for (VtMapKind k = VT_MAP_SIGNED; k <= VT_MAP_INK; k++)
        fill_table (&made[i].map[k], theme, k);
    }
  return &made[i].map[kind];
}

void
vt_map_fill (const VtMap *map,
             VtMapKind kind,
             double limit,
             const float *numbers,
             guint columns,
             guint rows,
             guint8 *pixels,
             int stride)
{
  const double scale = 1.0 / limit;

  for (guint row = 0; row < rows; row++)
    {
      guint32 *line = (guint32 *) (pixels + (gsize) row * stride);

      for (guint column = 0; column < columns; column++)
        {
          const float number = *numbers++;

          line[column] = isnan (number) ? map->not_a_number : map->pixel[map_index (kind, scale, number)];
        }
    }
}

VtColour
vt_map_colour (const VtTheme *theme, VtMapKind kind, double limit, double number)
{
  const VtMap *map = vt_map (theme, kind);
  const guint32 pixel = isnan (number) ? map->not_a_number : map->pixel[map_index (kind, 1.0 / limit, number)];

  return (VtColour) { (pixel >> 16 & 0xff) / 255.0, (pixel >> 8 & 0xff) / 255.0, (pixel & 0xff) / 255.0, 1.0 };
}

cairo_surface_t *
vt_map_surface (const VtTheme *theme, VtMapKind kind, double limit, const float *numbers, guint columns, guint rows)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, columns, rows);

  vt_map_fill (vt_map (theme, kind), kind, limit, numbers, columns, rows, cairo_image_surface_get_data (surface),
               cairo_image_surface_get_stride (surface));
  cairo_surface_mark_dirty (surface);
  return surface;
}

static guint32
to_byte (float number)
{
  return (guint32) lroundf (CLAMP (number, 0.0f, 1.0f) * 255.0f);
}

cairo_surface_t *
vt_rgb_surface (const float *numbers, guint columns, guint rows, guint channels)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, columns, rows);
  const int stride = cairo_image_surface_get_stride (surface);
  guint8 *pixels = cairo_image_surface_get_data (surface);

  for (guint row = 0; row < rows; row++)
    for (guint column = 0; column < columns; column++)
      {
        const float *number = numbers + ((gsize) row * columns + column) * channels;
        const guint second = channels == 3 ? 1 : 0, third = channels == 3 ? 2 : 0;

        ((guint32 *) (pixels + (gsize) row * stride))[column] =
          to_byte (number[0]) << 16 | to_byte (number[second]) << 8 | to_byte (number[third]);
      }
  cairo_surface_mark_dirty (surface);
  return surface;
}

static cairo_pattern_t *
lay_over (cairo_surface_t *surface, double x, double y, double w, double h, gboolean smooth)
{
  cairo_pattern_t *pattern = cairo_pattern_create_for_surface (surface);
  const double sx = cairo_image_surface_get_width (surface) / w, sy = cairo_image_surface_get_height (surface) / h;
  cairo_matrix_t matrix;

  cairo_matrix_init (&matrix, sx, 0.0, 0.0, sy, -x * sx, -y * sy);
  cairo_pattern_set_matrix (pattern, &matrix);
  cairo_pattern_set_filter (pattern, smooth ? CAIRO_FILTER_BILINEAR : CAIRO_FILTER_NEAREST);
  cairo_pattern_set_extend (pattern, CAIRO_EXTEND_PAD);
  return pattern;
}

void
vt_fill_pixels (cairo_t *cr, cairo_surface_t *surface, double x, double y, double w, double h, gboolean smooth)
{
  cairo_pattern_t *pattern = lay_over (surface, x, y, w, h, smooth);

  cairo_set_source (cr, pattern);
  cairo_fill (cr);
  cairo_pattern_destroy (pattern);
}

void
vt_mask_pixels (cairo_t *cr, cairo_surface_t *mask, double x, double y, double w, double h, gboolean smooth)
{
  cairo_pattern_t *pattern = lay_over (mask, x, y, w, h, smooth);

  cairo_save (cr);
  cairo_rectangle (cr, x, y, w, h);
  cairo_clip (cr);
  cairo_mask (cr, pattern);
  cairo_restore (cr);
  cairo_pattern_destroy (pattern);
}

void
vt_paint_pixels (cairo_t *cr, cairo_surface_t *surface, double x, double y, double w, double h, gboolean smooth)
{
  cairo_rectangle (cr, x, y, w, h);
  vt_fill_pixels (cr, surface, x, y, w, h, smooth);
}
