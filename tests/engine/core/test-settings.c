#include "settings.h"

#include "errors.h"

#include <math.h>

static const NnChoice bends[] = { { "none", "None" }, { "tanh", "Tanh" }, { NULL } };

static const NnParam params[] = {
  { .id = "units", .title = "Neurons", .type = NN_PARAM_INT, .min = 1, .max = 100000, .initial = 8 },
  { .id = "rate", .title = "Rate", .type = NN_PARAM_REAL, .min = 0, .max = 0.95, .initial = 0.5 },
  { .id = "bias", .title = "Bias", .type = NN_PARAM_SWITCH, .initial = 1 },
  { .id = "bend", .title = "Bend", .type = NN_PARAM_CHOICE, .choices = bends, .initial = 1 },
  { .id = "slope", .title = "Slope", .type = NN_PARAM_REAL, .max = 1, .when = "bend=tanh,other" },
  { .id = "more", .title = "More", .type = NN_PARAM_REAL, .max = 1, .when = "bias=false" },
  { NULL },
};

static void
test_defaults (void)
{
  g_autoptr (NnSettings) settings = nn_settings_new (params);

  g_assert_cmpint (nn_settings_int (settings, "units"), ==, 8);
  g_assert_cmpfloat (nn_settings_get (settings, "rate"), ==, 0.5);
  g_assert_true (nn_settings_switch (settings, "bias"));
  g_assert_cmpstr (nn_settings_choice (settings, "bend"), ==, "tanh");
}

static void
test_refused (void)
{
  const struct
  {
    const char *id, *text, *message;
  } cases[] = {
    { "units", "1e9", "Neurons must be a whole number from 1 to 100000, not “1e9”." },
    { "units", "2.5", "Neurons must be a whole number from 1 to 100000, not “2.5”." },
    { "units", "0", "Neurons must be a whole number from 1 to 100000, not “0”." },
    { "units", "", "Neurons must be a whole number from 1 to 100000, not “”." },
    { "units", "8 ", "Neurons must be a whole number from 1 to 100000, not “8 ”." },
    { "rate", "nan", "Rate must be a number from 0 to 0.95, not “nan”." },
    { "rate", "inf", "Rate must be a number from 0 to 0.95, not “inf”." },
    { "bias", "2", "Bias must be true or false, not “2”." },
    { "bend", "relu", "Bend must be one of none, tanh, not “relu”." },
    { "unit", "8", "There is no setting “unit” here." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (NnSettings) settings = nn_settings_new (params);
      g_autoptr (NnSettings) untouched = nn_settings_new (params);
      g_autoptr (GError) error = NULL;

      g_assert_false (nn_settings_parse (settings, cases[i].id, cases[i].text, &error));
      g_assert_error (error, NN_ERROR, NN_ERROR_ARGUMENT);
      g_assert_cmpstr (error->message, ==, cases[i].message);
      g_assert_true (nn_settings_equal (settings, untouched));
    }
}

static void
test_set_refuses_numbers (void)
{
  const struct
  {
    const char *id;
    double value;
  } cases[] = {
    { "units", NAN }, { "units", 1e9 }, { "bias", 0.5 }, { "bend", 2 }, { "bend", -1 }, { "rate", INFINITY },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (NnSettings) settings = nn_settings_new (params);

      g_assert_false (nn_settings_set (settings, cases[i].id, cases[i].value, NULL));
    }
}

static void
test_format_reads_back (void)
{
  const char *const texts[] = { "31", "0.1", "false", "none", "0.30000000000000004", "1" };
  g_autoptr (NnSettings) settings = nn_settings_new (params);

  for (guint i = 0; params[i].id != NULL; i++)
    {
      g_autofree char *text = NULL;

      g_assert_true (nn_settings_parse (settings, params[i].id, texts[i], NULL));
      text = nn_settings_format (settings, params[i].id);
      g_assert_cmpstr (text, ==, texts[i]);
    }
}

static void
test_shown (void)
{
  g_autoptr (NnSettings) settings = nn_settings_new (params);
  const NnParam *slope = nn_param_find (params, "slope");
  const NnParam *more = nn_param_find (params, "more");

  g_assert_true (nn_settings_shown (settings, &params[0]));
  g_assert_true (nn_settings_shown (settings, slope));
  g_assert_false (nn_settings_shown (settings, more));
  nn_settings_parse (settings, "bend", "none", NULL);
  nn_settings_parse (settings, "bias", "false", NULL);
  g_assert_false (nn_settings_shown (settings, slope));
  g_assert_true (nn_settings_shown (settings, more));
}

static void
test_copy (void)
{
  g_autoptr (NnSettings) settings = nn_settings_new (params);
  g_autoptr (NnSettings) copy = NULL;

  nn_settings_set (settings, "units", 3, NULL);
  copy = nn_settings_copy (settings);
  g_assert_true (nn_settings_equal (settings, copy));
  nn_settings_set (copy, "units", 4, NULL);
  g_assert_false (nn_settings_equal (settings, copy));
  g_assert_cmpint (nn_settings_int (settings, "units"), ==, 3);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/core/settings/defaults", test_defaults);
  g_test_add_func ("/engine/core/settings/refused", test_refused);
  g_test_add_func ("/engine/core/settings/set-refuses-numbers", test_set_refuses_numbers);
  g_test_add_func ("/engine/core/settings/format-reads-back", test_format_reads_back);
  g_test_add_func ("/engine/core/settings/shown", test_shown);
  g_test_add_func ("/engine/core/settings/copy", test_copy);
  return g_test_run ();
}
