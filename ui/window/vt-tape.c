#include "vt-tape.h"

#include <adwaita.h>
#include <math.h>

#include "text.h"
#include "vt-live-values.h"
#include "vt-text.h"

#define TEXT_CHARS 10 /* room for the moment's text, in average characters */
#define MANY 40       /* PageUp and PageDown go through the tape in so many leaps */

/* Ticks, in pixels. */
#define LOWEST 3.0
#define WIDTH 1.0
#define SLIDER 5.0    /* the slider's width, as in the style sheet */
#define FAINT 0.35    /* what comes after the moment that is shown */

struct _VtTape
{
  GtkWidget parent_instance;

  /* Owned. */
  VtSession *session;
  GtkWidget *box; /* the only child; the widgets below are inside */

  GtkWidget *scale; /* over the places of moments on the tape */
  GtkInscription *text;
  GtkWidget *live;
  GArray *points; /* NnTapePoint: as drawn */
  char *words;    /* as a screen reader has it */
  int shown;      /* place of the moment that is looked at; −1: none */
  gboolean quiet; /* being set by the program */
};

G_DEFINE_FINAL_TYPE (VtTape, vt_tape, GTK_TYPE_WIDGET)

static const NnTapePoint *
get_point (VtTape *self, guint i)
{
  return &g_array_index (self->points, NnTapePoint, i);
}

static void
moved_cb (VtTape *self)
{
  const guint i = lround (gtk_range_get_value (GTK_RANGE (self->scale)));

  if (self->quiet || i >= self->points->len)
    return;
  vt_session_show_moment (self->session, i + 1 == self->points->len ? -1 : get_point (self, i)->step);
  vt_tape_show (self);
}

static void
live_cb (VtTape *self)
{
  vt_session_show_moment (self->session, -1);
  vt_tape_show (self);
}

/* Drawing */

static double
highest_loss (VtTape *self)
{
  double highest = 0;

  for (guint i = 0; i < self->points->len; i++)
    if (get_point (self, i)->training.loss > highest)
      highest = get_point (self, i)->training.loss;
  return highest;
}

/* Where the slider stands for each moment: its middle goes from one end of the trough to the other. */
static double
tick_x (VtTape *self, const GdkRectangle *trough, guint i)
{
  const double share = self->points->len > 1 ? (double) i / (self->points->len - 1) : 1;
  const gboolean mirrored = gtk_widget_get_direction (self->scale) == GTK_TEXT_DIR_RTL;

  return trough->x + SLIDER / 2 + (trough->width - SLIDER) * (mirrored ? 1 - share : share);
}

static void
snapshot_ticks (VtTape *self, GtkSnapshot *snapshot)
{
  const double highest = highest_loss (self);
  GdkRectangle trough;
  GdkRGBA colour;
  double x, y;

  gtk_style_context_get_color (gtk_widget_get_style_context (self->scale), &colour);
  gtk_range_get_range_rect (GTK_RANGE (self->scale), &trough);
  gtk_widget_translate_coordinates (self->scale, GTK_WIDGET (self), 0, 0, &x, &y);
  for (guint i = 0; i < self->points->len; i++)
    {
      const double loss = get_point (self, i)->training.loss;
      const double share = highest > 0 && isfinite (loss) ? loss / highest : 0;
      const double height = LOWEST + share * (trough.height - LOWEST);
      GdkRGBA tick = colour;

      tick.alpha *= self->shown >= 0 && (int) i > self->shown ? FAINT : 0.8;
      gtk_snapshot_append_color (snapshot, &tick,
                                 &GRAPHENE_RECT_INIT (x + tick_x (self, &trough, i) - WIDTH / 2,
                                                      y + trough.y + trough.height - height, WIDTH, height));
    }
}

static void
vt_tape_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  snapshot_ticks (VT_TAPE (widget), snapshot);
  GTK_WIDGET_CLASS (vt_tape_parent_class)->snapshot (widget, snapshot);
}

/* What is said */

static char *
left_text (double seconds)
{
  if (seconds >= 5400)
    return g_strdup_printf (_("%.0f h left"), seconds / 3600);
  return seconds >= 90 ? g_strdup_printf (_("%.0f min left"), seconds / 60) : g_strdup_printf (_("%.0f s left"), ceil (seconds));
}

/* Of the moment that is looked at; else how long training will take, where the recipe says when it is done. */
static char *
short_text (VtTape *self)
{
  const NnFrame *frame = vt_session_frame (self->session);
  g_autofree char *step = self->shown >= 0 ? vt_count (get_point (self, self->shown)->step) : NULL;

  if (step != NULL)
    return g_strdup_printf (_("step %s"), step);
  return isnan (frame->seconds_left) ? g_strdup ("") : left_text (frame->seconds_left);
}

/* For a screen reader. */
static char *
long_text (VtTape *self, const char *brief)
{
  g_autofree char *loss = self->shown >= 0 ? vt_loss (get_point (self, self->shown)->training.loss) : NULL;

  if (loss != NULL)
    /* Translators: a moment of the run: "step 480, loss 0.231" */
    return g_strdup_printf (_("%s, loss %s"), brief, loss);
  return *brief != '\0' ? g_strdup_printf (_("live, %s"), brief) : g_strdup (_("live"));
}

static void
write_text (VtTape *self)
{
  g_autofree char *brief = short_text (self);
  g_autofree char *words = long_text (self, brief);

  if (g_strcmp0 (words, self->words) == 0)
    return;
  g_free (self->words);
  self->words = g_steal_pointer (&words);
  gtk_inscription_set_text (self->text, brief);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->scale), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, self->words,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, self->words, -1);
}

