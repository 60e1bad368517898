#include "vt-session.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#define PATIENCE (30 * G_USEC_PER_SEC)

typedef struct
{
  VtSession *session;
  guint network, selection, frame, data, document; /* signals seen */
  char *message;                                           /* the last one */
} Fixture;

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

/* Runs the main loop and the display's ticks until the condition holds. */
#define WAIT(session, condition)                                                                                       \
  for (const gint64 deadline = g_get_monotonic_time () + PATIENCE; !(condition);)                                      \
    {                                                                                                                  \
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);                                                          \
      g_main_context_iteration (NULL, FALSE);                                                                          \
      vt_session_tick (session);                                                                                       \
      g_usleep (200);                                                                                                  \
    }

typedef struct
{
  gboolean is_over, saved;
  GError *error;
} Saving;

static void
saved_cb (GObject *session, GAsyncResult *result, gpointer data)
{
  Saving *saving = data;

  saving->saved = vt_session_save_finish (VT_SESSION (session), result, &saving->error);
  saving->is_over = TRUE;
}

static gboolean
save (VtSession *session, const char *path, GError **error)
{
  Saving saving = { 0 };

  vt_session_save (session, path, saved_cb, &saving);
  WAIT (session, saving.is_over);
  if (saving.error != NULL)
    g_propagate_error (error, saving.error);
  return saving.saved;
}

static void
open_example (Fixture *fixture, const char *name)
{
  g_autoptr (GError) error = NULL;

  vt_session_load (fixture->session, name, &error);
  g_assert_no_error (error);
  WAIT (fixture->session, vt_session_dataset (fixture->session) != NULL);
  WAIT (fixture->session, vt_session_frame (fixture->session)->revision == vt_session_revision (fixture->session));
}

static guint
find (VtSession *session, const char *name)
{
  const NnLayer *layer = nn_network_find (vt_session_network (session), name);

  return layer != NULL ? layer->id : 0;
}

static void
train (VtSession *session, gint64 steps)
{
  const gint64 goal = vt_session_frame (session)->step + steps;

  vt_session_play (session);
  WAIT (session, vt_session_frame (session)->step >= goal);
  vt_session_pause (session);
  WAIT (session, !vt_session_is_running (session) && vt_session_frame (session)->state == NN_STATE_PAUSED);
}

static void
test_empty (Fixture *fixture, gconstpointer unused)
{
  VtSession *session = fixture->session;
  g_autofree char *title = vt_session_title (session);
  gsize n;
  guint points;

  g_assert_cmpuint (nn_network_n_layers (vt_session_network (session)), ==, 0);
  g_assert_nonnull (vt_session_report (session));
  g_assert_false (vt_session_can_train (session));
  g_assert_false (vt_session_is_running (session));
  g_assert_false (vt_session_is_modified (session));
  g_assert_null (vt_session_path (session));
  g_assert_null (vt_session_undo_title (session));
  g_assert_nonnull (title);
  g_assert_cmpint (vt_session_frame (session)->state, ==, NN_STATE_EMPTY);
  vt_session_curve (session, &points);
  g_assert_cmpuint (points, ==, 0);
  g_assert_null (vt_session_input (session, &n));

  /* What cannot be done does nothing. */
  vt_session_play (session);
  vt_session_step (session, NN_STEP_BATCH);
  vt_session_reset (session, FALSE);
  vt_session_undo (session);
  g_assert_false (vt_session_is_running (session));
}

static void
test_data_loads (Fixture *fixture, gconstpointer unused)
{
  VtSession *session = fixture->session;
  gsize n;

  g_assert_nonnull (vt_session_info (session)); /* at once, before the examples are there */
  WAIT (session, vt_session_dataset (session) != NULL);
  g_assert_cmpuint (fixture->data, >=, 1);
  g_assert_nonnull (vt_session_input (session, &n));
  g_assert_cmpuint (n, ==, 2);

  vt_session_set_data (session, "builtin:sine");
  g_assert_null (vt_session_dataset (session));
  g_assert_cmpstr (vt_session_info (session)->title, ==, "Sine");
  vt_session_set_data (session, "builtin:moons?n=60");
  WAIT (session, vt_session_dataset (session) != NULL);
  g_assert_cmpuint (nn_dataset_n (vt_session_dataset (session)), ==, 60); /* the stale one was dropped */

  vt_session_undo (session);
  vt_session_undo (session);
  WAIT (session, vt_session_dataset (session) != NULL);
  g_assert_cmpuint (nn_dataset_n (vt_session_dataset (session)), ==, 500);
}

