#include "vt-timeline-page.h"

#include <math.h>

#include "text.h"
#include "vt-engine-words.h"
#include "vt-page-rows.h"
#include "vt-strip.h"
#include "vt-text.h"

#define MARGIN 16.0
#define TITLE 17.0         /* of an engine, above … */
#define STRIP 26.0         /* … its strip */
#define ROW 62.0           /* both, and what lies between two of them */
#define FOOT 18.0          /* the chosen part's line, and the legend's below it */
#define COLUMN 300         /* of the words beside the picture */

struct _VtTimelinePage
{
  VtPage parent_instance;

  GtkWidget *compare, *verdict, *reason;
  NnEngines *engines;      /* owned reference; NULL: not timed */
  gboolean is_going_on;
  NnEngine engine;         /* of the chosen part */
  int chosen;              /* −1: none */
};

G_DEFINE_FINAL_TYPE (VtTimelinePage, vt_timeline_page, VT_TYPE_PAGE)

static gboolean
has_parts (const VtTimelinePage *self, NnEngine engine)
{
  return self->engines != NULL && self->engines->engine[engine].parts->len > 0;
}

static VtRect
place_strip (NnEngine engine, double width)
{
  return (VtRect) { MARGIN, 4.0 + engine * ROW + TITLE + 4.0, width - 2.0 * MARGIN, STRIP };
}

/* ---- Choosing a part ---- */

static void
choose (VtTimelinePage *self, NnEngine engine, int part)
{
  if (!has_parts (self, engine) || part < 0)
    return;
  self->engine = engine;
  self->chosen = MIN (part, (int) self->engines->engine[engine].parts->len - 1);
  vt_page_redraw (VT_PAGE (self));
}

/* The longest operation of the first engine that was timed. */
static void
choose_longest (VtTimelinePage *self)
{
  const NnEngine engine = has_parts (self, NN_ENGINE_PROCESSOR) ? NN_ENGINE_PROCESSOR : NN_ENGINE_CARD;
  const GArray *parts = self->engines->engine[engine].parts;
  guint longest = 0;

  self->chosen = -1;
  for (guint i = 1; i < parts->len; i++)
    if (g_array_index (parts, NnTimedPart, i).computes &&
        g_array_index (parts, NnTimedPart, i).seconds > g_array_index (parts, NnTimedPart, longest).seconds)
      longest = i;
  choose (self, engine, (int) longest);
}

static void
pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, VtTimelinePage *self)
{
  const double scale = vt_page_scale (VT_PAGE (self));
  double width, height;

  vt_page_extent (VT_PAGE (self), &width, &height);
  gtk_widget_grab_focus (vt_page_picture (VT_PAGE (self)));
  for (guint i = 0; i < NN_ENGINES; i++)
    if (has_parts (self, i))
      {
        const VtRect strip = place_strip (i, width);

        choose (self, i, vt_strip_at (&self->engines->engine[i], &strip, x / scale, y / scale));
      }
}

