/* Notes and arrows on the sheet. */
#include <math.h>
#include <string.h>

#include "bounds.h"
#include "document.h"
#include "errors.h"
#include "history.h"
#include "nets.h"

static guint
add_mark (NnNetwork *network, NnMarkKind kind, const char *text)
{
  const NnMark mark = {
    .id = nn_network_next_id (network),
    .kind = kind,
    .x = 10,
    .y = 20,
    .w = kind == NN_MARK_NOTE ? 180 : -50,
    .h = kind == NN_MARK_NOTE ? 0 : 30,
    .text = (char *) text,
  };

  apply (network, nn_edit_add_mark (&mark));
  return mark.id;
}

static void
test_undo (void)
{
  g_autoptr (NnNetwork) network = make_chain ("input", "dense", NULL);
  g_autoptr (NnNetwork) before = NULL;
  const guint note = add_mark (network, NN_MARK_NOTE, "one"), arrow = add_mark (network, NN_MARK_ARROW, "");
  g_autoptr (NnEdit) add_back = NULL, move_back = NULL, set_back = NULL;
  NnMark changed = *nn_network_mark (network, arrow);

  g_assert_cmpuint (note, ==, 3);
  g_assert_cmpuint (nn_network_next_id (network), ==, 5);
  before = nn_network_copy (network);

  add_back = apply_for_inverse (network, nn_edit_remove_mark (note));
  g_assert_null (nn_network_mark (network, note));
  apply (network, g_steal_pointer (&add_back));
  g_assert_cmpuint (nn_network_mark_at (network, 0)->id, ==, note);
  assert_same (network, before);

  move_back = apply_for_inverse (network, nn_edit_move (note, 100, 200));
  g_assert_cmpfloat (nn_network_mark (network, note)->y, ==, 200);
  g_assert_false (nn_network_equal (network, before));
  apply (network, g_steal_pointer (&move_back));
  assert_same (network, before);

  changed.w = 99;
  set_back = apply_for_inverse (network, nn_edit_set_mark (&changed));
  g_assert_cmpfloat (nn_network_mark (network, arrow)->w, ==, 99);
  g_assert_false (nn_network_equal (network, before));
  apply (network, g_steal_pointer (&set_back));
  assert_same (network, before);
}

static void
test_titles (void)
{
  g_autoptr (NnNetwork) network = nn_network_new ();
  const guint note = add_mark (network, NN_MARK_NOTE, "x"), arrow = add_mark (network, NN_MARK_ARROW, "");
  const struct
  {
    NnEdit *edit;
    const char *title;
  } rows[] = {
    { nn_edit_add_mark (nn_network_mark (network, note)), "Add note" },
    { nn_edit_set_mark (nn_network_mark (network, arrow)), "Edit arrow" },
    { nn_edit_remove_mark (arrow), "Remove arrow" },
    { nn_edit_move (note, 0, 0), "Move note" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (NnEdit) edit = rows[i].edit;
      g_autofree char *title = nn_edit_title (edit, network);

      g_assert_cmpstr (title, ==, rows[i].title);
    }
}

static void
assert_refused (NnNetwork *network, NnEdit *made)
{
  g_autoptr (NnNetwork) before = nn_network_copy (network);
  g_autoptr (NnEdit) edit = made;
  g_autoptr (GError) error = NULL;

  g_assert_null (nn_edit_apply (edit, network, &error));
  g_assert_error (error, NN_ERROR, NN_ERROR_ARGUMENT);
  assert_same (network, before);
}

static void
test_bounds (void)
{
  g_autoptr (NnNetwork) network = make_chain ("input", NULL);
  g_autofree char *long_text = g_strnfill (NN_LONGEST_TEXT + 1, 'a');
  const guint note = add_mark (network, NN_MARK_NOTE, "x");
  NnMark mark = *nn_network_mark (network, note);

  assert_refused (network, nn_edit_add_mark (&mark));
  mark.id = 1;
  assert_refused (network, nn_edit_add_mark (&mark));
  mark.id = 77;
  assert_refused (network, nn_edit_set_mark (&mark));
  assert_refused (network, nn_edit_remove_mark (77));
  assert_refused (network, nn_edit_move (77, 0, 0));
  mark.w = NN_NARROWEST_NOTE - 1;
  assert_refused (network, nn_edit_add_mark (&mark));
  mark.w = 2 * NN_FARTHEST;
  assert_refused (network, nn_edit_add_mark (&mark));
  mark.w = 100;
  mark.x = NAN;
  assert_refused (network, nn_edit_add_mark (&mark));
  mark.x = 0;
  mark.text = long_text;
  assert_refused (network, nn_edit_add_mark (&mark));
  mark.text = (char *) "\xff";
  assert_refused (network, nn_edit_add_mark (&mark));
}

static void
test_json (void)
{
  g_autoptr (NnNetwork) network = make_chain ("input", "dense", NULL);
  g_autoptr (NnNetwork) again = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *plain = nn_network_to_json (network), *text = NULL;

  g_assert_null (strstr (plain, "marks"));
  add_mark (network, NN_MARK_NOTE, "Zwei \"Zeilen\"\nund ü");
  add_mark (network, NN_MARK_ARROW, "");
  text = nn_network_to_json (network);
  again = nn_network_from_json (text, -1, &error);
  g_assert_no_error (error);
  g_assert_true (nn_network_equal (network, again));
  g_assert_cmpuint (nn_network_mark_at (again, 1)->id, ==, 4);
  g_assert_cmpuint (nn_network_next_id (again), ==, 5);
}

static void
test_bad_json (void)
{
  static const char *const marks[] = {
    "{ \"kind\": \"cloud\" }",
    "{ \"kind\": \"note\", \"size\": [10, 0] }",
    "{ \"kind\": \"note\", \"at\": [0] }",
    "{ \"kind\": \"arrow\", \"at\": [1e9, 0] }",
    "{ \"kind\": \"note\", \"text\": 3 }",
    "7",
  };

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      g_autofree char *text = g_strdup_printf ("{ \"vitrine\": 1, \"marks\": [%s] }", marks[i]);
      g_autoptr (GError) error = NULL;

      g_assert_null (nn_network_from_json (text, -1, &error));
      g_assert_error (error, NN_ERROR, NN_ERROR_FORMAT);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/network/mark/undo", test_undo);
  g_test_add_func ("/engine/network/mark/titles", test_titles);
  g_test_add_func ("/engine/network/mark/bounds", test_bounds);
  g_test_add_func ("/engine/network/mark/json", test_json);
  g_test_add_func ("/engine/network/mark/bad-json", test_bad_json);
  return g_test_run ();
}
