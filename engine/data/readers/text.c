/* Plain text in UTF-8, read character by character: a play, a book, a diary. */
#include "source.h"
#include "text-file.h"
#include "text.h"
#include "tokens.h"

static const NnParam knobs[] = { NN_KNOB_CONTEXT, { NULL } };

static gboolean
recognise (const char *path)
{
  static const char *const endings[] = { ".txt", ".text", ".md", NULL };

  return nn_text_file_ends (path, endings);
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
  g_autofree char *text = nn_text_file_read (path, &length, error);

  return text != NULL ? describe_text (path, text, length, nn_settings_int (settings, "context"), error) : NULL;
}

static NnDataset *
read_file (const char *path, const NnSettings *settings, GError **error)
{
  const gint64 context = nn_settings_int (settings, "context");
  gsize length;
  g_autofree char *text = nn_text_file_read (path, &length, error);
  g_autoptr (NnDataInfo) info = text != NULL ? describe_text (path, text, length, context, error) : NULL;
  g_autoptr (GArray) tokens = NULL;

  if (info == NULL)
    return NULL;
  tokens = g_array_sized_new (FALSE, FALSE, sizeof (float), length);
  if (!nn_tokens_encode (nn_first_input (info), text, length, tokens, error))
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
