/* Children in rows: which go to the next one, who gets what is left, and that all is mirrored. */
#include "vt-rows.h"

#define SPACING 10
#define ROW_SPACING 4

static GtkWidget *
make_child (int width, int height)
{
  GtkWidget *child = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_set_size_request (child, width, height);
  return child;
}

static GtkWidget *
make_rows (void)
{
  return g_object_ref_sink (vt_rows_new (SPACING, ROW_SPACING));
}

static int
height_for (GtkWidget *rows, int width)
{
  int height;

  gtk_widget_measure (rows, GTK_ORIENTATION_VERTICAL, width, &height, NULL, NULL, NULL);
  return height;
}

static void
place (GtkWidget *rows, int width)
{
  int least;

  gtk_widget_measure (rows, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  gtk_widget_size_allocate (rows, &(GtkAllocation) { 0, 0, MAX (width, least), height_for (rows, width) }, -1);
}

static void
assert_at (GtkWidget *rows, GtkWidget *child, int x, int y, int width)
{
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (child, rows, &bounds));
  g_assert_cmpfloat (bounds.origin.x, ==, x);
  g_assert_cmpfloat (bounds.origin.y, ==, y);
  g_assert_cmpfloat (bounds.size.width, ==, width);
}

static void
test_breaks (void)
{
  GtkWidget *rows = make_rows (), *a = make_child (100, 20), *b = make_child (50, 30), *c = make_child (60, 10);
  int least, natural;

  vt_rows_append (VT_ROWS (rows), a);
  vt_rows_append (VT_ROWS (rows), b);
  vt_rows_append (VT_ROWS (rows), c);
  gtk_widget_measure (rows, GTK_ORIENTATION_HORIZONTAL, -1, &least, &natural, NULL, NULL);
  g_assert_cmpint (least, ==, 100);
  g_assert_cmpint (natural, ==, 230);
  g_assert_cmpint (height_for (rows, 230), ==, 30);
  g_assert_cmpint (height_for (rows, 229), ==, 30 + ROW_SPACING + 10);
  g_assert_cmpint (height_for (rows, 100), ==, 20 + ROW_SPACING + 30 + ROW_SPACING + 10);

  place (rows, 170);
  assert_at (rows, a, 0, 0, 100);
  assert_at (rows, b, 110, 0, 50);
  assert_at (rows, c, 0, 34, 60);
  g_object_unref (rows);
}

static void
test_mirrored (void)
{
  GtkWidget *rows = make_rows (), *a = make_child (100, 20), *b = make_child (50, 20), *c = make_child (60, 20);

  gtk_widget_set_direction (rows, GTK_TEXT_DIR_RTL);
  vt_rows_append (VT_ROWS (rows), a);
  vt_rows_append (VT_ROWS (rows), b);
  vt_rows_append (VT_ROWS (rows), c);
  place (rows, 170);
  assert_at (rows, a, 70, 0, 100);
  assert_at (rows, b, 10, 0, 50);
  assert_at (rows, c, 110, 24, 60);
  g_object_unref (rows);
}

static void
test_expands (void)
{
  GtkWidget *rows = make_rows (), *a = make_child (100, 20), *b = make_child (50, 20), *c = make_child (60, 20);

  gtk_widget_set_hexpand (b, TRUE);
  gtk_widget_set_visible (a, FALSE);
  vt_rows_append (VT_ROWS (rows), a);
  vt_rows_append (VT_ROWS (rows), b);
  vt_rows_append (VT_ROWS (rows), c);
  place (rows, 300);
  assert_at (rows, b, 0, 0, 230);
  assert_at (rows, c, 240, 0, 60);
  g_object_unref (rows);
}

/* A line parts two of one row; where a row begins or ends it parts nothing. */
static void
test_separators (void)
{
  GtkWidget *rows = make_rows (), *a = make_child (100, 20), *b = make_child (100, 20);
  GtkWidget *line = gtk_separator_new (GTK_ORIENTATION_VERTICAL);

  vt_rows_append (VT_ROWS (rows), a);
  vt_rows_append (VT_ROWS (rows), line);
  vt_rows_append (VT_ROWS (rows), b);
  place (rows, 300);
  g_assert_true (gtk_widget_get_child_visible (line));
  place (rows, 150);
  g_assert_false (gtk_widget_get_child_visible (line));
  assert_at (rows, b, 0, 24, 100);
  g_object_unref (rows);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  if (!gtk_init_check ())
    return 77;   /* no display: passed over */
  g_test_add_func ("/ui/look/rows/breaks", test_breaks);
  g_test_add_func ("/ui/look/rows/mirrored", test_mirrored);
  g_test_add_func ("/ui/look/rows/expands", test_expands);
  g_test_add_func ("/ui/look/rows/separators", test_separators);
  return g_test_run ();
}
