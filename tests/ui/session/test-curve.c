#include "vt-curve.h"

#include <math.h>

static void
append_after (VtCurve *curve, gint64 step, gboolean breaks)
{
  const NnPoint point = {
    .training = { .step = step, .loss = step, .accuracy = NAN, .examples = 1 },
    .validated = step % 1000 == 0,
    .validation_loss = step,
    .validation_accuracy = NAN,
    .breaks = breaks,
  };

  vt_curve_append (curve, &point);
}

static void
append (VtCurve *curve, gint64 step)
{
  append_after (curve, step, FALSE);
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

/* Before and after a change by hand are never one point, however many are merged; even if there is nothing but changes they stay few. */
static void
test_breaks (void)
{
  VtCurve curve;
  const gint64 broken = 3 * VT_CURVE_MAX / 2 + 1, steps = 5 * VT_CURVE_MAX;
  gint64 from = 1;

  vt_curve_init (&curve);
  for (gint64 step = 1; step <= steps; step++)
    append_after (&curve, step, step == broken);
  for (guint i = 0; i < curve.points->len; i++)
    {
      const NnPoint *point = &g_array_index (curve.points, NnPoint, i);

      g_assert_cmpint (point->breaks, ==, from == broken);
      g_assert_false (from < broken && point->training.step >= broken);
      from = point->training.step + 1;
    }
  g_assert_cmpint (from, ==, steps + 1);
  for (gint64 step = steps + 1; step <= 2 * steps; step++)
    append_after (&curve, step, TRUE);
  g_assert_cmpuint (curve.points->len, <=, VT_CURVE_MAX);
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

/* Only what is known has a field: a point may have no validation, or nothing else. */
static void
test_table (void)
{
  const NnPoint points[] = {
    { .training = { .step = 0, .epoch = 0 }, .validated = TRUE, .validation_loss = 0.75, .validation_accuracy = 0.5 },
    { .training = { .step = 4, .epoch = 0.5, .loss = 0.25, .accuracy = 1, .examples = 32 }, .examples_per_s = 99.6 },
  };
  g_autofree char *table = vt_curve_to_table (points, G_N_ELEMENTS (points));

  g_assert_cmpstr (table, ==,
                   "step,epoch,loss,accuracy,val_loss,val_accuracy,examples_per_s\n"
                   "0,0,,,0.75,0.5,0\n"
                   "4,0.5,0.25,1,,,100\n");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/session/curve/few", test_few);
  g_test_add_func ("/ui/session/curve/breaks", test_breaks);
  g_test_add_func ("/ui/session/curve/many", test_many);
  g_test_add_func ("/ui/session/curve/table", test_table);
  return g_test_run ();
}
