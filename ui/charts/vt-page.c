#include "vt-page.h"

#include "text.h"
#include "vt-look.h"
#include "vt-text.h"

#define DESCRIBE_MSEC 250
#define TEXT_SIZE 13.5
#define LEAST_HEIGHT 172.0   /* of a picture, so that nothing of it is cut: where there is less room, text is smaller than asked for */

typedef struct
{
  VtSession *session;
  const VtTheme *theme;
  VtSubject *subject;      /* NULL while not on the screen */
  GtkWidget *picture;
  GtkWidget *options;
  char *words;             /* as told */
  gboolean is_stale;       /* the picture changed since then */
  gboolean data_changed;
  guint later_id;          /* a frame waits to be taken when the page's period is over */
  gint64 taken;            /* when the last one was, in µs */
  guint describe_id;
} VtPagePrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (VtPage, vt_page, GTK_TYPE_BOX)

static VtPagePrivate *
get_private (VtPage *self)
{
  return vt_page_get_instance_private (self);
}

static void
take_subject (VtPage *self)
{
  VtPagePrivate *private = get_private (self);
  g_autoptr (VtSubject) old = g_steal_pointer (&private->subject);

  private->subject = vt_subject_new (private->session);
  private->data_changed = old == NULL || old->dataset != private->subject->dataset || old->target != private->subject->target;
  VT_PAGE_GET_CLASS (self)->ask (self);
  VT_PAGE_GET_CLASS (self)->take (self);
  private->data_changed = FALSE;
  vt_page_redraw (self);
}

static void
network_cb (VtPage *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    take_subject (self);
}

static gboolean
take_frame (VtPage *self)
{
  get_private (self)->taken = g_get_monotonic_time ();
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return FALSE;
  VT_PAGE_GET_CLASS (self)->take (self);
  return TRUE;
}

static gboolean
later_cb (gpointer self)
{
  get_private (self)->later_id = 0;
  take_frame (self);
  return G_SOURCE_REMOVE;
}

static gboolean
show_frame (gpointer data)
{
  VtPage *self = data;
  VtPagePrivate *private = get_private (self);
  const gint64 due = private->taken + 1000 * (gint64) VT_PAGE_GET_CLASS (self)->period - g_get_monotonic_time ();

  if (private->later_id != 0)
    return FALSE;
  if (due <= 0 || !vt_session_is_running (private->session))
    return take_frame (self);
  private->later_id = g_timeout_add ((guint) (due / 1000 + 1), later_cb, self);
  return FALSE;
}

static void
vt_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (vt_page_parent_class)->map (widget);
  take_subject (VT_PAGE (widget));
}

static void
vt_page_unmap (GtkWidget *widget)
{
  VtPage *self = VT_PAGE (widget);

  vt_session_want (get_private (self)->session, self, NULL, 0);
  if (VT_PAGE_GET_CLASS (self)->rest != NULL)
    VT_PAGE_GET_CLASS (self)->rest (self);
  GTK_WIDGET_CLASS (vt_page_parent_class)->unmap (widget);
}

static void
draw_cb (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer data)
{
  VtPage *self = data;
  const double scale = vt_page_scale (self);

  cairo_scale (cr, scale, scale);
  if (get_private (self)->subject != NULL)
    VT_PAGE_GET_CLASS (self)->draw (self, cr, width / scale, height / scale);
}

static void
vt_page_dispose (GObject *object)
{
  VtPagePrivate *private = get_private (VT_PAGE (object));

  g_clear_handle_id (&private->describe_id, g_source_remove);
  g_clear_handle_id (&private->later_id, g_source_remove);
  g_clear_object (&private->options);
  if (private->session != NULL)
    vt_session_unwatch (private->session, object);
  g_clear_object (&private->session);
  G_OBJECT_CLASS (vt_page_parent_class)->dispose (object);
}

static void
vt_page_finalize (GObject *object)
{
  VtPagePrivate *private = get_private (VT_PAGE (object));

  g_clear_pointer (&private->subject, vt_subject_free);
  g_clear_pointer (&private->words, g_free);
  G_OBJECT_CLASS (vt_page_parent_class)->finalize (object);
}

static void
vt_page_class_init (VtPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = vt_page_dispose;
  object_class->finalize = vt_page_finalize;
  widget_class->map = vt_page_map;
  widget_class->unmap = vt_page_unmap;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
vt_page_init (VtPage *self)
{
  VtPagePrivate *private = get_private (self);

  private->theme = &vt_theme_light;
  private->picture = g_object_new (GTK_TYPE_DRAWING_AREA, "accessible-role", GTK_ACCESSIBLE_ROLE_IMG, "hexpand", TRUE,
                                   "vexpand", TRUE, "focusable", TRUE, NULL);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (private->picture), draw_cb, self, NULL);
  gtk_widget_add_css_class (private->picture, "vt-picture");
  gtk_box_append (GTK_BOX (self), private->picture);
  private->options = g_object_ref_sink (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8));
}

static void
name_widget (GtkWidget *widget, const char *name)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

