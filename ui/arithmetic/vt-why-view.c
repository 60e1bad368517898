#include "vt-why-view.h"

#include <math.h>

#include "text.h"
#include "vt-look.h"
#include "vt-shape.h"
#include "vt-text.h"

#define ROW 21.0
#define HEADS 18.0
#define TOTAL 34.0
#define LINE 24.0
#define CAPTION 18.0
#define RESULT 62.0
#define REMARK_SIZE 11.5
#define TIGHT 0.82
#define LEAST_WIDTH 232.0
#define LABEL_MOST 160.0
#define GAP 8.0
#define PAD 12.0         /* inside the result's box */

/* Widths of the columns. */
typedef struct
{
  double label, a, b, expression, value, line;
} Columns;

struct _VtWhyView
{
  GtkWidget parent_instance;

  /* Borrowed constants. */
  const VtTheme *theme;

  /* Owned. */
  GPtrArray *lines;          /* VtWhyLine */
  char *words;

  NnQuestion question;       /* that the columns have grown for */
  Columns columns;
  double width, height;
  double room;               /* the height it may take; 0: any */
  double most_width;         /* in pixels of the window; 0: any */
  double pitch;              /* of all lines: 1, or less where there is little room */
  guint open_from;           /* the first step whose table is shown whole: of earlier ones only the sum */
};

G_DEFINE_FINAL_TYPE (VtWhyView, vt_why_view, GTK_TYPE_WIDGET)

/* ---- Measures ---- */

/* Of the text's size; less where enlarged text has no room, but never smaller than unenlarged. */
static double
get_scale (VtWhyView *self)
{
  const double scale = vt_look_text_scale (vt_look_get ());

  return self->most_width > 0.0 && self->width > 0.0 ? CLAMP (self->most_width / self->width, MIN (scale, 1.0), scale) : scale;
}

static double
text_width (double size, int weight, const char *text)
{
  return text != NULL ? vt_text_width (size, weight, text) : 0.0;
}

static void
grow (double *width, double by)
{
  *width = MAX (*width, ceil (by));
}

static double
captions_width (const VtWhyLine *line)
{
  double width = 0.0;

  for (guint k = 0; k < NN_WHY_NUMBERS && line->number[k] != NULL; k++)
    width += text_width (14.0, 400, line->before[k])
             + MAX (text_width (14.0, 700, line->number[k]), text_width (REMARK_SIZE, 400, line->caption[k]));
  return width;
}

static void
measure_heads (Columns *columns, const VtWhyLine *line)
{
  grow (&columns->a, text_width (REMARK_SIZE, 400, line->a));
  grow (&columns->b, text_width (REMARK_SIZE, 400, line->b));
  grow (&columns->value, text_width (REMARK_SIZE, 400, line->value));
}

static void
measure_term (Columns *columns, const VtWhyLine *line)
{
  grow (&columns->label, MIN (text_width (12.0, 400, line->label), LABEL_MOST));
  grow (&columns->a, text_width (13.5, 400, line->a));
  grow (&columns->b, text_width (13.5, 400, line->b));
  grow (&columns->expression, text_width (13.5, 400, line->expression));
  grow (&columns->value, text_width (13.5, 700, line->value));
}

static void
measure_total (Columns *columns, const VtWhyLine *line)
{
  grow (&columns->value, text_width (17.0, 700, line->value));
}

static void
measure_line (Columns *columns, const VtWhyLine *line)
{
  grow (&columns->line, text_width (12.0, 400, line->label) + GAP + text_width (13.5, 400, line->expression) + 22.0
                          + text_width (13.5, 700, line->value));
}

static void
measure_result (Columns *columns, const VtWhyLine *line)
{
  const double captions = captions_width (line) + 24.0 + text_width (14.0, 700, line->value);
  const double plain = MAX (text_width (13.5, 400, line->expression),
                            text_width (14.0, 600, line->label) + GAP + text_width (20.0, 700, line->value));

  grow (&columns->line, 2.0 * PAD + (line->number[0] != NULL ? captions : plain));
}

static void
measure_remark (Columns *columns, const VtWhyLine *line)
{
}

static void (*const measures[]) (Columns *columns, const VtWhyLine *line) = {
  [VT_WHY_HEADS] = measure_heads, [VT_WHY_TERM] = measure_term,     [VT_WHY_TOTAL] = measure_total,
  [VT_WHY_LINE] = measure_line,   [VT_WHY_RESULT] = measure_result, [VT_WHY_REMARK] = measure_remark,
};

