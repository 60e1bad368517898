#include "vt-gallery.h"

#include <math.h>

#include "vt-look.h"
#include "vt-text.h"
#include "vt-wall.h"
#include "vt-words.h"

#define HINT_SIZE 13.5

struct _VtGallery
{
  GtkBox parent_instance;

  VtSession *session;
  const VtSubject *subject;    /* borrowed from the page; NULL before the first show */
  const VtTheme *theme;
  VtWall *wall;
  GArray *asked;               /* guint32: the examples in sight, as asked for */
  gboolean is_answered;        /* the owner gives the answers: nothing is asked */
  char *hint;

  GtkWidget *picture, *bar;
  GtkAdjustment *scroll;
  int hovered, focused;        /* cards; −1: none */
};

G_DEFINE_FINAL_TYPE (VtGallery, vt_gallery, GTK_TYPE_BOX)

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* All is measured and drawn at 100 % of the text's size. */
static double
get_scale (void)
{
  return vt_look_text_scale (vt_look_get ());
}

/* Asks for the answers of what is in sight; asking for the same again costs nothing. */
static void
ask (VtGallery *self)
{
  const NnLookItem item = { .at = NN_LOOK_PREDICTIONS, .examples = self->asked };
  guint first, n;

  vt_wall_sight (self->wall, &first, &n);
  g_array_set_size (self->asked, 0);
  for (guint i = first; i < first + n; i++)
    {
      const guint32 example = vt_wall_example (self->wall, i);

      g_array_append_val (self->asked, example);
    }
  vt_session_want (self->session, self, &item, n > 0 && self->subject->runs && !self->is_answered ? 1 : 0);
}

/* After anything that changes which cards are in sight, or where. */
static void
look_again (VtGallery *self)
{
  const double width = gtk_widget_get_width (self->picture) / get_scale ();
  const double height = gtk_widget_get_height (self->picture) / get_scale ();

  if (self->subject == NULL || width == 0)
    return;
  vt_wall_size (self->wall, width, height, gtk_adjustment_get_value (self->scroll));
  gtk_adjustment_configure (self->scroll, gtk_adjustment_get_value (self->scroll), 0, vt_wall_height (self->wall),
                            vt_wall_row (self->wall), height, height);
  gtk_widget_set_opacity (self->bar, vt_wall_height (self->wall) > height ? 1 : 0);   /* keeps its place: cards do not jump */
  vt_wall_prepare (self->wall, self->subject, self->theme);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    ask (self);
  gtk_widget_queue_draw (self->picture);
}

static void
tell (VtGallery *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
scroll_cb (GtkAdjustment *scroll, VtGallery *self)
{
  look_again (self);
}

static void
resize_cb (GtkDrawingArea *area, int width, int height, VtGallery *self)
{
  look_again (self);
}

static gboolean
wheel_cb (GtkEventControllerScroll *controller, double dx, double dy, VtGallery *self)
{
  const gboolean is_wheel = gtk_event_controller_scroll_get_unit (controller) == GDK_SCROLL_UNIT_WHEEL;

  gtk_adjustment_set_value (self->scroll, gtk_adjustment_get_value (self->scroll)
                                            + dy * (is_wheel ? vt_wall_row (self->wall) : 1));
  return GDK_EVENT_STOP;
}

static void
set_hovered (VtGallery *self, int card)
{
  if (card == self->hovered)
    return;
  self->hovered = card;
  gtk_widget_set_cursor_from_name (self->picture, card >= 0 ? "pointer" : NULL);
  gtk_widget_queue_draw (self->picture);
}

static void
motion_cb (GtkEventControllerMotion *controller, double x, double y, VtGallery *self)
{
  set_hovered (self, vt_wall_at (self->wall, x / get_scale (), y / get_scale ()));
}

static void
leave_cb (GtkEventControllerMotion *controller, VtGallery *self)
{
  set_hovered (self, -1);
}

static void
set_focused (VtGallery *self, int card)
{
  VtRect rect;

  self->focused = CLAMP (card, -1, (int) vt_wall_n (self->wall) - 1);
  if (self->focused >= 0)
    {
      rect = vt_wall_card (self->wall, (guint) self->focused);
      rect.y += gtk_adjustment_get_value (self->scroll);
      gtk_adjustment_clamp_page (self->scroll, rect.y - 4, rect.y + rect.h + 4);
    }
  gtk_widget_queue_draw (self->picture);
  tell (self);
}

static void
pick (VtGallery *self, int card)
{
  if (card >= 0 && card < (int) vt_wall_n (self->wall))
    vt_session_set_example (self->session, vt_wall_example (self->wall, (guint) card));
}

static void
press_cb (GtkGestureClick *gesture, int n_press, double x, double y, VtGallery *self)
{
  const int card = vt_wall_at (self->wall, x / get_scale (), y / get_scale ());

  gtk_widget_grab_focus (self->picture);
  pick (self, card);
  if (self->focused >= 0)
    set_focused (self, card);
}

static gboolean
key_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, VtGallery *self)
{
  const int columns = (int) vt_wall_columns (self->wall);
  const struct
  {
    guint key;
    int by;
  } moves[] = {
    { GDK_KEY_Left, -1 }, { GDK_KEY_Right, 1 }, { GDK_KEY_Up, -columns }, { GDK_KEY_Down, columns },
    { GDK_KEY_Home, -G_MAXINT / 2 }, { GDK_KEY_End, G_MAXINT / 2 },
  };

  if (key == GDK_KEY_Return || key == GDK_KEY_KP_Enter)
    {
      pick (self, self->focused);
      return GDK_EVENT_STOP;
    }
  for (guint i = 0; i < G_N_ELEMENTS (moves); i++)
    if (moves[i].key == key)
      {
        set_focused (self, self->focused < 0 ? 0 : MAX (0, self->focused + moves[i].by));
        return GDK_EVENT_STOP;
      }
  return GDK_EVENT_PROPAGATE;
}

