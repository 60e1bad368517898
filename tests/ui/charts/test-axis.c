#include <math.h>

#include "vt-axis.h"

static void
test_first_value (void)
{
  VtAxis axis = vt_axis_free (FALSE);

  g_assert_true (vt_axis_include (&axis, 0.693));
  g_assert_cmpfloat_with_epsilon (axis.low, 0, 1e-12);
  g_assert_cmpfloat_with_epsilon (axis.high, 0.8, 1e-12);
  axis = vt_axis_free (FALSE);
  vt_axis_include (&axis, -3);
  g_assert_cmpfloat_with_epsilon (axis.low, -4, 1e-12);
  g_assert_cmpfloat_with_epsilon (axis.high, 0, 1e-12);
}

static void
test_doubles (void)
{
  VtAxis axis = vt_axis_between (0, 1);

  g_assert_false (vt_axis_include (&axis, 1));
  g_assert_true (vt_axis_include (&axis, 1.01));
  g_assert_cmpfloat (axis.high, ==, 2);
  g_assert_true (vt_axis_include (&axis, 9));
  g_assert_cmpfloat (axis.high, ==, 16);
  g_assert_true (vt_axis_include (&axis, -1));
  g_assert_cmpfloat (axis.low, ==, -16);
  g_assert_false (vt_axis_include (&axis, 0.001));   /* never shrinks */
  g_assert_cmpfloat (axis.high, ==, 16);
}

static void
test_bounds (void)
{
  VtAxis axis = vt_axis_between (0.9, 1);

  axis.floor = 0;
  axis.ceiling = 1;
  vt_axis_include (&axis, 0.35);
  g_assert_cmpfloat_with_epsilon (axis.low, 0.2, 1e-9);
  vt_axis_include (&axis, 0.1);
  g_assert_cmpfloat (axis.low, ==, 0);
  vt_axis_include (&axis, 7);
  g_assert_cmpfloat (axis.high, ==, 1);
}

static void
test_ignores (void)
{
  VtAxis axis = vt_axis_between (0, 1), log = vt_axis_free (TRUE);

  g_assert_false (vt_axis_include (&axis, NAN));
  g_assert_false (vt_axis_include (&axis, INFINITY));
  g_assert_false (vt_axis_include (&log, 0));
  g_assert_false (vt_axis_include (&log, -1));
  g_assert_cmpfloat (log.low, ==, log.high);
  g_assert_true (vt_axis_include (&axis, 1e300));   /* ends */
}

static void
test_log (void)
{
  VtAxis axis = vt_axis_free (TRUE);
  double ticks[VT_AXIS_TICKS];

  vt_axis_include (&axis, 0.3);
  g_assert_cmpfloat_with_epsilon (axis.low, 0.1, 1e-12);
  g_assert_cmpfloat_with_epsilon (axis.high, 1, 1e-12);
  vt_axis_include (&axis, 0.0005);
  vt_axis_include (&axis, 100);
  g_assert_cmpfloat_with_epsilon (axis.low, 1e-4, 1e-12);
  g_assert_cmpfloat_with_epsilon (axis.high, 100, 1e-9);
  g_assert_cmpfloat_with_epsilon (vt_axis_place (&axis, 0.1), 0.5, 1e-9);
  g_assert_cmpfloat_with_epsilon (vt_axis_value (&axis, 0.5), 0.1, 1e-9);
  g_assert_cmpfloat (vt_axis_place (&axis, 0), <, 0);
  g_assert_cmpuint (vt_axis_ticks (&axis, 4, ticks), ==, 4);   /* 1e-4, 1e-2, 1, 100 */
  g_assert_cmpfloat_with_epsilon (ticks[1], 0.01, 1e-12);
  g_assert_cmpfloat_with_epsilon (ticks[3], 100, 1e-9);
}

/* Steps are 1, 2, 4 or 5 of a power of ten; ticks are multiples of the step, within the axis, and never more than asked for. */
static void
check_ticks (const VtAxis *axis, guint most)
{
  double ticks[VT_AXIS_TICKS];
  const guint n = vt_axis_ticks (axis, most, ticks);
  const double step = ticks[1] - ticks[0], mantissa = step / pow (10, floor (log10 (step) + 1e-9));
  const double nice[] = { 1, 2, 4, 5 };
  gboolean is_nice = FALSE;

  g_assert_cmpuint (n, >=, 2);
  g_assert_cmpuint (n, <=, most);
  for (guint i = 0; i < G_N_ELEMENTS (nice); i++)
    is_nice |= fabs (mantissa - nice[i]) < 1e-6;
  g_assert_true (is_nice);
  for (guint i = 0; i < n; i++)
    {
      g_assert_cmpfloat_with_epsilon (ticks[i] / step, round (ticks[i] / step), 1e-6);
      g_assert_cmpfloat (ticks[i], >=, axis->low - step * 1e-6);
      g_assert_cmpfloat (ticks[i], <=, axis->high + step * 1e-6);
    }
}

static void
test_ticks (void)
{
  const double spans[] = { 1e-6, 0.1, 0.3, 0.8, 1.6, 2, 3.2, 7, 12.8, 64, 102.4, 60, 1e6, 3e9 };

  for (guint i = 0; i < G_N_ELEMENTS (spans); i++)
    for (guint most = 4; most < 9; most++)
      {
        VtAxis axis = vt_axis_between (0, spans[i]);

        check_ticks (&axis, most);
        axis = vt_axis_between (-spans[i], spans[i]);
        check_ticks (&axis, most);
      }
}

static void
test_labels (void)
{
  const VtAxis axis = vt_axis_between (0, 1);
  VtAxis percent = axis;
  g_autofree char *half = vt_axis_label (&axis, 0.5, 1), *quarter = vt_axis_label (&axis, 0.25, 0.5);
  g_autofree char *whole = vt_axis_label (&axis, 40, 60), *share = NULL;

  percent.percent = TRUE;
  share = vt_axis_label (&percent, 0.6, 0.8);
  g_assert_cmpstr (half, ==, "0.5");
  g_assert_cmpstr (quarter, ==, "0.25");
  g_assert_cmpstr (whole, ==, "40");
  g_assert_true (g_str_has_prefix (share, "60"));
  g_assert_true (g_str_has_suffix (share, "%"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/charts/axis/first-value", test_first_value);
  g_test_add_func ("/ui/charts/axis/doubles", test_doubles);
  g_test_add_func ("/ui/charts/axis/bounds", test_bounds);
  g_test_add_func ("/ui/charts/axis/ignores", test_ignores);
  g_test_add_func ("/ui/charts/axis/log", test_log);
  g_test_add_func ("/ui/charts/axis/ticks", test_ticks);
  g_test_add_func ("/ui/charts/axis/labels", test_labels);
  return g_test_run ();
}
