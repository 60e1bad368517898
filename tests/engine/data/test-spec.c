#include "source.h"

#include <string.h>

static void
assert_refused (const char *spec, int code, const char *const *words)
{
  g_autoptr (GError) error = NULL;
  NnSettings *settings = NULL;

  g_assert_null (nn_data_spec_parse (spec, &settings, &error));
  g_assert_error (error, NN_ERROR, code);
  g_assert_null (settings);
  for (; *words != NULL; words++)
    if (strstr (error->message, *words) == NULL)
      g_error ("“%s” is not in: %s", *words, error->message);
}

#define WORDS(...) ((const char *const[]) { __VA_ARGS__, NULL })

static void
test_refused (void)
{
  assert_refused ("builtin:spirl", NN_ERROR_DATA, WORDS ("spirl", "circles", "spiral", "digits"));
  assert_refused ("builtin:", NN_ERROR_DATA, WORDS ("spiral"));
  assert_refused ("spiral", NN_ERROR_DATA, WORDS ("builtin:"));
  assert_refused ("builtin:spiral?size=3", NN_ERROR_ARGUMENT, WORDS ("size", "n, noise, seed"));
  assert_refused ("builtin:spiral?n", NN_ERROR_ARGUMENT, WORDS ("n=VALUE"));
  assert_refused ("builtin:spiral?n=5", NN_ERROR_ARGUMENT, WORDS ("5", "10", "100000"));
  assert_refused ("builtin:spiral?noise=0.6", NN_ERROR_ARGUMENT, WORDS ("0.6", "0", "0.5"));
  assert_refused ("builtin:spiral?noise=lots", NN_ERROR_ARGUMENT, WORDS ("lots"));
  assert_refused ("builtin:spiral?noise=nan", NN_ERROR_ARGUMENT, WORDS ("nan"));
  assert_refused ("builtin:spiral?n=12.5", NN_ERROR_ARGUMENT, WORDS ("12.5"));
  assert_refused ("builtin:spiral?noise=0.1&", NN_ERROR_ARGUMENT, WORDS ("noise"));
}

static void
test_values (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NnSettings) settings = NULL;
  g_autofree char *back = NULL;
  const NnDataSource *source = nn_data_spec_parse ("builtin:spiral?seed=3&n=400&noise=0.25", &settings, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (source->id, ==, "spiral");
  g_assert_cmpint (nn_settings_int (settings, "n"), ==, 400);
  g_assert_cmpint (nn_settings_int (settings, "seed"), ==, 3);
  g_assert_cmpfloat (nn_settings_get (settings, "noise"), ==, 0.25);
  back = nn_data_spec_format (source, settings);
  g_assert_cmpstr (back, ==, "builtin:spiral?n=400&noise=0.25&seed=3");
}

static void
test_is_builtin (void)
{
  g_assert_true (nn_data_spec_is_builtin ("builtin:spiral"));
  g_assert_false (nn_data_spec_is_builtin ("/home/pupil/builtin:spiral"));
}

/* Defaults format to the bare name; every knob at both its ends comes back as it was. */
static void
test_round_trip (gconstpointer data)
{
  const NnDataSource *source = data;
  g_autoptr (NnSettings) settings = nn_settings_new (source->params);
  g_autofree char *bare = nn_data_spec_format (source, settings);
  g_autofree char *name = g_strconcat ("builtin:", source->id, NULL);

  g_assert_cmpstr (bare, ==, name);
  for (guint end = 0; end < 2; end++)
    {
      g_autofree char *spec = NULL;
      g_autoptr (NnSettings) read = NULL;
      g_autoptr (GError) error = NULL;

      for (const NnParam *param = source->params; param->id != NULL; param++)
        nn_settings_set (settings, param->id, end == 0 ? param->min : param->max, &error);
      spec = nn_data_spec_format (source, settings);
      g_assert_true (nn_data_spec_parse (spec, &read, &error) == source);
      g_assert_no_error (error);
      g_assert_true (nn_settings_equal (read, settings));
    }
}

static void
test_load_errors (void)
{
  static const char *const missing[] = { "/nonexistent/data", "", "builtin", "builtin:none" };

  for (guint i = 0; i < G_N_ELEMENTS (missing); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GError) again = NULL;

      g_assert_null (nn_data_load (missing[i], &error));
      g_assert_error (error, NN_ERROR, NN_ERROR_DATA);
      g_assert_null (nn_data_describe (missing[i], &again));
      g_assert_cmpstr (error->message, ==, again->message);
    }
}

int
main (int argc, char **argv)
{
  guint n;
  const NnDataSource *const *sources = nn_data_sources (&n);

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/data/spec/refused", test_refused);
  g_test_add_func ("/engine/data/spec/values", test_values);
  g_test_add_func ("/engine/data/spec/is-builtin", test_is_builtin);
  g_test_add_func ("/engine/data/spec/load-errors", test_load_errors);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *path = g_strdup_printf ("/engine/data/spec/%s/round-trip", sources[i]->id);

      g_test_add_data_func (path, sources[i], test_round_trip);
    }
  return g_test_run ();
}