VtPage *
vt_page_new (const VtPageRow *row, VtSession *session)
{
  VtPage *self = g_object_new (row->get_type (), NULL);
  VtPagePrivate *private = get_private (self);

  private->session = g_object_ref (session);
  if (VT_PAGE_GET_CLASS (self)->build != NULL)
    VT_PAGE_GET_CLASS (self)->build (self);
  name_widget (GTK_WIDGET (self), nn_text (row->title));
  name_widget (private->picture, nn_text (row->title));
  g_signal_connect_object (session, "network", G_CALLBACK (network_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "data", G_CALLBACK (network_cb), self, G_CONNECT_SWAPPED);
  vt_session_watch (session, self, show_frame);
  return self;
}

VtSession *
vt_page_session (VtPage *self)
{
  return get_private (self)->session;
}

const VtSubject *
vt_page_subject (VtPage *self)
{
  return get_private (self)->subject;
}

const VtTheme *
vt_page_theme (VtPage *self)
{
  return get_private (self)->theme;
}

void
vt_page_set_theme (VtPage *self, const VtTheme *theme)
{
  get_private (self)->theme = theme;
  if (VT_PAGE_GET_CLASS (self)->theme != NULL)
    VT_PAGE_GET_CLASS (self)->theme (self);
  vt_page_redraw (self);
}

GtkWidget *
vt_page_picture (VtPage *self)
{
  return get_private (self)->picture;
}

double
vt_page_scale (VtPage *self)
{
  const double scale = vt_look_text_scale (vt_look_get ());

  return scale > 1.0 ? CLAMP (gtk_widget_get_height (vt_page_picture (self)) / LEAST_HEIGHT, 1.0, scale) : scale;
}

void
vt_page_extent (VtPage *self, double *width, double *height)
{
  GtkWidget *picture = vt_page_picture (self);

  *width = gtk_widget_get_width (picture) / vt_page_scale (self);
  *height = gtk_widget_get_height (picture) / vt_page_scale (self);
}

static void
tell_words (VtPage *self)
{
  VtPagePrivate *private = get_private (self);
  g_autofree char *words = VT_PAGE_GET_CLASS (self)->words (self);

  private->is_stale = FALSE;
  if (g_strcmp0 (words, private->words) == 0)
    return;
  g_free (private->words);
  private->words = g_steal_pointer (&words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (private->picture), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, private->words, -1);
}

/* A screen reader cannot follow faster than this timer. */
static gboolean
describe_cb (gpointer self)
{
  VtPagePrivate *private = get_private (self);

  if (private->is_stale)
    {
      tell_words (self);
      return G_SOURCE_CONTINUE;
    }
  private->describe_id = 0;
  return G_SOURCE_REMOVE;
}

void
vt_page_redraw (VtPage *self)
{
  VtPagePrivate *private = get_private (self);

  gtk_widget_queue_draw (private->picture);
  private->is_stale = TRUE;
  if (private->describe_id != 0 || private->subject == NULL)
    return;
  tell_words (self);
  private->describe_id = g_timeout_add (DESCRIBE_MSEC, describe_cb, self);
}

GtkWidget *
vt_page_options (VtPage *self)
{
  return get_private (self)->options;
}

GtkWidget *
vt_page_add_switch (VtPage *self, const char *label, const char *blurb, GCallback toggled)
{
  GtkWidget *button = gtk_toggle_button_new_with_label (label);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "vt-option");
  gtk_widget_set_focus_on_click (button, FALSE);   /* Space goes on meaning Train */
  gtk_widget_set_tooltip_text (button, blurb);
  g_signal_connect_object (button, "toggled", toggled, self, 0);
  gtk_box_append (GTK_BOX (get_private (self)->options), button);
  return button;
}

const char *
vt_page_reason (VtPage *self)
{
  const VtSubject *subject = get_private (self)->subject;

  if (subject->info != NULL && !subject->runs)
    return _("The network does not run yet: the sheet shows what is missing.");
  return vt_page_data_reason (self);
}

const char *
vt_page_data_reason (VtPage *self)
{
  const VtSubject *subject = get_private (self)->subject;

  if (subject->info == NULL)
    return _("There is no data yet: choose a data set.");
  if (subject->dataset == NULL)
    return _("The data is on its way.");
  return NULL;
}

gboolean
vt_page_has_data_only (VtPage *self)
{
  return vt_page_data_reason (self) == NULL && !get_private (self)->subject->runs;
}

const char *
vt_page_data_sentence (VtPage *self)
{
  return _("The data as it is: the network does not run yet, so it has no answers.");
}

void
vt_page_say (VtPage *self, cairo_t *cr, const VtRect *where, const char *sentence)
{
  const VtColour *colour = &get_private (self)->theme->dim;
  const double width = MIN (where->w - 16, vt_text_width (TEXT_SIZE, 400, sentence) + 1);
  const double height = vt_text_block (NULL, 0, 0, width, TEXT_SIZE, 400, colour, sentence);

  vt_text_block (cr, where->x + (where->w - width) / 2, where->y + (where->h - height) / 2, width, TEXT_SIZE, 400, colour,
                 sentence);
}

GtkWidget *
vt_page_scroll (GtkWidget *column)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), column);
  return scroller;
}

gboolean
vt_page_data_changed (VtPage *self)
{
  return get_private (self)->data_changed;
}

void
vt_page_set_picture (VtPage *self, GtkWidget *holder, GtkWidget *picture)
{
  VtPagePrivate *private = get_private (self);

  gtk_box_remove (GTK_BOX (self), private->picture);
  gtk_box_append (GTK_BOX (self), holder);
  private->picture = picture;
}
