#include "vt-window-private.h"

#include <math.h>

#include "text.h"
#include "vt-column.h"
#include "vt-inspector.h"
#include "vt-look.h"
#include "vt-palette.h"
#include "vt-shortcuts.h"

#define DEFAULT_WIDTH 1440
#define DEFAULT_HEIGHT 900
#define LEAST_WIDTH 960
#define LEAST_HEIGHT 640
#define PALETTE_WIDTH 204
#define INSPECTOR_WIDTH 300

/* After this many frames without news the display clock may rest, and the worker is asked now and then instead. */
#define IDLE_FRAMES 30
#define POLL_MS 40

G_DEFINE_FINAL_TYPE (VtWindow, vt_window, ADW_TYPE_APPLICATION_WINDOW)

/* Looking at the worker */

static void rest (VtWindow *self);

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  VtWindow *self = VT_WINDOW (widget);

  if (vt_session_tick (self->session) || vt_session_is_running (self->session))
    self->idle_frames = 0;
  else if (++self->idle_frames > IDLE_FRAMES)
    {
      self->tick = 0;
      rest (self);
      return G_SOURCE_REMOVE;
    }
  return G_SOURCE_CONTINUE;
}

static void
stop (VtWindow *self)
{
  g_clear_handle_id (&self->poll, g_source_remove);
  if (self->tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick);
  self->tick = 0;
}

static void
wake (VtWindow *self)
{
  self->idle_frames = 0;
  if (self->tick != 0 || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  stop (self);
  self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), tick_cb, NULL, NULL);
}

static gboolean
poll_cb (gpointer data)
{
  VtWindow *self = data;

  if (!vt_session_tick (self->session) || self->poll == 0)
    return G_SOURCE_CONTINUE; /* nothing new, or a signal of the tick has woken the clock already */
  wake (self);
  return G_SOURCE_REMOVE;
}

static void
rest (VtWindow *self)
{
  self->poll = g_timeout_add (POLL_MS, poll_cb, self);
}

/* What a display frame costs decides how much is drawn in one while the network trains. */

static void
before_paint_cb (VtWindow *self)
{
  const gint64 now = g_get_monotonic_time ();

  self->frame_period = now - self->frame_began;
  self->frame_began = now;
}

static void
after_paint_cb (VtWindow *self)
{
  vt_session_spent (self->session, g_get_monotonic_time () - self->frame_began, self->frame_period);
}

static void
vt_window_realize (GtkWidget *widget)
{
  GdkFrameClock *clock;

  GTK_WIDGET_CLASS (vt_window_parent_class)->realize (widget);
  clock = gtk_widget_get_frame_clock (widget);
  g_signal_connect_object (clock, "before-paint", G_CALLBACK (before_paint_cb), widget, G_CONNECT_SWAPPED);
  g_signal_connect_object (clock, "after-paint", G_CALLBACK (after_paint_cb), widget, G_CONNECT_SWAPPED);
}

static void
vt_window_map (GtkWidget *widget)
{
  VtWindow *self = VT_WINDOW (widget);
  g_autoptr (GError) error = NULL;

  GTK_WIDGET_CLASS (vt_window_parent_class)->map (widget);
  if (self->frame_log_path != NULL && self->frame_log == NULL)
    self->frame_log = vt_frame_log_new (widget, self->session, self->frame_log_path, &error);
  if (error != NULL)
    vt_window_tell (self, error->message);
  if (!vt_window_is_at_start (self))
    vt_train_bar_focus (self->train_bar);
  wake (self);
}

static void
vt_window_unmap (GtkWidget *widget)
{
  stop (VT_WINDOW (widget));
  GTK_WIDGET_CLASS (vt_window_parent_class)->unmap (widget);
}

/* What the session tells */

static void
network_cb (VtWindow *self)
{
  vt_window_show_panels (self);
  vt_finding_show (self->finding);
  vt_window_update_actions (self);
  wake (self);
}

/* The moment of the tape that is looked at, on the curves. */
static void
mark_moment (VtWindow *self)
{
  const NnFrame *frame = vt_session_frame (self->session);
  const double epoch = frame->shown >= 0 ? frame->training.epoch : NAN;

  if (isnan (epoch) ? isnan (self->marked) : epoch == self->marked)
    return;
  self->marked = epoch;
  vt_pages_mark (self->pages, epoch);
}

