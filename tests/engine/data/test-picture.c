#include "picture.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

/* A folder of its own for each test, and the picture in it. */
typedef struct
{
  char *folder, *path;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("test-picture-XXXXXX", NULL);
  g_assert_nonnull (fixture->folder);
  fixture->path = g_build_filename (fixture->folder, "picture.png", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_remove (fixture->path);
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static GdkPixbuf *
new_picture (int width, int height, guint32 rgba)
{
  GdkPixbuf *pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, TRUE, 8, width, height);

  gdk_pixbuf_fill (pixbuf, rgba);
  return pixbuf;
}

static void
fill (GdkPixbuf *pixbuf, int x, int y, int width, int height, guint32 rgba)
{
  g_autoptr (GdkPixbuf) part = gdk_pixbuf_new_subpixbuf (pixbuf, x, y, width, height);

  gdk_pixbuf_fill (part, rgba);
}

static void
save (const Fixture *fixture, GdkPixbuf *pixbuf)
{
  g_autoptr (GError) error = NULL;

  gdk_pixbuf_save (pixbuf, fixture->path, "png", &error, NULL);
  g_assert_no_error (error);
}

static void
load (const Fixture *fixture, NnShape shape, float *out)
{
  g_autoptr (GError) error = NULL;

  nn_picture_load (fixture->path, &shape, out, &error);
  g_assert_no_error (error);
}

/* A picture of the network's size comes through pixel by pixel: white on black as it is, black on white inverted. */
static void
test_same_size (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GdkPixbuf) dark = new_picture (4, 3, 0x000000ff), light = new_picture (4, 3, 0xffffffff);
  float v[12];

  fill (dark, 1, 1, 1, 1, 0x808080ff);
  save (fixture, dark);
  load (fixture, NN_SHAPE (3, 4, 1), v);
  for (guint i = 0; i < 12; i++)
    g_assert_cmpfloat_with_epsilon (v[i], i == 5 ? 128 / 255.0 : 0, 1e-6);

  fill (light, 2, 1, 1, 1, 0x000000ff);
  save (fixture, light);
  load (fixture, NN_SHAPE (3, 4, 1), v);
  for (guint i = 0; i < 12; i++)
    g_assert_cmpfloat_with_epsilon (v[i], i == 6, 1e-6);
}

static void
test_luminance (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GdkPixbuf) pixbuf = new_picture (4, 4, 0x000000ff);
  float v[16];

  fill (pixbuf, 1, 1, 1, 1, 0xff0000ff);
  fill (pixbuf, 2, 1, 1, 1, 0x00ff00ff);
  fill (pixbuf, 1, 2, 1, 1, 0x0000ffff);
  save (fixture, pixbuf);
  load (fixture, NN_SHAPE (4, 4, 1), v);
  g_assert_cmpfloat_with_epsilon (v[5], 0.299, 1e-6);
  g_assert_cmpfloat_with_epsilon (v[6], 0.587, 1e-6);
  g_assert_cmpfloat_with_epsilon (v[9], 0.114, 1e-6);
}

/* A wide colour picture: halved, in the middle, black above and below; the transparent right half is white. */
static void
test_colour (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GdkPixbuf) pixbuf = new_picture (8, 4, 0x3366ccff);
  float v[4][4][3];

  fill (pixbuf, 4, 0, 4, 4, 0x00000000);
  save (fixture, pixbuf);
  load (fixture, NN_SHAPE (4, 4, 3), &v[0][0][0]);
  for (guint y = 0; y < 4; y++)
    for (guint x = 0; x < 4; x++)
      {
        const gboolean inside = y == 1 || y == 2;

        g_assert_cmpfloat_with_epsilon (v[y][x][0], inside ? x < 2 ? 0x33 / 255.0 : 1 : 0, 1e-6);
        g_assert_cmpfloat_with_epsilon (v[y][x][2], inside ? x < 2 ? 0xcc / 255.0 : 1 : 0, 1e-6);
      }
}

/* A bar of ink in a corner of a grey sheet: it becomes 20 pixels high, full white, its middle at pixel (14, 14). */
static void
test_digit_on_paper (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GdkPixbuf) pixbuf = new_picture (300, 400, 0xd0d0c8ff);
  float v[28][28];
  double mass = 0, x_sum = 0, y_sum = 0;
  guint rows = 0;

  fill (pixbuf, 200, 40, 20, 120, 0x303040ff);
  save (fixture, pixbuf);
  load (fixture, NN_SHAPE (28, 28, 1), &v[0][0]);
  for (guint y = 0; y < 28; y++)
    {
      rows += v[y][14] > 0.4f;
      for (guint x = 0; x < 28; x++)
        {
          mass += v[y][x];
          x_sum += v[y][x] * x;
          y_sum += v[y][x] * y;
        }
    }
  g_assert_cmpfloat_with_epsilon (v[14][14], 1, 1e-3);
  g_assert_cmpfloat (v[0][0], ==, 0);
  g_assert_cmpuint (rows, >=, 20);
  g_assert_cmpuint (rows, <=, 21);
  g_assert_cmpfloat_with_epsilon (mass, 20 * 20 / 6.0, 1);   /* the bar is six times as high as wide */
  g_assert_cmpfloat_with_epsilon (x_sum / mass, 14, 0.01);
  g_assert_cmpfloat_with_epsilon (y_sum / mass, 14, 0.01);
}

