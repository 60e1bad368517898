#include "sessions.h"

#include <math.h>

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
  sessions_add ("/ui/session/session/empty", test_empty);
  sessions_add ("/ui/session/session/data-loads", test_data_loads);
  sessions_add ("/ui/session/session/bad-data", test_bad_data);
  sessions_add ("/ui/session/session/edit-and-undo", test_edit_and_undo);
  sessions_add ("/ui/session/session/broken-network", test_broken_network);
  sessions_add ("/ui/session/session/selection", test_selection);
  sessions_add ("/ui/session/session/add-layers", test_add_layers);
  sessions_add ("/ui/session/session/trains", test_trains);
  sessions_add ("/ui/session/session/reset-drops-points", test_reset_drops_points);
  sessions_add ("/ui/session/session/new-weights", test_new_weights);
  sessions_add ("/ui/session/session/group", test_group);
  sessions_add ("/ui/session/session/recipe", test_recipe);
  sessions_add ("/ui/session/session/example-and-input", test_example_and_input);
  sessions_add ("/ui/session/session/wants", test_wants);
  sessions_add ("/ui/session/session/play-while-loading", test_play_while_loading);
  sessions_add ("/ui/session/session/train-while-data-changes", test_train_while_data_changes);
  sessions_add ("/ui/session/session/why-and-set-weight", test_why_and_set_weight);
  return g_test_run ();
}
