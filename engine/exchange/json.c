#include "json.h"

#include "errors.h"
#include "text.h"

#include <math.h>

#define DEEPEST 16
#define LONGEST_INT 18   /* digits that always fit in a gint64 */

/* Where a scan of the text stands. */
typedef struct
{
  guint depth;
  guint digits;       /* of the whole number just being read; 0: none */
  gboolean in_string, escaped, after_point;
} Scan;

static gboolean
scan_string (Scan *scan, char c)
{
  if (!scan->in_string)
    return FALSE;
  if (scan->escaped)
    scan->escaped = FALSE;
  else if (c == '\\')
    scan->escaped = TRUE;
  else if (c == '"')
    scan->in_string = FALSE;
  return TRUE;
}

/* What is wrong with the text once this character is read; NULL: nothing so far. */
static const char *
scan_char (Scan *scan, char c)
{
  const guint digits = scan->digits;

  if (scan_string (scan, c))
    return NULL;
  scan->digits = g_ascii_isdigit (c) && !scan->after_point ? digits + 1 : 0;
  scan->after_point = c == '.' || (scan->after_point && g_ascii_isdigit (c));
  if (digits > LONGEST_INT && scan->digits == 0 && c != '.' && c != 'e' && c != 'E')
    return N_("holds a whole number that is too long.");

  scan->in_string = c == '"';
  scan->depth += (c == '{' || c == '[') - ((c == '}' || c == ']') && scan->depth > 0);
  return scan->depth > DEEPEST ? N_("is nested too deeply.") : NULL;
}

static gboolean
guard (const char *text, gsize length, GError **error)
{
  Scan scan = { 0 };
  guint line = 1;

  if (length > NN_JSON_LIMIT)
    {
      g_set_error (error,
                   NN_ERROR,
                   NN_ERROR_FORMAT,
                   _ ("The text is %zu bytes long; a document has at most %d."),
                   length,
                   NN_JSON_LIMIT);
      return FALSE;
    }
  if (!g_utf8_validate_len (text, length, NULL))
    {
      g_set_error_literal (error, NN_ERROR, NN_ERROR_FORMAT, _ ("These bytes are not text, so they cannot be JSON."));
      return FALSE;
    }
  for (gsize i = 0; i < length; i++)
    {
      const char *wrong = scan_char (&scan, text[i]);

      line += text[i] == '\n';
      if (wrong == NULL)
        continue;
      g_set_error (error, NN_ERROR, NN_ERROR_FORMAT, _ ("Line %u %s"), line, nn_text (wrong));
      return FALSE;
    }
  return TRUE;
}

/* The parser lets through octal escapes, "\377", that make no character. */
static gboolean
has_good_texts (JsonNode *node)
{
  JsonObjectIter members;
  const char *name;
  JsonNode *child;

  if (JSON_NODE_HOLDS_VALUE (node))
    return json_node_get_value_type (node) != G_TYPE_STRING || g_utf8_validate (json_node_get_string (node), -1, NULL);
  if (JSON_NODE_HOLDS_ARRAY (node))
    for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
      if (!has_good_texts (json_array_get_element (json_node_get_array (node), i)))
        return FALSE;
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return TRUE;
  json_object_iter_init (&members, json_node_get_object (node));
  while (json_object_iter_next (&members, &name, &child))
    if (!g_utf8_validate (name, -1, NULL) || !has_good_texts (child))
      return FALSE;
  return TRUE;
}

/* The parser knows its line only while it reports. */
static void
parse_error_cb (JsonParser *parser, const GError *error, guint *line)
{
  *line = json_parser_get_current_line (parser);
}

JsonObject *
nn_json_parse (const char *text, gsize length, GError **error)
{
  g_autoptr (JsonParser) parser = NULL;
  JsonNode *root;
  guint line = 1;

  if (!guard (text, length, error))
    return NULL;
  parser = json_parser_new_immutable ();
  g_signal_connect (parser, "error", G_CALLBACK (parse_error_cb), &line);
  if (!json_parser_load_from_data (parser, text, length, NULL))
    {
      g_set_error (error, NN_ERROR, NN_ERROR_FORMAT, _ ("Line %u is not valid JSON."), line);
      return NULL;
    }
  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    {
      g_set_error_literal (error, NN_ERROR, NN_ERROR_FORMAT, _ ("The JSON should be an object, in braces { }."));
      return NULL;
    }
  if (!has_good_texts (root))
    {
      g_set_error_literal (error, NN_ERROR, NN_ERROR_FORMAT, _ ("The JSON spells a character that does not exist."));
      return NULL;
    }
  return json_object_ref (json_node_get_object (root));
}

gboolean
nn_json_is_int (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_INT64;
}

gboolean
nn_json_is_number (JsonNode *node)
{
  if (nn_json_is_int (node))
    return TRUE;
  return JSON_NODE_HOLDS_VALUE (node)
         && json_node_get_value_type (node) == G_TYPE_DOUBLE
         && isfinite (json_node_get_double (node));
}

static gboolean
refuse (const char *member, const char *what, GError **error)
{
  g_set_error (error, NN_ERROR, NN_ERROR_FORMAT, _ ("“%s” should be %s."), member, nn_text (what));
  return FALSE;
}

gboolean
nn_json_string (JsonObject *object, const char *member, const char *otherwise, const char **value, GError **error)
{
  JsonNode *node = json_object_get_member (object, member);

  if (node != NULL && !(JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING))
    return refuse (member, N_("a text in quotes"), error);
  *value = node != NULL ? json_node_get_string (node) : otherwise;
  return TRUE;
}

gboolean
nn_json_int (JsonObject *object, const char *member, gint64 otherwise, gint64 *value, GError **error)
{
  JsonNode *node = json_object_get_member (object, member);

  if (node != NULL && !nn_json_is_int (node))
    return refuse (member, N_("a whole number"), error);
  *value = node != NULL ? json_node_get_int (node) : otherwise;
  return TRUE;
}

gboolean
nn_json_array (JsonObject *object, const char *member, JsonArray **value, GError **error)
{
  JsonNode *node = json_object_get_member (object, member);

  if (node != NULL && !JSON_NODE_HOLDS_ARRAY (node))
    return refuse (member, N_("a list, in brackets [ ]"), error);
  *value = node != NULL ? json_node_get_array (node) : NULL;
  return TRUE;
}

gboolean
nn_json_object (JsonObject *object, const char *member, JsonObject **value, GError **error)
{
  JsonNode *node = json_object_get_member (object, member);

  if (node != NULL && !JSON_NODE_HOLDS_OBJECT (node))
    return refuse (member, N_("an object, in braces { }"), error);
  *value = node != NULL ? json_node_get_object (node) : NULL;
  return TRUE;
}

void
nn_json_quote (GString *out, const char *text)
{
  g_string_append_c (out, '"');
  for (const char *c = text; *c != '\0'; c++)
    switch (*c)
      {
      case '"':
      case '\\':
        g_string_append_printf (out, "\\%c", *c);
        break;
      case '\n':
        g_string_append (out, "\\n");
        break;
      default:
        if ((guchar) *c < 0x20 || *c == 0x7f)
          g_string_append_printf (out, "\\u%04x", *c);
        else
          g_string_append_c (out, *c);
      }
  g_string_append_c (out, '"');
}
