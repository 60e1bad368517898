/* Which training belongs to which state: the tape, and what undo brings back. */
#include "sessions.h"

#include <math.h>
#include <string.h>

static gsize
curve_length (VtSession *session, gint64 *last_step)
{
  guint n;
  const NnPoint *points = vt_session_curve (session, &n);

  *last_step = n > 0 ? points[n - 1].training.step : -1;
  return n;
}

/* Undo of Reset brings back the run: step, tape and curve; redo the one since. */
static void
test_reset_is_undone (Fixture *fixture, gconstpointer unused)
{
  VtSession *session = fixture->session;
  g_autofree char *title = NULL;
  gint64 step, last;
  guint moments;

  open_example (fixture, "example:xor");
  train (session, 300);
  WAIT (session, isfinite (vt_session_frame (session)->validation_loss));
  step = vt_session_frame (session)->step;
  moments = vt_session_frame (session)->tape->len;
  vt_session_reset (session, FALSE);
  title = vt_session_undo_title (session);
  g_assert_cmpstr (title, ==, "Reset");
  WAIT (session, vt_session_frame (session)->step == 0);
  vt_session_step (session, NN_STEP_BATCH);
  WAIT (session, vt_session_frame (session)->step == 1);

  vt_session_undo (session);
  WAIT (session, vt_session_frame (session)->step == step);
  g_assert_cmpuint (vt_session_frame (session)->tape->len, ==, moments);
  g_assert_cmpuint (curve_length (session, &last), >, 0);
  g_assert_cmpint (last, ==, step);
  vt_session_redo (session);
  WAIT (session, vt_session_frame (session)->step == 1);
  g_assert_cmpuint (curve_length (session, &last), >, 0);
  g_assert_cmpint (last, ==, 1);
}

/* Training goes on from a moment of the tape, with the curve up to there; undo brings back what came after. */
static void
test_tape (Fixture *fixture, gconstpointer unused)
{
  VtSession *session = fixture->session;
  g_autofree char *title = NULL;
  gint64 step, last;

  open_example (fixture, "example:xor");
  for (gint64 i = 1; i <= 20; i++)
    {
      vt_session_step (session, NN_STEP_BATCH);
      WAIT (session, vt_session_frame (session)->step == i);
    }
  vt_session_show_moment (session, 12);
  WAIT (session, vt_session_frame (session)->step == 12);
  g_assert_cmpint (vt_session_moment (session), ==, 12);
  curve_length (session, &last);
  g_assert_cmpint (last, ==, 20);
  vt_session_show_moment (session, -1);
  WAIT (session, vt_session_frame (session)->step == 20);
  g_assert_cmpint (vt_session_moment (session), ==, -1);

  vt_session_show_moment (session, 12);
  vt_session_step (session, NN_STEP_BATCH);
  WAIT (session, vt_session_frame (session)->step == 13);
  g_assert_cmpint (vt_session_moment (session), ==, -1);
  WAIT (session, curve_length (session, &last) > 0 && last == 13);
  title = vt_session_undo_title (session);
  g_assert_cmpstr (title, ==, "Train from step 12");
  vt_session_undo (session);
  WAIT (session, vt_session_frame (session)->step == 20);
  step = vt_session_frame (session)->step;
  curve_length (session, &last);
  g_assert_cmpint (last, ==, step);
}

/* Where the recipe keeps the best weights, training that ends by itself goes back to them, and undo takes that back. */
static void
test_returns_to_best (Fixture *fixture, gconstpointer unused)
{
  VtSession *session = fixture->session;
  g_autofree char *title = NULL;
  gint64 step, last;
  double loss;

  open_example (fixture, "example:xor");
  vt_session_edit (session, nn_edit_set_recipe ("learning_rate", 1));
  vt_session_edit (session, nn_edit_set_recipe ("patience", 4));
  vt_session_edit (session, nn_edit_set_recipe ("keep_best", TRUE));
  vt_session_play (session);
  WAIT (session, vt_session_frame (session)->best_step >= 0);
  step = vt_session_frame (session)->best_step;
  WAIT (session, vt_session_frame (session)->step == step);
  WAIT (session, isfinite (vt_session_frame (session)->validation_loss));
  loss = vt_session_frame (session)->validation_loss;
  title = vt_session_undo_title (session);
  g_assert_cmpstr (title, ==, "Return to the best weights");
  g_assert_nonnull (vt_session_frame (session)->stopped);
  g_assert_nonnull (strstr (vt_session_frame (session)->stopped, "The weights are back at epoch"));
  curve_length (session, &last);
  g_assert_cmpint (last, <=, step);

  vt_session_undo (session);
  WAIT (session, vt_session_frame (session)->step > step);
  WAIT (session, isfinite (vt_session_frame (session)->validation_loss));
  g_assert_cmpint (vt_session_frame (session)->step, ==, step + 4 * 20);
  g_assert_cmpfloat (vt_session_frame (session)->validation_loss, >=, loss);
}

/* A change of structure keeps the weights of layers that it does not touch; undo brings back all of them, with the step. */
static void
test_structure_is_undone (Fixture *fixture, gconstpointer unused)
{
  VtSession *session = fixture->session;
  gint64 step;

  open_example (fixture, "example:spiral");
  train (session, 100);
  step = vt_session_frame (session)->step;
  vt_session_edit (session, nn_edit_set (find (session, "dense_2"), "units", 3));
  train (session, 50);
  g_assert_cmpint (vt_session_frame (session)->step, >=, step + 50);
  vt_session_undo (session);
  WAIT (session, vt_session_frame (session)->step == step);
  vt_session_redo (session);
  WAIT (session, vt_session_frame (session)->step >= step + 50);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  sessions_add ("/ui/session/session-lines/reset-is-undone", test_reset_is_undone);
  sessions_add ("/ui/session/session-lines/tape", test_tape);
  sessions_add ("/ui/session/session-lines/returns-to-best", test_returns_to_best);
  sessions_add ("/ui/session/session-lines/structure-is-undone", test_structure_is_undone);
  return g_test_run ();
}
