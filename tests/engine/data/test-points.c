#include "points.h"

#include <string.h>

static void
assert_refused (const char *spec, const char *word)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (nn_points_parse (spec, &error));
  g_assert_error (error, NN_ERROR, NN_ERROR_DATA);
  if (strstr (error->message, word) == NULL)
    g_error ("“%s” is not in: %s", word, error->message);
}

static void
test_refused (void)
{
  assert_refused ("points:", "classes");
  assert_refused ("points:stars?1,1,1", "stars");
  assert_refused ("points:classes", "1 to");
  assert_refused ("points:classes?", "1 to");
  assert_refused ("points:classes?0,0,0;0.5", "Point 2");
  assert_refused ("points:classes?0,0,2", "Point 1");
  assert_refused ("points:classes?0,0,0.5", "Point 1");
  assert_refused ("points:classes?0,0,0,0", "Point 1");
  assert_refused ("points:classes?0,1.3,0", "1.2");
  assert_refused ("points:classes?nan,0,0", "Point 1");
  assert_refused ("points:heights?0,0,0;0,0,1e9", "Point 2");
  assert_refused ("points:curve?0,0,0", "x,y");
}

static void
assert_round_trip (const char *spec)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NnPoints) points = nn_points_parse (spec, &error);
  g_autofree char *back = NULL;

  g_assert_no_error (error);
  back = nn_points_format (points);
  g_assert_cmpstr (back, ==, spec);
}

static void
test_round_trip (void)
{
  assert_round_trip ("points:classes?-0.5,0.25,0;1.2,-1.2,1;0.0001,1.1999,1");
  assert_round_trip ("points:heights?-0.5,0.25,-1;1,-1,0.3333");
  assert_round_trip ("points:curve?-0.5,0.25;1,-1.25");
  g_assert_true (nn_points_is ("points:anything"));
  g_assert_false (nn_points_is ("/home/points:classes"));
}

/* Own points made of a built-in set are that set, but for rounding. */
static void
test_from (gconstpointer spec)
{
  g_autoptr (NnDataset) built = nn_data_load (spec, NULL);
  g_autoptr (NnPoints) points = nn_points_from (built);
  g_autofree char *own = nn_points_format (points);
  g_autoptr (GError) error = NULL;
  g_autoptr (NnDataset) loaded = nn_data_load (own, &error);
  g_autoptr (NnDataInfo) info = nn_data_describe (own, NULL);

  g_assert_no_error (error);
  g_assert_true (nn_points_can (nn_dataset_info (built)));
  g_assert_cmpuint (nn_dataset_n (loaded), ==, nn_dataset_n (built));
  g_assert_cmpuint (info->n, ==, nn_dataset_n (built));
  g_assert_true (nn_shape_equal (&nn_first_input (info)->shape, &nn_first_input (nn_dataset_info (built))->shape));
  for (gsize i = 0; i < nn_dataset_n (built); i++)
    {
      float a[2] = { 0 }, b[2] = { 0 };

      nn_dataset_input (built, i, a);
      nn_dataset_input (loaded, i, b);
      g_assert_cmpfloat_with_epsilon (a[0], b[0], 1e-4);
      g_assert_cmpfloat_with_epsilon (a[1], b[1], 1e-4);
      g_assert_cmpfloat_with_epsilon (*nn_dataset_target (built, i), *nn_dataset_target (loaded, i), 1e-4);
    }
}

static void
test_not_points (void)
{
  g_autoptr (NnDataset) digits = nn_data_load ("builtin:digits?n=10", NULL);

  g_assert_null (nn_points_from (digits));
  g_assert_false (nn_points_can (nn_dataset_info (digits)));
  g_assert_false (nn_points_can (NULL));
}

static void
test_changes (void)
{
  g_autoptr (NnPoints) points = nn_points_parse ("points:classes?0,0,0;0.1,0.1,1;0.2,0.2,0", NULL);
  g_autofree char *added = NULL, *moved = NULL, *removed = NULL;

  nn_points_add (points, (NnSpot) { 5, -0.00001, 1 });   /* brought in, and no −0 */
  added = nn_points_format (points);
  g_assert_cmpstr (added, ==, "points:classes?0,0,0;0.1,0.1,1;0.2,0.2,0;1.2,0,1");
  nn_points_move (points, 1, -0.3, 0.4);
  moved = nn_points_format (points);
  g_assert_cmpstr (moved, ==, "points:classes?0,0,0;-0.3,0.4,1;0.2,0.2,0;1.2,0,1");
  nn_points_remove (points, 0);
  removed = nn_points_format (points);
  g_assert_cmpstr (removed, ==, "points:classes?1.2,0,1;-0.3,0.4,1;0.2,0.2,0");
}

static void
test_never_empty (void)
{
  g_autoptr (NnPoints) points = nn_points_parse ("points:classes?0,0,0", NULL);

  nn_points_remove (points, 0);
  g_assert_cmpuint (points->spots->len, ==, 1);
  nn_points_start_afresh (points);
  g_assert_cmpuint (points->spots->len, ==, 2);
  g_assert_cmpfloat (g_array_index (points->spots, NnSpot, 0).target, ==, 0);
  g_assert_cmpfloat (g_array_index (points->spots, NnSpot, 1).target, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/data/points/refused", test_refused);
  g_test_add_func ("/engine/data/points/round-trip", test_round_trip);
  g_test_add_data_func ("/engine/data/points/from/spiral", "builtin:spiral", test_from);
  g_test_add_data_func ("/engine/data/points/from/bumps", "builtin:bumps?noise=0.5", test_from);
  g_test_add_data_func ("/engine/data/points/from/sine", "builtin:sine?noise=0.5", test_from);
  g_test_add_func ("/engine/data/points/not-points", test_not_points);
  g_test_add_func ("/engine/data/points/changes", test_changes);
  g_test_add_func ("/engine/data/points/never-empty", test_never_empty);
  return g_test_run ();
}
