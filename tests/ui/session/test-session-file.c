/* What a session writes and reads. */
#include "sessions.h"

#include <glib/gstdio.h>
#include <math.h>

static void
test_save_and_load (Fixture *fixture, gconstpointer unused)
{
  VtSession *session = fixture->session;
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("vitrine-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "net.vitrine", NULL);
  g_autofree char *bad = g_build_filename (folder, "bad.vitrine", NULL);
  g_autofree char *title = NULL;
  const NnLookItem weight = { .at = NN_LOOK_WEIGHT, .role = "weight" };
  NnLookItem item = weight;
  g_autofree float *before = NULL;
  gint64 step;
  double loss;
  gsize n;

  open_example (fixture, "example:xor");
  g_assert_null (vt_session_path (session));
  train (session, 100);
  WAIT (session, isfinite (vt_session_frame (session)->validation_loss));
  step = vt_session_frame (session)->step;
  item.layer = find (session, "dense_1");
  vt_session_want (session, fixture, &item, 1);
  WAIT (session, vt_session_seen (session, fixture, 0, &n) != NULL);
  before = g_memdup2 (vt_session_seen (session, fixture, 0, &n), n * sizeof (float));
  g_assert_true (save (session, path, &error));
  g_assert_no_error (error);
  g_assert_false (vt_session_is_modified (session));
  g_assert_cmpstr (vt_session_path (session), ==, path);
  title = vt_session_title (session);
  g_assert_cmpstr (title, ==, "net.vitrine");
  loss = vt_session_frame (session)->validation_loss;

  open_example (fixture, "example:spiral");
  WAIT (session, vt_session_frame (session)->step == 0);

  /* A bad file leaves what is open as it is. */
  g_assert_true (g_file_set_contents (bad, "not a document", -1, NULL));
  g_assert_false (vt_session_load (session, bad, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_nonnull (nn_network_find (vt_session_network (session), "dense_2"));
  g_assert_null (vt_session_path (session));

  g_assert_true (vt_session_load (session, path, &error));
  WAIT (session, vt_session_frame (session)->step == step);
  g_assert_false (vt_session_is_modified (session));
  g_assert_null (vt_session_undo_title (session));
  item.layer = find (session, "dense_1");
  vt_session_want (session, fixture, &item, 1);
  WAIT (session, vt_session_seen (session, fixture, 0, &n) != NULL);
  g_assert_cmpmem (vt_session_seen (session, fixture, 0, &n), n * sizeof (float), before, n * sizeof (float));
  WAIT (session, isfinite (vt_session_frame (session)->validation_loss));
  g_assert_cmpfloat (vt_session_frame (session)->validation_loss, ==, loss);

  vt_session_reset (session, FALSE);
  WAIT (session, vt_session_frame (session)->step == 0);
  g_assert_true (vt_session_is_modified (session));

  vt_session_clear (session);
  g_assert_cmpuint (nn_network_n_layers (vt_session_network (session)), ==, 0);
  WAIT (session, vt_session_frame (session)->state == NN_STATE_EMPTY);
  g_remove (path);
  g_remove (bad);
  g_rmdir (folder);
}

/* Opened and saved again before its data is there: the weights are not lost. */
static void
test_save_while_loading (Fixture *fixture, gconstpointer unused)
{
  VtSession *session = fixture->session;
  g_autofree char *folder = g_dir_make_tmp ("vitrine-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "net.vitrine", NULL);
  g_autoptr (NnDocument) document = NULL;

  open_example (fixture, "example:xor");
  train (session, 10);
  g_assert_true (save (session, path, NULL));
  g_assert_true (vt_session_load (session, path, NULL));
  g_assert_null (vt_session_dataset (session));
  g_assert_true (save (session, NULL, NULL));

  document = nn_document_load (path, NULL);
  g_assert_cmpuint (nn_tensors_n (document->weights), >, 0);
  g_assert_cmpint (document->step, >=, 10);
  WAIT (session, vt_session_frame (session)->step == document->step);
  g_remove (path);
  g_rmdir (folder);
}

/* What is done while it is being written is not saved; what was there when saving began is. */
static void
test_change_while_saving (Fixture *fixture, gconstpointer unused)
{
  VtSession *session = fixture->session;
  g_autofree char *folder = g_dir_make_tmp ("vitrine-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "net.vitrine", NULL);
  g_autoptr (NnDocument) document = NULL;
  Saving saving = { 0 };

  open_example (fixture, "example:xor");
  vt_session_save (session, path, saved_cb, &saving);
  g_assert_true (vt_session_is_saving (session));
  g_assert_true (vt_session_edit (session, nn_edit_set (find (session, "dense_1"), "units", 7)));
  WAIT (session, saving.is_over);
  g_assert_true (saving.saved);
  g_assert_false (vt_session_is_saving (session));
  g_assert_true (vt_session_is_modified (session));
  document = nn_document_load (path, NULL);
  g_assert_cmpint (nn_settings_int (nn_network_find (document->network, "dense_1")->settings, "units"), ==, 4);
  vt_session_undo (session);
  g_assert_false (vt_session_is_modified (session));

  /* The file of one document is not that of another that was opened meanwhile. */
  saving = (Saving) { 0 };
  vt_session_save (session, path, saved_cb, &saving);
  g_assert_true (vt_session_load (session, "example:moons", NULL));
  WAIT (session, saving.is_over);
  g_assert_null (vt_session_path (session));
  g_remove (path);
  g_rmdir (folder);
}

static void
test_save_fails (Fixture *fixture, gconstpointer unused)
{
  VtSession *session = fixture->session;
  g_autoptr (GError) error = NULL;

  open_example (fixture, "example:xor");
  g_assert_true (vt_session_edit (session, nn_edit_set (find (session, "dense_1"), "units", 7)));
  g_assert_false (save (session, "/nowhere/net.vitrine", &error));
  g_assert_error (error, NN_ERROR, NN_ERROR_DATA);
  g_assert_true (vt_session_is_modified (session));
  g_assert_null (vt_session_path (session));
}

typedef struct
{
  gboolean is_over, was_read;
  GError *error;
} Reading;

static void
read_cb (GObject *session, GAsyncResult *result, gpointer data)
{
  Reading *reading = data;

  reading->was_read = vt_session_read_finish (VT_SESSION (session), result, &reading->error);
  reading->is_over = TRUE;
}

/* Read in a thread a file is the same; until then, and after one that cannot be read, the session is as it was. */
static void
test_read (Fixture *fixture, gconstpointer unused)
{
  VtSession *session = fixture->session;
  g_autofree char *folder = g_dir_make_tmp ("vitrine-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "a.vitrine", NULL);
  Reading good = { 0 }, bad = { 0 };
  gint64 step;

  open_example (fixture, "example:spiral");
  train (session, 20);
  step = vt_session_frame (session)->step;
  g_assert_true (save (session, path, NULL));
  open_example (fixture, "example:sine");

  vt_session_read (session, "/no/such/file.vitrine", read_cb, &bad);
  WAIT (session, bad.is_over);
  g_assert_false (bad.was_read);
  g_assert_nonnull (bad.error);
  g_assert_cmpstr (nn_network_data (vt_session_network (session)), ==, "builtin:sine");
  g_clear_error (&bad.error);

  vt_session_read (session, path, read_cb, &good);
  g_assert_cmpstr (nn_network_data (vt_session_network (session)), ==, "builtin:sine");   /* nothing waits for it */
  WAIT (session, good.is_over);
  g_assert_true (good.was_read);
  g_assert_cmpstr (vt_session_path (session), ==, path);
  WAIT (session, vt_session_frame (session)->step == step);
  g_assert_false (vt_session_is_modified (session));
  g_remove (path);
  g_rmdir (folder);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  sessions_add ("/ui/session/session-file/save-and-load", test_save_and_load);
  sessions_add ("/ui/session/session-file/save-while-loading", test_save_while_loading);
  sessions_add ("/ui/session/session-file/change-while-saving", test_change_while_saving);
  sessions_add ("/ui/session/session-file/save-fails", test_save_fails);
  sessions_add ("/ui/session/session-file/read", test_read);
  return g_test_run ();
}
