#include "vt-window-private.h"

#include <glib/gstdio.h>

#include "source.h"
#include "text.h"
#include "vt-recent.h"

#define EXAMPLE "example:"
#define LARGE 4000000   /* bytes: more take longer to read than a frame may */

static const char *const document_ends[] = { ".vitrine", ".json" };

static gboolean
is_document (const char *path)
{
  for (guint i = 0; i < G_N_ELEMENTS (document_ends); i++)
    if (g_str_has_suffix (path, document_ends[i]))
      return TRUE;
  return g_str_has_prefix (path, EXAMPLE);
}

/* Unsaved work */

static void
drop_then (VtWindow *self)
{
  self->then = NULL;
  g_clear_pointer (&self->then_text, g_free);
}

static void
do_then (VtWindow *self)
{
  g_autofree char *text = g_steal_pointer (&self->then_text);
  const VtThen then = g_steal_pointer (&self->then);

  if (then != NULL)
    then (self, text);
}

/* What waits for it is asked again: something may have been changed while it was written. */
static void
saved_cb (GObject *session, GAsyncResult *result, gpointer window)
{
  g_autoptr (VtWindow) self = window;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = g_steal_pointer (&self->then_text);
  const VtThen then = g_steal_pointer (&self->then);

  if (!vt_session_save_finish (VT_SESSION (session), result, &error))
    {
      vt_window_tell (self, error->message);
      return;
    }
  vt_recent_note (vt_session_path (self->session));
  vt_window_watch_file (self);
  if (then != NULL)
    vt_window_guard (self, then, text);
}

static void
write_to (VtWindow *self, const char *path)
{
  if (!vt_session_is_saving (self->session))
    vt_session_save (self->session, path, saved_cb, g_object_ref (self));
}

/* What is saved before something else is done must not train on meanwhile. */
static gboolean
save_idle_cb (gpointer window)
{
  VtWindow *self = window;

  vt_session_pause (self->session);
  vt_window_save (self);
  return G_SOURCE_REMOVE;
}

static gboolean
discard_idle_cb (gpointer self)
{
  do_then (self);
  return G_SOURCE_REMOVE;
}

/* Acts when the dialog is gone: it must not outlive the window, which may close now. */
static void
answered_cb (VtWindow *self, const char *answer)
{
  if (g_str_equal (answer, "save"))
    g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, save_idle_cb, g_object_ref (self), g_object_unref);
  else if (g_str_equal (answer, "discard"))
    g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, discard_idle_cb, g_object_ref (self), g_object_unref);
  else
    drop_then (self);
}

void
vt_window_guard (VtWindow *self, VtThen then, const char *text)
{
  g_autofree char *title = NULL;
  GtkWidget *dialog;

  drop_then (self);
  self->then = then;
  self->then_text = g_strdup (text);
  if (vt_session_is_saving (self->session))
    return; /* when it is saved this is asked again */
  if (!vt_session_is_modified (self->session))
    {
      do_then (self);
      return;
    }
  title = vt_session_title (self->session);
  dialog = adw_message_dialog_new (GTK_WINDOW (self), _("Save changes?"), NULL);
  adw_message_dialog_format_body (ADW_MESSAGE_DIALOG (dialog),
                                  _("%s has changes or training that are not saved. What is not saved is lost."),
                                  title);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("Cancel"), "discard", _("Discard"),
                                    "save", _("Save"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "discard", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "save", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "save");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (answered_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* Choosing files */

typedef void (*Chosen) (VtWindow *self, const char *path);

static void
response_cb (VtWindow *self, int response)
{
  g_autoptr (GtkFileChooserNative) chooser = g_steal_pointer (&self->chooser);
  const Chosen chosen = g_object_get_data (G_OBJECT (chooser), "chosen");
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (response == GTK_RESPONSE_ACCEPT && path != NULL)
    chosen (self, path);
  else
    drop_then (self);
}

static GtkFileChooser *
choose (VtWindow *self, const char *title, GtkFileChooserAction action, Chosen chosen)
{
  if (self->chooser != NULL)
    {
      gtk_native_dialog_destroy (GTK_NATIVE_DIALOG (self->chooser));
      g_clear_object (&self->chooser);
    }
  self->chooser = gtk_file_chooser_native_new (title, GTK_WINDOW (self), action, NULL, NULL);
  g_object_set_data (G_OBJECT (self->chooser), "chosen", chosen);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (response_cb), self, G_CONNECT_SWAPPED);
  return GTK_FILE_CHOOSER (self->chooser);
}

static void
add_filter (GtkFileChooser *chooser, const char *name, const char *const *ends, guint n)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, name);
  for (guint i = 0; i < n; i++)
    gtk_file_filter_add_suffix (filter, ends[i] + 1);
  if (n == 0)
    gtk_file_filter_add_pattern (filter, "*");
  gtk_file_chooser_add_filter (chooser, filter);
}

/* Opening */

