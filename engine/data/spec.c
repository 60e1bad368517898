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
parse_knob (const NnDataSource *source, NnSettings *settings, const char *knob, GError **error)
{
  const char *equals = strchr (knob, '=');
  g_autofree char *id = equals != NULL ? g_strndup (knob, equals - knob) : g_strdup (knob);

  if (nn_param_find (source->params, id) == NULL)
    {
      g_autofree char *list = list_knobs (source->params);

      g_set_error (error, NN_ERROR, NN_ERROR_ARGUMENT,
                   _ ("The data set “%s” has no knob “%s”; it has %s."), source->id, id, list);
      return FALSE;
    }
  if (equals == NULL)
    {
      g_set_error (error, NN_ERROR, NN_ERROR_ARGUMENT,
                   _ ("The knob “%s” of the data set “%s” has no value; write %s=VALUE."), id, source->id, id);
      return FALSE;
    }
  if (!nn_settings_parse (settings, id, equals + 1, error))
    {
      g_prefix_error (error, "%s: ", source->id);
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

const NnDataSource *
nn_data_spec_parse (const char *spec, NnSettings **settings, GError **error)
{
  g_auto (GStrv) halves = NULL;
  g_auto (GStrv) knobs = NULL;
  g_autoptr (NnSettings) values = NULL;
  const NnDataSource *source;

  if (!nn_data_spec_is_builtin (spec))
    {
      g_set_error (error, NN_ERROR, NN_ERROR_DATA, _ ("“%s” does not begin with %s."), spec, BUILTIN);
      return NULL;
    }
  halves = g_strsplit (spec + strlen (BUILTIN), "?", 2);
  if ((source = find_source (halves[0] != NULL ? halves[0] : "", error)) == NULL)
    return NULL;
  values = nn_settings_new (source->params);
  knobs = g_strsplit (halves[1] != NULL ? halves[1] : "", "&", -1);
  for (guint i = 0; knobs[i] != NULL; i++)
    if (!parse_knob (source, values, knobs[i], error))
      return NULL;
  *settings = g_steal_pointer (&values);
  return source;
}

char *
nn_data_spec_format (const NnDataSource *source, const NnSettings *settings)
{
  GString *spec = g_string_new (BUILTIN);
  char separator = '?';

  g_string_append (spec, source->id);
  for (const NnParam *param = source->params; param->id != NULL; param++)
    if (nn_settings_get (settings, param->id) != param->initial)
      {
        g_autofree char *value = nn_settings_format (settings, param->id);

        g_string_append_printf (spec, "%c%s=%s", separator, param->id, value);
        separator = '&';
      }
  return g_string_free (spec, FALSE);
}