/* Making the widgets */

static GtkWidget *
make_captions (VtTape *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *caption = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_NONE, "label", _("Tape"),
                                     "xalign", 0.0f, "hexpand", TRUE, NULL);
  GtkWidget *text =
      g_object_new (GTK_TYPE_INSCRIPTION, "accessible-role", GTK_ACCESSIBLE_ROLE_NONE, "xalign", 1.0f, NULL);

  self->text = GTK_INSCRIPTION (text);
  gtk_inscription_set_min_chars (self->text, TEXT_CHARS);
  gtk_inscription_set_nat_chars (self->text, TEXT_CHARS);
  gtk_widget_add_css_class (caption, "caption");
  gtk_widget_add_css_class (caption, "dim-label");
  gtk_widget_add_css_class (text, "caption");
  gtk_box_append (GTK_BOX (row), caption);
  gtk_box_append (GTK_BOX (row), text);
  return row;
}

static GtkWidget *
make_slider (VtTape *self)
{
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->scale = gtk_scale_new_with_range (GTK_ORIENTATION_HORIZONTAL, 0, 1, 1);
  gtk_widget_set_tooltip_text (self->scale, _("What training was like: drag to look at any moment of it; Train goes on from there"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->scale), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Tape"), -1);
  gtk_widget_set_valign (column, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (column, TRUE);
  gtk_box_append (GTK_BOX (column), make_captions (self));
  gtk_box_append (GTK_BOX (column), self->scale);
  g_signal_connect_swapped (self->scale, "value-changed", G_CALLBACK (moved_cb), self);
  return column;
}

/* The dot alone would be a colour alone: the button is greyed out, too, while nothing else is shown. */
static GtkWidget *
make_live (VtTape *self)
{
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *dot = g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_NONE, "valign", GTK_ALIGN_CENTER, NULL);
  GtkWidget *words = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_NONE, "label", _("Live"), NULL);

  gtk_widget_add_css_class (dot, "dot");
  gtk_box_append (GTK_BOX (content), dot);
  gtk_box_append (GTK_BOX (content), words);
  self->live = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (self->live), content);
  gtk_widget_add_css_class (self->live, "live");
  gtk_widget_set_focus_on_click (self->live, FALSE);
  gtk_widget_set_valign (self->live, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (self->live, _("Back to where training is"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->live), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Live"), -1);
  g_signal_connect_swapped (self->live, "clicked", G_CALLBACK (live_cb), self);
  return self->live;
}

static void
vt_tape_dispose (GObject *object)
{
  VtTape *self = VT_TAPE (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (vt_tape_parent_class)->dispose (object);
}

static void
vt_tape_finalize (GObject *object)
{
  g_array_unref (VT_TAPE (object)->points);
  g_free (VT_TAPE (object)->words);
  G_OBJECT_CLASS (vt_tape_parent_class)->finalize (object);
}

static void
vt_tape_class_init (VtTapeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vt_tape_dispose;
  G_OBJECT_CLASS (klass)->finalize = vt_tape_finalize;
  widget_class->snapshot = vt_tape_snapshot;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "vt-tape");
}

static void
vt_tape_init (VtTape *self)
{
  self->points = g_array_new (FALSE, FALSE, sizeof (NnTapePoint));
  self->shown = -1;
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_box_append (GTK_BOX (self->box), make_slider (self));
  gtk_box_append (GTK_BOX (self->box), make_live (self));
  gtk_widget_set_sensitive (self->scale, FALSE);
  gtk_widget_set_sensitive (self->live, FALSE);
}

GtkWidget *
vt_tape_new (VtSession *session)
{
  VtTape *self = g_object_new (VT_TYPE_TAPE, NULL);

  self->session = g_object_ref (session);
  vt_tape_show (self);
  return GTK_WIDGET (self);
}

static gboolean
is_same (const GArray *a, const GArray *b)
{
  return a->len == b->len && (a->len == 0 || g_array_index (a, NnTapePoint, a->len - 1).step == g_array_index (b, NnTapePoint, b->len - 1).step);
}

static int
find_shown (VtTape *self)
{
  const gint64 step = vt_session_moment (self->session);

  for (guint i = 0; i < self->points->len && step >= 0; i++)
    if (get_point (self, i)->step == step)
      return i;
  return -1;
}

static void
set_scale (VtTape *self)
{
  const guint last = MAX (self->points->len, 1) - 1;

  self->quiet = TRUE;
  gtk_range_set_range (GTK_RANGE (self->scale), 0, MAX (last, 1));
  gtk_range_set_increments (GTK_RANGE (self->scale), 1, MAX (last / MANY, 1));
  gtk_range_set_value (GTK_RANGE (self->scale), self->shown >= 0 ? self->shown : (int) MAX (last, 1));
  self->quiet = FALSE;
}

void
vt_tape_show (VtTape *self)
{
  g_autoptr (GArray) none = g_array_new (FALSE, FALSE, sizeof (NnTapePoint));
  const GArray *points = vt_session_is_shown (self->session) ? vt_session_frame (self->session)->tape : none;
  const int before = self->shown;
  const gboolean grew = !is_same (points, self->points);

  if (grew)
    {
      g_array_set_size (self->points, 0);
      g_array_append_vals (self->points, points->data, points->len);
    }
  self->shown = find_shown (self);
  write_text (self);
  if (!grew && self->shown == before)
    return;
  set_scale (self);
  gtk_widget_set_sensitive (self->scale, self->points->len > 1);
  gtk_widget_set_sensitive (self->live, self->shown >= 0);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
