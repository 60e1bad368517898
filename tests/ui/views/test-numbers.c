#include <math.h>

#include "vt-view.h"

static void
test_limit (void)
{
  static const float small[] = { 0.1f, -0.3f }, large[] = { 5.0f }, exact[] = { -2.0f },
                     strange[] = { NAN, INFINITY, 0.2f };

  g_assert_cmpfloat_with_epsilon (vt_limit_grow (0.0, small, 2), 0.3, 1e-12);
  g_assert_cmpfloat (vt_limit_grow (1.0, small, 2), ==, 1.0);     /* never shrinks */
  g_assert_cmpfloat (vt_limit_grow (1.0, large, 1), ==, 6.0);
  g_assert_cmpfloat (vt_limit_grow (0.0, exact, 1), ==, 2.0);     /* reached is not exceeded */
  g_assert_cmpfloat_with_epsilon (vt_limit_grow (0.0, strange, 3), 0.2, 1e-12);
  g_assert_cmpfloat (vt_limit_grow (0.0, NULL, 0), ==, 0.0);
}

static void
test_limit_is_never_exceeded (void)
{
  for (float number = 1e-6f; number < 1e6f; number *= 1.37f)
    {
      const double limit = vt_limit_grow (0.0, &number, 1);

      g_assert_cmpfloat (limit, >=, number * (1.0 - 1e-6));
      g_assert_cmpfloat (limit, <=, 1.5001 * number);
    }
}

static void
test_copies_tell_what_is_new (void)
{
  static const float first[] = { 1.0f, 2.0f }, second[] = { 1.0f, -2.0f };
  VtNumbers numbers;

  vt_numbers_init (&numbers);
  g_assert_true (vt_numbers_set_item (&numbers, 0, first, 2));
  g_assert_false (vt_numbers_set_item (&numbers, 0, first, 2));
  g_assert_false (numbers.has_negative[0]);
  g_assert_cmpfloat (numbers.limit[0], ==, 2.0);
  g_assert_true (vt_numbers_set_item (&numbers, 0, second, 2));
  g_assert_true (numbers.has_negative[0]);
  g_assert_true (vt_numbers_set_item (&numbers, 0, second, 1));
  vt_numbers_forget (&numbers);
  g_assert_cmpfloat (numbers.limit[0], ==, 0.0);
  g_assert_false (numbers.has_negative[0]);
  vt_numbers_clear (&numbers);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/views/numbers/limit", test_limit);
  g_test_add_func ("/ui/views/numbers/limit-is-never-exceeded", test_limit_is_never_exceeded);
  g_test_add_func ("/ui/views/numbers/copies-tell-what-is-new", test_copies_tell_what_is_new);
  return g_test_run ();
}
