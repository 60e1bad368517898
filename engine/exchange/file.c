#include "file.h"

#include "errors.h"
#include "text.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static gboolean
refuse (const char *format, const char *path, int reason, GError **error)
{
  g_autofree char *shown = g_filename_display_name (path);

  g_set_error (error, NN_ERROR, NN_ERROR_DATA, format, shown, g_strerror (reason));
  return FALSE;
}

/* All bytes of an open file, or NULL and errno. */
static GByteArray *
read_all (int fd, gsize expected)
{
  GByteArray *bytes = g_byte_array_sized_new (MIN (expected, G_MAXINT / 2));
  guint8 block[1 << 16];
  gssize got;

  while ((got = read (fd, block, sizeof block)) != 0)
    {
      if (got < 0 && errno == EINTR)
        continue;
      if (got < 0 || bytes->len + got > G_MAXINT)
        {
          if (got > 0)
            errno = EFBIG;
          g_byte_array_unref (bytes);
          return NULL;
        }
      g_byte_array_append (bytes, block, got);
    }
  return bytes;
}

GBytes *
nn_file_read (const char *path, GError **error)
{
  const int fd = g_open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0);   /* non-blocking: a pipe must not hang us */
  GByteArray *bytes = NULL;
  struct stat info;
  int reason = errno;

  if (fd >= 0)
    {
      if (fstat (fd, &info) != 0)
        reason = errno;
      else if (!S_ISREG (info.st_mode))
        reason = S_ISDIR (info.st_mode) ? EISDIR : EINVAL;
      else if ((bytes = read_all (fd, info.st_size)) == NULL)
        reason = errno;
      close (fd);
    }
  if (bytes == NULL)
    {
      refuse (_ ("Cannot open %s: %s."), path, reason, error);
      return NULL;
    }
  return g_byte_array_free_to_bytes (bytes);
}

static gboolean
write_all (int fd, const guint8 *data, gsize size)
{
  while (size > 0)
    {
      const gssize put = write (fd, data, size);

      if (put < 0 && errno != EINTR)
        return FALSE;
      if (put > 0)
        {
          data += put;
          size -= put;
        }
    }
  return TRUE;
}

/* The name in the folder reaches the disk only when the folder is synced. Where that cannot be, the file is still whole. */
static void
sync_folder (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  const int fd = g_open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);

  if (fd < 0)
    return;
  fsync (fd);
  close (fd);
}

/* Fills the file beside and moves it into place; FALSE and errno. old: of the file that is replaced, which keeps its
 * permissions; or NULL. */
static gboolean
write_beside (int fd, const char *beside, const char *path, const struct stat *old, GBytes *bytes)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  const gboolean written = write_all (fd, data, size)
                           && (old == NULL || fchmod (fd, old->st_mode & 07777) == 0)
                           && fsync (fd) == 0;
  const int reason = errno;

  if (close (fd) != 0 && written)
    return FALSE;
  errno = reason;
  return written && g_rename (beside, path) == 0;
}

gboolean
nn_file_write (const char *path, GBytes *bytes, GError **error)
{
  char *real = realpath (path, NULL);   /* NULL: a new file */
  g_autofree char *target = g_strdup (real != NULL ? real : path);
  g_autofree char *beside = g_strconcat (target, ".XXXXXX", NULL);
  gboolean exists;
  struct stat info;
  int fd, reason;

  free (real);
  if (g_file_test (target, G_FILE_TEST_EXISTS) && g_access (target, W_OK) != 0)
    return refuse (_ ("Cannot save %s: %s."), path, errno, error);
  if (g_file_test (target, G_FILE_TEST_IS_DIR))
    return refuse (_ ("Cannot save %s: %s."), path, EISDIR, error);

  /* A new file gets what the umask leaves. What replaces another is nobody else's until it has that one's permissions. */
  exists = stat (target, &info) == 0;
  fd = g_mkstemp_full (beside, O_RDWR | O_CLOEXEC, exists ? 0600 : 0666);
  if (fd < 0)
    return refuse (_ ("Cannot save %s: %s."), path, errno, error);
  if (!write_beside (fd, beside, target, exists ? &info : NULL, bytes))
    {
      reason = errno;
      g_unlink (beside);
      return refuse (_ ("Cannot save %s: %s."), path, reason, error);
    }
  sync_folder (target);
  return TRUE;
}
