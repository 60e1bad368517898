#include "recipe.h"
#include "vt-setting-field.h"
#include "vt-text.h"

static const NnParam rate = { "rate", "Rate", "", NN_PARAM_REAL, 0, 100, 0.01, 0, NULL, NULL, NULL };
static const NnParam noise = { "noise", "Noise", "", NN_PARAM_REAL, 0, 0.5, 0.1, 0.05, NULL, NULL, NULL };
static const NnParam batch = { "batch", "Batch", "", NN_PARAM_INT, 1, 4096, 32, 0, NULL, NULL, NULL };

static void
assert_climbs (const NnParam *param, const double *rungs, guint n)
{
  for (guint i = 0; i + 1 < n; i++)
    {
      g_assert_cmpfloat (vt_setting_nudge (param, rungs[i], TRUE), ==, rungs[i + 1]);
      g_assert_cmpfloat (vt_setting_nudge (param, rungs[i + 1], FALSE), ==, rungs[i]);
    }
}

static void
test_ladder (void)
{
  assert_climbs (&rate, (const double[]){ 0.00001, 0.00002, 0.00005, 0.0001, 0.0002 }, 5);
  assert_climbs (&rate, (const double[]){ 0.5, 1, 2, 5, 10, 20, 50, 100 }, 8);
  assert_climbs (&batch, (const double[]){ 1, 2, 5, 10, 20, 50, 100, 200 }, 8);
  assert_climbs (&noise, (const double[]){ 0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35 }, 8);
}

static void
test_between_rungs (void)
{
  g_assert_cmpfloat (vt_setting_nudge (&rate, 0.03, TRUE), ==, 0.05);
  g_assert_cmpfloat (vt_setting_nudge (&rate, 0.03, FALSE), ==, 0.02);
  g_assert_cmpfloat (vt_setting_nudge (&batch, 32, TRUE), ==, 50);
  g_assert_cmpfloat (vt_setting_nudge (&batch, 32, FALSE), ==, 20);
}

/* From nothing up to something small, and from there back to nothing. */
static void
test_from_zero (void)
{
  const double least = vt_setting_nudge (&rate, 0, TRUE);

  g_assert_cmpfloat (least, ==, 0.00001);
  g_assert_cmpfloat (vt_setting_nudge (&rate, least, FALSE), ==, 0);
  g_assert_cmpfloat (vt_setting_nudge (&batch, 1, FALSE), ==, 1);
}

static void
test_stays_in_range (void)
{
  for (const NnParam *param = nn_recipe_params; param->id != NULL; param++)
    if (param->type == NN_PARAM_INT || param->type == NN_PARAM_REAL)
      {
        g_assert_cmpfloat (vt_setting_nudge (param, param->max, TRUE), ==, param->max);
        g_assert_cmpfloat (vt_setting_nudge (param, param->min, FALSE), ==, param->min);
        if (param->initial < param->max)
          g_assert_cmpfloat (vt_setting_nudge (param, param->initial, TRUE), >, param->initial);
        if (param->initial > param->min)
          g_assert_cmpfloat (vt_setting_nudge (param, param->initial, FALSE), <, param->initial);
      }
}

static void
test_text (void)
{
  static const char *const powers[] = { "1.5×10⁻⁸", "1.5 × 10⁻⁸", "1.5e-8", "1.5*10^-8", "15×10⁻⁹" };
  static const double values[] = { 0, 0.01, 1e-8, 2.5e-10, -3e-7, 0.999, 32, 12345 };
  double back;

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autofree char *text = vt_setting_format (&rate, values[i]);

      g_assert_true (vt_number_parse (text, &back));
      g_assert_cmpfloat (back, ==, values[i]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (powers); i++)
    {
      g_assert_true (vt_number_parse (powers[i], &back));
      g_assert_cmpfloat_with_epsilon (back, 1.5e-8, 1e-20);
    }
  g_assert_true (vt_number_parse ("−10⁻⁸", &back));
  g_assert_cmpfloat (back, ==, -1e-8);
  g_assert_true (vt_number_parse (" 0.5 ", &back));
  g_assert_cmpfloat (back, ==, 0.5);
  g_assert_true (vt_number_parse ("−2e−3", &back));
  g_assert_cmpfloat (back, ==, -0.002);
}

static void
test_not_a_number (void)
{
  static const char *const texts[] = { "", " ", "eight", "1e", "3 4", "nan", "inf", "1e999", "0x", "10⁻", "3 10⁻⁸", "^2" };
  double value = 7;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_false (vt_number_parse (texts[i], &value));
  g_assert_cmpfloat (value, ==, 7);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/inspector/setting-number/ladder", test_ladder);
  g_test_add_func ("/ui/inspector/setting-number/between-rungs", test_between_rungs);
  g_test_add_func ("/ui/inspector/setting-number/from-zero", test_from_zero);
  g_test_add_func ("/ui/inspector/setting-number/stays-in-range", test_stays_in_range);
  g_test_add_func ("/ui/inspector/setting-number/text", test_text);
  g_test_add_func ("/ui/inspector/setting-number/not-a-number", test_not_a_number);
  return g_test_run ();
}
