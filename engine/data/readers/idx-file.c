#include "idx-file.h"

#include "text.h"

#define TYPE_BYTES 8
#define MAGIC_SIZE 4
#define MAX_PACKING 1032   /* deflate makes nothing smaller than by this factor */

void
nn_idx_close (NnIdxFile *file)
{
  if (file == NULL)
    return;
  g_clear_object (&file->stream);
  g_free (file->name);
  g_free (file);
}

static gboolean
is_gzip (const guint8 *bytes, gsize n)
{
  return n >= 2 && bytes[0] == 0x1f && bytes[1] == 0x8b;
}

/* The file's bytes, unpacked if they are gzip, and whether they are. NULL if it cannot be opened. */
static GInputStream *
open_stream (const char *path, gboolean *packed, GError **error)
{
  g_autoptr (GFile) place = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) raw = g_file_read (place, NULL, error);
  g_autoptr (GZlibDecompressor) unpacker = NULL;
  guint8 start[2];
  gsize n;

  if (raw == NULL || !g_input_stream_read_all (G_INPUT_STREAM (raw), start, sizeof start, &n, NULL, error) ||
      !g_seekable_seek (G_SEEKABLE (raw), 0, G_SEEK_SET, NULL, error))
    return NULL;
  *packed = is_gzip (start, n);
  if (!*packed)
    return G_INPUT_STREAM (g_steal_pointer (&raw));
  unpacker = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP);
  return g_converter_input_stream_new (G_INPUT_STREAM (raw), G_CONVERTER (unpacker));
}

gboolean
nn_idx_looks_like (const char *path)
{
  g_autoptr (GInputStream) stream = NULL;
  gboolean packed;
  guint8 magic[MAGIC_SIZE];
  gsize n;

  /* A pipe would make us wait for its other end. */
  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR) || (stream = open_stream (path, &packed, NULL)) == NULL)
    return FALSE;
  return g_input_stream_read_all (stream, magic, sizeof magic, &n, NULL, NULL) && n == sizeof magic && magic[0] == 0 &&
         magic[1] == 0 && magic[2] == TYPE_BYTES && magic[3] >= 1 && magic[3] <= NN_IDX_MAX_RANK;
}

/* Says what is wrong with the bytes. */
G_GNUC_PRINTF (2, 3) static void
refuse (GError **error, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  g_propagate_error (error, g_error_new_valist (NN_ERROR, NN_ERROR_FORMAT, format, args));
  va_end (args);
}

/* Reads n bytes that lie at `offset` of the unpacked file, which should have `total`. */
static gboolean
read_exactly (NnIdxFile *file, guint8 *out, gsize n, guint64 offset, guint64 total, GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autofree char *last = NULL, *whole = NULL;
  gsize got = 0;

  if (g_input_stream_read_all (file->stream, out, n, &got, NULL, &cause) && got == n)
    return TRUE;
  last = nn_count_to_text ((gint64) (offset + got));
  whole = nn_count_to_text ((gint64) total);
  if (cause != NULL && !g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT))
    refuse (error, _ ("“%s” is damaged after byte %s: %s. Get it again."), file->name, last, cause->message);
  else
    refuse (error, _ ("“%s” ends at byte %s, but should have %s. Get it again, whole."), file->name, last, whole);
  return FALSE;
}

static gboolean
check_magic (const NnIdxFile *file, const guint8 magic[MAGIC_SIZE], GError **error)
{
  if (magic[0] != 0 || magic[1] != 0)
    refuse (error, _ ("“%s” is not an IDX file: it begins with bytes %02x %02x where 00 00 should be."), file->name,
            magic[0], magic[1]);
  else if (magic[2] != TYPE_BYTES)
    refuse (error, _ ("“%s” holds numbers of type %02x (byte 2); Vitrine reads unsigned bytes (08). Save it as those."),
            file->name, magic[2]);
  else if (magic[3] < 1 || magic[3] > NN_IDX_MAX_RANK)
    refuse (error, _ ("“%s” says at byte 3 that it has %u sizes; labels have 1 and pictures 3."), file->name, magic[3]);
  else
    return TRUE;
  return FALSE;
}

