#include "vt-shape.h"

#define SIZE 120

static cairo_t *
open_page (void)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, SIZE, SIZE);
  cairo_t *cr = cairo_create (surface);

  cairo_surface_destroy (surface);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  return cr;
}

static guint
red_at (cairo_t *cr, int x, int y)
{
  cairo_surface_t *surface = cairo_get_target (cr);

  cairo_surface_flush (surface);
  return ((const guint32 *) (cairo_image_surface_get_data (surface) + y * cairo_image_surface_get_stride (surface)))[x]
             >> 16
         & 0xff;
}

static void
test_rects (void)
{
  const VtRect a = { 0, 0, 10, 10 }, b = { 5, 5, 10, 10 }, c = { 10, 0, 5, 5 };
  const VtRect sum = vt_rect_union (&a, &b), grown = vt_rect_grow (&a, 2), same = vt_rect_union (&(VtRect) { 0 }, &c);
  const VtRect common = vt_rect_common (&a, &b), none = vt_rect_common (&b, &(VtRect) { 0, 0, 2, 2 });

  g_assert_true (vt_rect_overlaps (&a, &b));
  g_assert_false (vt_rect_overlaps (&a, &c));   /* edges that touch do not */
  g_assert_true (vt_rect_contains (&a, 0, 9.5));
  g_assert_false (vt_rect_contains (&a, 10, 5));
  g_assert_cmpfloat (sum.w, ==, 15);
  g_assert_cmpfloat (grown.x, ==, -2);
  g_assert_cmpfloat (grown.w, ==, 14);
  g_assert_cmpfloat (same.x, ==, 10);
  g_assert_cmpfloat (common.x, ==, 5);
  g_assert_cmpfloat (common.w, ==, 5);
  g_assert_cmpfloat (none.w, ==, 0);
}

/* Darkest at the card's lower edge, gone at the margin, the same on both sides. */
static void
test_shadow (void)
{
  cairo_t *cr = open_page ();

  vt_shadow (cr, &(VtRect) { 30, 30, 60, 60 }, 0.3);
  g_assert_cmpuint (red_at (cr, 60, 92), <, 250);
  g_assert_cmpuint (red_at (cr, 60, 92), <, red_at (cr, 60, 28));   /* light comes from above */
  g_assert_cmpuint (red_at (cr, 60, 92), <, red_at (cr, 60, 100));
  g_assert_cmpuint (red_at (cr, 60, 99), <, 253);   /* the wide, soft one */
  g_assert_cmpuint (red_at (cr, 60, 92 + (int) VT_SHADOW_MARGIN), >=, 253);
  g_assert_cmpuint (red_at (cr, 2, 2), ==, 255);
  g_assert_cmpint (ABS ((int) red_at (cr, 27, 60) - (int) red_at (cr, 92, 60)), <=, 2);
  cairo_destroy (cr);
}

static guint
count_dark (cairo_t *cr, int y)
{
  guint n = 0;

  for (int x = 0; x < SIZE; x++)
    n += red_at (cr, x, y) < 60;
  return n;
}

/* As long as the share says; a share that is tiny but not nothing can be seen. */
static void
test_bar (void)
{
  static const VtColour track = { 0.9, 0.9, 0.9, 1 }, ink = { 0, 0, 0, 1 };
  static const struct
  {
    double share;
    guint least, most;
  } rows[] = { { 0.0, 0, 0 }, { 0.001, 1, 4 }, { 0.5, 49, 51 }, { 1.0, 99, 101 }, { 7.0, 99, 101 } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      cairo_t *cr = open_page ();

      vt_bar (cr, &(VtRect) { 10, 10, 100, 7 }, rows[i].share, &track, &ink);
      g_assert_cmpuint (count_dark (cr, 13), >=, rows[i].least);
      g_assert_cmpuint (count_dark (cr, 13), <=, rows[i].most);
      cairo_destroy (cr);
    }
}

static guint64
sum_of_page (cairo_t *cr)
{
  guint64 sum = 0;

  for (int y = 0; y < SIZE; y++)
    for (int x = 0; x < SIZE; x++)
      sum = sum * 31 + red_at (cr, x, y);
  return sum;
}

/* Classes are told apart without colour, and hollow ones from full ones. */
static void
test_class_marks_differ (void)
{
  static const VtColour ink = { 0, 0, 0, 1 };
  guint64 seen[8];

  for (guint i = 0; i < G_N_ELEMENTS (seen); i++)
    {
      cairo_t *cr = open_page ();

      vt_class_mark (cr, i / 2, 60, 60, 30, &ink, i % 2);
      seen[i] = sum_of_page (cr);
      for (guint k = 0; k < i; k++)
        g_assert_cmpuint (seen[i], !=, seen[k]);
      cairo_destroy (cr);
    }
}

static void
test_two_classes_have_the_colours_of_signs (void)
{
  g_assert_true (vt_class_colour (&vt_theme_light, 0, 2) == &vt_theme_light.negative);
  g_assert_true (vt_class_colour (&vt_theme_light, 1, 2) == &vt_theme_light.positive);
  g_assert_true (vt_class_colour (&vt_theme_light, 1, 3) == &vt_theme_light.text);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/draw/shape/rects", test_rects);
  g_test_add_func ("/ui/draw/shape/shadow", test_shadow);
  g_test_add_func ("/ui/draw/shape/bar", test_bar);
  g_test_add_func ("/ui/draw/shape/class-marks-differ", test_class_marks_differ);
  g_test_add_func ("/ui/draw/shape/two-classes", test_two_classes_have_the_colours_of_signs);
  return g_test_run ();
}
