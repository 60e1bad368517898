/* What the arguments of `predict` mean where a network has several inputs, one of them a picture. */
#include <glib/gstdio.h>
#include <gdk-pixbuf/gdk-pixbuf.h>

#include "field.h"
#include "inputs.h"

#define SIDE 4

/* A number, a picture in colours, and one of three towns. */
static NnDataset *
make_data (void)
{
  NnDataInfo *info = nn_data_info_new ();

  info->title = g_strdup ("Houses");
  info->noun = g_strdup ("houses");
  info->n = 2;
  nn_data_info_add_input (info, nn_field ("rooms", NN_FIELD_NUMBERS, NN_SHAPE (1), 0, 9, g_strdupv ((char *[]) { "rooms", NULL })));
  nn_data_info_add_input (info, nn_field_image (SIDE, SIDE, 3));
  nn_data_info_add_input (info, nn_field ("town", NN_FIELD_CLASS, NN_SHAPE (1), 0, 2, g_strdupv ((char *[]) { "Bonn", "Ulm", "Kiel", NULL })));
  nn_data_info_add_target (info, nn_field ("price", NN_FIELD_NUMBERS, NN_SHAPE (1), 0, 9, g_strdupv ((char *[]) { "price", NULL })));
  return nn_dataset_new_numbers (info);
}

/* All of one red. (transfer full) */
static char *
make_picture (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkPixbuf) pixels = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, SIDE, SIDE);
  g_autofree char *folder = g_dir_make_tmp ("vitrine-XXXXXX", &error);
  char *path = g_build_filename (folder, "house.png", NULL);

  gdk_pixbuf_fill (pixels, 0xff0000ff);
  g_assert_true (gdk_pixbuf_save (pixels, path, "png", &error, NULL));
  return path;
}

static void
remove_picture (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);

  g_assert_cmpint (g_remove (path), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static void
assert_refused (const NnDataset *dataset, char *const *arguments, const char *words)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (vt_inputs_read (dataset, arguments, g_strv_length ((char **) arguments), &error));
  g_assert_error (error, NN_ERROR, NN_ERROR_ARGUMENT);
  g_assert_nonnull (g_strstr_len (error->message, -1, words));
}

static void
test_picture_among_others (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NnDataset) dataset = make_data ();
  g_autofree char *path = make_picture ();
  g_autofree char *name = g_strdup_printf ("5,%s,Kiel", path);
  char *arguments[] = { (char *) "5", path, (char *) "Kiel", (char *) "7.5", path, (char *) "Bonn" };
  g_autoptr (GArray) inputs = vt_inputs_read (dataset, arguments, G_N_ELEMENTS (arguments), &error);
  const VtInput *input;

  g_assert_no_error (error);
  g_assert_cmpuint (inputs->len, ==, 2);
  input = &g_array_index (inputs, VtInput, 0);
  g_assert_cmpstr (input->name, ==, name);
  g_assert_cmpint (input->example, ==, -1);
  g_assert_cmpfloat (input->numbers[0], ==, 5);
  for (guint i = 0; i < SIDE * SIDE; i++)
    {
      g_assert_cmpfloat (input->numbers[1 + 3 * i], ==, 1);
      g_assert_cmpfloat (input->numbers[2 + 3 * i], ==, 0);
    }
  g_assert_cmpfloat (input->numbers[1 + 3 * SIDE * SIDE], ==, 2);
  g_assert_cmpfloat (g_array_index (inputs, VtInput, 1).numbers[0], ==, 7.5);
  remove_picture (path);
}

static void
test_out_of_order (void)
{
  g_autoptr (NnDataset) dataset = make_data ();
  g_autofree char *path = make_picture ();

  assert_refused (dataset, (char *[]) { path, (char *) "5", (char *) "Kiel", NULL }, "what comes here is “rooms”");
  assert_refused (dataset, (char *[]) { (char *) "5", path, NULL }, "the last input has 49");
  assert_refused (dataset, (char *[]) { (char *) "5", path, (char *) "Rome", NULL }, "“Rome” is none of the 3 of “town”");
  remove_picture (path);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/inputs/picture-among-others", test_picture_among_others);
  g_test_add_func ("/app/inputs/out-of-order", test_out_of_order);
  return g_test_run ();
}
