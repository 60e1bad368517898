/* Pictures sorted into folders, one for each class: cat/0001.jpg, dog/0001.jpg… All become as large as the first, SIDE
 * dots at most, in colour. */
#include <gdk-pixbuf/gdk-pixbuf.h>
#include <string.h>

#include "field.h"
#include "picture.h"
#include "source.h"
#include "text.h"

#define SIDE 64
#define CHANNELS 3

typedef struct
{
  GPtrArray *classes;    /* char, names of the folders in order */
  GPtrArray *paths;      /* char, of the pictures, class by class */
  GArray *class_of;      /* guint, by picture */
  NnShape shape;
} Listing;

static void
clear_listing (Listing *listing)
{
  g_clear_pointer (&listing->classes, g_ptr_array_unref);
  g_clear_pointer (&listing->paths, g_ptr_array_unref);
  g_clear_pointer (&listing->class_of, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Listing, clear_listing)

static gboolean
is_named_as_picture (const char *name)
{
  static const char *const endings[] = { ".png", ".jpg", ".jpeg" };
  g_autofree char *lower = g_ascii_strdown (name, -1);

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (lower, endings[i]))
      return name[0] != '.';
  return FALSE;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* (transfer full) The sorted names in a folder that are pictures, or those that are folders. */
static GPtrArray *
list_names (const char *folder, gboolean pictures)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (pictures ? is_named_as_picture (name) : name[0] != '.' && g_file_test (path, G_FILE_TEST_IS_DIR))
        g_ptr_array_add (names, g_strdup (name));
    }
  g_ptr_array_sort (names, compare_names);
  return names;
}

/* A folder without pictures is no class. */
static void
add_class (Listing *listing, const char *folder, const char *name)
{
  g_autofree char *inside = g_build_filename (folder, name, NULL);
  g_autoptr (GPtrArray) pictures = list_names (inside, TRUE);

  if (pictures->len == 0)
    return;
  for (guint i = 0; i < pictures->len; i++)
    {
      g_ptr_array_add (listing->paths, g_build_filename (inside, pictures->pdata[i], NULL));
      g_array_append_val (listing->class_of, listing->classes->len);
    }
  g_ptr_array_add (listing->classes, g_filename_display_name (name));
}

/* The first picture says how large all are. */
static gboolean
measure_first (Listing *listing, GError **error)
{
  const char *path = listing->paths->pdata[0];
  g_autofree char *name = g_filename_display_name (path);
  int width, height;

  if (gdk_pixbuf_get_file_info (path, &width, &height) == NULL)
    {
      g_set_error (error, NN_ERROR, NN_ERROR_FORMAT,
                   _("“%s” is not a picture that can be read. Save it as PNG or JPEG."), name);
      return FALSE;
    }
  listing->shape = NN_SHAPE (CLAMP (height, 1, SIDE), CLAMP (width, 1, SIDE), CHANNELS);
  return TRUE;
}

static gboolean
list_folder (Listing *listing, const char *folder, GError **error)
{
  g_autoptr (GPtrArray) names = list_names (folder, FALSE);
  g_autofree char *shown = g_filename_display_name (folder);

  listing->classes = g_ptr_array_new_with_free_func (g_free);
  listing->paths = g_ptr_array_new_with_free_func (g_free);
  listing->class_of = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < names->len; i++)
    add_class (listing, folder, names->pdata[i]);
  if (listing->classes->len >= 2)
    return measure_first (listing, error);
  g_set_error (error, NN_ERROR, NN_ERROR_DATA,
               _("“%s” needs at least two folders with PNG or JPEG pictures in it, one for each class."), shown);
  return FALSE;
}

static NnDataInfo *
describe_listing (const Listing *listing, const char *folder)
{
  NnDataInfo *info = nn_data_info_new ();
  char **classes = g_new0 (char *, listing->classes->len + 1);

  for (guint i = 0; i < listing->classes->len; i++)
    classes[i] = g_strdup (listing->classes->pdata[i]);
  info->title = g_filename_display_basename (folder);
  info->noun = g_strdup (_("pictures"));
  info->n = listing->paths->len;
  nn_data_info_add_input (info, nn_field_image (listing->shape.dim[0], listing->shape.dim[1], CHANNELS));
  nn_data_info_add_target (info, nn_field_classes (classes));
  return info;
}

static gboolean
recognise (const char *path)
{
  g_autoptr (GPtrArray) names = NULL;

  if (!g_file_test (path, G_FILE_TEST_IS_DIR))
    return FALSE;
  names = list_names (path, FALSE);
  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *inside = g_build_filename (path, names->pdata[i], NULL);
      g_autoptr (GPtrArray) pictures = list_names (inside, TRUE);

      if (pictures->len > 0)
        return TRUE;
    }
  return FALSE;
}

static NnDataInfo *
describe (const char *path, const NnSettings *settings, GError **error)
{
  g_auto (Listing) listing = { NULL };

  return list_folder (&listing, path, error) ? describe_listing (&listing, path) : NULL;
}

/* All pictures as bytes, one after the other; NULL on failure. */
static guint8 *
read_pictures (const Listing *listing, GError **error)
{
  const gsize size = nn_shape_size (&listing->shape);
  g_autofree guint8 *pixels = g_try_malloc_n (listing->paths->len, size);
  g_autofree float *one = g_new (float, size);

  if (pixels == NULL)
    {
      g_set_error (error, NN_ERROR, NN_ERROR_MEMORY, _("There is no memory for %u pictures."), listing->paths->len);
      return NULL;
    }
  for (guint i = 0; i < listing->paths->len; i++)
    {
      if (!nn_picture_load (listing->paths->pdata[i], &listing->shape, one, error))
        return NULL;
      for (gsize k = 0; k < size; k++)
        pixels[i * size + k] = CLAMP (one[k], 0.0f, 1.0f) * 255.0f + 0.5f;
    }
  return g_steal_pointer (&pixels);
}

static NnDataset *
read_folder (const char *path, const NnSettings *settings, GError **error)
{
  g_auto (Listing) listing = { NULL };
  NnDataset *dataset;
  guint8 *pixels;
  float *target;

  if (!list_folder (&listing, path, error) || (pixels = read_pictures (&listing, error)) == NULL)
    return NULL;
  dataset = nn_dataset_new_bytes (describe_listing (&listing, path),
                                  g_bytes_new_take (pixels, listing.paths->len * nn_shape_size (&listing.shape)));
  target = nn_dataset_targets (dataset);
  for (guint i = 0; i < listing.paths->len; i++)
    target[i] = g_array_index (listing.class_of, guint, i);
  return dataset;
}

const NnDataReader nn_data_reader_folder = {
  .id = "folder",
  .title = N_("a folder of class folders of PNG or JPEG pictures"),
  .recognise = recognise,
  .describe = describe,
  .read = read_folder,
};
