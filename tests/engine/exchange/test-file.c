#include "file.h"

#include "errors.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct
{
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("vitrine-file-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "a.vitrine", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_remove (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static void
write_text (const char *path, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;

  g_assert_true (nn_file_write (path, bytes, &error));
  g_assert_no_error (error);
}

static void
assert_text (const char *path, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = nn_file_read (path, &error);
  gsize size;
  const char *data;

  g_assert_no_error (error);
  data = g_bytes_get_data (bytes, &size);
  g_assert_cmpmem (data, size, text, strlen (text));
}

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static void
test_round_trip (Fixture *fixture, gconstpointer data)
{
  write_text (fixture->path, "one");
  assert_text (fixture->path, "one");
  write_text (fixture->path, "");
  assert_text (fixture->path, "");
  write_text (fixture->path, "another");
  assert_text (fixture->path, "another");
  g_assert_cmpuint (count_files (fixture->folder), ==, 1);   /* nothing is left beside it */
}

static void
test_permissions (Fixture *fixture, gconstpointer data)
{
  const mode_t old = umask (027);
  GStatBuf info;

  write_text (fixture->path, "new");
  umask (old);
  g_assert_cmpint (g_stat (fixture->path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0640);
  g_assert_cmpint (g_chmod (fixture->path, 0604), ==, 0);
  write_text (fixture->path, "again");
  g_assert_cmpint (g_stat (fixture->path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0604);
}

static void
test_link (Fixture *fixture, gconstpointer data)
{
  g_autofree char *target = g_build_filename (fixture->folder, "target", NULL);

  write_text (target, "old");
  g_assert_cmpint (symlink (target, fixture->path), ==, 0);
  write_text (fixture->path, "through the link");
  assert_text (target, "through the link");
  g_assert_true (g_file_test (fixture->path, G_FILE_TEST_IS_SYMLINK));
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  g_autofree char *nowhere = g_build_filename (fixture->folder, "no-such-folder", "a.vitrine", NULL);
  g_autoptr (GBytes) bytes = g_bytes_new_static ("x", 1);
  const char *const unreadable[] = { nowhere, fixture->folder, "/dev/null" };

  for (guint i = 0; i < G_N_ELEMENTS (unreadable); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (nn_file_read (unreadable[i], &error));
      g_assert_error (error, NN_ERROR, NN_ERROR_DATA);
      g_assert_nonnull (strstr (error->message, unreadable[i]));
    }
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (nn_file_write (unreadable[i], bytes, &error));
      g_assert_error (error, NN_ERROR, NN_ERROR_DATA);
      g_assert_nonnull (strstr (error->message, unreadable[i]));
    }
  g_assert_cmpuint (count_files (fixture->folder), ==, 0);
}

#define ADD(name, test) g_test_add ("/engine/exchange/file/" name, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("round-trip", test_round_trip);
  ADD ("permissions", test_permissions);
  ADD ("link", test_link);
  ADD ("refused", test_refused);
  return g_test_run ();
}
