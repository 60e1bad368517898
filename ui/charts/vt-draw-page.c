#include "vt-draw-page.h"

#include <math.h>
#include <string.h>

#include "text.h"
#include "vt-map.h"
#include "vt-pad.h"
#include "vt-page-rows.h"
#include "vt-text.h"
#include "vt-words.h"

#define MARGIN 16.0
#define GAP 24.0
#define HEAD 26.0            /* for the words above a picture */
#define SEEN_MOST 112.0      /* px of the picture that the network sees */
#define BARS_LEAST 120.0     /* px of the classes' bars */
#define BARS_MOST 260.0
#define ROW_MOST 20.0        /* px of a class's bar */
#define THIN 12.0            /* dots of the brush */
#define THICK 40.0
#define USUAL 24.0
#define KEY_STEP 14.0        /* dots that an arrow key moves the pen */

struct _VtDrawPage
{
  VtPage parent_instance;

  /* Owned; drawing reads nothing else. */
  VtPad *pad;
  GArray *seen;              /* float: the picture that runs through the network; empty: none */
  GArray *answer;            /* float, [subject->size]: what the network says of it; empty: nothing yet */
  double pen_x, pen_y;       /* dots; where the keyboard's pen stands */
  gboolean is_down;          /* the keyboard's pen touches the sheet */

  GtkWidget *brush;
};

G_DEFINE_FINAL_TYPE (VtDrawPage, vt_draw_page, VT_TYPE_PAGE)

/* Where things lie. */

static VtRect
get_sheet (double width, double height)
{
  const double side = MAX (MIN (height - 16, (width - 2 * MARGIN) * 0.5), 1);

  return (VtRect) { MARGIN, 4, side, side };
}

static VtRect
get_seen (double width, double height)
{
  const VtRect sheet = get_sheet (width, height);

  return (VtRect) { sheet.x + sheet.w + GAP, 4 + HEAD, MIN (SEEN_MOST, sheet.h - HEAD), MIN (SEEN_MOST, sheet.h - HEAD) };
}

/* Beside the picture that it sees, or below where the page is tall rather than wide. */
static VtRect
get_answer (double width, double height)
{
  const VtRect sheet = get_sheet (width, height), seen = get_seen (width, height);
  const double right = seen.x + seen.w + GAP, below = seen.y + seen.h + 56;

  if (width - MARGIN - right >= BARS_LEAST)
    return (VtRect) { right, 4, MIN (width - MARGIN - right, BARS_MOST), sheet.h };
  return (VtRect) { seen.x, below, MIN (width - MARGIN - seen.x, BARS_MOST), height - below - 12 };
}

static const NnShape *
get_shape (VtDrawPage *self)
{
  return &nn_first_input (vt_page_subject (VT_PAGE (self))->info)->shape;
}

/* What the network gets and says. */

static void
show_network (VtDrawPage *self)
{
  g_autofree float *seen = NULL;

  if (vt_page_reason (VT_PAGE (self)) != NULL)
    return;
  seen = g_new (float, nn_shape_size (get_shape (self)));
  vt_pad_see (self->pad, get_shape (self), seen);
  vt_session_set_input (vt_page_session (VT_PAGE (self)), seen, (gsize) nn_shape_size (get_shape (self)));
}

static void
vt_draw_page_ask (VtPage *page)
{
  const NnLookItem item = { .at = NN_LOOK_RESULT };

  vt_session_want (vt_page_session (page), page, &item, vt_page_subject (page)->runs ? 1 : 0);
}

static gboolean
copy (GArray *to, const float *numbers, gsize n)
{
  if (to->len == n && (n == 0 || memcmp (to->data, numbers, n * sizeof (float)) == 0))
    return FALSE;
  g_array_set_size (to, 0);
  g_array_append_vals (to, numbers, (guint) n);
  return TRUE;
}

static void
vt_draw_page_take (VtPage *page)
{
  VtDrawPage *self = VT_DRAW_PAGE (page);
  const VtSubject *subject = vt_page_subject (page);
  gsize n_seen, n_answer;
  const float *seen = vt_session_input (vt_page_session (page), &n_seen);
  const float *answer = vt_session_seen (vt_page_session (page), page, 0, &n_answer);
  gboolean changed;

  if (vt_page_reason (page) != NULL || n_seen != (gsize) nn_shape_size (get_shape (self)))
    n_seen = 0;
  if (n_answer != subject->size)
    n_answer = 0;
  changed = copy (self->seen, seen, n_seen);
  changed |= copy (self->answer, answer, n_answer);
  if (changed)
    vt_page_redraw (page);
}