/* A network that does not run is explained where it stands, on the sheet; here only why a run stopped by itself. */
static void
frame_cb (VtWindow *self)
{
  const NnFrame *frame = vt_session_frame (self->session);
  const gboolean stopped = frame->state == NN_STATE_PAUSED && vt_session_report (self->session)->runs;
  const char *problem = stopped && frame->finding == NULL ? frame->problem : NULL;
  const char *done = vt_session_is_running (self->session) ? NULL : frame->stopped;   /* asked for again it is told again */

  if (g_strcmp0 (problem, self->told_problem) != 0)
    {
      g_free (self->told_problem);
      self->told_problem = g_strdup (problem);
      vt_notice_show (self->problem, problem);
    }
  if (g_strcmp0 (done, self->told_stopped) != 0)
    {
      g_free (self->told_stopped);
      self->told_stopped = g_strdup (done);
      vt_notice_show (self->done, done);
    }
  if (g_strcmp0 (frame->trouble, self->told_trouble) != 0)
    {
      g_free (self->told_trouble);
      self->told_trouble = g_strdup (frame->trouble);
      vt_window_tell (self, frame->trouble);
    }
  vt_finding_show (self->finding);
  mark_moment (self);
  wake (self);
}

void
vt_window_tell_again (VtWindow *self)
{
  g_clear_pointer (&self->told_stopped, g_free);
}

void
vt_window_show_title (VtWindow *self)
{
  g_autofree char *title =
      vt_window_is_at_start (self) ? g_strdup (_("Vitrine")) : vt_session_title (self->session);

  gtk_window_set_title (GTK_WINDOW (self), title);
  vt_header_show_document (self->header, !vt_window_is_at_start (self));
}

static void
document_cb (VtWindow *self)
{
  vt_window_show_title (self);
  vt_window_update_actions (self);
}

static void
message_cb (VtWindow *self, const char *text)
{
  g_action_group_change_action_state (G_ACTION_GROUP (self), "expand-pages", g_variant_new_boolean (FALSE));   /* messages stand on the sheet */
  vt_window_tell (self, text);
}

static void
show_theme (VtWindow *self)
{
  const VtTheme *theme = vt_look_theme (vt_look_get ());

  vt_start_set_theme (self->start, theme);
  vt_sheet_set_theme (self->sheet, theme);
  vt_pages_set_theme (self->pages, theme);
}

/* Numbers may be written in another way: what shows any does so again. */
static void
look_cb (VtWindow *self)
{
  show_theme (self);
  vt_session_retell (self->session);
}

/* Closing */

static void
close_now (VtWindow *self, const char *text)
{
  self->is_closing = TRUE;
  gtk_window_close (GTK_WINDOW (self));
}

static gboolean
vt_window_close_request (GtkWindow *window)
{
  VtWindow *self = VT_WINDOW (window);

  if (!self->is_closing && (vt_session_is_modified (self->session) || vt_session_is_saving (self->session)))
    {
      vt_window_guard (self, close_now, NULL);
      return TRUE;
    }
  return GTK_WINDOW_CLASS (vt_window_parent_class)->close_request (window);
}

/* Making the widgets */

/* The sheet with what is said over it: notices float, so that nothing under them moves. */
static GtkWidget *
make_sheet (VtWindow *self)
{
  GtkWidget *overlay = gtk_overlay_new ();
  GtkWidget *notices = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *message = vt_notice_new (_("Message"), TRUE);
  GtkWidget *problem = vt_notice_new (_("Training stopped"), FALSE);
  GtkWidget *done = vt_notice_new (_("Training done"), TRUE);
  GtkWidget *written = vt_notice_new (_("Exported"), TRUE);
  GtkWidget *sheet = vt_sheet_new (self->session);

  self->sheet = VT_SHEET (sheet);
  self->message = VT_NOTICE (message);
  self->problem = VT_NOTICE (problem);
  self->done = VT_NOTICE (done);
  self->written = VT_NOTICE (written);
  vt_notice_set_good (self->done);
  vt_notice_set_good (self->written);
  gtk_widget_set_halign (notices, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (notices, GTK_ALIGN_END);
  gtk_widget_add_css_class (notices, "notices");
  gtk_box_append (GTK_BOX (notices), problem);
  gtk_box_append (GTK_BOX (notices), done);
  gtk_box_append (GTK_BOX (notices), written);
  gtk_box_append (GTK_BOX (notices), message);
  gtk_overlay_set_child (GTK_OVERLAY (overlay), sheet);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), notices);
  return overlay;
}

static GtkWidget *
make_columns (VtWindow *self)
{
  GtkWidget *lists = vt_palette_new (self->session);
  GtkWidget *palette = vt_column_new (lists, PALETTE_WIDTH);
  GtkWidget *inspector = vt_column_new (vt_inspector_new (self->session), INSPECTOR_WIDTH);

  self->palette = VT_PALETTE (lists);
  self->left = palette;
  self->right = inspector;
  return vt_columns_new (palette, GTK_OVERLAY (make_sheet (self)), inspector);
}

