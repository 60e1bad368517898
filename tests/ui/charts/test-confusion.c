#include "vt-confusion.h"

#define WIDTH 420.0
#define HEIGHT 194.0

/* Every cell is found under its middle, lies within the picture, and is a row of the truth, a column of the answer. */
static void
test_cells (gconstpointer data)
{
  const guint n = GPOINTER_TO_UINT (data);
  g_autofree const char **names = g_new (const char *, n);
  const VtConfusion confusion = { .theme = &vt_theme_light, .n = n, .names = names };
  VtRect first, next;

  for (guint i = 0; i < n; i++)
    names[i] = "a class";
  for (guint i = 0; i < n * n; i++)
    {
      const VtRect cell = vt_confusion_cell (&confusion, WIDTH, HEIGHT, i);

      g_assert_cmpint (vt_confusion_at (&confusion, WIDTH, HEIGHT, cell.x + cell.w / 2, cell.y + cell.h / 2), ==, (int) i);
      g_assert_cmpfloat (cell.x + cell.w, <=, WIDTH);
      g_assert_cmpfloat (cell.y + cell.h, <=, HEIGHT);
    }
  first = vt_confusion_cell (&confusion, WIDTH, HEIGHT, 0);
  next = vt_confusion_cell (&confusion, WIDTH, HEIGHT, 1);
  g_assert_cmpfloat (first.y, ==, next.y);
  g_assert_cmpfloat (first.x, <, next.x);
  g_assert_cmpint (vt_confusion_at (&confusion, WIDTH, HEIGHT, 2, 2), ==, -1);
  g_assert_cmpint (vt_confusion_at (&confusion, WIDTH, HEIGHT, WIDTH - 1, HEIGHT - 1), ==, -1);
}

int
main (int argc, char **argv)
{
  static const guint sizes[] = { 2, 3, 4, 10, 26 };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autofree char *path = g_strdup_printf ("/ui/charts/confusion/%u-classes", sizes[i]);

      g_test_add_data_func (path, GUINT_TO_POINTER (sizes[i]), test_cells);
    }
  return g_test_run ();
}
