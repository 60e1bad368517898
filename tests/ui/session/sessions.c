#include "sessions.h"

static void
count_cb (VtSession *session, gpointer counter)
{
  (*(guint *) counter)++;
}

static void
message_cb (VtSession *session, const char *text, Fixture *fixture)
{
  g_free (fixture->message);
  fixture->message = g_strdup (text);
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  fixture->session = vt_session_new ();
  g_signal_connect (fixture->session, "network", G_CALLBACK (count_cb), &fixture->network);
  g_signal_connect (fixture->session, "selection", G_CALLBACK (count_cb), &fixture->selection);
  g_signal_connect (fixture->session, "frame", G_CALLBACK (count_cb), &fixture->frame);
  g_signal_connect (fixture->session, "data", G_CALLBACK (count_cb), &fixture->data);
  g_signal_connect (fixture->session, "document", G_CALLBACK (count_cb), &fixture->document);
  g_signal_connect (fixture->session, "message", G_CALLBACK (message_cb), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_object_add_weak_pointer (G_OBJECT (fixture->session), (gpointer *) &fixture->session);
  g_object_unref (fixture->session);
  g_assert_null (fixture->session);
  g_free (fixture->message);
}


void
saved_cb (GObject *session, GAsyncResult *result, gpointer data)
{
  Saving *saving = data;

  saving->saved = vt_session_save_finish (VT_SESSION (session), result, &saving->error);
  saving->is_over = TRUE;
}

gboolean
save (VtSession *session, const char *path, GError **error)
{
  Saving saving = { 0 };

  vt_session_save (session, path, saved_cb, &saving);
  WAIT (session, saving.is_over);
  if (saving.error != NULL)
    g_propagate_error (error, saving.error);
  return saving.saved;
}

void
open_example (Fixture *fixture, const char *name)
{
  g_autoptr (GError) error = NULL;

  vt_session_load (fixture->session, name, &error);
  g_assert_no_error (error);
  WAIT (fixture->session, vt_session_dataset (fixture->session) != NULL);
  WAIT (fixture->session, vt_session_frame (fixture->session)->revision == vt_session_revision (fixture->session));
}

guint
find (VtSession *session, const char *name)
{
  const NnLayer *layer = nn_network_find (vt_session_network (session), name);

  return layer != NULL ? layer->id : 0;
}

void
train (VtSession *session, gint64 steps)
{
  const gint64 goal = vt_session_frame (session)->step + steps;

  vt_session_play (session);
  WAIT (session, vt_session_frame (session)->step >= goal);
  vt_session_pause (session);
  WAIT (session, !vt_session_is_running (session) && vt_session_frame (session)->state == NN_STATE_PAUSED);
}

void
sessions_add (const char *path, void (*test) (Fixture *fixture, gconstpointer unused))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}