static void
test_bad_data (Fixture *fixture, gconstpointer unused)
{
  VtSession *session = fixture->session;

  open_example (fixture, "example:xor");
  vt_session_set_data (session, "/nowhere/at/all");
  g_assert_nonnull (fixture->message);
  g_assert_null (vt_session_info (session));
  g_assert_false (vt_session_can_train (session));

  vt_session_undo (session);
  WAIT (session, vt_session_can_train (session) && vt_session_dataset (session) != NULL);
}

static void
test_edit_and_undo (Fixture *fixture, gconstpointer unused)
{
  VtSession *session = fixture->session;
  guint64 revision;
  guint dense;

  open_example (fixture, "example:spiral");
  revision = vt_session_revision (session);
  dense = find (session, "dense_1");
  fixture->network = 0;

  /* A card that moves and a name that changes train as before. */
  g_assert_true (vt_session_edit (session, nn_edit_move (dense, 500, 500)));
  g_assert_true (vt_session_edit (session, nn_edit_rename (dense, "First")));
  g_assert_cmpuint (vt_session_revision (session), ==, revision);
  g_assert_cmpuint (fixture->network, ==, 2);
  g_assert_true (vt_session_is_modified (session));

  vt_session_seal (session);
  g_assert_true (vt_session_edit (session, nn_edit_set (dense, "units", 5)));
  g_assert_cmpuint (vt_session_revision (session), ==, revision + 1);
  g_assert_cmpint (nn_report_layer (vt_session_report (session), dense)->parameters, ==, 15);
  WAIT (session, vt_session_frame (session)->revision == revision + 1);

  vt_session_undo (session);
  g_assert_cmpuint (vt_session_revision (session), ==, revision + 2);
  g_assert_cmpint (nn_report_layer (vt_session_report (session), dense)->parameters, ==, 24);
  vt_session_undo (session);
  vt_session_undo (session);
  g_assert_false (vt_session_is_modified (session));
  vt_session_redo (session);
  g_assert_true (vt_session_is_modified (session));

  /* One that cannot be applied changes nothing and says why. */
  g_assert_false (vt_session_edit (session, nn_edit_remove_layer (12345)));
  g_assert_nonnull (fixture->message);
}

static void
test_broken_network (Fixture *fixture, gconstpointer unused)
{
  VtSession *session = fixture->session;
  guint64 revision;
  gint64 step;

  open_example (fixture, "example:xor");
  vt_session_play (session);
  g_assert_true (vt_session_is_running (session));
  WAIT (session, vt_session_frame (session)->step > 50);
  revision = vt_session_frame (session)->revision;

  vt_session_edit (session, nn_edit_remove_layer (find (session, "output")));
  g_assert_false (vt_session_can_train (session));
  g_assert_false (vt_session_is_running (session));
  WAIT (session, vt_session_frame (session)->state == NN_STATE_PAUSED);
  g_assert_cmpuint (vt_session_frame (session)->revision, ==, revision);
  step = vt_session_frame (session)->step;

  vt_session_undo (session);
  g_assert_true (vt_session_can_train (session));
  WAIT (session, vt_session_frame (session)->revision == vt_session_revision (session));
  g_assert_cmpint (vt_session_frame (session)->step, >=, step); /* its weights were kept */
}

static void
test_selection (Fixture *fixture, gconstpointer unused)
{
  VtSession *session = fixture->session;
  guint dense;

  open_example (fixture, "example:xor");
  dense = find (session, "dense_1");
  fixture->selection = 0;
  vt_session_select (session, dense);
  vt_session_select (session, dense);
  g_assert_cmpuint (fixture->selection, ==, 1);
  g_assert_cmpuint (vt_session_selected (session), ==, dense);

  vt_session_edit (session, nn_edit_remove_layer (dense));
  g_assert_cmpuint (vt_session_selected (session), ==, 0);
  g_assert_cmpuint (fixture->selection, ==, 2);
}

/* Enter in the palette, from an empty sheet to a network that runs. */
static void
test_add_layers (Fixture *fixture, gconstpointer unused)
{
  VtSession *session = fixture->session;
  static const char *const kinds[] = { "input", "dense", "output" };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      vt_session_add_layer (session, kinds[i]);
      g_assert_cmpstr (nn_network_layer (vt_session_network (session), vt_session_selected (session))->kind->id, ==,
                       kinds[i]);
    }
  g_assert_true (vt_session_report (session)->runs);
  g_assert_cmpuint (nn_network_n_wires (vt_session_network (session)), ==, 2);

  /* With the output chosen, or nothing, a layer goes before the output. */
  vt_session_add_layer (session, "dense");
  g_assert_true (vt_session_report (session)->runs);
  g_assert_cmpuint (nn_network_n_wires (vt_session_network (session)), ==, 3);
  vt_session_select (session, 0);
  vt_session_add_layer (session, "dropout");
  g_assert_true (vt_session_report (session)->runs);
  g_assert_cmpuint (nn_network_n_wires (vt_session_network (session)), ==, 4);

  for (int i = 0; i < 5; i++)
    vt_session_undo (session);
  g_assert_cmpuint (nn_network_n_layers (vt_session_network (session)), ==, 0);
}

