#include "vt-rows.h"

struct _VtRows
{
  GtkWidget parent_instance;

  int spacing, row_spacing;
};

G_DEFINE_FINAL_TYPE (VtRows, vt_rows, GTK_TYPE_WIDGET)

/* Children of one row, from the first on. */
typedef struct
{
  GtkWidget *child[32];
  GtkRequestedSize size[32];   /* widths */
  guint n;
} Row;

static GtkWidget *
first_shown (GtkWidget *child)
{
  while (child != NULL && !gtk_widget_should_layout (child))
    child = gtk_widget_get_next_sibling (child);
  return child;
}

static GtkWidget *
next_shown (GtkWidget *child)
{
  return first_shown (gtk_widget_get_next_sibling (child));
}

static void
drop_end_separators (Row *row)
{
  while (row->n > 0 && GTK_IS_SEPARATOR (row->child[row->n - 1]))
    row->n--;
}

/* The row that begins with `child`: as many as fit into the width. Returns the next row's first child; NULL: none. */
static GtkWidget *
fill_row (VtRows *self, GtkWidget *child, int width, Row *row)
{
  int used = 0;

  row->n = 0;
  for (; child != NULL && row->n < G_N_ELEMENTS (row->child); child = next_shown (child))
    {
      GtkRequestedSize size = { 0 };
      const int gap = row->n > 0 ? self->spacing : 0;

      if (GTK_IS_SEPARATOR (child) && (row->n == 0 || GTK_IS_SEPARATOR (row->child[row->n - 1])))
        continue;   /* it would part nothing: what stood before it is hidden, or in the row above */
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &size.minimum_size, &size.natural_size, NULL, NULL);
      if (row->n > 0 && used + gap + size.minimum_size > width)
        break;
      used += gap + size.minimum_size;
      row->child[row->n] = child;
      row->size[row->n++] = size;
    }
  drop_end_separators (row);
  return child;
}

/* Each its least width, then what it likes, then what is left for those that expand. */
static void
share_width (VtRows *self, Row *row, int width)
{
  int left = width - (int) (MAX (row->n, 1) - 1) * self->spacing, n_expand = 0;

  for (guint i = 0; i < row->n; i++)
    {
      left -= row->size[i].minimum_size;
      n_expand += gtk_widget_compute_expand (row->child[i], GTK_ORIENTATION_HORIZONTAL);
    }
  left = gtk_distribute_natural_allocation (MAX (left, 0), row->n, row->size);
  for (guint i = 0; i < row->n && n_expand > 0; i++)
    if (gtk_widget_compute_expand (row->child[i], GTK_ORIENTATION_HORIZONTAL))
      {
        const int share = left / n_expand--;

        row->size[i].minimum_size += share;
        left -= share;
      }
}

static int
row_height (const Row *row)
{
  int height = 0;

  for (guint i = 0; i < row->n; i++)
    {
      int natural;

      gtk_widget_measure (row->child[i], GTK_ORIENTATION_VERTICAL, row->size[i].minimum_size, NULL, &natural, NULL, NULL);
      height = MAX (height, natural);
    }
  return height;
}

static GtkSizeRequestMode
vt_rows_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
measure_width (VtRows *self, int *minimum, int *natural)
{
  *minimum = *natural = 0;
  for (GtkWidget *child = first_shown (gtk_widget_get_first_child (GTK_WIDGET (self))); child != NULL; child = next_shown (child))
    {
      int least, wish;

      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, &wish, NULL, NULL);
      *minimum = MAX (*minimum, least);
      *natural += wish + (*natural > 0 ? self->spacing : 0);
    }
}

static int
measure_height (VtRows *self, int width)
{
  GtkWidget *child = first_shown (gtk_widget_get_first_child (GTK_WIDGET (self)));
  int height = 0;
  Row row;

  while (child != NULL)
    {
      child = fill_row (self, child, width, &row);
      share_width (self, &row, width);
      if (row.n > 0)
        height += row_height (&row) + (height > 0 ? self->row_spacing : 0);
    }
  return height;
}

static void
vt_rows_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                 int *minimum_baseline, int *natural_baseline)
{
  VtRows *self = VT_ROWS (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    measure_width (self, minimum, natural);
  else
    *minimum = *natural = measure_height (self, for_size >= 0 ? for_size : G_MAXINT / 2);
}

static void
place_row (VtRows *self, const Row *row, int width, int y, int height)
{
  const gboolean is_mirrored = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  int x = 0;

  for (guint i = 0; i < row->n; i++)
    {
      const int wide = row->size[i].minimum_size;

      gtk_widget_set_child_visible (row->child[i], TRUE);
      gtk_widget_size_allocate (row->child[i], &(GtkAllocation) { is_mirrored ? width - x - wide : x, y, wide, height },
                                -1);
      x += wide + self->spacing;
    }
}

static void
vt_rows_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  VtRows *self = VT_ROWS (widget);
  GtkWidget *child = first_shown (gtk_widget_get_first_child (widget));
  int y = 0;
  Row row;

  for (GtkWidget *each = child; each != NULL; each = next_shown (each))
    if (GTK_IS_SEPARATOR (each))
      gtk_widget_set_child_visible (each, FALSE);
  while (child != NULL)
    {
      int high;

      child = fill_row (self, child, width, &row);
      share_width (self, &row, width);
      high = child == NULL ? MAX (height - y, row_height (&row)) : row_height (&row);
      place_row (self, &row, width, y, high);
      y += high + self->row_spacing;
    }
}

static void
vt_rows_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (vt_rows_parent_class)->dispose (object);
}

static void
vt_rows_class_init (VtRowsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vt_rows_dispose;
  widget_class->get_request_mode = vt_rows_get_request_mode;
  widget_class->measure = vt_rows_measure;
  widget_class->size_allocate = vt_rows_size_allocate;
}

static void
vt_rows_init (VtRows *self)
{
}

GtkWidget *
vt_rows_new (int spacing, int row_spacing)
{
  VtRows *self = g_object_new (VT_TYPE_ROWS, NULL);

  self->spacing = spacing;
  self->row_spacing = row_spacing;
  return GTK_WIDGET (self);
}

void
vt_rows_append (VtRows *self, GtkWidget *child)
{
  gtk_widget_insert_before (child, GTK_WIDGET (self), NULL);
}
