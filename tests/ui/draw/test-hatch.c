/* Lines over what is negative, where high contrast is wanted. */
#include "vt-hatch.h"

#define SIZE 48

/* How many dots of a quarter were drawn on; quarters row by row. */
static guint
count_drawn (cairo_surface_t *surface, guint quarter)
{
  const guint left = quarter % 2 * SIZE / 2, top = quarter / 2 * SIZE / 2;
  guint n = 0;

  cairo_surface_flush (surface);
  for (guint y = top; y < top + SIZE / 2; y++)
    for (guint x = left; x < left + SIZE / 2; x++)
      n += (((const guint32 *) (cairo_image_surface_get_data (surface) + y * cairo_image_surface_get_stride (surface)))[x] >> 24) > 64;
  return n;
}

static cairo_surface_t *
hatch (const VtTheme *theme, const float *numbers, guint columns, guint rows, double zoom, gboolean smooth)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, SIZE, SIZE);
  cairo_t *cr = cairo_create (surface);

  cairo_scale (cr, zoom, zoom);
  vt_hatch_map (cr, theme, &(VtRect) { 0, 0, SIZE / zoom, SIZE / zoom }, numbers, columns, rows, smooth);
  cairo_destroy (cr);
  return surface;
}

static void
check_quarters (const VtTheme *theme, double zoom, gboolean hatched)
{
  static const float numbers[] = { -1, 2, 0, -0.01f };
  cairo_surface_t *surface = hatch (theme, numbers, 2, 2, zoom, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      const guint drawn = count_drawn (surface, i);

      if (hatched && numbers[i] < 0)
        g_assert_true (drawn > 60 && drawn < SIZE * SIZE / 4 / 2);   /* lines, with the map between them */
      else
        g_assert_cmpuint (drawn, ==, 0);
    }
  cairo_surface_destroy (surface);
}

static void
test_cells (void)
{
  check_quarters (&vt_theme_light_contrast, 1, TRUE);
  check_quarters (&vt_theme_dark_contrast, 1, TRUE);
  check_quarters (&vt_theme_light_contrast, 3, TRUE);
  check_quarters (&vt_theme_light, 1, FALSE);
  check_quarters (&vt_theme_dark, 1, FALSE);
}

/* Small cells are hatched where many of them are negative together; one alone would have a line or none by chance. */
static void
test_small (void)
{
  float numbers[12 * 12];
  cairo_surface_t *surface;

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    numbers[i] = i % 12 >= 6 && i % 2 == 0 ? 1 : -1;   /* the left half, and every second one on the right */
  surface = hatch (&vt_theme_light_contrast, numbers, 12, 12, 1, FALSE);
  g_assert_cmpuint (count_drawn (surface, 0), >, 60);
  g_assert_cmpuint (count_drawn (surface, 1), ==, 0);
  cairo_surface_destroy (surface);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/draw/hatch/cells", test_cells);
  g_test_add_func ("/ui/draw/hatch/small", test_small);
  return g_test_run ();
}