static void
test_trains (Fixture *fixture, gconstpointer unused)
{
  VtSession *session = fixture->session;
  const NnPoint *points;
  guint n;

  open_example (fixture, "example:xor");
  g_assert_true (vt_session_can_train (session));
  train (session, 300);
  g_assert_true (vt_session_is_modified (session));
  points = vt_session_curve (session, &n);
  g_assert_cmpuint (n, >=, 1);
  g_assert_cmpint (points[n - 1].training.step, <=, vt_session_frame (session)->step);
  g_assert_cmpuint (fixture->frame, >=, 1);

  vt_session_reset (session, FALSE);
  vt_session_curve (session, &n);
  g_assert_cmpuint (n, ==, 0);
  WAIT (session, vt_session_frame (session)->step == 0);
  g_assert_false (vt_session_is_modified (session));

  vt_session_step (session, NN_STEP_BATCH);
  WAIT (session, vt_session_frame (session)->step == 1);
}

/* Points on their way when Reset is pressed are not of the curve that begins. */
static void
test_reset_drops_points (Fixture *fixture, gconstpointer unused)
{
  VtSession *session = fixture->session;
  guint n;

  open_example (fixture, "example:xor");
  vt_session_play (session);
  g_usleep (50000);
  vt_session_reset (session, FALSE);
  vt_session_tick (session);
  WAIT (session, vt_session_frame (session)->step == 0 && isfinite (vt_session_frame (session)->validation_loss));
  for (const NnPoint *point = vt_session_curve (session, &n); n > 0; n--, point++)
    g_assert_cmpint (point->training.step, ==, 0);
}

static void
test_new_weights (Fixture *fixture, gconstpointer unused)
{
  VtSession *session = fixture->session;
  guint64 seed;

  open_example (fixture, "example:xor");
  seed = nn_network_seed (vt_session_network (session));
  vt_session_reset (session, TRUE);
  g_assert_cmpuint (nn_network_seed (vt_session_network (session)), !=, seed);
  g_assert_true (vt_session_is_modified (session));
  vt_session_undo (session);
  g_assert_cmpuint (nn_network_seed (vt_session_network (session)), ==, seed);
}

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

/* Turned while it trains, the rate is the frame's next. */
/* What a group holds is trained anew when it changes; how it is drawn changes nothing. */
static void
test_group (Fixture *fixture, gconstpointer unused)
{
  VtSession *session = fixture->session;
  guint64 revision;
  guint group;

  open_example (fixture, "example:spiral");
  group = nn_network_next_id (vt_session_network (session));
  g_assert_true (vt_session_edit (session, nn_edit_make_group (vt_session_network (session), (guint[]) { 2 }, 1, group)));
  revision = vt_session_revision (session);
  g_assert_true (vt_session_set (session, group, "open", TRUE));
  g_assert_cmpuint (vt_session_revision (session), ==, revision);
  g_assert_true (vt_session_edit (session, nn_edit_inside (group, nn_edit_set (2, "units", 5))));
  g_assert_cmpuint (vt_session_revision (session), ==, revision + 1);
  WAIT (session, vt_session_frame (session)->revision == revision + 1);
}

static void
test_recipe (Fixture *fixture, gconstpointer unused)
{
  VtSession *session = fixture->session;
  guint64 revision;

  open_example (fixture, "example:xor");
  revision = vt_session_revision (session);
  vt_session_play (session);
  vt_session_edit (session, nn_edit_set_recipe ("learning_rate", 0.0625));
  WAIT (session, vt_session_frame (session)->rate == 0.0625);
  g_assert_true (vt_session_is_running (session));
  g_assert_cmpuint (vt_session_revision (session), ==, revision);
  vt_session_undo (session);
  WAIT (session, vt_session_frame (session)->rate != 0.0625);
}

