#include "tokens.h"

#include <string.h>

#include "errors.h"
#include "field.h"
#include "text.h"

static gint
compare_characters (gconstpointer a, gconstpointer b)
{
  const gunichar first = *(const gunichar *) a, second = *(const gunichar *) b;

  return (first > second) - (first < second);
}

char **
nn_tokens_vocabulary (const char *text, gssize length)
{
  const char *end = text + (length >= 0 ? (gsize) length : strlen (text));
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  g_autoptr (GArray) characters = g_array_new (FALSE, FALSE, sizeof (gunichar));
  GStrvBuilder *vocabulary = g_strv_builder_new ();
  char **tokens;

  for (const char *at = text; at < end; at = g_utf8_next_char (at))
    {
      const gunichar c = g_utf8_get_char (at);

      if (g_hash_table_add (seen, GUINT_TO_POINTER (c)))
        g_array_append_val (characters, c);
    }
  g_array_sort (characters, compare_characters);
  for (guint i = 0; i < characters->len; i++)
    {
      char token[8] = { 0 };

      g_unichar_to_utf8 (g_array_index (characters, gunichar, i), token);
      g_strv_builder_add (vocabulary, token);
    }
  tokens = g_strv_builder_end (vocabulary);
  g_strv_builder_unref (vocabulary);
  return tokens;
}

/* Characters and their indices plus one. */
static GHashTable *
index_characters (const NnField *field)
{
  GHashTable *places = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < field->n_parts; i++)
    g_hash_table_insert (places, GUINT_TO_POINTER (g_utf8_get_char (field->parts[i])), GUINT_TO_POINTER (i + 1));
  return places;
}

gboolean
nn_tokens_encode (const NnField *field, const char *text, gssize length, GArray *tokens, GError **error)
{
  const char *end = text + (length >= 0 ? (gsize) length : strlen (text));
  g_autoptr (GHashTable) places = index_characters (field);

  for (const char *at = text; at < end; at = g_utf8_next_char (at))
    {
      const guint place = GPOINTER_TO_UINT (g_hash_table_lookup (places, GUINT_TO_POINTER (g_utf8_get_char (at))));
      const float token = place - 1.0f;

      if (place == 0)
        {
          char character[8] = { 0 };

          g_unichar_to_utf8 (g_utf8_get_char (at), character);
          g_set_error (error, NN_ERROR, NN_ERROR_DATA,
                       _("“%s” never occurs in the text that the network learns from: write without it."), nn_token_sign (character));
          return FALSE;
        }
      g_array_append_val (tokens, token);
    }
  return TRUE;
}

char *
nn_tokens_decode (const NnField *field, const float *tokens, gsize n)
{
  GString *text = g_string_new (NULL);
  gsize first = 0;

  while (field->ends && first < n && tokens[first] == 0)
    first++;
  for (gsize i = first; i < n && !(field->ends && tokens[i] == 0); i++)
    if (tokens[i] >= 0 && tokens[i] < field->n_parts)
      g_string_append (text, field->parts[(guint) tokens[i]]);
  return g_string_free (text, FALSE);
}

const char *
nn_token_sign (const char *token)
{
  static const char *const signs[][2] = { { "\n", "↵" }, { " ", "␣" }, { "\t", "⇥" }, { "\302\240", "⍽" }, { NN_TOKEN_END, "■" } };

  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    if (g_str_equal (token, signs[i][0]))
      return signs[i][1];
  return token;
}

NnDataInfo *
nn_text_info (const char *title, gsize n, gint64 context, char **vocabulary)
{
  NnDataInfo *info = nn_data_info_new ();

  info->title = g_strdup (title);
  info->noun = g_strdup (_ ("passages"));
  info->n = n;
  info->continues = TRUE;
  nn_data_info_add_target (info, nn_field_text ("next", context, g_strdupv (vocabulary)));
  nn_data_info_add_input (info, nn_field_text ("text", context, vocabulary));
  return info;
}

gsize
nn_text_pieces (gsize tokens, gint64 context)
{
  return MAX (tokens / (gsize) context, 1) - 1;
}