static char *
vt_draw_page_words (VtPage *page)
{
  VtDrawPage *self = VT_DRAW_PAGE (page);
  const VtSubject *subject = vt_page_subject (page);
  g_autofree char *number = NULL;
  VtAnswer answer;

  if (vt_pad_is_empty (self->pad))
    return g_strdup (_("An empty sheet: draw with the pointer, or with the arrow keys after Enter puts the pen down."));
  if (self->answer->len == 0 || vt_subject_n_classes (subject) == 0)
    return g_strdup (_("A drawing, which the network sees."));
  answer = vt_answer (subject->encoding, (const float *) (gpointer) self->answer->data, subject->size);
  number = vt_number (answer.number, 2);
  /* Translators: a class and the network's number for it */
  return g_strdup_printf (_("A drawing: the network says %s (%s)."), vt_subject_class_name (subject, answer.answer), number);
}

/* Drawing. */

static void
draw_sheet (VtDrawPage *self, cairo_t *cr, const VtRect *sheet)
{
  const VtTheme *theme = vt_page_theme (VT_PAGE (self));
  const double scale = sheet->w / VT_PAD_SIZE;

  vt_box (cr, sheet, 8, &theme->card, &theme->border, 1);
  cairo_save (cr);
  cairo_translate (cr, sheet->x, sheet->y);
  cairo_scale (cr, scale, scale);
  vt_set_colour (cr, &theme->text);
  cairo_mask_surface (cr, vt_pad_ink (self->pad), 0, 0);
  cairo_restore (cr);
  if (vt_pad_is_empty (self->pad))
    vt_page_say (VT_PAGE (self), cr, sheet, _("Draw here."));
  if (!gtk_widget_has_focus (vt_page_picture (VT_PAGE (self))))
    return;
  cairo_new_path (cr);
  cairo_arc (cr, sheet->x + self->pen_x * scale, sheet->y + self->pen_y * scale, self->is_down ? 6 : 4, 0, 2 * G_PI);
  vt_set_colour (cr, &theme->accent);
  cairo_set_line_width (cr, 2);
  cairo_stroke (cr);
}

static void
draw_seen (VtDrawPage *self, cairo_t *cr, const VtRect *seen)
{
  const VtTheme *theme = vt_page_theme (VT_PAGE (self));
  const NnShape *shape = get_shape (self);
  cairo_surface_t *picture;

  vt_text (cr, seen->x, 19, VT_ALIGN_LEFT, 13.5, 600, &theme->text, 0, _("What it sees"));
  if (self->seen->len > 0)
    {
      picture = vt_map_surface (theme, VT_MAP_INK, 1, (const float *) (gpointer) self->seen->data, (guint) shape->dim[1], (guint) shape->dim[0]);
      vt_paint_pixels (cr, picture, seen->x, seen->y, seen->w, seen->h, FALSE);
      cairo_surface_destroy (picture);
    }
  vt_box (cr, seen, 0, NULL, &theme->border, 1);
  if (seen->h < SEEN_MOST)
    return;
  {
    g_autofree char *size = nn_shape_to_string (shape);

    vt_text (cr, seen->x, seen->y + seen->h + 18, VT_ALIGN_LEFT, 12, 400, &theme->dim, 0, size);
    vt_text (cr, seen->x, seen->y + seen->h + 36, VT_ALIGN_LEFT, 12, 400, &theme->dim, 0, _("centred and scaled"));
  }
}

static void
draw_class (VtDrawPage *self, cairo_t *cr, const VtRect *row, guint i, gboolean is_answer)
{
  const VtTheme *theme = vt_page_theme (VT_PAGE (self));
  const double value = g_array_index (self->answer, float, i), name = 64, number = 40;
  const VtRect track = { row->x + name, row->y + row->h / 2 - 4, MAX (row->w - name - number, 1), 8 };
  g_autofree char *text = vt_number (value, 2);

  vt_text (cr, row->x + name - 8, row->y + row->h / 2 + 4, VT_ALIGN_RIGHT, 12, is_answer ? 700 : 400, &theme->text, name - 8,
           vt_subject_class_name (vt_page_subject (VT_PAGE (self)), i));
  vt_bar (cr, &track, isfinite (value) ? CLAMP (value, 0, 1) : 0, &theme->field, &theme->positive);
  vt_text (cr, row->x + row->w, row->y + row->h / 2 + 4, VT_ALIGN_RIGHT, 12, is_answer ? 700 : 400, &theme->text, 0, text);
}