/* Left and right go from part to part, up and down from one engine to the other. */
static gboolean
key_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, VtTimelinePage *self)
{
  static const struct
  {
    guint key;
    int part, engine;
  } moves[] = {
    { GDK_KEY_Left, -1, 0 }, { GDK_KEY_Right, 1, 0 }, { GDK_KEY_Up, 0, -1 }, { GDK_KEY_Down, 0, 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (moves) && self->chosen >= 0; i++)
    if (moves[i].key == key)
      {
        const int engine = CLAMP ((int) self->engine + moves[i].engine, 0, NN_ENGINES - 1);

        choose (self, (NnEngine) engine, MAX (self->chosen + moves[i].part, 0));
        return GDK_EVENT_STOP;
      }
  return GDK_EVENT_PROPAGATE;
}

/* ---- What is asked and taken ---- */

static char *
say_verdict (const VtTimelinePage *self)
{
  if (self->engines != NULL)
    return vt_engine_verdict (self->engines);
  return g_strdup (self->is_going_on ? _("Both engines are being timed…") : _("Which engine is faster for this network?"));
}

static char *
say_reason (const VtTimelinePage *self)
{
  if (self->engines != NULL)
    return vt_engine_reason (self->engines);
  if (self->is_going_on)
    return g_strdup (_("A copy of the network trains some steps on each. Shaders are made ready first, which may take a moment."));
  return g_strdup (_("“Compare engines” times real training steps of a copy, on the processor and on the graphics card. Training itself waits a moment and is not touched."));
}

static void
show_words (VtTimelinePage *self)
{
  g_autofree char *verdict = say_verdict (self);
  g_autofree char *reason = say_reason (self);

  gtk_label_set_text (GTK_LABEL (self->verdict), verdict);
  gtk_label_set_text (GTK_LABEL (self->reason), reason);
  gtk_widget_set_sensitive (self->compare, !self->is_going_on && vt_page_subject (VT_PAGE (self)) != NULL &&
                                             vt_page_reason (VT_PAGE (self)) == NULL);
  vt_page_redraw (VT_PAGE (self));
}

static void
vt_timeline_page_take (VtPage *page)
{
  VtTimelinePage *self = VT_TIMELINE_PAGE (page);
  const NnFrame *frame = vt_session_frame (vt_page_session (page));

  if (frame->engines == self->engines && frame->times_engines == self->is_going_on)
    return;
  self->is_going_on = frame->times_engines;
  if (frame->engines != self->engines)
    {
      nn_engines_unref (self->engines);
      self->engines = nn_engines_ref (frame->engines);
      self->chosen = -1;
      if (self->engines != NULL)
        choose_longest (self);
    }
  show_words (self);
}

static void
vt_timeline_page_ask (VtPage *page)
{
  show_words (VT_TIMELINE_PAGE (page));
}

static void
compare_cb (VtTimelinePage *self)
{
  vt_session_time_engines (vt_page_session (VT_PAGE (self)));
}

/* ---- Showing ---- */

static void
say_engine (const VtTimelinePage *self, NnEngine engine, GString *words)
{
  g_autofree char *name = vt_engine_name (self->engines, engine);
  g_autofree char *costs = vt_engine_costs (self->engines, engine);

  g_string_append_printf (words, " %s: %s.", name, costs);
  for (guint i = 0; i < self->engines->engine[engine].parts->len; i++)
    {
      g_autofree char *part = vt_engine_part (self->engines, engine, i);

      g_string_append_printf (words, " %s.", part);
    }
}

static char *
vt_timeline_page_words (VtPage *page)
{
  VtTimelinePage *self = VT_TIMELINE_PAGE (page);
  g_autofree char *verdict = say_verdict (self);
  GString *words = g_string_new (verdict);

  if (self->engines == NULL)
    return g_string_free (words, FALSE);
  if (self->chosen >= 0)
    {
      g_autofree char *chosen = vt_engine_part (self->engines, self->engine, (guint) self->chosen);

      g_string_append_printf (words, _(" Chosen: %s."), chosen);
    }
  for (guint i = 0; i < NN_ENGINES; i++)
    say_engine (self, i, words);
  return g_string_free (words, FALSE);
}

static void
draw_engine (VtTimelinePage *self, cairo_t *cr, NnEngine engine, double width)
{
  const VtTheme *theme = vt_page_theme (VT_PAGE (self));
  const NnEngineTiming *timing = &self->engines->engine[engine];
  const VtRect strip = place_strip (engine, width);
  g_autofree char *name = vt_engine_name (self->engines, engine);
  g_autofree char *costs = vt_engine_costs (self->engines, engine);
  const double right = vt_text (cr, strip.x + strip.w, strip.y - 6.0, VT_ALIGN_RIGHT, 12.5, 400, &theme->dim, 0, costs);

  vt_text (cr, strip.x, strip.y - 6.0, VT_ALIGN_LEFT, 12.5, 600, &theme->text, MAX (strip.w - right - MARGIN, 1.0), name);
  if (timing->parts->len > 0)
    vt_strip_draw (cr, theme, timing, &strip, self->chosen >= 0 && self->engine == engine ? self->chosen : -1);
  else
    vt_dashed_box (cr, &strip, 3.0, &theme->idle);
}

static void
draw_foot (VtTimelinePage *self, cairo_t *cr, double width)
{
  const VtTheme *theme = vt_page_theme (VT_PAGE (self));
  const double base = NN_ENGINES * ROW + FOOT - 4.0;
  g_autofree char *part = NULL;

  if (self->chosen < 0)
    return;
  part = vt_engine_part (self->engines, self->engine, (guint) self->chosen);
  vt_text (cr, MARGIN, base, VT_ALIGN_LEFT, 12.5, 400, &theme->text, width - 2.0 * MARGIN, part);
  vt_strip_legend (cr, theme, width - MARGIN, base + FOOT);
}

static void
vt_timeline_page_draw (VtPage *page, cairo_t *cr, double width, double height)
{
  VtTimelinePage *self = VT_TIMELINE_PAGE (page);
  const char *reason = vt_page_reason (page);

  if (reason == NULL && self->engines == NULL)
    reason = self->is_going_on ? _("Both engines are being timed…") : _("Nothing has been timed yet.");
  if (reason != NULL)
    {
      vt_page_say (page, cr, &(VtRect) { 0, 0, width, height }, reason);
      return;
    }
  for (guint i = 0; i < NN_ENGINES; i++)
    draw_engine (self, cr, i, width);
  draw_foot (self, cr, width);
}

/* ---- The page ---- */

static GtkWidget *
add_label (GtkWidget *column, const char *css_class)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, "wrap", TRUE, "natural-wrap-mode", GTK_NATURAL_WRAP_NONE, NULL);

  gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (column), label);
  return label;
}

