#include "vt-scribe.h"

#include "tokens.h"

#define KEPT 40        /* lines */

struct _VtScribe
{
  VtSession *session;
  NnDataInfo *info;      /* a reference; of the prompt's data */
  GArray *prompt;        /* float: tokens */
  GPtrArray *lines;      /* VtLine */
  GArray *tokens;        /* guint32: the prompt of the line that is asked for … */
  char *shown;           /* … as it can be seen */
  guint asked;           /* lines so far: each is drawn with another seed */
  gboolean is_asking;
};

static void
line_free (gpointer data)
{
  VtLine *line = data;

  g_free (line->prompt);
  g_free (line->text);
  g_free (line);
}

VtScribe *
vt_scribe_new (VtSession *session)
{
  VtScribe *scribe = g_new0 (VtScribe, 1);

  scribe->session = g_object_ref (session);
  scribe->prompt = g_array_new (FALSE, FALSE, sizeof (float));
  scribe->lines = g_ptr_array_new_with_free_func (line_free);
  scribe->tokens = g_array_new (FALSE, FALSE, sizeof (guint32));
  return scribe;
}

void
vt_scribe_free (VtScribe *scribe)
{
  if (scribe == NULL)
    return;
  vt_scribe_forget (scribe);
  g_array_unref (scribe->prompt);
  g_ptr_array_unref (scribe->lines);
  g_array_unref (scribe->tokens);
  g_free (scribe->shown);
  g_object_unref (scribe->session);
  g_free (scribe);
}

void
vt_scribe_stop (VtScribe *scribe)
{
  scribe->is_asking = FALSE;
  vt_session_want (scribe->session, scribe, NULL, 0);
}

void
vt_scribe_forget (VtScribe *scribe)
{
  vt_scribe_stop (scribe);
  g_ptr_array_set_size (scribe->lines, 0);
  g_array_set_size (scribe->prompt, 0);
  g_array_set_size (scribe->tokens, 0);
  g_clear_pointer (&scribe->info, nn_data_info_unref);
}

gboolean
vt_scribe_prompt (VtScribe *scribe, const VtSubject *subject, const char *text, GError **error)
{
  g_autoptr (GArray) tokens = g_array_new (FALSE, FALSE, sizeof (float));

  if (!nn_tokens_encode (nn_first_input (subject->info), text, -1, tokens, error) || tokens->len == 0)
    return FALSE;
  g_clear_pointer (&scribe->info, nn_data_info_unref);
  scribe->info = nn_data_info_ref (subject->info);
  g_array_set_size (scribe->prompt, 0);
  g_array_append_vals (scribe->prompt, tokens->data, tokens->len);
  return TRUE;
}

/* (transfer full) The tokens as they can be seen, on one line. */
static char *
show_tokens (const VtScribe *scribe, const float *tokens, gsize n)
{
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < n; i++)
    {
      const char *part = nn_first_input (scribe->info)->parts[(guint) tokens[i]];

      g_string_append (text, g_str_equal (part, " ") ? part : nn_token_sign (part));
    }
  return g_string_free (text, FALSE);
}

void
vt_scribe_begin (VtScribe *scribe, const VtSubject *subject, double temperature, guint length)
{
  const NnLookItem item = {
    .at = NN_LOOK_WRITING,
    .most = length,
    .temperature = temperature,
    .index = ++scribe->asked,   /* another each time, so that no answer is taken for the next */
    .examples = scribe->tokens,
  };

  if (scribe->prompt->len == 0 || !subject->runs)
    return;
  g_array_set_size (scribe->tokens, 0);
  for (guint i = 0; i < scribe->prompt->len; i++)
    {
      const guint32 token = (guint32) g_array_index (scribe->prompt, float, i);

      g_array_append_val (scribe->tokens, token);
    }
  g_free (scribe->shown);
  scribe->shown = show_tokens (scribe, (const float *) (gpointer) scribe->prompt->data, scribe->prompt->len);
  scribe->is_asking = TRUE;
  vt_session_want (scribe->session, scribe, &item, 1);
}

/* The first line stays: it shows where all began. */
static void
add_line (VtScribe *scribe, const float *tokens, gsize n)
{
  VtLine *line = g_new (VtLine, 1);

  if (scribe->lines->len >= KEPT)
    g_ptr_array_remove_index (scribe->lines, 1);
  line->step = vt_session_frame (scribe->session)->step;
  line->prompt = g_strdup (scribe->shown);
  line->text = show_tokens (scribe, tokens, n);
  g_ptr_array_add (scribe->lines, line);
}

gboolean
vt_scribe_take (VtScribe *scribe)
{
  const float *tokens;
  gsize n;

  if (!scribe->is_asking || (tokens = vt_session_seen (scribe->session, scribe, 0, &n)) == NULL || n == 0)
    return FALSE;
  add_line (scribe, tokens, n);
  vt_scribe_stop (scribe);
  return TRUE;
}

gboolean
vt_scribe_is_idle (const VtScribe *scribe)
{
  return !scribe->is_asking;
}

guint
vt_scribe_n (const VtScribe *scribe)
{
  return scribe->lines->len;
}

const VtLine *
vt_scribe_line (const VtScribe *scribe, guint i)
{
  return scribe->lines->pdata[i];
}
