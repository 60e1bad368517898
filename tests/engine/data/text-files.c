#include "text-files.h"

#include <glib/gstdio.h>

char *
text_file_new (const char *ending, const char *text)
{
  g_autofree char *pattern = g_strconcat ("vitrine-XXXXXX", ending, NULL);
  char *path;
  const int file = g_file_open_tmp (pattern, &path, NULL);

  g_assert_cmpint (file, >=, 0);
  g_close (file, NULL);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return path;
}

NnDataset *
text_file_load (const char *ending, const char *text, const char *knobs, GError **error)
{
  g_autofree char *path = text_file_new (ending, text), *spec = g_strconcat (path, knobs, NULL);
  NnDataset *dataset = nn_data_load (spec, error);

  g_remove (path);
  return dataset;
}