/* Multiplies the sizes; FALSE when one of them is 0 or the product overflows. */
static gboolean
count_bytes (NnIdxFile *file, GError **error)
{
  file->size = 1;
  for (guint i = 0; i < file->rank; i++)
    {
      const guint byte = MAGIC_SIZE + 4 * i;

      if (file->dim[i] == 0)
        {
          refuse (error, _ ("“%s” is empty: the size at byte %u is 0."), file->name, byte);
          return FALSE;
        }
      if (!g_size_checked_mul (&file->size, file->size, file->dim[i]) || file->size > G_MAXSSIZE)
        {
          refuse (error, _ ("The sizes in “%s” are impossible: with the one at byte %u (%u) they overflow."),
                  file->name, byte, file->dim[i]);
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
read_header (NnIdxFile *file, GError **error)
{
  guint8 magic[MAGIC_SIZE];
  guint8 sizes[4 * NN_IDX_MAX_RANK];

  if (!read_exactly (file, magic, sizeof magic, 0, sizeof magic, error) || !check_magic (file, magic, error))
    return FALSE;
  file->rank = magic[3];
  if (!read_exactly (file, sizes, 4 * file->rank, MAGIC_SIZE, MAGIC_SIZE + 4 * file->rank, error))
    return FALSE;
  for (guint i = 0; i < file->rank; i++)
    file->dim[i] = (guint32) sizes[4 * i] << 24 | sizes[4 * i + 1] << 16 | sizes[4 * i + 2] << 8 | sizes[4 * i + 3];
  return count_bytes (file, error);
}

static guint64
header_size (const NnIdxFile *file)
{
  return MAGIC_SIZE + 4 * file->rank;
}

/* Whether a file of this size on disk can hold what its header promises. */
static gboolean
check_size (const NnIdxFile *file, guint64 on_disk, gboolean packed, GError **error)
{
  const guint64 promised = header_size (file) + file->size;
  g_autofree char *there = nn_count_to_text ((gint64) on_disk);
  g_autofree char *claim = nn_count_to_text ((gint64) promised);

  if (packed ? promised / MAX_PACKING <= on_disk : promised == on_disk)
    return TRUE;
  if (!packed)
    refuse (error, _ ("“%s” has %s bytes, but its header promises %s. Get it again."), file->name, there, claim);
  else
    refuse (error, _ ("“%s” promises %s bytes, more than its %s packed bytes can hold. Get it again."), file->name,
            claim, there);
  return FALSE;
}

static gboolean
size_on_disk (const char *path, guint64 *size, GError **error)
{
  g_autoptr (GFile) place = g_file_new_for_path (path);
  g_autoptr (GFileInfo) info = g_file_query_info (place, G_FILE_ATTRIBUTE_STANDARD_SIZE, 0, NULL, error);

  if (info == NULL)
    return FALSE;
  *size = (guint64) g_file_info_get_size (info);
  return TRUE;
}

NnIdxFile *
nn_idx_open (const char *path, GError **error)
{
  g_autoptr (NnIdxFile) file = g_new0 (NnIdxFile, 1);
  g_autoptr (GError) cause = NULL;
  gboolean packed;
  guint64 on_disk;

  file->name = g_filename_display_name (path);
  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    {
      g_set_error (error, NN_ERROR, NN_ERROR_DATA, _ ("“%s” is not a file."), file->name);
      return NULL;
    }
  if ((file->stream = open_stream (path, &packed, &cause)) == NULL || !size_on_disk (path, &on_disk, &cause))
    {
      g_set_error (error, NN_ERROR, NN_ERROR_DATA, _ ("“%s” cannot be opened: %s."), file->name, cause->message);
      return NULL;
    }
  if (!read_header (file, error) || !check_size (file, on_disk, packed, error))
    return NULL;
  return g_steal_pointer (&file);
}

/* Nothing may follow; for gzip this also compares the check sum. */
static gboolean
check_end (NnIdxFile *file, GError **error)
{
  g_autofree char *end = nn_count_to_text ((gint64) (header_size (file) + file->size));
  g_autoptr (GError) cause = NULL;
  guint8 byte;
  const gssize n = g_input_stream_read (file->stream, &byte, 1, NULL, &cause);

  if (n == 0)
    return TRUE;
  if (n > 0)
    refuse (error, _ ("“%s” goes on after byte %s, where its header says it ends. Get it again."), file->name, end);
  else
    refuse (error, _ ("“%s” is damaged near byte %s: %s. Get it again."), file->name, end, cause->message);
  return FALSE;
}

guint8 *
nn_idx_read (NnIdxFile *file, GError **error)
{
  g_autofree guint8 *bytes = g_try_malloc (file->size);

  if (bytes == NULL)
    {
      g_autofree char *size = g_format_size (file->size);

      g_set_error (error, NN_ERROR, NN_ERROR_MEMORY, _ ("“%s” needs %s of memory, more than there is."), file->name,
                   size);
      return NULL;
    }
  if (!read_exactly (file, bytes, file->size, header_size (file), header_size (file) + file->size, error) ||
      !check_end (file, error))
    return NULL;
  return g_steal_pointer (&bytes);
}
