#include <math.h>

#include "subjects.h"
#include "vt-places.h"
#include "vt-plane.h"

#define CELLS (VT_PLANE_CELLS * VT_PLANE_CELLS)

/* Every cell says the same: the given numbers. */
static GArray *
make_numbers (const float *cell, guint size)
{
  GArray *numbers = g_array_new (FALSE, FALSE, sizeof (float));

  for (guint u = 0; u < size; u++)
    for (guint i = 0; i < CELLS; i++)
      g_array_append_val (numbers, cell[u]);
  return numbers;
}

static guint32
get_pixel (VtPlane *plane)
{
  return *(const guint32 *) (gconstpointer) cairo_image_surface_get_data (vt_plane_picture (plane)) & 0xffffff;
}

static guint32
to_pixel (VtColour colour)
{
  return (guint32) lround (colour.r * 255) << 16 | (guint32) lround (colour.g * 255) << 8 | (guint32) lround (colour.b * 255);
}

static void
test_two_classes (void)
{
  static const float cell[] = { 0.25f, 0.75f };
  g_autoptr (VtSubject) subject = make_subject (2, 20, 2, NN_ENCODE_INDEX, 2);
  g_autoptr (GArray) numbers = make_numbers (cell, 2);
  g_autoptr (VtPlane) plane = vt_plane_new ();
  const float *data = (const float *) (gpointer) numbers->data;
  double shares[2];

  g_assert_null (vt_plane_picture (plane));
  g_assert_false (vt_plane_take (plane, subject, data, 7));
  g_assert_true (vt_plane_take (plane, subject, data, numbers->len));
  g_assert_false (vt_plane_take (plane, subject, data, numbers->len));
  vt_plane_paint (plane, subject, &vt_theme_light, FALSE);
  g_assert_cmphex (get_pixel (plane), ==, to_pixel (vt_map_colour (&vt_theme_light, VT_MAP_SIGNED, 1, 0.5)));
  vt_plane_paint (plane, subject, &vt_theme_light, TRUE);
  g_assert_cmphex (get_pixel (plane), ==, to_pixel (vt_map_colour (&vt_theme_light, VT_MAP_SIGNED, 1, 1)));
  vt_plane_shares (plane, subject, shares);
  g_assert_cmpfloat_with_epsilon (shares[1], 1, 1e-9);
}

static void
test_many_classes (void)
{
  static const float cell[] = { 0.25f, 0.15f, 0.6f };
  g_autoptr (VtSubject) subject = make_subject (2, 20, 3, NN_ENCODE_INDEX, 3);
  g_autoptr (GArray) numbers = make_numbers (cell, 3);
  g_autoptr (VtPlane) plane = vt_plane_new ();
  double shares[3];

  vt_plane_take (plane, subject, (const float *) (gpointer) numbers->data, numbers->len);
  vt_plane_paint (plane, subject, &vt_theme_dark, TRUE);
  g_assert_cmphex (get_pixel (plane), ==, to_pixel (vt_plane_class_colour (&vt_theme_dark, 2, 3)));
  vt_plane_shares (plane, subject, shares);
  g_assert_cmpfloat_with_epsilon (shares[2], 1, 1e-9);
}

static void
test_not_a_number (void)
{
  static const float cell[] = { NAN, NAN, NAN };
  g_autoptr (VtSubject) subject = make_subject (2, 20, 3, NN_ENCODE_INDEX, 3);
  g_autoptr (GArray) numbers = make_numbers (cell, 3);
  g_autoptr (VtPlane) plane = vt_plane_new ();

  vt_plane_take (plane, subject, (const float *) (gpointer) numbers->data, numbers->len);
  vt_plane_paint (plane, subject, &vt_theme_light, FALSE);
  g_assert_cmphex (get_pixel (plane), ==, to_pixel (vt_theme_light.error));
}

/* Numbers are painted over the range of the targets. */
static void
test_values (void)
{
  static const float cell[] = { -1.0f };
  g_autoptr (VtSubject) subject = make_subject (2, 20, 0, NN_ENCODE_VALUES, 1);
  g_autoptr (GArray) numbers = make_numbers (cell, 1);
  g_autoptr (VtPlane) plane = vt_plane_new ();
  double low, high;

  vt_plane_take (plane, subject, (const float *) (gpointer) numbers->data, numbers->len);
  vt_plane_paint (plane, subject, &vt_theme_light, FALSE);
  g_assert_cmpfloat (vt_plane_limit (subject), ==, 2);
  g_assert_cmphex (get_pixel (plane), ==, to_pixel (vt_map_colour (&vt_theme_light, VT_MAP_SIGNED, 2, -1)));
  vt_plane_range (plane, &low, &high);
  g_assert_cmpfloat (low, ==, -1);
  g_assert_cmpfloat (high, ==, -1);
}

static void
test_places (void)
{
  g_autoptr (VtSubject) subject = make_subject (2, 20, 2, NN_ENCODE_INDEX, 2), flat = make_subject (1, 20, 0, NN_ENCODE_VALUES, 1);
  g_autoptr (VtPlaces) places = vt_places_new (subject, TRUE), points = vt_places_new (flat, TRUE);
  const VtPlace *place;
  double distance;
  guint validates = 0;

  g_assert_cmpuint (places->list->len, ==, 20);
  for (guint i = 0; i < 20; i++)
    validates += g_array_index (places->list, VtPlace, i).validates;
  g_assert_cmpuint (validates, ==, 5);
  g_assert_cmpfloat (places->x0, ==, -1);
  g_assert_cmpfloat (places->y1, ==, 1);
  place = vt_places_nearest (places, 0.26, 0.75, &distance);
  g_assert_cmpuint (place->example, ==, 5);
  g_assert_cmpuint (place->class, ==, 1);
  g_assert_cmpfloat_with_epsilon (distance, 0.005, 1e-6);
  g_assert_true (vt_places_find (places, 5) == place);
  g_assert_null (vt_places_find (places, 20));

  place = vt_places_find (points, 10);
  g_assert_cmpfloat (place->y, ==, 0.5);
  g_assert_cmpfloat (points->y0, <, -2);
  g_assert_cmpfloat (points->y1, >, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/charts/plane/two-classes", test_two_classes);
  g_test_add_func ("/ui/charts/plane/many-classes", test_many_classes);
  g_test_add_func ("/ui/charts/plane/not-a-number", test_not_a_number);
  g_test_add_func ("/ui/charts/plane/values", test_values);
  g_test_add_func ("/ui/charts/plane/places", test_places);
  return g_test_run ();
}