/* A bar for each class where the network gives each a number of its own. */
static void
draw_answer (VtDrawPage *self, cairo_t *cr, const VtRect *room)
{
  const VtTheme *theme = vt_page_theme (VT_PAGE (self));
  const VtSubject *subject = vt_page_subject (VT_PAGE (self));
  const guint n = vt_subject_n_classes (subject);
  const double pitch = MIN (ROW_MOST, (room->h - HEAD) / MAX (n, 1));
  VtAnswer answer;

  vt_text (cr, room->x, room->y + 15, VT_ALIGN_LEFT, 13.5, 600, &theme->text, 0, _("What it says"));
  if (self->answer->len != n || n == 0)
    return;
  answer = vt_answer (subject->encoding, (const float *) (gpointer) self->answer->data, subject->size);
  for (guint i = 0; i < n; i++)
    draw_class (self, cr, &(VtRect) { room->x, room->y + HEAD + i * pitch, room->w, pitch }, i, i == answer.answer);
}

static void
vt_draw_page_draw (VtPage *page, cairo_t *cr, double width, double height)
{
  VtDrawPage *self = VT_DRAW_PAGE (page);
  const VtRect all = { 0, 0, width, height }, sheet = get_sheet (width, height), seen = get_seen (width, height);
  const VtRect room = get_answer (width, height);

  if (vt_page_reason (page) != NULL)
    {
      vt_page_say (page, cr, &all, vt_page_reason (page));
      return;
    }
  draw_sheet (self, cr, &sheet);
  draw_seen (self, cr, &seen);
  if (room.w >= BARS_LEAST && room.h >= sheet.h / 3)
    draw_answer (self, cr, &room);
}

/* The pointer and the keyboard. */

static void
draw_to (VtDrawPage *self, double x, double y)
{
  vt_pad_stroke (self->pad, self->pen_x, self->pen_y, x, y, gtk_range_get_value (GTK_RANGE (self->brush)));
  self->pen_x = x;
  self->pen_y = y;
  show_network (self);
  vt_page_redraw (VT_PAGE (self));
}

/* Pixels of the picture to dots of the pad; FALSE: beside the sheet. */
static gboolean
find_dot (VtDrawPage *self, double px, double py, double *x, double *y)
{
  const double scale = vt_page_scale (VT_PAGE (self));
  double width, height;
  VtRect sheet;

  px /= scale;
  py /= scale;
  vt_page_extent (VT_PAGE (self), &width, &height);
  sheet = get_sheet (width, height);
  *x = (px - sheet.x) / sheet.w * VT_PAD_SIZE;
  *y = (py - sheet.y) / sheet.h * VT_PAD_SIZE;
  return vt_rect_contains (&sheet, px, py);
}

static void
press_cb (GtkGestureDrag *gesture, double px, double py, VtDrawPage *self)
{
  double x, y;

  gtk_widget_grab_focus (vt_page_picture (VT_PAGE (self)));
  if (vt_page_reason (VT_PAGE (self)) != NULL || !find_dot (self, px, py, &x, &y))
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
      return;
    }
  self->pen_x = x;
  self->pen_y = y;
  draw_to (self, x, y);
}

static void
drag_cb (GtkGestureDrag *gesture, double dx, double dy, VtDrawPage *self)
{
  double px, py, x, y;

  gtk_gesture_drag_get_start_point (gesture, &px, &py);
  find_dot (self, px + dx, py + dy, &x, &y);
  draw_to (self, x, y);
}

static void
clear_cb (VtDrawPage *self)
{
  if (vt_page_subject (VT_PAGE (self)) == NULL)
    return;
  vt_pad_clear (self->pad);
  self->is_down = FALSE;
  show_network (self);
  vt_page_redraw (VT_PAGE (self));
}

static void
move_pen (VtDrawPage *self, double dx, double dy)
{
  const double x = CLAMP (self->pen_x + dx * KEY_STEP, 0, VT_PAD_SIZE), y = CLAMP (self->pen_y + dy * KEY_STEP, 0, VT_PAD_SIZE);

  if (self->is_down)
    draw_to (self, x, y);
  self->pen_x = x;
  self->pen_y = y;
  vt_page_redraw (VT_PAGE (self));
}

