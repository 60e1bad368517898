/* A document that somebody else changes on the disk is noticed. */
#include "vt-window-private.h"

#include <glib/gstdio.h>

#include "text.h"

/* Programs write in pieces, or beside and rename: what counts is how it is a moment later. */
#define SETTLE_MS 250

static gboolean
take_stamp (const char *path, VtStamp *stamp)
{
  GStatBuf info;

  if (path == NULL || g_stat (path, &info) != 0)
    return FALSE;
  *stamp = (VtStamp){ .inode = info.st_ino,
                      .size = info.st_size,
                      .time = info.st_mtim.tv_sec * G_GINT64_CONSTANT (1000000000) + info.st_mtim.tv_nsec };
  return TRUE;
}

static gboolean
same_stamp (const VtStamp *a, const VtStamp *b)
{
  return a->inode == b->inode && a->size == b->size && a->time == b->time;
}

static void
ask (VtWindow *self)
{
  g_autofree char *title = vt_session_title (self->session);
  g_autofree char *sentence = g_strdup_printf (
      vt_session_is_modified (self->session)
          ? _("Another program has changed %s. Reloading shows what it wrote; what you have not saved here goes then.")
          : _("Another program has changed %s. Reload to see what it wrote."),
      title);

  vt_banner_ask (self->changed, sentence);
}

static void
tell_gone (VtWindow *self)
{
  g_autofree char *title = vt_session_title (self->session);
  g_autofree char *sentence =
      g_strdup_printf (_("%s was moved or deleted by another program. Save it to have it there again."), title);

  vt_session_differ (self->session);
  vt_window_tell (self, sentence);
}

static gboolean
settled_cb (gpointer data)
{
  VtWindow *self = data;
  VtStamp now;

  self->settle = 0;
  if (vt_session_is_saving (self->session))
    return G_SOURCE_REMOVE; /* it is watched anew when that is over */
  if (!take_stamp (vt_session_path (self->session), &now))
    {
      if (self->stamp.time != 0)
        tell_gone (self);
      self->stamp = (VtStamp){ 0 };
    }
  else if (!same_stamp (&now, &self->stamp))
    ask (self);
  return G_SOURCE_REMOVE;
}

static void
event_cb (VtWindow *self)
{
  g_clear_handle_id (&self->settle, g_source_remove);
  self->settle = g_timeout_add (SETTLE_MS, settled_cb, self);
}

static void
reload_cb (gpointer data)
{
  VtWindow *self = data;
  g_autofree char *path = g_strdup (vt_session_path (self->session));

  vt_window_load (self, path);
}

/* What is on the disk is known now, and not this. */
static void
keep_cb (gpointer data)
{
  VtWindow *self = data;

  vt_banner_ask (self->changed, NULL);
  take_stamp (vt_session_path (self->session), &self->stamp);
  vt_session_differ (self->session);
}

GtkWidget *
vt_window_make_changed (VtWindow *self)
{
  GtkWidget *changed =
      vt_banner_new (_("Changed on the disk"), _("Reload"), reload_cb, _("Keep mine"), keep_cb, self);

  self->changed = VT_BANNER (changed);
  return changed;
}

void
vt_window_watch_file (VtWindow *self)
{
  const char *path = vt_session_path (self->session);
  g_autoptr (GFile) file = path != NULL ? g_file_new_for_path (path) : NULL;

  vt_window_unwatch_file (self);
  vt_banner_ask (self->changed, NULL);
  self->stamp = (VtStamp){ 0 };
  if (file == NULL)
    return;
  take_stamp (path, &self->stamp);
  self->monitor = g_file_monitor_file (file, G_FILE_MONITOR_WATCH_MOVES, NULL, NULL);
  if (self->monitor != NULL)
    g_signal_connect_object (self->monitor, "changed", G_CALLBACK (event_cb), self, G_CONNECT_SWAPPED);
}

void
vt_window_unwatch_file (VtWindow *self)
{
  g_clear_handle_id (&self->settle, g_source_remove);
  g_clear_object (&self->monitor);
}
