#include "source.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#include "rng.h"

#define N 6
#define HEIGHT 3
#define WIDTH 2
#define HEADER 16   /* bytes before the pictures */

/* A folder of its own for each test, with what it writes there. */
typedef struct
{
  char *folder, *images, *labels;
} Fixture;

static GByteArray *
make_images (void)
{
  static const guint8 header[HEADER] = { 0, 0, 8, 3, 0, 0, 0, N, 0, 0, 0, HEIGHT, 0, 0, 0, WIDTH };
  GByteArray *bytes = g_byte_array_new ();

  g_byte_array_append (bytes, header, sizeof header);
  for (guint8 i = 0; i < N * HEIGHT * WIDTH; i++)
    g_byte_array_append (bytes, &(guint8) { 7 * i }, 1);
  return bytes;
}

static GByteArray *
make_labels (void)
{
  static const guint8 labels[8 + N] = { 0, 0, 8, 1, 0, 0, 0, N, 3, 1, 4, 1, 5, 0 };
  GByteArray *bytes = g_byte_array_new ();

  return g_byte_array_append (bytes, labels, sizeof labels);
}

/* Plain stdio: g_file_set_contents() would wait for the disk thousands of times. */
static void
write_bytes (const char *path, const guint8 *bytes, gsize n)
{
  FILE *file = g_fopen (path, "wb");

  g_assert_nonnull (file);
  g_assert_cmpuint (fwrite (bytes, 1, n, file), ==, n);
  g_assert_cmpint (fclose (file), ==, 0);
}

static void
write_gzip (const char *path, const guint8 *bytes, gsize n)
{
  g_autoptr (GZlibCompressor) packer = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, -1);
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) stream = g_converter_output_stream_new (memory, G_CONVERTER (packer));

  g_assert_true (g_output_stream_write_all (stream, bytes, n, NULL, NULL, NULL));
  g_assert_true (g_output_stream_close (stream, NULL, NULL));
  write_bytes (path, g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (memory)),
               g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (memory)));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GByteArray) images = make_images ();
  g_autoptr (GByteArray) labels = make_labels ();

  fixture->folder = g_dir_make_tmp ("test-idx-XXXXXX", NULL);
  g_assert_nonnull (fixture->folder);
  fixture->images = g_build_filename (fixture->folder, "my-images-idx3-ubyte", NULL);
  fixture->labels = g_build_filename (fixture->folder, "my-labels-idx1-ubyte", NULL);
  write_bytes (fixture->images, images->data, images->len);
  write_bytes (fixture->labels, labels->data, labels->len);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_assert_cmpint (g_remove (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->folder);
  g_free (fixture->images);
  g_free (fixture->labels);
}

static void
assert_good (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NnDataInfo) info = nn_data_describe (path, &error);
  g_autoptr (NnDataset) dataset = NULL;
  float v[HEIGHT * WIDTH];

  g_assert_no_error (error);
  g_assert_cmpuint (info->n, ==, N);
  g_assert_cmpuint (nn_first_input (info)->kind, ==, NN_FIELD_IMAGE);
  g_assert_true (nn_shape_equal (&nn_first_input (info)->shape, &NN_SHAPE (HEIGHT, WIDTH, 1)));
  g_assert_cmpuint (nn_first_target (info)->n_parts, ==, 6);
  g_assert_cmpstr (nn_first_target (info)->parts[5], ==, "5");
  dataset = nn_data_load (path, &error);
  g_assert_no_error (error);
  nn_dataset_input (dataset, 5, v);
  g_assert_cmpfloat_with_epsilon (v[3], 7 * 33 / 255.0, 1e-6);
  g_assert_cmpuint (nn_dataset_class (dataset, 2), ==, 4);
}

static void
assert_bad (const char *path, int code, const char *words)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NnDataset) dataset = nn_data_load (path, &error);

  g_assert_null (dataset);
  g_assert_error (error, NN_ERROR, code);
  if (strstr (error->message, words) == NULL)
    g_error ("“%s” is not in: %s", words, error->message);
}

static void
test_plain (Fixture *fixture, gconstpointer data)
{
  assert_good (fixture->images);
  assert_good (fixture->labels);
  assert_good (fixture->folder);
}