/* Paper whose left edge lies in half light, so that it is darker there than ink is at the right. */
static void
test_uneven_light (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GdkPixbuf) pixbuf = new_picture (300, 300, 0);
  float v[28][28];

  for (int x = 0; x < 300; x++)
    {
      const guint32 paper = 100 + x / 2, ink = paper - 90;

      fill (pixbuf, x, 0, 1, 300, paper * 0x01010100u | 0xff);
      if (x >= 200 && x < 230)
        fill (pixbuf, x, 50, 1, 200, ink * 0x01010100u | 0xff);
    }
  save (fixture, pixbuf);
  load (fixture, NN_SHAPE (28, 28, 1), &v[0][0]);
  for (guint y = 0; y < 28; y++)
    for (guint x = 0; x < 28; x++)
      if (x < 11 || x > 17 || y < 3 || y > 25)
        g_assert_cmpfloat (v[y][x], <, 0.02);
      else if (x > 12 && x < 16 && y > 5 && y < 23)
        g_assert_cmpfloat (v[y][x], >, 0.9);
}

/* Strokes of 0.2 and 0.5 pixels: the thinner is brightened three times, the other to full white. */
static void
test_thin_strokes (Fixture *fixture, gconstpointer data)
{
  static const int widths[] = { 4, 10 };   /* of 400, which become 20 */
  static const double expected[] = { 0.6, 1 };

  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      g_autoptr (GdkPixbuf) pixbuf = new_picture (300, 500, 0xffffffff);
      float v[28][28];

      fill (pixbuf, 100, 40, widths[i], 400, 0x000000ff);
      save (fixture, pixbuf);
      load (fixture, NN_SHAPE (28, 28, 1), &v[0][0]);
      g_assert_cmpfloat_with_epsilon (v[14][14], expected[i], 1e-3);
    }
}

/* A photograph has no empty ground: it is shown whole. */
static void
test_photograph (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GdkPixbuf) pixbuf = new_picture (56, 56, 0x000000ff);
  float v[28][28];

  fill (pixbuf, 0, 0, 20, 56, 0xffffffff);
  save (fixture, pixbuf);
  load (fixture, NN_SHAPE (28, 28, 1), &v[0][0]);
  for (guint y = 0; y < 28; y++)
    for (guint x = 0; x < 28; x++)
      g_assert_cmpfloat_with_epsilon (v[y][x], x < 10, 1e-6);
}

static void
test_blank (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GdkPixbuf) pixbuf = new_picture (100, 100, 0xffffffff);
  float v[28 * 28];

  save (fixture, pixbuf);
  load (fixture, NN_SHAPE (28, 28, 1), v);
  for (guint i = 0; i < G_N_ELEMENTS (v); i++)
    g_assert_cmpfloat (v[i], ==, 0);
}

static void
assert_refused (const char *path, NnShape shape, int code, const char *words)
{
  g_autoptr (GError) error = NULL;
  float out = 0.25f;

  g_assert_false (nn_picture_load (path, &shape, &out, &error));
  g_assert_error (error, NN_ERROR, code);
  g_assert_cmpfloat (out, ==, 0.25f);
  if (strstr (error->message, words) == NULL)
    g_error ("“%s” is not in: %s", words, error->message);
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  static const char huge[] = "P6 60000 60000 255\n";
  g_autofree char *whole = NULL;
  gsize size;
  g_autoptr (GdkPixbuf) pixbuf = new_picture (60, 60, 0x3366ccff);

  assert_refused (fixture->path, NN_SHAPE (28, 28, 1), NN_ERROR_DATA, "no picture");
  assert_refused (fixture->folder, NN_SHAPE (28, 28, 1), NN_ERROR_DATA, "no picture");
  g_file_set_contents (fixture->path, "not a picture at all", -1, NULL);
  assert_refused (fixture->path, NN_SHAPE (28, 28, 1), NN_ERROR_FORMAT, "PNG or JPEG");
  g_file_set_contents (fixture->path, huge, -1, NULL);
  assert_refused (fixture->path, NN_SHAPE (28, 28, 1), NN_ERROR_DATA, "60000 × 60000");
  save (fixture, pixbuf);
  assert_refused (fixture->path, NN_SHAPE (2), NN_ERROR_DATA, "2 numbers");
  assert_refused (fixture->path, NN_SHAPE (2, 2, 2), NN_ERROR_DATA, "2×2×2");
  g_assert_true (g_file_get_contents (fixture->path, &whole, &size, NULL));
  g_file_set_contents (fixture->path, whole, size / 2, NULL);
  assert_refused (fixture->path, NN_SHAPE (28, 28, 1), NN_ERROR_FORMAT, "picture.png");
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *name;
    void (*func) (Fixture *fixture, gconstpointer data);
  } tests[] = {
    { "same-size", test_same_size },
    { "luminance", test_luminance },
    { "colour", test_colour },
    { "digit-on-paper", test_digit_on_paper },
    { "uneven-light", test_uneven_light },
    { "thin-strokes", test_thin_strokes },
    { "photograph", test_photograph },
    { "blank", test_blank },
    { "refused", test_refused },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *path = g_strconcat ("/engine/data/picture/", tests[i].name, NULL);

      g_test_add (path, Fixture, NULL, set_up, tests[i].func, tear_down);
    }
  return g_test_run ();
}