static void
test_example_and_input (Fixture *fixture, gconstpointer unused)
{
  VtSession *session = fixture->session;
  const float place[] = { 0.5f, 0.25f };
  float expected[2];
  gsize n;

  open_example (fixture, "example:spiral");
  g_assert_cmpint (vt_session_example (session), ==, 0);
  vt_session_set_example (session, 7);
  nn_dataset_input (vt_session_dataset (session), 7, expected);
  g_assert_cmpmem (vt_session_input (session, &n), n * sizeof (float), expected, sizeof expected);
  WAIT (session, vt_session_frame (session)->example == 7);

  vt_session_set_input (session, place, 2);
  g_assert_cmpint (vt_session_example (session), ==, -1);
  g_assert_cmpmem (vt_session_input (session, &n), n * sizeof (float), place, sizeof place);
  WAIT (session, vt_session_frame (session)->example == -1);

  /* It stays with other points, and goes where it does not fit. */
  vt_session_set_data (session, "builtin:moons");
  WAIT (session, vt_session_dataset (session) != NULL);
  g_assert_cmpint (vt_session_example (session), ==, -1);
  vt_session_set_data (session, "builtin:sine");
  WAIT (session, vt_session_dataset (session) != NULL);
  g_assert_cmpint (vt_session_example (session), ==, 0);
  vt_session_input (session, &n);
  g_assert_cmpuint (n, ==, 1);
}

/* Two widgets look; the numbers each sees are its own, and stay while the other changes its mind. */
static void
test_wants (Fixture *fixture, gconstpointer unused)
{
  VtSession *session = fixture->session;
  int first, second;
  NnLookItem bias = { .at = NN_LOOK_WEIGHT, .role = "bias" };
  NnLookItem weight = { .at = NN_LOOK_WEIGHT, .role = "weight" };
  const NnLookItem result = { .at = NN_LOOK_RESULT };
  gsize n;

  open_example (fixture, "example:spiral");
  bias.layer = weight.layer = find (session, "dense_1");
  vt_session_want (session, &first, &bias, 1);
  g_assert_null (vt_session_seen (session, &first, 0, &n));
  WAIT (session, vt_session_seen (session, &first, 0, &n) != NULL);
  g_assert_cmpuint (n, ==, 8);
  g_assert_null (vt_session_seen (session, &first, 1, &n));
  g_assert_null (vt_session_seen (session, &second, 0, &n));

  vt_session_want (session, &second, (const NnLookItem[]){ result, weight }, 2);
  g_assert_nonnull (vt_session_seen (session, &first, 0, &n));
  WAIT (session, vt_session_seen (session, &second, 1, &n) != NULL);
  g_assert_cmpuint (n, ==, 16);
  vt_session_seen (session, &second, 0, &n);
  g_assert_cmpuint (n, ==, 2);

  /* Wanting the same again keeps what is seen; wanting something else shows nothing old as new. */
  vt_session_want (session, &first, &bias, 1);
  g_assert_nonnull (vt_session_seen (session, &first, 0, &n));
  vt_session_want (session, &first, &weight, 1);
  g_assert_null (vt_session_seen (session, &first, 0, &n));
  WAIT (session, vt_session_seen (session, &first, 0, &n) != NULL);
  g_assert_cmpuint (n, ==, 16);

  vt_session_want (session, &first, NULL, 0);
  g_assert_null (vt_session_seen (session, &first, 0, &n));
  vt_session_tick (session);
  g_assert_nonnull (vt_session_seen (session, &second, 1, &n));
}

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

/* Pressed before the data is there, Train trains when it is. */
static void
test_play_while_loading (Fixture *fixture, gconstpointer unused)
{
  VtSession *session = fixture->session;

  g_assert_true (vt_session_load (session, "example:digits-mlp", NULL));
  g_assert_null (vt_session_dataset (session));
  g_assert_true (vt_session_can_train (session));
  vt_session_play (session);
  g_assert_true (vt_session_is_running (session));
  WAIT (session, vt_session_frame (session)->step > 0);
}