static void
focus_cb (GtkEventController *controller, VtGallery *self)
{
  gtk_widget_queue_draw (self->picture);
}

static void
draw_hint (VtGallery *self, cairo_t *cr, double width, double height)
{
  const double w = MIN (width - 32, vt_text_width (HINT_SIZE, 400, self->hint) + 1);

  vt_text_block (cr, (width - w) / 2, height / 2 - 14, w, HINT_SIZE, 400, &self->theme->dim, self->hint);
}

static void
draw_cb (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer data)
{
  VtGallery *self = data;
  const VtWallMarks marks = {
    .hovered = self->hovered,
    .focused = gtk_widget_has_focus (self->picture) ? self->focused : -1,
    .shown = vt_session_example (self->session),
  };

  cairo_scale (cr, get_scale (), get_scale ());
  if (vt_wall_n (self->wall) > 0)
    vt_wall_draw (self->wall, cr, self->subject, self->theme, &marks);
  else if (self->hint != NULL)
    draw_hint (self, cr, width / get_scale (), height / get_scale ());
}

static void
vt_gallery_dispose (GObject *object)
{
  VtGallery *self = VT_GALLERY (object);

  if (self->session != NULL)
    vt_session_want (self->session, self, NULL, 0);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (vt_gallery_parent_class)->dispose (object);
}

static void
vt_gallery_finalize (GObject *object)
{
  VtGallery *self = VT_GALLERY (object);

  g_clear_pointer (&self->wall, vt_wall_free);
  g_clear_pointer (&self->asked, g_array_unref);
  g_clear_pointer (&self->hint, g_free);
  G_OBJECT_CLASS (vt_gallery_parent_class)->finalize (object);
}

