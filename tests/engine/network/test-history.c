#include "nets.h"

#include "history.h"

static void
do_edit (NnHistory *history, NnEdit *edit)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (nn_history_apply (history, edit, &error));
  g_assert_no_error (error);
}

static double
x_of (const NnNetwork *network, guint id)
{
  return nn_network_layer (network, id)->x;
}

static void
test_undo_redo (void)
{
  g_autoptr (NnNetwork) network = make_chain ("input", "dense", "output", NULL);
  g_autoptr (NnNetwork) before = nn_network_copy (network);
  g_autoptr (NnNetwork) after = NULL;
  g_autoptr (NnHistory) history = nn_history_new (network);
  g_autofree char *undo = NULL;
  g_autofree char *redo = NULL;

  g_assert_null (nn_history_undo_title (history));
  g_assert_false (nn_history_undo (history));
  do_edit (history, nn_edit_remove_layer (2));
  do_edit (history, nn_edit_set_data ("builtin:xor"));
  after = nn_network_copy (network);
  g_assert_true (nn_history_undo (history));
  undo = nn_history_undo_title (history);
  redo = nn_history_redo_title (history);
  g_assert_cmpstr (undo, ==, "Remove Dense 1");
  g_assert_cmpstr (redo, ==, "Change data");
  g_assert_true (nn_history_undo (history));
  g_assert_false (nn_history_undo (history));
  assert_same (network, before);

  while (nn_history_redo (history))
    ;
  assert_same (network, after);
  while (nn_history_undo (history))
    ;
  assert_same (network, before);
}

static void
test_new_edit_clears_redo (void)
{
  g_autoptr (NnNetwork) network = make_chain ("input", "dense", "output", NULL);
  g_autoptr (NnHistory) history = nn_history_new (network);

  do_edit (history, nn_edit_set_title ("One"));
  nn_history_undo (history);
  do_edit (history, nn_edit_set_note ("Two"));
  g_assert_null (nn_history_redo_title (history));
  g_assert_false (nn_history_redo (history));
}

static void
test_refused_edit_leaves_all (void)
{
  g_autoptr (NnNetwork) network = make_chain ("input", "dense", "output", NULL);
  g_autoptr (NnHistory) history = nn_history_new (network);
  g_autoptr (GError) error = NULL;

  do_edit (history, nn_edit_set_title ("One"));
  nn_history_undo (history);
  g_assert_false (nn_history_apply (history, nn_edit_remove_layer (99), &error));
  g_assert_nonnull (error);
  g_assert_true (nn_history_is_saved (history));
  g_assert_true (nn_history_redo (history));
}

static void
test_merge (void)
{
  g_autoptr (NnNetwork) network = make_chain ("input", "dense", "output", NULL);
  g_autoptr (NnHistory) history = nn_history_new (network);
  const double start = x_of (network, 2);

  do_edit (history, nn_edit_set_title ("Before"));
  for (guint i = 1; i <= 10; i++)   /* a drag */
    do_edit (history, nn_edit_move (2, 100 * i, 0));
  nn_history_seal (history);
  do_edit (history, nn_edit_move (2, 7, 7));   /* another */
  do_edit (history, nn_edit_move (3, 7, 7));   /* of another card */

  nn_history_undo (history);
  nn_history_undo (history);
  g_assert_cmpfloat (x_of (network, 2), ==, 1000);
  nn_history_undo (history);
  g_assert_cmpfloat (x_of (network, 2), ==, start);
  g_assert_cmpstr (nn_network_title (network), ==, "Before");
  nn_history_redo (history);
  g_assert_cmpfloat (x_of (network, 2), ==, 1000);
}

static NnEdit *
move_two (double x)
{
  GPtrArray *edits = g_ptr_array_new ();

  g_ptr_array_add (edits, nn_edit_move (2, x, 0));
  g_ptr_array_add (edits, nn_edit_move (3, x + 200, 0));
  return nn_edit_group (g_strdup ("Move 2 layers"), edits);
}

static void
test_merge_groups (void)
{
  g_autoptr (NnNetwork) network = make_chain ("input", "dense", "output", NULL);
  g_autoptr (NnNetwork) before = nn_network_copy (network);
  g_autoptr (NnHistory) history = nn_history_new (network);

  do_edit (history, move_two (1));
  do_edit (history, move_two (2));
  do_edit (history, move_two (3));
  nn_history_undo (history);
  assert_same (network, before);
  g_assert_false (nn_history_undo (history));
}

static void
test_saved (void)
{
  g_autoptr (NnNetwork) network = make_chain ("input", "dense", "output", NULL);
  g_autoptr (NnHistory) history = nn_history_new (network);

  g_assert_true (nn_history_is_saved (history));
  do_edit (history, nn_edit_move (2, 1, 0));
  g_assert_false (nn_history_is_saved (history));
  nn_history_mark_saved (history, nn_history_state (history));
  g_assert_true (nn_history_is_saved (history));
  do_edit (history, nn_edit_move (2, 2, 0));   /* does not merge over the mark */
  g_assert_false (nn_history_is_saved (history));
  nn_history_undo (history);
  g_assert_true (nn_history_is_saved (history));
  g_assert_cmpfloat (x_of (network, 2), ==, 1);
  nn_history_undo (history);
  g_assert_false (nn_history_is_saved (history));
  nn_history_redo (history);
  g_assert_true (nn_history_is_saved (history));

  nn_history_undo (history);
  do_edit (history, nn_edit_move (3, 2, 0));   /* the saved state can never be reached again */
  g_assert_false (nn_history_is_saved (history));
  nn_history_undo (history);
  g_assert_false (nn_history_is_saved (history));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/network/history/undo-redo", test_undo_redo);
  g_test_add_func ("/engine/network/history/new-edit-clears-redo", test_new_edit_clears_redo);
  g_test_add_func ("/engine/network/history/refused-edit-leaves-all", test_refused_edit_leaves_all);
  g_test_add_func ("/engine/network/history/merge", test_merge);
  g_test_add_func ("/engine/network/history/merge-groups", test_merge_groups);
  g_test_add_func ("/engine/network/history/saved", test_saved);
  return g_test_run ();
}