static void
vt_timeline_page_build (VtPage *page)
{
  VtTimelinePage *self = VT_TIMELINE_PAGE (page);
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6), *scroller;

  self->verdict = add_label (column, "vt-heading");
  self->reason = add_label (column, "vt-note");
  gtk_widget_set_margin_end (column, (int) MARGIN);
  gtk_widget_set_margin_bottom (column, 8);
  scroller = vt_page_scroll (column);
  gtk_widget_set_size_request (scroller, COLUMN, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (scroller), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Which engine is faster"), -1);
  gtk_box_append (GTK_BOX (page), scroller);
}

static void
vt_timeline_page_finalize (GObject *object)
{
  nn_engines_unref (VT_TIMELINE_PAGE (object)->engines);
  G_OBJECT_CLASS (vt_timeline_page_parent_class)->finalize (object);
}

static void
vt_timeline_page_class_init (VtTimelinePageClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vt_timeline_page_finalize;
  VT_PAGE_CLASS (klass)->build = vt_timeline_page_build;
  VT_PAGE_CLASS (klass)->ask = vt_timeline_page_ask;
  VT_PAGE_CLASS (klass)->take = vt_timeline_page_take;
  VT_PAGE_CLASS (klass)->period = 100;
  VT_PAGE_CLASS (klass)->draw = vt_timeline_page_draw;
  VT_PAGE_CLASS (klass)->words = vt_timeline_page_words;
}

static void
vt_timeline_page_init (VtTimelinePage *self)
{
  GtkWidget *picture = vt_page_picture (VT_PAGE (self));
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  self->chosen = -1;
  self->compare = gtk_button_new_with_label (_("Compare engines"));
  gtk_widget_add_css_class (self->compare, "vt-option");
  gtk_widget_set_tooltip_text (self->compare, _("Time real training steps of a copy of this network on the processor and on the graphics card"));
  g_signal_connect_object (self->compare, "clicked", G_CALLBACK (compare_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (vt_page_options (VT_PAGE (self))), self->compare);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (picture, keys);
  gtk_widget_add_controller (picture, GTK_EVENT_CONTROLLER (click));
}

const VtPageRow vt_page_timeline = {
  .id = "timeline",
  .title = N_("Timeline"),
  .width = 660,
  .grows = TRUE,
  .get_type = vt_timeline_page_get_type,
};
