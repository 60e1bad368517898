#include "median.h"

static void
test_median (void)
{
  double odd[] = { 3, -7, 100 }, even[] = { 4, 1, 3, 2 }, one[] = { 5 };

  g_assert_cmpfloat (nn_median (odd, 3), ==, 3);
  g_assert_cmpfloat (nn_median (even, 4), ==, 3);
  g_assert_cmpfloat (nn_median (one, 1), ==, 5);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/core/median", test_median);
  return g_test_run ();
}