static void
show_opened (VtWindow *self)
{
  if (vt_session_path (self->session) != NULL)
    vt_recent_note (vt_session_path (self->session));
  vt_window_watch_file (self);
  vt_window_show_work (self);
}

static void
tell_not_opened (VtWindow *self, const GError *error)
{
  if (!vt_window_has_work (self))
    vt_window_show_start (self);
  vt_window_tell (self, error->message);
}

static void
read_cb (GObject *session, GAsyncResult *result, gpointer data)
{
  g_autoptr (VtWindow) self = data;
  g_autoptr (GError) error = NULL;

  if (self->session == NULL)
    return;   /* closed meanwhile */
  gtk_widget_set_sensitive (GTK_WIDGET (self->faces), TRUE);
  vt_window_tell (self, NULL);
  if (vt_session_read_finish (VT_SESSION (session), result, &error))
    show_opened (self);
  else
    tell_not_opened (self, error);
}

/* Nothing may be changed that would be gone when the file has been read. */
static void
read_large (VtWindow *self, const char *path)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *sentence = g_strdup_printf (_("Opening %s…"), name);

  vt_session_pause (self->session);
  gtk_widget_set_sensitive (GTK_WIDGET (self->faces), FALSE);
  vt_window_tell (self, sentence);
  vt_session_read (self->session, path, read_cb, g_object_ref (self));
}

static gboolean
is_large (const char *path)
{
  GStatBuf info;

  return g_stat (path, &info) == 0 && info.st_size > LARGE;
}

void
vt_window_load (VtWindow *self, const char *path)
{
  g_autoptr (GError) error = NULL;

  vt_window_tell (self, NULL);
  if (is_large (path))
    read_large (self, path);
  else if (vt_session_load (self->session, path, &error))
    show_opened (self);
  else
    tell_not_opened (self, error);
}

static void
load (VtWindow *self, const char *path)
{
  vt_window_load (self, path);
}

/* A set that cannot even be described is refused before anything changes. */
static void
use_data (VtWindow *self, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NnDataInfo) info = nn_data_describe (path, &error);

  if (info == NULL)
    {
      vt_window_tell (self, error->message);
      return;
    }
  vt_session_edit (self->session, nn_edit_set_data (path));
  vt_session_seal (self->session);
  vt_window_show_work (self);
}

void
vt_window_open_any (VtWindow *self, const char *path)
{
  if (is_document (path))
    vt_window_guard (self, load, path);
  else
    use_data (self, path);
}

void
vt_window_choose_document (VtWindow *self)
{
  GtkFileChooser *chooser = choose (self, _("Open a network"), GTK_FILE_CHOOSER_ACTION_OPEN, vt_window_open_any);

  add_filter (chooser, _("Vitrine networks"), document_ends, G_N_ELEMENTS (document_ends));
  add_filter (chooser, _("All files"), NULL, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

void
vt_window_choose_data (VtWindow *self, gboolean folder)
{
  GtkFileChooser *chooser =
      choose (self, folder ? _("Open a folder of data") : _("Open a data file"),
              folder ? GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER : GTK_FILE_CHOOSER_ACTION_OPEN, use_data);

  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

/* Saving */

static void
save_to (VtWindow *self, const char *path)
{
  g_autofree char *whole = is_document (path) || g_str_has_suffix (path, ".safetensors")
                               ? g_strdup (path)
                               : g_strconcat (path, document_ends[0], NULL);

  write_to (self, whole);
}

void
vt_window_save (VtWindow *self)
{
  if (vt_session_path (self->session) != NULL)
    write_to (self, NULL);
  else
    vt_window_save_as (self);
}

void
vt_window_choose_new_file (VtWindow *self, const char *title, const char *name, Chosen chosen)
{
  GtkFileChooser *chooser = choose (self, title, GTK_FILE_CHOOSER_ACTION_SAVE, chosen);

  gtk_file_chooser_set_current_name (chooser, name);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

void
vt_window_save_as (VtWindow *self)
{
  GtkFileChooser *chooser = choose (self, _("Save the network"), GTK_FILE_CHOOSER_ACTION_SAVE, save_to);
  g_autofree char *title = vt_session_title (self->session);
  g_autofree char *name = is_document (title) ? g_strdup (title) : g_strconcat (title, document_ends[0], NULL);

  add_filter (chooser, _("Vitrine networks"), document_ends, G_N_ELEMENTS (document_ends));
  gtk_file_chooser_set_current_name (chooser, name);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

/* Dropping */

static gboolean
dropped_cb (VtWindow *self, const GValue *value)
{
  GSList *files = gdk_file_list_get_files (g_value_get_boxed (value));
  g_autofree char *path = files != NULL ? g_file_get_path (files->data) : NULL;

  g_slist_free (files);
  if (path == NULL)
    return FALSE;
  vt_window_open_any (self, path);
  return TRUE;
}

void
vt_window_add_drop (VtWindow *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  g_signal_connect_swapped (target, "drop", G_CALLBACK (dropped_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}
