#include "settings.h"

#include <math.h>
#include <string.h>

#include "errors.h"
#include "text.h"

struct _NnSettings
{
  const NnParam *params;
  guint n;
  double value[];
};

static guint
count_params (const NnParam *params)
{
  guint n = 0;

  while (params[n].id != NULL)
    n++;
  return n;
}

NnSettings *
nn_settings_new (const NnParam *params)
{
  const guint n = count_params (params);
  NnSettings *settings = g_malloc (sizeof *settings + n * sizeof *settings->value);

  settings->params = params;
  settings->n = n;
  for (guint i = 0; i < n; i++)
    settings->value[i] = params[i].initial;
  return settings;
}

NnSettings *
nn_settings_copy (const NnSettings *settings)
{
  NnSettings *copy = nn_settings_new (settings->params);

  memcpy (copy->value, settings->value, settings->n * sizeof *settings->value);
  return copy;
}

void
nn_settings_free (NnSettings *settings)
{
  g_free (settings);
}

static gboolean
same_values (const NnSettings *a, const NnSettings *b, gboolean with_looks)
{
  if (a->params != b->params)
    return FALSE;
  for (guint i = 0; i < a->n; i++)
    if (a->value[i] != b->value[i] && (with_looks || !a->params[i].is_look))
      return FALSE;
  return TRUE;
}

gboolean
nn_settings_equal (const NnSettings *a, const NnSettings *b)
{
  return same_values (a, b, TRUE);
}

gboolean
nn_settings_same_work (const NnSettings *a, const NnSettings *b)
{
  return same_values (a, b, FALSE);
}

const NnParam *
nn_settings_params (const NnSettings *settings)
{
  return settings->params;
}

const NnParam *
nn_param_find (const NnParam *params, const char *id)
{
  for (; params->id != NULL; params++)
    if (g_str_equal (params->id, id))
      return params;
  return NULL;
}

int
nn_choice_index (const NnParam *param, const char *choice)
{
  for (int i = 0; param->choices != NULL && param->choices[i].id != NULL; i++)
    if (g_str_equal (param->choices[i].id, choice))
      return i;
  return -1;
}

static int
n_choices (const NnParam *param)
{
  int n = 0;

  while (param->choices[n].id != NULL)
    n++;
  return n;
}

/* Where the value of a setting lies; the id must be in the table. */
static guint
index_of (const NnSettings *settings, const char *id)
{
  const NnParam *param = nn_param_find (settings->params, id);

  g_assert (param != NULL);
  return param - settings->params;
}

double
nn_settings_get (const NnSettings *settings, const char *id)
{
  return settings->value[index_of (settings, id)];
}

gint64
nn_settings_int (const NnSettings *settings, const char *id)
{
  return (gint64) nn_settings_get (settings, id);
}

gboolean
nn_settings_switch (const NnSettings *settings, const char *id)
{
  return nn_settings_get (settings, id) != 0;
}

const char *
nn_settings_choice (const NnSettings *settings, const char *id)
{
  const guint i = index_of (settings, id);

  return settings->params[i].choices[(int) settings->value[i]].id;
}

gboolean
nn_settings_shown (const NnSettings *settings, const NnParam *param)
{
  g_auto (GStrv) sides = NULL;
  g_auto (GStrv) wanted = NULL;
  g_autofree char *now = NULL;

  if (param->when == NULL)
    return TRUE;
  sides = g_strsplit (param->when, "=", 2);
  wanted = g_strsplit (sides[1], ",", -1);
  now = nn_settings_format (settings, sides[0]);
  return g_strv_contains ((const char *const *) wanted, now);
}

/* "none, relu, tanh" */
static char *
list_choices (const NnParam *param)
{
  GString *list = g_string_new (NULL);

  for (const NnChoice *choice = param->choices; choice->id != NULL; choice++)
    g_string_append_printf (list, "%s%s", choice == param->choices ? "" : ", ", choice->id);
  return g_string_free (list, FALSE);
}