static void
test_gzip (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GByteArray) images = make_images ();
  g_autoptr (GByteArray) labels = make_labels ();
  g_autofree char *packed_images = g_strconcat (fixture->images, ".gz", NULL);
  g_autofree char *packed_labels = g_strconcat (fixture->labels, ".gz", NULL);

  g_remove (fixture->images);
  write_gzip (packed_images, images->data, images->len);
  assert_good (packed_images);   /* with plain labels */
  g_remove (fixture->labels);
  write_gzip (packed_labels, labels->data, labels->len);
  assert_good (packed_images);
  assert_good (fixture->folder);
}

/* A set whose name says nothing is known by its first bytes, but has no labels then. */
static void
test_content (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "numbers.bin", NULL);
  g_autoptr (GByteArray) images = make_images ();

  write_bytes (path, images->data, images->len);
  assert_bad (path, NN_ERROR_DATA, "train-labels-idx1-ubyte");
  write_bytes (path, (const guint8 *) "PK\3\4", 4);
  assert_bad (path, NN_ERROR_DATA, "Vitrine reads IDX");
}

static void
test_training_first (Fixture *fixture, gconstpointer data)
{
  g_autofree char *images = g_build_filename (fixture->folder, "train-images-idx3-ubyte", NULL);
  g_autofree char *labels = g_build_filename (fixture->folder, "train-labels-idx1-ubyte", NULL);
  static const guint8 image[] = { 0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 255 };
  static const guint8 label[] = { 0, 0, 8, 1, 0, 0, 0, 1, 255 };
  g_autoptr (NnDataset) dataset = NULL;

  write_bytes (images, image, sizeof image);
  write_bytes (labels, label, sizeof label);
  dataset = nn_data_load (fixture->folder, NULL);
  g_assert_nonnull (dataset);
  g_assert_cmpuint (nn_dataset_n (dataset), ==, 1);
  g_assert_cmpuint (nn_first_target (nn_dataset_info (dataset))->n_parts, ==, 256);
  g_assert_cmpuint (nn_dataset_class (dataset, 0), ==, 255);
}

static void
test_missing (Fixture *fixture, gconstpointer data)
{
  g_remove (fixture->labels);
  assert_bad (fixture->images, NN_ERROR_DATA, "my-labels-idx1-ubyte");
  assert_bad (fixture->labels, NN_ERROR_DATA, "no file");
  g_mkdir (fixture->labels, 0700);
  assert_bad (fixture->images, NN_ERROR_DATA, "not a file");
  g_rmdir (fixture->labels);
  g_remove (fixture->images);
  assert_bad (fixture->folder, NN_ERROR_DATA, "No reader");
}

/* One byte of a file changed. */
typedef struct
{
  gboolean labels;
  guint at;
  guint8 value;
  int code;
  const char *words;
} Change;

static void
test_changed (Fixture *fixture, gconstpointer data)
{
  static const Change changes[] = {
    { FALSE, 0, 1, NN_ERROR_FORMAT, "01 00" },
    { FALSE, 2, 13, NN_ERROR_FORMAT, "type 0d (byte 2)" },
    { FALSE, 3, 0, NN_ERROR_FORMAT, "byte 3" },
    { FALSE, 3, 200, NN_ERROR_FORMAT, "200 sizes" },
    { FALSE, 3, 2, NN_ERROR_FORMAT, "header promises" },
    { FALSE, 4, 255, NN_ERROR_FORMAT, "header promises" },
    { FALSE, 7, 0, NN_ERROR_FORMAT, "empty" },
    { FALSE, 15, 0, NN_ERROR_FORMAT, "byte 12 is 0" },
    { FALSE, 11, 4, NN_ERROR_FORMAT, "has 52 bytes" },
    { TRUE, 3, 3, NN_ERROR_FORMAT, "ends at byte 14" },
    { TRUE, 7, 5, NN_ERROR_FORMAT, "promises 13" },
    { TRUE, 2, 9, NN_ERROR_FORMAT, "type 09" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      const Change *change = &changes[i];
      g_autoptr (GByteArray) bytes = change->labels ? make_labels () : make_images ();
      const char *path = change->labels ? fixture->labels : fixture->images;
      const guint8 before = bytes->data[change->at];

      bytes->data[change->at] = change->value;
      write_bytes (path, bytes->data, bytes->len);
      assert_bad (fixture->images, change->code, change->words);
      bytes->data[change->at] = before;
      write_bytes (path, bytes->data, bytes->len);
    }
  assert_good (fixture->images);
}

static void
test_counts_differ (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GByteArray) labels = make_labels ();

  labels->data[7] = N - 1;
  write_bytes (fixture->labels, labels->data, labels->len - 1);
  assert_bad (fixture->images, NN_ERROR_DATA, "6 pictures");
  assert_bad (fixture->images, NN_ERROR_DATA, "5 labels");
}