/* The bar that trains and the pages; a diagnosis takes its room from the pages, so that nothing on the sheet moves or is covered. */
static GtkWidget *
make_lower (VtWindow *self)
{
  GtkWidget *lower = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *finding = vt_finding_new (self->session);
  GtkWidget *train_bar = vt_train_bar_new (self->session);
  GtkWidget *pages = vt_pages_new (self->session);

  self->finding = VT_FINDING (finding);
  self->train_bar = VT_TRAIN_BAR (train_bar);
  self->pages = VT_PAGES (pages);
  gtk_widget_set_vexpand (pages, TRUE);
  gtk_box_append (GTK_BOX (lower), finding);
  gtk_box_append (GTK_BOX (lower), train_bar);
  gtk_box_append (GTK_BOX (lower), pages);
  return lower;
}

static void
fill (VtWindow *self)
{
  GtkWidget *all = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *header = vt_header_new (self->session);
  GtkWidget *columns = make_columns (self);
  GtkWidget *body = vt_paned_new (GTK_ORIENTATION_VERTICAL, columns, make_lower (self), TRUE, _("Height of the pages"));

  self->columns = VT_COLUMNS (columns);
  self->header = VT_HEADER (header);
  g_signal_connect_object (columns, "changed", G_CALLBACK (vt_window_update_actions), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (all), header);
  gtk_box_append (GTK_BOX (all), vt_window_make_changed (self));
  gtk_box_append (GTK_BOX (all), vt_window_make_faces (self, body));
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (self), all);
}

/* As they stand in the window, from the top left. */
static void
list_areas (VtWindow *self)
{
  GtkWidget *const areas[] = {
    GTK_WIDGET (self->header),  GTK_WIDGET (self->start),     self->left,
    GTK_WIDGET (self->sheet),   self->right,                  GTK_WIDGET (self->finding),
    GTK_WIDGET (self->train_bar), GTK_WIDGET (self->pages),
  };

  self->areas = vt_areas_new ();
  for (guint i = 0; i < G_N_ELEMENTS (areas); i++)
    vt_areas_add (self->areas, areas[i]);
}

static void
listen (VtWindow *self)
{
  g_signal_connect_object (self->session, "network", G_CALLBACK (network_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "data", G_CALLBACK (network_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "selection", G_CALLBACK (wake), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "frame", G_CALLBACK (frame_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "document", G_CALLBACK (document_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "message", G_CALLBACK (message_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (vt_look_get (), "changed", G_CALLBACK (look_cb), self, G_CONNECT_SWAPPED);
}

static void
vt_window_dispose (GObject *object)
{
  VtWindow *self = VT_WINDOW (object);

  stop (self);
  vt_window_end_presenting (self);
  vt_window_unwatch_file (self);
  vt_window_drop_journal (self);
  g_clear_pointer (&self->frame_log, vt_frame_log_free);
  g_clear_object (&self->chooser);
  G_OBJECT_CLASS (vt_window_parent_class)->dispose (object);
  g_clear_object (&self->session);
}

static void
vt_window_finalize (GObject *object)
{
  VtWindow *self = VT_WINDOW (object);

  vt_areas_free (self->areas);
  g_free (self->frame_log_path);
  g_free (self->then_text);
  g_free (self->told_trouble);
  g_free (self->told_problem);
  g_free (self->told_stopped);
  G_OBJECT_CLASS (vt_window_parent_class)->finalize (object);
}

static void
vt_window_class_init (VtWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vt_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = vt_window_finalize;
  GTK_WIDGET_CLASS (klass)->realize = vt_window_realize;
  GTK_WIDGET_CLASS (klass)->map = vt_window_map;
  GTK_WIDGET_CLASS (klass)->unmap = vt_window_unmap;
  GTK_WINDOW_CLASS (klass)->close_request = vt_window_close_request;
}

static void
vt_window_init (VtWindow *self)
{
  self->session = vt_session_new ();
  self->marked = NAN;
  vt_window_add_actions (self);
  vt_window_add_presenting (self);
  fill (self);
  list_areas (self);
  listen (self);
  vt_shortcuts_add_plain (GTK_WIDGET (self));
  vt_window_add_drop (self);
  vt_window_add_journal (self);
  gtk_window_set_default_size (GTK_WINDOW (self), DEFAULT_WIDTH, DEFAULT_HEIGHT);
  gtk_widget_set_size_request (GTK_WIDGET (self), LEAST_WIDTH, LEAST_HEIGHT);
  show_theme (self);
  vt_window_show_title (self);
  vt_window_update_actions (self);
}

VtWindow *
vt_window_new (GtkApplication *app)
{
  return g_object_new (VT_TYPE_WINDOW, "application", app, NULL);
}

VtSession *
vt_window_session (VtWindow *self)
{
  return self->session;
}

void
vt_window_log_frames (VtWindow *self, const char *path)
{
  g_free (self->frame_log_path);
  self->frame_log_path = g_strdup (path);
}
