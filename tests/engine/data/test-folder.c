/* A folder of class folders of pictures. */
#include "source.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gstdio.h>
#include <string.h>

typedef struct
{
  char *folder;
  GPtrArray *made;   /* char, files and folders below, in the order they were made */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("test-folder-XXXXXX", NULL);
  g_assert_nonnull (fixture->folder);
  fixture->made = g_ptr_array_new_with_free_func (g_free);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  for (guint i = fixture->made->len; i-- > 0;)
    g_remove (fixture->made->pdata[i]);
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_ptr_array_unref (fixture->made);
  g_free (fixture->folder);
}

static char *
make_path (Fixture *fixture, const char *name)
{
  char *path = g_build_filename (fixture->folder, name, NULL);

  g_ptr_array_add (fixture->made, path);
  return path;
}

static void
add_folder (Fixture *fixture, const char *name)
{
  g_assert_cmpint (g_mkdir (make_path (fixture, name), 0700), ==, 0);
}

static void
add_picture (Fixture *fixture, const char *name, int width, int height, guint32 rgba)
{
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, width, height);
  g_autoptr (GError) error = NULL;

  gdk_pixbuf_fill (pixbuf, rgba);
  gdk_pixbuf_save (pixbuf, make_path (fixture, name), "png", &error, NULL);
  g_assert_no_error (error);
}

static void
add_text (Fixture *fixture, const char *name)
{
  g_assert_true (g_file_set_contents (make_path (fixture, name), "no picture", -1, NULL));
}

static void
test_read (Fixture *fixture, gconstpointer data)
{
  g_autoptr (NnDataset) dataset = NULL;
  g_autoptr (GError) error = NULL;
  const NnDataInfo *info;
  float dots[5 * 6 * 3];

  add_folder (fixture, "red");
  add_folder (fixture, "blue");
  add_folder (fixture, "notes");
  add_text (fixture, "notes/read-me.txt");
  add_picture (fixture, "red/b.png", 6, 5, 0xff0000ff);
  add_picture (fixture, "red/a.PNG", 12, 10, 0xff0000ff);
  add_picture (fixture, "blue/a.png", 6, 5, 0x0000ffff);

  dataset = nn_data_load (fixture->folder, &error);
  g_assert_no_error (error);
  info = nn_dataset_info (dataset);
  g_assert_cmpuint (nn_dataset_n (dataset), ==, 3);
  g_assert_true (nn_shape_equal (&nn_first_input (info)->shape, &NN_SHAPE (5, 6, 3)));
  g_assert_cmpuint (nn_first_target (info)->n_parts, ==, 2);
  g_assert_cmpstr (nn_first_target (info)->parts[0], ==, "blue");
  g_assert_cmpstr (nn_first_target (info)->parts[1], ==, "red");
  for (guint i = 0; i < 3; i++)
    {
      nn_dataset_input (dataset, i, dots);
      g_assert_cmpuint (nn_dataset_class (dataset, i), ==, i > 0);
      for (guint k = 0; k < 5 * 6; k++)
        {
          g_assert_cmpfloat (dots[3 * k], ==, i > 0);
          g_assert_cmpfloat (dots[3 * k + 1], ==, 0);
          g_assert_cmpfloat (dots[3 * k + 2], ==, i == 0);
        }
    }
}

static void
test_large (Fixture *fixture, gconstpointer data)
{
  g_autoptr (NnDataInfo) info = NULL;
  g_autoptr (GError) error = NULL;

  add_folder (fixture, "a");
  add_folder (fixture, "b");
  add_picture (fixture, "a/1.png", 300, 20, 0xff);
  add_picture (fixture, "b/1.png", 300, 20, 0xff);
  info = nn_data_describe (fixture->folder, &error);
  g_assert_no_error (error);
  g_assert_true (nn_shape_equal (&nn_first_input (info)->shape, &NN_SHAPE (20, 64, 3)));
}

static void
assert_refused (const Fixture *fixture, const char *named)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (nn_data_load (fixture->folder, &error));
  g_assert_nonnull (error);
  if (strstr (error->message, named) == NULL)
    g_error ("“%s” does not name %s", error->message, named);
}

static void
test_one_class (Fixture *fixture, gconstpointer data)
{
  add_folder (fixture, "a");
  add_picture (fixture, "a/1.png", 4, 4, 0xff);
  assert_refused (fixture, "two folders");
}

static void
test_broken (Fixture *fixture, gconstpointer data)
{
  add_folder (fixture, "a");
  add_folder (fixture, "b");
  add_picture (fixture, "a/1.png", 4, 4, 0xff);
  add_text (fixture, "b/broken.png");
  assert_refused (fixture, "broken.png");
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *name;
    void (*func) (Fixture *, gconstpointer);
  } tests[] = {
    { "read", test_read },
    { "large", test_large },
    { "one-class", test_one_class },
    { "broken", test_broken },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *path = g_strconcat ("/engine/data/folder/", tests[i].name, NULL);

      g_test_add (path, Fixture, NULL, set_up, tests[i].func, tear_down);
    }
  return g_test_run ();
}