/* 0: as high as its text, which wraps. */
static const double heights[] = {
  [VT_WHY_HEADS] = HEADS, [VT_WHY_TERM] = ROW, [VT_WHY_TOTAL] = TOTAL, [VT_WHY_LINE] = LINE, [VT_WHY_RESULT] = RESULT, [VT_WHY_REMARK] = 0.0,
};

static double
signs_width (void)
{
  return 3.0 * GAP + 8.0;
}

static double
middle_width (const Columns *columns)
{
  const double factors = columns->a > 0.0 || columns->b > 0.0 ? columns->a + columns->b + 2.0 * GAP + 8.0 : 0.0;

  return MAX (factors, columns->expression);
}

static double
line_height (VtWhyView *self, const VtWhyLine *line)
{
  if (line->step < self->open_from && (line->kind == VT_WHY_HEADS || line->kind == VT_WHY_TERM))
    return 0.0;
  if (heights[line->kind] > 0.0)
    return heights[line->kind] * self->pitch;
  return 4.0 + vt_text_block (NULL, 0.0, 0.0, self->width, REMARK_SIZE, 400, &self->theme->dim, line->label);
}

static guint
n_steps (VtWhyView *self)
{
  return self->lines->len > 0 ? ((VtWhyLine *) g_ptr_array_index (self->lines, self->lines->len - 1))->step + 1 : 0;
}

static gboolean
fits (VtWhyView *self, double pitch, guint open_from)
{
  self->pitch = pitch;
  self->open_from = open_from;
  self->height = 0.0;
  for (guint i = 0; i < self->lines->len; i++)
    self->height += line_height (self, g_ptr_array_index (self->lines, i));
  return self->room <= 0.0 || self->height <= self->room;
}

/* Where there is not room for all, lines move together; then tables close, from the first on. */
static void
measure (VtWhyView *self)
{
  const guint n = n_steps (self);
  Columns *columns = &self->columns;

  for (guint i = 0; i < self->lines->len; i++)
    {
      const VtWhyLine *line = g_ptr_array_index (self->lines, i);

      measures[line->kind] (columns, line);
    }
  self->width = MAX (LEAST_WIDTH, MAX (columns->line, columns->label + GAP + middle_width (columns) + signs_width () + columns->value));
  if (fits (self, 1.0, 0))
    return;
  for (guint open_from = 0; open_from <= n; open_from++)
    if (fits (self, TIGHT, open_from))
      return;
}

/* ---- Drawing ---- */

static const VtColour *
sign_colour (VtWhyView *self, int sign)
{
  return sign == 0 ? &self->theme->dim : sign > 0 ? &self->theme->positive : &self->theme->negative;
}

/* Columns from the right: value, =, b, ×, a; the label has the left. */
static void
draw_term (VtWhyView *self, cairo_t *cr, const VtWhyLine *line, double y)
{
  const Columns *columns = &self->columns;
  const double base = y + 16.0 * self->pitch, equals = self->width - columns->value - 1.5 * GAP - 4.0, right = equals - 1.5 * GAP;

  vt_text (cr, 0.0, base, VT_ALIGN_LEFT, 12.0, 400, &self->theme->dim,
           line->a != NULL || line->expression != NULL ? MAX (columns->label, 24.0) : 0.0, line->label);
  if (line->a != NULL && line->b != NULL)
    {
      vt_text (cr, right, base, VT_ALIGN_RIGHT, 13.5, 400, &self->theme->text, 0.0, line->b);
      vt_text (cr, right - columns->b - GAP - 4.0, base, VT_ALIGN_CENTRE, 13.5, 400, &self->theme->dim, 0.0, "×");
      vt_text (cr, right - columns->b - 2.0 * GAP - 8.0, base, VT_ALIGN_RIGHT, 13.5, 400, &self->theme->text, 0.0, line->a);
    }
  else if (line->expression != NULL)
    vt_text (cr, right, base, VT_ALIGN_RIGHT, 13.5, 400, &self->theme->text, 0.0, line->expression);
  if (line->a != NULL || line->expression != NULL)
    vt_text (cr, equals, base, VT_ALIGN_CENTRE, 13.5, 400, &self->theme->dim, 0.0, "=");
  vt_text (cr, self->width, base, VT_ALIGN_RIGHT, 13.5, 700, sign_colour (self, line->sign), 0.0, line->value);
}

