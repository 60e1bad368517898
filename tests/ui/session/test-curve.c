#include "vt-curve.h"

#include <math.h>

static void
append (VtCurve *curve, gint64 step)
{
  const NnPoint point = {
    .training = { .step = step, .loss = step, .accuracy = NAN, .examples = 1 },
    .validated = step % 1000 == 0,
    .validation_loss = step,
    .validation_accuracy = NAN,
  };

  vt_curve_append (curve, &point);
}

static void
test_few (void)
{
  VtCurve curve;

  vt_curve_init (&curve);
  for (gint64 step = 1; step <= VT_CURVE_MAX; step++)
    append (&curve, step);
  g_assert_cmpuint (curve.points->len, ==, VT_CURVE_MAX);
  for (guint i = 0; i < curve.points->len; i++)
    g_assert_cmpfloat (g_array_index (curve.points, NnPoint, i).training.loss, ==, i + 1);
  vt_curve_clear (&curve);
  g_assert_cmpuint (curve.points->len, ==, 0);
  vt_curve_finish (&curve);
}

/* However many: bounded, nothing lost, in order, all but the last merged from equally many. */
static void
test_many (void)
{
  VtCurve curve;
  guint examples = 0, validated = 0;
  const gint64 steps = 9 * VT_CURVE_MAX + 77;

  vt_curve_init (&curve);
  for (gint64 step = 1; step <= steps; step++)
    {
      append (&curve, step);
      g_assert_cmpuint (curve.points->len, <=, VT_CURVE_MAX);
    }
  g_assert_cmpuint (curve.points->len, >, VT_CURVE_MAX / 2);
  for (guint i = 0; i < curve.points->len; i++)
    {
      const NnPoint *point = &g_array_index (curve.points, NnPoint, i);

      examples += point->training.examples;
      validated += point->validated;
      g_assert_cmpint (point->training.step, ==, examples);
      if (i + 1 < curve.points->len)
        {
          g_assert_cmpuint (point->training.examples, ==, curve.stride);
          g_assert_cmpfloat_with_epsilon (point->training.loss, examples - (curve.stride - 1) / 2.0, 1e-6);
        }
    }
  g_assert_cmpuint (examples, ==, steps);
  g_assert_cmpuint (validated, ==, steps / 1000);
  vt_curve_finish (&curve);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/session/curve/few", test_few);
  g_test_add_func ("/ui/session/curve/many", test_many);
  return g_test_run ();
}
