/* MNIST and its kin: a file of pictures and a file of labels, told apart by their names ("train-images-idx3-ubyte",
 * "train-labels-idx1-ubyte", with or without .gz). A folder with training and test files stands for the former. */
#include <string.h>

#include "field.h"
#include "idx-file.h"
#include "source.h"
#include "text.h"

/* The two files of a set. */
typedef struct
{
  NnIdxFile *images, *labels;
  guint8 *label;      /* one for each picture, once read */
  guint n_classes;
  char *title;
} Pair;

static void
clear_pair (Pair *pair)
{
  nn_idx_close (pair->images);
  nn_idx_close (pair->labels);
  g_free (pair->label);
  g_free (pair->title);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Pair, clear_pair)

static gboolean
is_named_as_images (const char *name)
{
  return strstr (name, "images") != NULL && (strstr (name, "idx3") != NULL || strstr (name, "ubyte") != NULL);
}

/* Training files go before others, then by name: plain before .gz. */
static gboolean
goes_before (const char *name, const char *other)
{
  const gboolean trains = strstr (name, "train") != NULL;

  if (trains != (strstr (other, "train") != NULL))
    return trains;
  return strcmp (name, other) < 0;
}

/* (transfer full) The file of pictures in a folder, or NULL. */
static char *
find_images_in (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autofree char *best = NULL;
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (is_named_as_images (name) && (best == NULL || goes_before (name, best)))
      {
        g_free (best);
        best = g_strdup (name);
      }
  return best != NULL ? g_build_filename (folder, best, NULL) : NULL;
}

static char *
replace (const char *text, const char *what, const char *with)
{
  g_auto (GStrv) parts = g_strsplit (text, what, -1);

  return g_strjoinv (with, parts);
}

/* (transfer full) Where the other file of the pair should lie: its name with the words changed, packed or plain. */
static char *
find_beside (const char *path, const char *const from[2], const char *const to[2])
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *half = replace (name, from[0], to[0]);
  g_autofree char *other = replace (half, from[1], to[1]);
  g_autofree char *beside = g_build_filename (folder, other, NULL);
  g_autofree char *twin = g_str_has_suffix (beside, ".gz") ? g_strndup (beside, strlen (beside) - strlen (".gz"))
                                                            : g_strconcat (beside, ".gz", NULL);

  return g_strdup (!g_file_test (beside, G_FILE_TEST_EXISTS) && g_file_test (twin, G_FILE_TEST_EXISTS) ? twin : beside);
}

static const char *const image_words[] = { "images", "idx3" };
static const char *const label_words[] = { "labels", "idx1" };

/* "mnist" for a folder, "train-images" for a file. */
static char *
make_title (const char *path)
{
  char *title = g_filename_display_basename (path);
  char *end = g_file_test (path, G_FILE_TEST_IS_DIR) ? NULL : strstr (title, "idx");

  if (end != NULL && end > title)
    end[-1] = '\0';
  return title;
}

/* Opens the file of labels that belongs to `images`. */
static NnIdxFile *
open_labels (const char *images, GError **error)
{
  g_autofree char *path = find_beside (images, image_words, label_words);
  g_autofree char *name = g_filename_display_name (images);
  g_autofree char *expected = g_filename_display_basename (path);

  if (!g_str_equal (path, images) && g_file_test (path, G_FILE_TEST_EXISTS))
    return nn_idx_open (path, error);
  if (g_str_equal (path, images))
    g_set_error (error, NN_ERROR, NN_ERROR_DATA,
                 _ ("The labels of “%s” cannot be found by its name. Name the two files like "
                    "train-images-idx3-ubyte and train-labels-idx1-ubyte."),
                 name);
  else
    g_set_error (error, NN_ERROR, NN_ERROR_DATA, _ ("The labels of “%s” are missing. Put “%s” beside it."), name,
                 expected);
  return NULL;
}

static gboolean
check_pair (const Pair *pair, GError **error)
{
  if (pair->images->rank != 3)
    g_set_error (error, NN_ERROR, NN_ERROR_FORMAT,
                 _ ("“%s” has %u sizes (byte 3), but pictures have 3: how many, height and width."), pair->images->name,
                 pair->images->rank);
  else if (pair->labels->rank != 1)
    g_set_error (error, NN_ERROR, NN_ERROR_FORMAT, _ ("“%s” has %u sizes (byte 3), but labels have 1."),
                 pair->labels->name, pair->labels->rank);
  else if (pair->images->dim[0] != pair->labels->dim[0])
    g_set_error (error, NN_ERROR, NN_ERROR_DATA,
                 _ ("“%s” holds %u pictures, but “%s” %u labels. Take two files that belong together."),
                 pair->images->name, pair->images->dim[0], pair->labels->name, pair->labels->dim[0]);
  else
    return TRUE;
  return FALSE;
}

/* Opens both files and reads the labels, which say how many classes there are. */
static gboolean
open_pair (Pair *pair, const char *path, GError **error)
{
  g_autofree char *name = g_filename_display_name (path);
  g_autofree char *images = g_file_test (path, G_FILE_TEST_IS_DIR) ? find_images_in (path)
                                                                    : find_beside (path, label_words, image_words);

  if (images == NULL)
    {
      g_set_error (error, NN_ERROR, NN_ERROR_DATA,
                   _ ("The folder “%s” has no file of pictures named like train-images-idx3-ubyte."), name);
      return FALSE;
    }
  if ((pair->images = nn_idx_open (images, error)) == NULL || (pair->labels = open_labels (images, error)) == NULL ||
      !check_pair (pair, error) || (pair->label = nn_idx_read (pair->labels, error)) == NULL)
    return FALSE;
  for (gsize i = 0; i < pair->labels->size; i++)
    pair->n_classes = MAX (pair->n_classes, pair->label[i] + 1u);
  pair->title = make_title (path);
  return TRUE;
}

static NnDataInfo *
describe_pair (const Pair *pair)
{
  NnDataInfo *info = nn_data_info_new ();

  info->title = g_strdup (pair->title);
  info->noun = g_strdup (_ ("pictures"));
  info->n = pair->images->dim[0];
  nn_data_info_add_input (info, nn_field_image (pair->images->dim[1], pair->images->dim[2], 1));
  nn_data_info_add_target (info, nn_field_classes (nn_field_digits (pair->n_classes)));
  return info;
}

static gboolean
recognise (const char *path)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *images = NULL;

  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    return (images = find_images_in (path)) != NULL;
  return strstr (name, "idx1") != NULL || strstr (name, "idx3") != NULL || nn_idx_looks_like (path);
}

static NnDataInfo *
describe (const char *path, const NnSettings *settings, GError **error)
{
  g_auto (Pair) pair = { NULL };

  return open_pair (&pair, path, error) ? describe_pair (&pair) : NULL;
}

static NnDataset *
read_pair (const char *path, const NnSettings *settings, GError **error)
{
  g_auto (Pair) pair = { NULL };
  NnDataset *dataset;
  guint8 *pictures;
  float *target;

  if (!open_pair (&pair, path, error) || (pictures = nn_idx_read (pair.images, error)) == NULL)
    return NULL;
  dataset = nn_dataset_new_bytes (describe_pair (&pair), g_bytes_new_take (pictures, pair.images->size));
  target = nn_dataset_targets (dataset);
  for (gsize i = 0; i < pair.labels->size; i++)
    target[i] = pair.label[i];
  return dataset;
}

const NnDataReader nn_data_reader_idx = {
  .id = "idx",
  .title = N_ ("IDX pictures (MNIST), plain or .gz"),
  .recognise = recognise,
  .describe = describe,
  .read = read_pair,
};