static void
vt_gallery_class_init (VtGalleryClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vt_gallery_dispose;
  G_OBJECT_CLASS (klass)->finalize = vt_gallery_finalize;
  signals[CHANGED] = g_signal_new ("changed", VT_TYPE_GALLERY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
add_controllers (VtGallery *self)
{
  GtkEventController *wheel = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL);
  GtkEventController *motion = gtk_event_controller_motion_new (), *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  g_signal_connect (wheel, "scroll", G_CALLBACK (wheel_cb), self);
  g_signal_connect (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect (motion, "leave", G_CALLBACK (leave_cb), self);
  g_signal_connect (click, "pressed", G_CALLBACK (press_cb), self);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  g_signal_connect (focus, "enter", G_CALLBACK (focus_cb), self);
  g_signal_connect (focus, "leave", G_CALLBACK (focus_cb), self);
  gtk_widget_add_controller (self->picture, wheel);
  gtk_widget_add_controller (self->picture, motion);
  gtk_widget_add_controller (self->picture, keys);
  gtk_widget_add_controller (self->picture, focus);
  gtk_widget_add_controller (self->picture, GTK_EVENT_CONTROLLER (click));
}

static void
vt_gallery_init (VtGallery *self)
{
  self->theme = &vt_theme_light;
  self->hovered = self->focused = -1;
  self->asked = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->scroll = gtk_adjustment_new (0, 0, 0, 0, 0, 0);
  self->picture = g_object_new (GTK_TYPE_DRAWING_AREA, "accessible-role", GTK_ACCESSIBLE_ROLE_IMG, "hexpand", TRUE,
                                "vexpand", TRUE, "focusable", TRUE, NULL);
  gtk_widget_add_css_class (self->picture, "vt-picture");
  self->bar = gtk_scrollbar_new (GTK_ORIENTATION_VERTICAL, self->scroll);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (self->picture), draw_cb, self, NULL);
  g_signal_connect (self->picture, "resize", G_CALLBACK (resize_cb), self);
  g_signal_connect_object (self->scroll, "value-changed", G_CALLBACK (scroll_cb), self, 0);
  gtk_box_append (GTK_BOX (self), self->picture);
  gtk_box_append (GTK_BOX (self), self->bar);
  add_controllers (self);
}

GtkWidget *
vt_gallery_new (VtSession *session, gboolean brief)
{
  VtGallery *self = g_object_new (VT_TYPE_GALLERY, NULL);

  self->session = g_object_ref (session);
  self->wall = vt_wall_new (brief);
  return GTK_WIDGET (self);
}

GtkWidget *
vt_gallery_picture (VtGallery *self)
{
  return self->picture;
}

void
vt_gallery_set_theme (VtGallery *self, const VtTheme *theme)
{
  self->theme = theme;
  vt_wall_forget (self->wall);
  look_again (self);
}

static void
show (VtGallery *self, const VtSubject *subject, const guint32 *examples, guint n)
{
  self->subject = subject;
  vt_wall_set (self->wall, subject, examples, n);
  self->hovered = -1;
  self->focused = MIN (self->focused, (int) n - 1);
  look_again (self);
  tell (self);
}

void
vt_gallery_show (VtGallery *self, const VtSubject *subject, const guint32 *examples, guint n)
{
  self->is_answered = FALSE;
  show (self, subject, examples, n);
}

void
vt_gallery_show_answered (VtGallery *self, const VtSubject *subject, const guint32 *examples, guint n,
                          const float *predictions)
{
  self->is_answered = TRUE;
  vt_wall_set (self->wall, subject, examples, n);   /* answers of another data set go before these come */
  vt_wall_answer (self->wall, subject, examples, n, predictions);
  show (self, subject, examples, n);
}

void
vt_gallery_set_hint (VtGallery *self, const char *hint)
{
  g_free (self->hint);
  self->hint = g_strdup (hint);
  gtk_widget_queue_draw (self->picture);
}

void
vt_gallery_take (VtGallery *self)
{
  gsize n;
  const float *numbers = vt_session_seen (self->session, self, 0, &n);

  gtk_widget_queue_draw (self->picture);
  if (self->is_answered || numbers == NULL || n != (gsize) self->asked->len * self->subject->size)
    return;
  if (vt_wall_answer (self->wall, self->subject, (const guint32 *) (gpointer) self->asked->data, self->asked->len, numbers))
    tell (self);
}

void
vt_gallery_rest (VtGallery *self)
{
  vt_session_want (self->session, self, NULL, 0);
}

char *
vt_gallery_words (VtGallery *self)
{
  guint shown;
  int right;

  if (self->subject == NULL || vt_wall_n (self->wall) == 0)
    return g_strdup (self->hint != NULL ? self->hint : "");
  if (self->focused >= 0)
    return vt_wall_words (self->wall, self->subject, (guint) self->focused);
  if (!self->subject->runs)
    {
      guint first;

      vt_wall_sight (self->wall, &first, &shown);
      return vt_words_gallery (shown, -1);
    }
  shown = vt_wall_count (self->wall, self->subject, &right);
  return vt_words_gallery (shown, right);
}
