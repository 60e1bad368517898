#include <math.h>

#include "vt-map.h"

static const VtTheme *const themes[] = { &vt_theme_light, &vt_theme_dark, &vt_theme_light_contrast,
                                         &vt_theme_dark_contrast };

static void
assert_near (VtColour a, VtColour b)
{
  g_assert_cmpfloat_with_epsilon (a.r, b.r, 0.006);
  g_assert_cmpfloat_with_epsilon (a.g, b.g, 0.006);
  g_assert_cmpfloat_with_epsilon (a.b, b.b, 0.006);
}

/* The stops are where the design has them, zero exactly in the middle, and nothing lies beyond the limits. */
static void
test_stops (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (themes); i++)
    {
      const VtTheme *theme = themes[i];

      assert_near (vt_map_colour (theme, VT_MAP_SIGNED, 2.0, 0.0), theme->signed_map[3]);
      assert_near (vt_map_colour (theme, VT_MAP_SIGNED, 2.0, -2.0), theme->signed_map[0]);
      assert_near (vt_map_colour (theme, VT_MAP_SIGNED, 2.0, 2.0), theme->signed_map[6]);
      assert_near (vt_map_colour (theme, VT_MAP_SIGNED, 2.0, -900.0), theme->signed_map[0]);
      assert_near (vt_map_colour (theme, VT_MAP_SIGNED, 2.0, INFINITY), theme->signed_map[6]);
      assert_near (vt_map_colour (theme, VT_MAP_UNSIGNED, 5.0, 0.0), theme->unsigned_map[0]);
      assert_near (vt_map_colour (theme, VT_MAP_UNSIGNED, 5.0, 3.0), theme->unsigned_map[3]);
      assert_near (vt_map_colour (theme, VT_MAP_UNSIGNED, 5.0, 5.0), theme->unsigned_map[5]);
      assert_near (vt_map_colour (theme, VT_MAP_UNSIGNED, 5.0, -1.0), theme->unsigned_map[0]);
      assert_near (vt_map_colour (theme, VT_MAP_INK, 1.0, 0.0), theme->card);
      assert_near (vt_map_colour (theme, VT_MAP_INK, 1.0, 1.0), theme->text);
    }
}

/* Zero sinks into the card: it is nearer to the card's colour than any other stop. */
static void
test_zero_is_the_card (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (themes); i++)
    {
      const VtColour zero = vt_map_colour (themes[i], VT_MAP_SIGNED, 1.0, 0.0);

      g_assert_cmpfloat (fabs (zero.r - themes[i]->card.r) + fabs (zero.g - themes[i]->card.g)
                             + fabs (zero.b - themes[i]->card.b),
                         <, 0.2);
    }
}

static void
test_sign (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (themes); i++)
    for (double number = 0.1; number <= 1.0; number += 0.1)
      {
        const VtColour positive = vt_map_colour (themes[i], VT_MAP_SIGNED, 1.0, number);
        const VtColour negative = vt_map_colour (themes[i], VT_MAP_SIGNED, 1.0, -number);

        g_assert_cmpfloat (positive.b, >, positive.r);   /* blue */
        g_assert_cmpfloat (negative.r, >, negative.b);   /* orange */
      }
}

static void
test_not_a_number (void)
{
  for (VtMapKind kind = VT_MAP_SIGNED; kind <= VT_MAP_INK; kind++)
    assert_near (vt_map_colour (&vt_theme_light, kind, 1.0, NAN), vt_theme_light.error);
}

/* What is filled into pixels is what the colour says, row by row, with any stride. */
static void
test_fill (void)
{
  static const float numbers[] = { -1.0f, -0.4f, 0.0f, 0.3f, 0.8f, NAN };
  cairo_surface_t *surface = vt_map_surface (&vt_theme_dark, VT_MAP_SIGNED, 1.0, numbers, 3, 2);
  const guint8 *pixels = cairo_image_surface_get_data (surface);
  const int stride = cairo_image_surface_get_stride (surface);

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      const guint32 pixel = ((const guint32 *) (pixels + i / 3 * stride))[i % 3];
      const VtColour colour = vt_map_colour (&vt_theme_dark, VT_MAP_SIGNED, 1.0, numbers[i]);

      g_assert_cmpuint (pixel >> 16 & 0xff, ==, lround (colour.r * 255));
      g_assert_cmpuint (pixel >> 8 & 0xff, ==, lround (colour.g * 255));
      g_assert_cmpuint (pixel & 0xff, ==, lround (colour.b * 255));
    }
  cairo_surface_destroy (surface);
}

static guint32
pixel_at (cairo_surface_t *surface, int x, int y)
{
  cairo_surface_flush (surface);
  return ((const guint32 *) (cairo_image_surface_get_data (surface) + y * cairo_image_surface_get_stride (surface)))[x]
         & 0xffffff;
}

static void
test_pictures (void)
{
  static const float colours[] = { 1, 0, 0, 0, 1, 0 }, greys[] = { 0.0f, 2.0f };
  cairo_surface_t *rgb = vt_rgb_surface (colours, 2, 1, 3), *grey = vt_rgb_surface (greys, 2, 1, 1);

  g_assert_cmphex (pixel_at (rgb, 0, 0), ==, 0xff0000);
  g_assert_cmphex (pixel_at (rgb, 1, 0), ==, 0x00ff00);
  g_assert_cmphex (pixel_at (grey, 0, 0), ==, 0x000000);
  g_assert_cmphex (pixel_at (grey, 1, 0), ==, 0xffffff);   /* beyond 1 is full */
  cairo_surface_destroy (rgb);
  cairo_surface_destroy (grey);
}

/* Tensors are enlarged without blur, pixel by pixel. */
static void
test_paint_pixels (void)
{
  static const float numbers[] = { -1.0f, 1.0f };
  cairo_surface_t *small = vt_map_surface (&vt_theme_light, VT_MAP_SIGNED, 1.0, numbers, 2, 1);
  cairo_surface_t *large = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 40, 20);
  cairo_t *cr = cairo_create (large);

  vt_paint_pixels (cr, small, 0, 0, 40, 20, FALSE);
  g_assert_cmphex (pixel_at (large, 0, 0), ==, pixel_at (small, 0, 0));
  g_assert_cmphex (pixel_at (large, 19, 10), ==, pixel_at (small, 0, 0));
  g_assert_cmphex (pixel_at (large, 20, 10), ==, pixel_at (small, 1, 0));
  g_assert_cmphex (pixel_at (large, 39, 19), ==, pixel_at (small, 1, 0));
  vt_paint_pixels (cr, small, 0, 0, 40, 20, TRUE);
  g_assert_cmphex (pixel_at (large, 19, 10), !=, pixel_at (small, 0, 0));
  cairo_destroy (cr);
  cairo_surface_destroy (small);
  cairo_surface_destroy (large);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/draw/map/stops", test_stops);
  g_test_add_func ("/ui/draw/map/zero-is-the-card", test_zero_is_the_card);
  g_test_add_func ("/ui/draw/map/sign", test_sign);
  g_test_add_func ("/ui/draw/map/not-a-number", test_not_a_number);
  g_test_add_func ("/ui/draw/map/fill", test_fill);
  g_test_add_func ("/ui/draw/map/pictures", test_pictures);
  g_test_add_func ("/ui/draw/map/paint-pixels", test_paint_pixels);
  return g_test_run ();
}