static void
toggle_pen (VtDrawPage *self)
{
  self->is_down = !self->is_down;
  if (self->is_down)
    draw_to (self, self->pen_x, self->pen_y);
  vt_page_redraw (VT_PAGE (self));
}

static gboolean
key_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, VtDrawPage *self)
{
  static const struct
  {
    guint key;
    int dx, dy;
  } ways[] = { { GDK_KEY_Right, 1, 0 }, { GDK_KEY_Left, -1, 0 }, { GDK_KEY_Up, 0, -1 }, { GDK_KEY_Down, 0, 1 } };

  if (vt_page_reason (VT_PAGE (self)) != NULL)
    return GDK_EVENT_PROPAGATE;
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    if (ways[i].key == key)
      {
        move_pen (self, ways[i].dx, ways[i].dy);
        return GDK_EVENT_STOP;
      }
  if (key == GDK_KEY_Return || key == GDK_KEY_KP_Enter)
    toggle_pen (self);
  else if (key == GDK_KEY_Delete || key == GDK_KEY_BackSpace)
    clear_cb (self);
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

static void
vt_draw_page_finalize (GObject *object)
{
  VtDrawPage *self = VT_DRAW_PAGE (object);

  g_clear_pointer (&self->pad, vt_pad_free);
  g_clear_pointer (&self->seen, g_array_unref);
  g_clear_pointer (&self->answer, g_array_unref);
  G_OBJECT_CLASS (vt_draw_page_parent_class)->finalize (object);
}

static void
vt_draw_page_class_init (VtDrawPageClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vt_draw_page_finalize;
  VT_PAGE_CLASS (klass)->ask = vt_draw_page_ask;
  VT_PAGE_CLASS (klass)->take = vt_draw_page_take;
  VT_PAGE_CLASS (klass)->words = vt_draw_page_words;
  VT_PAGE_CLASS (klass)->draw = vt_draw_page_draw;
}

static void
append_options (VtDrawPage *self)
{
  GtkWidget *options = vt_page_options (VT_PAGE (self)), *caption = gtk_label_new (_("Brush"));
  GtkWidget *clear = gtk_button_new_with_label (_("Clear"));

  self->brush = gtk_scale_new_with_range (GTK_ORIENTATION_HORIZONTAL, THIN, THICK, 2);
  gtk_range_set_value (GTK_RANGE (self->brush), USUAL);
  gtk_widget_set_size_request (self->brush, 90, -1);
  gtk_widget_set_tooltip_text (self->brush, _("How thick the brush is"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->brush), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Brush"), -1);
  gtk_widget_add_css_class (caption, "vt-note");
  gtk_widget_add_css_class (clear, "flat");
  gtk_widget_add_css_class (clear, "vt-option");
  gtk_widget_set_tooltip_text (clear, _("Wipe the sheet"));
  g_signal_connect_object (clear, "clicked", G_CALLBACK (clear_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (options), caption);
  gtk_box_append (GTK_BOX (options), self->brush);
  gtk_box_append (GTK_BOX (options), clear);
}

static void
vt_draw_page_init (VtDrawPage *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->pad = vt_pad_new ();
  self->seen = g_array_new (FALSE, FALSE, sizeof (float));
  self->answer = g_array_new (FALSE, FALSE, sizeof (float));
  self->pen_x = self->pen_y = VT_PAD_SIZE / 2.0;
  append_options (self);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (press_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_cb), self);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (vt_page_picture (VT_PAGE (self)), GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (vt_page_picture (VT_PAGE (self)), keys);
}

static const char *
unavailable (const NnDataInfo *info)
{
  if (info == NULL)
    return _("There is no data yet.");
  if (info->n_inputs > 1 || nn_first_input (info)->kind != NN_FIELD_IMAGE || nn_first_input (info)->shape.rank != 3)
    return _("Drawing needs a network that takes pictures; here the examples are none.");
  if (nn_first_input (info)->shape.dim[2] != 1)
    return _("Drawing is in grey; the pictures of this data have colours.");
  return NULL;
}

const VtPageRow vt_page_draw = {
  .id = "draw",
  .title = N_("Draw"),
  .width = 580,
  .unavailable = unavailable,
  .get_type = vt_draw_page_get_type,
};