/* Sizes whose product overflows, and a packed file that promises far more than it can hold: no memory is taken. */
static void
test_promises (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GByteArray) images = make_images ();
  g_autofree char *packed = g_strconcat (fixture->images, ".gz", NULL);

  g_remove (fixture->images);
  memset (images->data + 8, 255, 2);
  write_gzip (packed, images->data, images->len);
  assert_bad (packed, NN_ERROR_FORMAT, "can hold");
  memset (images->data + 4, 255, 12);
  write_gzip (packed, images->data, images->len);
  assert_bad (packed, NN_ERROR_FORMAT, "overflow");
  write_bytes (fixture->images, images->data, images->len);
  assert_bad (fixture->images, NN_ERROR_FORMAT, "overflow");
}

/* Unpacked, the stream goes on for longer than the header says. */
static void
test_too_long (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GByteArray) images = make_images ();
  g_autofree char *packed = g_strconcat (fixture->images, ".gz", NULL);

  g_remove (fixture->images);
  g_byte_array_set_size (images, images->len + 1);
  write_gzip (packed, images->data, images->len);
  assert_bad (packed, NN_ERROR_FORMAT, "goes on after byte 52");
}

/* Cut anywhere, plain or packed, a file is refused. */
static void
test_truncated (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GByteArray) images = make_images ();
  g_autofree char *packed = g_strconcat (fixture->images, ".gz", NULL);
  g_autofree char *whole = NULL;
  gsize size;

  for (guint n = 0; n < images->len; n++)
    {
      write_bytes (fixture->images, images->data, n);
      assert_bad (fixture->images, NN_ERROR_FORMAT, "my-images-idx3-ubyte");
    }
  g_remove (fixture->images);
  write_gzip (packed, images->data, images->len);
  g_assert_true (g_file_get_contents (packed, &whole, &size, NULL));
  for (gsize n = 0; n < size; n++)
    {
      write_bytes (packed, (const guint8 *) whole, n);
      assert_bad (packed, NN_ERROR_FORMAT, "my-images-idx3-ubyte.gz");
    }
}

/* Some bytes changed at random: whatever happens is a good data set or an error of ours, never a crash. */
static void
check_mutants (const char *path, NnRng *rng, guint rounds)
{
  g_autofree char *whole = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (path, &whole, &size, NULL));
  for (guint i = 0; i < rounds; i++)
    {
      g_autofree guint8 *mutant = g_memdup2 (whole, size);
      g_autoptr (GError) error = NULL;
      g_autoptr (NnDataset) dataset = NULL;

      for (guint k = nn_rng_below (rng, 4); k < 4; k++)
        mutant[nn_rng_below (rng, (guint32) MIN (size, 40))] = (guint8) nn_rng_word (rng);
      write_bytes (path, mutant, size);
      dataset = nn_data_load (path, &error);
      g_assert_true ((dataset == NULL) == (error != NULL));
      if (error != NULL)
        g_assert_true (error->domain == NN_ERROR);
    }
  write_bytes (path, (const guint8 *) whole, size);
}

static void
test_mutants (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GByteArray) images = make_images ();
  g_autofree char *packed = g_strconcat (fixture->images, ".gz", NULL);
  NnRng rng = nn_rng (1, nn_rng_stream_of ("idx mutants"));

  check_mutants (fixture->images, &rng, 1000);
  check_mutants (fixture->labels, &rng, 500);
  g_remove (fixture->images);
  write_gzip (packed, images->data, images->len);
  check_mutants (packed, &rng, 1000);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *name;
    void (*func) (Fixture *fixture, gconstpointer data);
  } tests[] = {
    { "plain", test_plain },
    { "gzip", test_gzip },
    { "content", test_content },
    { "training-first", test_training_first },
    { "missing", test_missing },
    { "changed", test_changed },
    { "counts-differ", test_counts_differ },
    { "promises", test_promises },
    { "too-long", test_too_long },
    { "truncated", test_truncated },
    { "mutants", test_mutants },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *path = g_strconcat ("/engine/data/idx/", tests[i].name, NULL);

      g_test_add (path, Fixture, NULL, set_up, tests[i].func, tear_down);
    }
  return g_test_run ();
}
