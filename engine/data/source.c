#include "source.h"

#include "points.h"
#include "text.h"

#define NN_ROW(id) extern const NnDataSource nn_data_source_##id;
#include "nn-source-rows.inc"
#undef NN_ROW
#define NN_ROW(id) extern const NnDataReader nn_data_reader_##id;
#include "nn-reader-rows.inc"
#undef NN_ROW

static const NnDataSource *const sources[] = {
#define NN_ROW(id) &nn_data_source_##id,
#include "nn-source-rows.inc"
#undef NN_ROW
};

static const NnDataReader *const readers[] = {
#define NN_ROW(id) &nn_data_reader_##id,
#include "nn-reader-rows.inc"
#undef NN_ROW
};

const NnDataSource *const *
nn_data_sources (guint *n)
{
  *n = G_N_ELEMENTS (sources);
  return sources;
}

const NnDataReader *const *
nn_data_readers (guint *n)
{
  *n = G_N_ELEMENTS (readers);
  return readers;
}

const NnDataSource *
nn_data_source_find (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    if (g_str_equal (sources[i]->id, id))
      return sources[i];
  return NULL;
}

/* "IDX pictures (MNIST), …": what the readers read. */
static char *
list_readers (void)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (readers); i++)
    g_string_append_printf (list, "%s%s", i > 0 ? ", " : "", nn_text (readers[i]->title));
  return g_string_free (list, FALSE);
}

static const NnDataReader *
find_reader (const char *path, GError **error)
{
  g_autofree char *name = g_filename_display_name (path);
  g_autofree char *known = NULL;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, NN_ERROR, NN_ERROR_DATA,
                   _ ("There is no file or folder “%s”. A built-in set is written builtin:NAME."), name);
      return NULL;
    }
  for (guint i = 0; i < G_N_ELEMENTS (readers); i++)
    if (readers[i]->recognise (path))
      return readers[i];
  known = list_readers ();
  g_set_error (error, NN_ERROR, NN_ERROR_DATA, _ ("No reader knows “%s”. Vitrine reads %s."), name, known);
  return NULL;
}

/* A file's reader, its path and the reader's knobs. */
typedef struct
{
  const NnDataReader *reader;
  char *path;
  NnSettings *settings;
} File;

static void
clear_file (File *file)
{
  g_free (file->path);
  nn_settings_free (file->settings);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (File, clear_file)

static gboolean
open_file (File *file, const char *spec, GError **error)
{
  const char *knobs;

  file->path = nn_data_spec_path (spec, &knobs);
  if ((file->reader = find_reader (file->path, error)) == NULL)
    return FALSE;
  file->settings = nn_data_spec_knobs (file->reader->id, file->reader->params, knobs, error);
  return file->settings != NULL;
}

NnSettings *
nn_data_spec_settings (const char *spec)
{
  g_auto (File) file = { NULL };
  NnSettings *settings = NULL;

  if (nn_data_spec_is_builtin (spec))
    nn_data_spec_parse (spec, &settings, NULL);
  else if (!nn_points_is (spec) && open_file (&file, spec, NULL) && file.reader->params != NULL)
    settings = g_steal_pointer (&file.settings);
  return settings;
}

NnDataInfo *
nn_data_describe (const char *spec, GError **error)
{
  g_autoptr (NnSettings) settings = NULL;
  g_auto (File) file = { NULL };
  const NnDataSource *source;

  if (nn_data_spec_is_builtin (spec))
    return (source = nn_data_spec_parse (spec, &settings, error)) != NULL ? source->describe (settings) : NULL;
  if (nn_points_is (spec))
    return nn_points_describe (spec, error);
  return open_file (&file, spec, error) ? file.reader->describe (file.path, file.settings, error) : NULL;
}

NnDataset *
nn_data_load (const char *spec, GError **error)
{
  g_autoptr (NnSettings) settings = NULL;
  g_auto (File) file = { NULL };
  const NnDataSource *source;

  if (nn_data_spec_is_builtin (spec))
    return (source = nn_data_spec_parse (spec, &settings, error)) != NULL ? source->generate (settings) : NULL;
  if (nn_points_is (spec))
    return nn_points_load (spec, error);
  return open_file (&file, spec, error) ? file.reader->read (file.path, file.settings, error) : NULL;
}
