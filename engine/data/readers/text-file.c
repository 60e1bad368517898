#include "text-file.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#include "errors.h"
#include "text.h"

#define BYTES_AT_MOST (64u << 20)
#define PEEKED 8192

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

char *
nn_text_file_read (const char *path, gsize *length, GError **error)
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

char *
nn_text_file_peek (const char *path)
{
  g_autofree char *text = g_malloc0 (PEEKED + 1);
  FILE *file = g_fopen (path, "rb");
  gsize length = file != NULL ? fread (text, 1, PEEKED, file) : 0;
  char *end = length == PEEKED ? strrchr (text, '\n') : NULL;

  if (file != NULL)
    fclose (file);
  if (end != NULL)
    *end = '\0';
  drop_returns (text, &(gsize) { strlen (text) });
  return g_steal_pointer (&text);
}

gboolean
nn_text_file_ends (const char *path, const char *const *endings)
{
  g_autofree char *lower = g_ascii_strdown (path, -1);

  for (guint i = 0; endings[i] != NULL; i++)
    if (g_str_has_suffix (lower, endings[i]))
      return g_file_test (path, G_FILE_TEST_IS_REGULAR);
  return FALSE;
}