/* What a setting may be, as the end of a sentence: "a whole number from 1 to 100000". */
static char *
describe_range (const NnParam *param)
{
  g_autofree char *low = nn_number_to_text (param->min);
  g_autofree char *high = nn_number_to_text (param->max);
  g_autofree char *list = NULL;

  switch (param->type)
    {
    case NN_PARAM_INT:
      return g_strdup_printf (_ ("a whole number from %s to %s"), low, high);
    case NN_PARAM_REAL:
      return g_strdup_printf (_ ("a number from %s to %s"), low, high);
    case NN_PARAM_SWITCH:
      return g_strdup (_ ("true or false"));
    case NN_PARAM_CHOICE:
    default:
      list = list_choices (param);
      return g_strdup_printf (_ ("one of %s"), list);
    }
}

static gboolean
is_allowed (const NnParam *param, double value)
{
  switch (param->type)
    {
    case NN_PARAM_INT:
      return value >= param->min && value <= param->max && value == floor (value);
    case NN_PARAM_REAL:
      return value >= param->min && value <= param->max;
    case NN_PARAM_SWITCH:
      return value == 0 || value == 1;
    case NN_PARAM_CHOICE:
    default:
      return value >= 0 && value < n_choices (param) && value == floor (value);
    }
}

static void
refuse (const NnParam *param, const char *value, GError **error)
{
  g_autofree char *range = describe_range (param);
  g_autofree char *shown = nn_text_quote (value);

  g_set_error (error,
               NN_ERROR,
               NN_ERROR_ARGUMENT,
               _ ("%s must be %s, not “%s”."),
               nn_text (param->title),
               range,
               shown);
}

static const NnParam *
find_or_refuse (const NnSettings *settings, const char *id, GError **error)
{
  const NnParam *param = nn_param_find (settings->params, id);

  if (param == NULL)
    {
      g_autofree char *shown = nn_text_quote (id);

      g_set_error (error, NN_ERROR, NN_ERROR_ARGUMENT, _ ("There is no setting “%s” here."), shown);
    }
  return param;
}

gboolean
nn_settings_set (NnSettings *settings, const char *id, double value, GError **error)
{
  const NnParam *param = find_or_refuse (settings, id, error);

  if (param == NULL)
    return FALSE;
  if (!is_allowed (param, value))
    {
      g_autofree char *text = nn_number_to_text (value);

      refuse (param, text, error);
      return FALSE;
    }
  settings->value[param - settings->params] = value;
  return TRUE;
}

/* The value a text stands for; NaN if it stands for none. */
static double
read_value (const NnParam *param, const char *text)
{
  char *end;
  double value;

  if (param->type == NN_PARAM_CHOICE)
    return nn_choice_index (param, text);
  if (param->type == NN_PARAM_SWITCH && (g_str_equal (text, "true") || g_str_equal (text, "false")))
    return g_str_equal (text, "true");
  value = g_ascii_strtod (text, &end);
  return end != text && *end == '\0' ? value : NAN;
}

gboolean
nn_settings_parse (NnSettings *settings, const char *id, const char *text, GError **error)
{
  const NnParam *param = find_or_refuse (settings, id, error);
  double value;

  if (param == NULL)
    return FALSE;
  value = read_value (param, text);
  if (!is_allowed (param, value))
    {
      refuse (param, text, error);
      return FALSE;
    }
  settings->value[param - settings->params] = value;
  return TRUE;
}

char *
nn_settings_format (const NnSettings *settings, const char *id)
{
  const guint i = index_of (settings, id);
  const NnParam *param = &settings->params[i];

  if (param->type == NN_PARAM_CHOICE)
    return g_strdup (param->choices[(int) settings->value[i]].id);
  if (param->type == NN_PARAM_SWITCH)
    return g_strdup (settings->value[i] != 0 ? "true" : "false");
  return nn_number_to_text (settings->value[i]);
}