static void
draw_heads (VtWhyView *self, cairo_t *cr, const VtWhyLine *line, double y)
{
  const Columns *columns = &self->columns;
  const double base = y + 12.0 * self->pitch, right = self->width - columns->value - 3.0 * GAP - 4.0;

  if (line->b != NULL)
    vt_text (cr, right, base, VT_ALIGN_RIGHT, REMARK_SIZE, 400, &self->theme->dim, 0.0, line->b);
  if (line->a != NULL)
    vt_text (cr, line->b != NULL ? right - columns->b - 2.0 * GAP - 8.0 : right, base, VT_ALIGN_RIGHT, REMARK_SIZE, 400,
             &self->theme->dim, 0.0, line->a);
  if (line->value != NULL)
    vt_text (cr, self->width, base, VT_ALIGN_RIGHT, REMARK_SIZE, 400, &self->theme->dim, 0.0, line->value);
}

static void
draw_total (VtWhyView *self, cairo_t *cr, const VtWhyLine *line, double y)
{
  cairo_rectangle (cr, 0.0, floor (y) + 4.0 * self->pitch, self->width, 2.0);
  vt_set_colour (cr, &self->theme->text);
  cairo_fill (cr);
  vt_text (cr, 0.0, y + 26.0 * self->pitch, VT_ALIGN_LEFT, 13.5, 600, &self->theme->text, 0.0, line->label);
  vt_text (cr, self->width, y + 27.0 * self->pitch, VT_ALIGN_RIGHT, 17.0, 700, &self->theme->text, 0.0, line->value);
}

static void
draw_line (VtWhyView *self, cairo_t *cr, const VtWhyLine *line, double y)
{
  const double base = y + 17.0 * self->pitch;
  const double value = vt_text (cr, self->width, base, VT_ALIGN_RIGHT, 13.5, 700, &self->theme->text, 0.0, line->value);

  vt_text (cr, 0.0, base, VT_ALIGN_LEFT, 12.0, 400, &self->theme->dim, 0.0, line->label);
  if (line->expression == NULL)
    return;
  vt_text (cr, self->width - value - 11.0, base, VT_ALIGN_CENTRE, 13.5, 400, &self->theme->dim, 0.0, "=");
  vt_text (cr, self->width - value - 22.0, base, VT_ALIGN_RIGHT, 13.5, 400, &self->theme->text, 0.0, line->expression);
}

/* old − rate × gradient = new, each called by its name. */
static void
draw_captions (VtWhyView *self, cairo_t *cr, const VtWhyLine *line, double y)
{
  const double value = vt_text_width (14.0, 700, line->value), base = y + 26.0 * self->pitch;
  double x = PAD;

  for (guint k = 0; k < NN_WHY_NUMBERS && line->number[k] != NULL; k++)
    {
      const double width = MAX (vt_text_width (14.0, 700, line->number[k]), text_width (REMARK_SIZE, 400, line->caption[k]));

      x += vt_text (cr, x, base, VT_ALIGN_LEFT, 14.0, 400, &self->theme->dim, 0.0, line->before[k]);
      vt_text (cr, x + width / 2.0, base, VT_ALIGN_CENTRE, 14.0, 700, &self->theme->text, 0.0, line->number[k]);
      if (line->caption[k] != NULL)
        vt_text (cr, x + width / 2.0, base + CAPTION * self->pitch, VT_ALIGN_CENTRE, REMARK_SIZE, 400, &self->theme->dim, 0.0, line->caption[k]);
      x += width;
    }
  vt_text (cr, self->width - PAD - value - 12.0, base, VT_ALIGN_CENTRE, 14.0, 400, &self->theme->dim, 0.0, "=");
  vt_text (cr, self->width - PAD, base, VT_ALIGN_RIGHT, 14.0, 700, &self->theme->right, 0.0, line->value);
  vt_text (cr, self->width - PAD - value / 2.0, base + CAPTION * self->pitch, VT_ALIGN_CENTRE, REMARK_SIZE, 400, &self->theme->right, 0.0,
           line->label);
}

