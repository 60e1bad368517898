#include "source.h"

#include <string.h>

#include "text.h"

#define BUILTIN "builtin:"

gboolean
nn_data_spec_is_builtin (const char *spec)
{
  return g_str_has_prefix (spec, BUILTIN);
}

static char *
list_sources (void)
{
  guint n;
  const NnDataSource *const *sources = nn_data_sources (&n);
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (list, "%s%s", i > 0 ? ", " : "", sources[i]->id);
  return g_string_free (list, FALSE);
}

static char *
list_knobs (const NnParam *params)
{
  GString *list = g_string_new (NULL);

  for (const NnParam *param = params; param->id != NULL; param++)
    g_string_append_printf (list, "%s%s", param != params ? ", " : "", param->id);
  return g_string_free (list, FALSE);
}

/* One "knob=value". */
static gboolean
parse_knob (const char *set, NnSettings *settings, const char *knob, GError **error)
{
  const NnParam *params = nn_settings_params (settings);
  const char *equals = strchr (knob, '=');
  g_autofree char *id = equals != NULL ? g_strndup (knob, equals - knob) : g_strdup (knob);

  if (nn_param_find (params, id) == NULL)
    {
      g_autofree char *list = list_knobs (params);

      g_set_error (error, NN_ERROR, NN_ERROR_ARGUMENT,
                   _ ("The data set “%s” has no knob “%s”; it has %s."), set, id, list);
      return FALSE;
    }
  if (equals == NULL)
    {
      g_set_error (error, NN_ERROR, NN_ERROR_ARGUMENT,
                   _ ("The knob “%s” of the data set “%s” has no value; write %s=VALUE."), id, set, id);
      return FALSE;
    }
  if (!nn_settings_parse (settings, id, equals + 1, error))
    {
      g_prefix_error (error, "%s: ", set);
      return FALSE;
    }
  return TRUE;
}

static const NnDataSource *
find_source (const char *name, GError **error)
{
  const NnDataSource *source = nn_data_source_find (name);

  if (source == NULL)
    {
      g_autofree char *list = list_sources ();

      g_set_error (error, NN_ERROR, NN_ERROR_DATA, _ ("There is no built-in data set “%s”; there are %s."), name, list);
    }
  return source;
}

char *
nn_data_spec_path (const char *spec, const char **knobs)
{
  const char *mark = g_file_test (spec, G_FILE_TEST_EXISTS) ? NULL : strrchr (spec, '?');
  char *path = mark != NULL ? g_strndup (spec, mark - spec) : g_strdup (spec);

  *knobs = mark != NULL ? mark + 1 : NULL;
  return path;
}

NnSettings *
nn_data_spec_knobs (const char *id, const NnParam *params, const char *knobs, GError **error)
{
  static const NnParam none[] = { { NULL } };
  g_autoptr (NnSettings) settings = nn_settings_new (params != NULL ? params : none);
  g_auto (GStrv) each = g_strsplit (knobs != NULL ? knobs : "", "&", -1);

  for (guint i = 0; each[i] != NULL; i++)
    if (!parse_knob (id, settings, each[i], error))
      return NULL;
  return g_steal_pointer (&settings);
}

const NnDataSource *
nn_data_spec_parse (const char *spec, NnSettings **settings, GError **error)
{
  g_auto (GStrv) halves = NULL;
  const NnDataSource *source;
  NnSettings *values;

  if (!nn_data_spec_is_builtin (spec))
    {
      g_set_error (error, NN_ERROR, NN_ERROR_DATA, _ ("“%s” does not begin with %s."), spec, BUILTIN);
      return NULL;
    }
  halves = g_strsplit (spec + strlen (BUILTIN), "?", 2);
  if ((source = find_source (halves[0] != NULL ? halves[0] : "", error)) == NULL)
    return NULL;
  if ((values = nn_data_spec_knobs (source->id, source->params, halves[1], error)) == NULL)
    return NULL;
  *settings = values;
  return source;
}

/* "builtin:spiral", and behind it the knobs that differ from their defaults. */
static char *
format (const char *bare, const NnSettings *settings)
{
  GString *spec = g_string_new (bare);
  char separator = '?';

  for (const NnParam *param = nn_settings_params (settings); param->id != NULL; param++)
    if (nn_settings_get (settings, param->id) != param->initial)
      {
        g_autofree char *value = nn_settings_format (settings, param->id);

        g_string_append_printf (spec, "%c%s=%s", separator, param->id, value);
        separator = '&';
      }
  return g_string_free (spec, FALSE);
}

char *
nn_data_spec_format (const NnDataSource *source, const NnSettings *settings)
{
  g_autofree char *bare = g_strconcat (BUILTIN, source->id, NULL);

  return format (bare, settings);
}

char *
nn_data_spec_with (const char *spec, const NnSettings *settings)
{
  const gboolean builtin = nn_data_spec_is_builtin (spec);
  const char *knobs;
  g_autofree char *bare = builtin ? g_strndup (spec, strcspn (spec, "?")) : nn_data_spec_path (spec, &knobs);

  return format (bare, settings);
}
