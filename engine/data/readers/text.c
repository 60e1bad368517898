/* Plain text in UTF-8, read character by character: a play, a book, a diary. */
#include <string.h>

#include "source.h"
#include "text.h"
#include "tokens.h"

#define BYTES_AT_MOST (64u << 20)

static const NnParam knobs[] = { NN_KNOB_CONTEXT, { NULL } };

static gboolean
recognise (const char *path)
{
  static const char *const endings[] = { ".txt", ".text", ".md" };
  g_autofree char *lower = g_ascii_strdown (path, -1);

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (lower, endings[i]))
      return g_file_test (path, G_FILE_TEST_IS_REGULAR);
  return FALSE;
}

/* Lines end in one character, wherever the file was written. */
static void
drop_returns (char *text, gsize *length)
{
  gsize kept = 0;

  for (gsize i = 0; i < *length; i++)
    if (text[i] != '\r' || i + 1 == *length || text[i + 1] != '\n')
      text[kept++] = text[i];
  text[*length = kept] = '\0';
}

static gboolean
check_text (const char *name, const char *text, gsize length, GError **error)
{
  const char *bad;

  if (length > BYTES_AT_MOST)
    g_set_error (error, NN_ERROR, NN_ERROR_DATA, _("“%s” is larger than %u MiB: take a part of it."), name,
                 BYTES_AT_MOST >> 20);
  else if (!g_utf8_validate_len (text, length, &bad))
    g_set_error (error, NN_ERROR, NN_ERROR_FORMAT,
                 _("“%s” is no text in UTF-8: byte %" G_GSIZE_FORMAT " cannot be read. Save it as UTF-8."), name,
                 (gsize) (bad - text) + 1);
  else
    return TRUE;
  return FALSE;
}

/* (transfer full) The text, without a mark of the byte order. */
static char *
read_text (const char *path, gsize *length, GError **error)
{
  static const char mark[] = "\357\273\277";
  g_autofree char *name = g_filename_display_basename (path);
  g_autofree char *text = NULL;

  if (!g_file_get_contents (path, &text, length, error) || !check_text (name, text, *length, error))
    return NULL;
  if (g_str_has_prefix (text, mark))
    memmove (text, text + strlen (mark), (*length -= strlen (mark)) + 1);
  drop_returns (text, length);
  return g_steal_pointer (&text);
}

static NnDataInfo *
describe_text (const char *path, const char *text, gsize length, gint64 context, GError **error)
{
  g_autofree char *name = g_filename_display_basename (path);
  const glong characters = g_utf8_strlen (text, length);
  const gsize n = nn_text_pieces (characters, context);

  if (n > 0)
    return nn_text_info (name, n, context, nn_tokens_vocabulary (text, length));
  g_set_error (error, NN_ERROR, NN_ERROR_DATA,
               _("“%s” is too short: it has %ld characters, and with a context of %" G_GINT64_FORMAT
                 " it needs %" G_GINT64_FORMAT " or more."),
               name, characters, context, 2 * context);
  return NULL;
}

static NnDataInfo *
describe (const char *path, const NnSettings *settings, GError **error)
{
  gsize length;
  g_autofree char *text = read_text (path, &length, error);

  return text != NULL ? describe_text (path, text, length, nn_settings_int (settings, "context"), error) : NULL;
}

static NnDataset *
read_file (const char *path, const NnSettings *settings, GError **error)
{
  const gint64 context = nn_settings_int (settings, "context");
  gsize length;
  g_autofree char *text = read_text (path, &length, error);
  g_autoptr (NnDataInfo) info = text != NULL ? describe_text (path, text, length, context, error) : NULL;
  g_autoptr (GArray) tokens = NULL;

  if (info == NULL)
    return NULL;
  tokens = g_array_sized_new (FALSE, FALSE, sizeof (float), length);
  if (!nn_tokens_encode (&info->input, text, length, tokens, error))
    return NULL;
  return nn_dataset_new_text (g_steal_pointer (&info), (float *) g_array_free (g_steal_pointer (&tokens), FALSE));
}

const NnDataReader nn_data_reader_text = {
  .id = "text",
  .title = N_("plain text (.txt)"),
  .params = knobs,
  .recognise = recognise,
  .describe = describe,
  .read = read_file,
};
