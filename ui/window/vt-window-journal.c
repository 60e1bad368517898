/* What a crash must not take: unsaved work is journalled while the window is open, and what an earlier run left is offered back. */
#include "vt-window-private.h"

#include "text.h"

#define LOOK_SECONDS 4   /* between two looks whether there is something new to write down */

static gboolean
look_cb (gpointer data)
{
  VtWindow *self = data;
  g_autofree char *title = NULL;
  guint64 state;

  /* A window that is not seen looks at its worker only here. */
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    vt_session_tick (self->session);
  state = vt_session_state (self->session);
  if (!vt_session_is_modified (self->session))
    vt_journal_drop (self->journal);
  else if (state != self->journalled)
    {
      title = vt_session_title (self->session);
      if (vt_journal_keep (self->journal, vt_session_copy (self->session, FALSE), vt_session_path (self->session), title))
        self->journalled = state;
    }
  return G_SOURCE_CONTINUE;
}

void
vt_window_add_journal (VtWindow *self)
{
  self->journal = vt_journal_new ();
  self->journal_look = g_timeout_add_seconds (LOOK_SECONDS, look_cb, self);
}

void
vt_window_drop_journal (VtWindow *self)
{
  g_clear_handle_id (&self->journal_look, g_source_remove);
  g_clear_pointer (&self->journal, vt_journal_free);
}

/* The journal of the window it is brought back to takes over before what was left is removed. */
static void
bring_back (VtWindow *self, const VtLeftover *leftover)
{
  g_autoptr (GError) error = NULL;

  if (!vt_session_restore (self->session, leftover->file, leftover->path, leftover->path == NULL ? leftover->title : NULL,
                           &error))
    {
      vt_window_tell (self, error->message);
      return;
    }
  vt_window_watch_file (self);
  vt_window_show_work (self);
  look_cb (self);
  vt_leftover_forget (leftover);
}

static void
bring_all_back (VtWindow *self, GPtrArray *leftovers)
{
  GtkApplication *app = gtk_window_get_application (GTK_WINDOW (self));

  for (guint i = 0; i < leftovers->len; i++)
    {
      VtWindow *window = vt_window_has_work (self) ? vt_window_new (app) : self;

      bring_back (window, g_ptr_array_index (leftovers, i));
      gtk_window_present (GTK_WINDOW (window));
    }
}

static void
answered_cb (VtWindow *self, const char *answer, GtkWidget *dialog)
{
  GPtrArray *leftovers = g_object_get_data (G_OBJECT (dialog), "leftovers");

  if (g_str_equal (answer, "restore"))
    bring_all_back (self, leftovers);
  for (guint i = 0; i < leftovers->len && g_str_equal (answer, "discard"); i++)
    vt_leftover_forget (g_ptr_array_index (leftovers, i));
}

static char *
list_leftovers (GPtrArray *leftovers)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < leftovers->len; i++)
    {
      const VtLeftover *leftover = g_ptr_array_index (leftovers, i);
      g_autofree char *when = g_date_time_format (leftover->when, "%x, %X");

      g_string_append_printf (text, "\n%s (%s)", leftover->title, when);
    }
  return g_string_free (text, FALSE);
}

void
vt_window_offer_leftovers (VtWindow *self)
{
  g_autoptr (GPtrArray) leftovers = vt_journal_leftovers ();
  g_autofree char *list = NULL;
  GtkWidget *dialog;

  if (leftovers->len == 0)
    return;
  list = list_leftovers (leftovers);
  dialog = adw_message_dialog_new (GTK_WINDOW (self), _("Bring back unsaved work?"), NULL);
  adw_message_dialog_format_body (ADW_MESSAGE_DIALOG (dialog), _("Vitrine ended before this was saved:%s"), list);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "later", _("Not now"), "discard", _("Discard"),
                                    "restore", _("Bring back"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "discard", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "restore", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "restore");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "later");
  g_object_set_data_full (G_OBJECT (dialog), "leftovers", g_steal_pointer (&leftovers), (GDestroyNotify) g_ptr_array_unref);
  g_signal_connect_object (dialog, "response", G_CALLBACK (answered_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}