/* Another data set is on its way: the worker does not go on with the old one, and steps when the new one is there. */
static void
test_train_while_data_changes (Fixture *fixture, gconstpointer unused)
{
  VtSession *session = fixture->session;

  open_example (fixture, "example:spiral");
  WAIT (session, vt_session_frame (session)->state == NN_STATE_PAUSED);
  vt_session_set_data (session, "builtin:moons?n=400");
  vt_session_step (session, NN_STEP_BATCH);
  g_usleep (G_USEC_PER_SEC / 5);
  vt_session_tick (session);
  g_assert_null (vt_session_dataset (session));
  g_assert_cmpint (vt_session_frame (session)->step, ==, 0);
  WAIT (session, vt_session_frame (session)->step > 0);
  g_assert_nonnull (vt_session_dataset (session));
  g_assert_cmpint (vt_session_frame (session)->step, ==, 1);

  vt_session_set_data (session, "builtin:moons?n=500");
  vt_session_play (session);
  g_assert_true (vt_session_is_running (session));
  g_usleep (G_USEC_PER_SEC / 5);
  vt_session_tick (session);
  g_assert_null (vt_session_dataset (session));
  g_assert_cmpint (vt_session_frame (session)->step, ==, 1);
  WAIT (session, vt_session_frame (session)->step > 1);
  g_assert_nonnull (vt_session_dataset (session));

  vt_session_set_data (session, "builtin:moons?n=600");
  vt_session_pause (session);
  vt_session_step (session, NN_STEP_BATCH);
  vt_session_pause (session);
  WAIT (session, vt_session_frame (session)->revision == vt_session_revision (session));
  g_assert_cmpint (vt_session_frame (session)->state, ==, NN_STATE_PAUSED);
}

static void
add (const char *path, void (*test) (Fixture *fixture, gconstpointer unused))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

/* Asked for as any other number, answered with the frame; a weight that is set can be taken back. */
static void
test_why_and_set_weight (Fixture *fixture, gconstpointer unused)
{
  VtSession *session = fixture->session;
  g_autofree char *title = NULL;
  int owner;
  guint dense;
  float before;

  open_example (fixture, "example:spiral");
  dense = find (session, "dense_1");
  vt_session_want (session, &owner,
                   (NnLookItem[]) { { .at = NN_LOOK_WHY, .about = NN_WHY_WEIGHT, .layer = dense, .role = "weight", .index = 1 },
                                    { .at = NN_LOOK_WHY, .about = NN_WHY_NUDGE, .layer = dense, .role = "weight", .index = 1 } },
                   2);
  WAIT (session, vt_session_frame (session)->why.question.about == NN_WHY_WEIGHT);
  before = vt_session_frame (session)->why.old;
  g_assert_cmpfloat (vt_session_frame (session)->nudge.old, ==, before);

  g_assert_true (vt_session_edit (session, nn_edit_set_weight (dense, "weight", 1, before, 0.75f)));
  WAIT (session, vt_session_frame (session)->why.old == 0.75);
  g_assert_true (vt_session_is_modified (session));
  title = vt_session_undo_title (session);
  g_assert_cmpstr (title, ==, "Set weight");
  vt_session_undo (session);
  WAIT (session, vt_session_frame (session)->why.old == before);
  vt_session_redo (session);
  WAIT (session, vt_session_frame (session)->why.old == 0.75);

  g_assert_false (vt_session_edit (session, nn_edit_set_weight (dense, "weight", 1, 0, NAN)));
  g_assert_nonnull (fixture->message);
  g_assert_false (vt_session_edit (session, nn_edit_set_weight (999, "weight", 1, 0, 1)));
  vt_session_want (session, &owner, NULL, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("/ui/session/session/empty", test_empty);
  add ("/ui/session/session/data-loads", test_data_loads);
  add ("/ui/session/session/bad-data", test_bad_data);
  add ("/ui/session/session/edit-and-undo", test_edit_and_undo);
  add ("/ui/session/session/broken-network", test_broken_network);
  add ("/ui/session/session/selection", test_selection);
  add ("/ui/session/session/add-layers", test_add_layers);
  add ("/ui/session/session/trains", test_trains);
  add ("/ui/session/session/reset-drops-points", test_reset_drops_points);
  add ("/ui/session/session/new-weights", test_new_weights);
  add ("/ui/session/session/reset-is-undone", test_reset_is_undone);
  add ("/ui/session/session/tape", test_tape);
  add ("/ui/session/session/returns-to-best", test_returns_to_best);
  add ("/ui/session/session/structure-is-undone", test_structure_is_undone);
  add ("/ui/session/session/group", test_group);
  add ("/ui/session/session/recipe", test_recipe);
  add ("/ui/session/session/example-and-input", test_example_and_input);
  add ("/ui/session/session/wants", test_wants);
  add ("/ui/session/session/save-and-load", test_save_and_load);
  add ("/ui/session/session/save-while-loading", test_save_while_loading);
  add ("/ui/session/session/change-while-saving", test_change_while_saving);
  add ("/ui/session/session/save-fails", test_save_fails);
  add ("/ui/session/session/play-while-loading", test_play_while_loading);
  add ("/ui/session/session/train-while-data-changes", test_train_while_data_changes);
  add ("/ui/session/session/why-and-set-weight", test_why_and_set_weight);
  return g_test_run ();
}