static void
draw_result (VtWhyView *self, cairo_t *cr, const VtWhyLine *line, double y)
{
  vt_box (cr, &(VtRect) { 0.0, y + 4.0, self->width, RESULT * self->pitch - 4.0 }, 10.0, &self->theme->right_tint, NULL, 0.0);
  if (line->number[0] != NULL)
    {
      draw_captions (self, cr, line, y);
      return;
    }
  if (line->expression != NULL)
    vt_text (cr, PAD, y + 22.0 * self->pitch, VT_ALIGN_LEFT, 13.5, 400, &self->theme->text, 0.0, line->expression);
  vt_text (cr, PAD, y + 50.0 * self->pitch, VT_ALIGN_LEFT, 14.0, 600, &self->theme->right, 0.0, line->label);
  vt_text (cr, self->width - PAD, y + 51.0 * self->pitch, VT_ALIGN_RIGHT, 20.0, 700, &self->theme->right, 0.0, line->value);
}

static void
draw_remark (VtWhyView *self, cairo_t *cr, const VtWhyLine *line, double y)
{
  vt_text_block (cr, 0.0, y + 2.0 * self->pitch, self->width, REMARK_SIZE, 400, &self->theme->dim, line->label);
}

static void (*const draws[]) (VtWhyView *, cairo_t *, const VtWhyLine *, double) = {
  [VT_WHY_HEADS] = draw_heads, [VT_WHY_TERM] = draw_term,     [VT_WHY_TOTAL] = draw_total,
  [VT_WHY_LINE] = draw_line,   [VT_WHY_RESULT] = draw_result, [VT_WHY_REMARK] = draw_remark,
};

static void
vt_why_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  VtWhyView *self = VT_WHY_VIEW (widget);
  const float width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  const double scale = get_scale (self);
  double y = 0.0;
  cairo_t *cr;

  if (width < 1.0f || height < 1.0f)
    return;
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  cairo_scale (cr, scale, scale);
  for (guint i = 0; i < self->lines->len; i++)
    {
      const VtWhyLine *line = g_ptr_array_index (self->lines, i);

      const double line_takes = line_height (self, line);

      if (line_takes > 0.0)
        draws[line->kind] (self, cr, line, y);
      y += line_takes;
    }
  cairo_destroy (cr);
}

static void
vt_why_view_measure (GtkWidget *widget,
                     GtkOrientation orientation,
                     int for_size,
                     int *minimum,
                     int *natural,
                     int *minimum_baseline,
                     int *natural_baseline)
{
  VtWhyView *self = VT_WHY_VIEW (widget);

  const double size = orientation == GTK_ORIENTATION_HORIZONTAL ? self->width : self->height;

  *minimum = *natural = (int) ceil (size * get_scale (self));
}

static void
vt_why_view_finalize (GObject *object)
{
  VtWhyView *self = VT_WHY_VIEW (object);

  g_ptr_array_unref (self->lines);
  g_free (self->words);
  G_OBJECT_CLASS (vt_why_view_parent_class)->finalize (object);
}

static void
vt_why_view_class_init (VtWhyViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = vt_why_view_finalize;
  widget_class->snapshot = vt_why_view_snapshot;
  widget_class->measure = vt_why_view_measure;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
vt_why_view_init (VtWhyView *self)
{
  self->theme = &vt_theme_light;
  self->pitch = 1.0;
  self->lines = g_ptr_array_new ();
  vt_look_follow (GTK_WIDGET (self));
  self->words = g_strdup ("");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Arithmetic"), -1);
}

GtkWidget *
vt_why_view_new (void)
{
  return g_object_new (VT_TYPE_WHY_VIEW, NULL);
}

void
vt_why_view_set_theme (VtWhyView *self, const VtTheme *theme)
{
  self->theme = theme;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
vt_why_view_show (VtWhyView *self, const NnWhy *why, VtWhyNamer name, gpointer data)
{
  const double width = self->width, height = self->height;

  g_ptr_array_unref (self->lines);
  g_free (self->words);
  self->lines = vt_why_lines (why, name, data);
  self->words = vt_why_words (self->lines);
  if (!nn_question_equal (&why->question, &self->question))
    self->columns = (Columns) { 0 };
  self->question = why->question;
  measure (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, self->words, -1);
  if (self->width != width || self->height != height)
    gtk_widget_queue_resize (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
vt_why_view_set_room (VtWhyView *self, double room)
{
  const double height = self->height;

  room /= get_scale (self);
  if (room == self->room)
    return;
  self->room = room;
  measure (self);
  if (self->height != height)
    gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
vt_why_view_set_most_width (VtWhyView *self, double most)
{
  const double scale = get_scale (self);

  self->most_width = most;
  if (get_scale (self) != scale)
    gtk_widget_queue_resize (GTK_WIDGET (self));
}

const char *
vt_why_view_words (VtWhyView *self)
{
  return self->words;
}
