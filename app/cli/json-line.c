#include "json-line.h"

#include <math.h>
#include <string.h>

GString *
vt_json_new (void)
{
  return g_string_new ("{");
}

static void
append_quoted (GString *json, const char *text)
{
  g_string_append_c (json, '"');
  for (; *text != '\0'; text++)
    if (strchr ("\"\\", *text) != NULL)
      g_string_append_printf (json, "\\%c", *text);
    else if (g_ascii_iscntrl (*text))
      g_string_append_printf (json, "\\u%04x", *text);
    else
      g_string_append_c (json, *text);
  g_string_append_c (json, '"');
}

static void
append_key (GString *json, const char *key)
{
  if (strchr ("[{", json->str[json->len - 1]) == NULL)
    g_string_append_c (json, ',');
  if (key == NULL)
    return;
  append_quoted (json, key);
  g_string_append_c (json, ':');
}

void
vt_json_text (GString *json, const char *key, const char *value)
{
  append_key (json, key);
  append_quoted (json, value);
}

void
vt_json_int (GString *json, const char *key, gint64 value)
{
  append_key (json, key);
  g_string_append_printf (json, "%" G_GINT64_FORMAT, value);
}

void
vt_json_real (GString *json, const char *key, double value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  if (!isfinite (value))
    return;
  append_key (json, key);
  g_ascii_formatd (text, sizeof text, "%.15g", value);
  if (g_ascii_strtod (text, NULL) != value)
    g_ascii_dtostr (text, sizeof text, value);
  g_string_append (json, text);
}

void
vt_json_rounded (GString *json, const char *key, double value, guint digits)
{
  const double unit = pow (10, digits);

  vt_json_real (json, key, round (value * unit) / unit);
}

void
vt_json_open (GString *json, const char *key, char bracket)
{
  append_key (json, key);
  g_string_append_c (json, bracket);
}

void
vt_json_close (GString *json, char bracket)
{
  g_string_append_c (json, bracket);
}

static void
append_float (GString *json, float value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  append_key (json, NULL);
  if (isfinite (value))
    g_string_append (json, g_ascii_formatd (text, sizeof text, "%.9g", value));
  else
    g_string_append (json, "null");
}

void
vt_json_floats (GString *json, const char *key, const float *values, gsize n)
{
  vt_json_open (json, key, '[');
  for (gsize i = 0; i < n; i++)
    append_float (json, values[i]);
  vt_json_close (json, ']');
}

void
vt_json_print (GString *json, FILE *file)
{
  g_string_append (json, "}\n");
  fputs (json->str, file);
  fflush (file);
  g_string_free (json, TRUE);
}
