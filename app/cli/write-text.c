#include "write-text.h"

#include <stdio.h>

#include "json-line.h"
#include "metrics.h"
#include "table.h"
#include "text.h"
#include "tokens.h"

#define SHOWN_TOKENS 3
#define CONTINUED 64     /* characters that predict goes on for */

/* (transfer full) NULL: the error is set. */
static GArray *
read_prompt (const NnField *field, const char *text, GError **error)
{
  g_autoptr (GArray) tokens = g_array_new (FALSE, FALSE, sizeof (float));

  if (!g_utf8_validate (text, -1, NULL))
    {
      g_set_error_literal (error, NN_ERROR, NN_ERROR_ARGUMENT, _("The text is not in UTF-8."));
      return NULL;
    }
  return nn_tokens_encode (field, text, -1, tokens, error) ? g_steal_pointer (&tokens) : NULL;
}

static char *
decode_from (const NnField *field, const GArray *tokens, guint first)
{
  return nn_tokens_decode (field, (const float *) (gpointer) tokens->data + first, tokens->len - first);
}

static void
print_cb (const char *token, gpointer data)
{
  fputs (token, stdout);
  fflush (stdout);
}

static gboolean
hand_out (const VtTextOptions *options, const char *written, GError **error)
{
  g_autofree char *whole = g_strconcat (options->prompt, written, NULL);
  GString *json;

  if (options->path != NULL)
    return g_file_set_contents (options->path, whole, -1, error);
  if (!options->json)
    {
      printf ("\n");
      return TRUE;
    }
  json = vt_json_new ();
  vt_json_text (json, "prompt", options->prompt);
  vt_json_text (json, "text", written);
  vt_json_print (json, stdout);
  return TRUE;
}

gboolean
vt_write_text (const VtWork *work, const VtTextOptions *options, GError **error)
{
  const NnField *field = nn_writes (work->trainer);
  const gboolean live = options->path == NULL && !options->json;
  g_autoptr (GArray) tokens = read_prompt (field, options->prompt, error);
  g_autofree char *written = NULL;
  guint begun;

  if (tokens == NULL)
    return FALSE;
  if (live)
    print_cb (options->prompt, NULL);
  begun = MAX (tokens->len, 1);
  nn_write (work->trainer, &options->writing, tokens, options->count, live ? print_cb : NULL, NULL);
  written = decode_from (field, tokens, begun);
  return hand_out (options, written, error);
}

/* "a 61.2 %, o 20.0 %, i 9.1 %" */
static char *
likeliest_in_words (const NnField *field, float *probabilities)
{
  GString *words = g_string_new (NULL);

  for (guint shown = 0; shown < MIN (field->n_parts, SHOWN_TOKENS); shown++)
    {
      const guint best = nn_answer (probabilities, field->n_parts);

      g_string_append_printf (words, _("%s%s %.1f %%"), shown > 0 ? ", " : "", nn_token_sign (field->parts[best]),
                              100 * probabilities[best]);
      probabilities[best] = -1;
    }
  return g_string_free (words, FALSE);
}

static char *
on_one_line (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  return g_strjoinv (nn_token_sign ("\n"), lines);
}

static void
print_prediction (const NnField *field, const char *input, float *probabilities, const char *text, gboolean json, VtTable *table)
{
  if (json)
    {
      GString *line = vt_json_new ();

      vt_json_text (line, "input", input);
      vt_json_text (line, "next", field->parts[nn_answer (probabilities, field->n_parts)]);
      vt_json_floats (line, "probabilities", probabilities, field->n_parts);
      vt_json_text (line, "text", text);
      vt_json_print (line, stdout);
    }
  else
    {
      g_autofree char *sure = likeliest_in_words (field, probabilities);
      g_autofree char *begins = on_one_line (input), *goes_on = on_one_line (text);

      vt_table_row (table, begins, sure, goes_on, NULL);
    }
}

gboolean
vt_predict_text (const VtWork *work, char *const *inputs, guint n, gboolean json, GError **error)
{
  const NnField *field = nn_writes (work->trainer);
  const NnWriting likeliest = { .drawing.top_p = 1 };
  g_autoptr (VtTable) table = vt_table_new ("llw");

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GArray) tokens = read_prompt (field, inputs[i], error);
      g_autofree float *probabilities = g_new (float, field->n_parts);
      g_autofree char *text = NULL;
      guint begun;

      if (tokens == NULL)
        return FALSE;
      begun = MAX (tokens->len, 1);
      nn_write (work->trainer, &likeliest, tokens, CONTINUED, NULL, NULL);
      text = decode_from (field, tokens, begun);
      nn_next (work->trainer, (const float *) (gpointer) tokens->data, begun, probabilities);
      print_prediction (field, inputs[i], probabilities, text, json, table);
    }
  vt_table_print (table, 0);
  return TRUE;
}
