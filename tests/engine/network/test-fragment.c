/* Copying a part of a network and pasting it elsewhere. */
#include "document.h"
#include "fragment.h"
#include "nets.h"

static guint
add_note (NnNetwork *network, const char *text)
{
  const NnMark mark = { .id = nn_network_next_id (network), .kind = NN_MARK_NOTE, .w = 180, .text = (char *) text };

  apply (network, nn_edit_add_mark (&mark));
  return mark.id;
}

/* input (1) → dense (2) → dense (3) → output (4), with a note (5): of these the two dense and the note. */
static NnNetwork *
make_fragment (NnNetwork **network)
{
  g_autoptr (NnNetwork) chosen = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  NnNetwork *fragment;

  *network = make_chain ("input", "dense", "dense", "output", NULL);
  apply (*network, nn_edit_set (3, "units", 5));
  add_note (*network, "look here");
  chosen = nn_network_extract (*network, (const guint[]) { 5, 3, 2 }, 3);
  text = nn_network_to_json (chosen);
  fragment = nn_network_from_json (text, -1, &error);   /* as it comes from the clipboard */
  g_assert_no_error (error);
  return fragment;
}

static void
test_extract (void)
{
  g_autoptr (NnNetwork) network = NULL, fragment = make_fragment (&network);

  g_assert_cmpuint (nn_network_n_layers (fragment), ==, 2);
  g_assert_cmpuint (nn_network_n_marks (fragment), ==, 1);
  g_assert_cmpuint (nn_network_n_wires (fragment), ==, 1);   /* only the wire between the two */
  g_assert_cmpstr (nn_network_layer_at (fragment, 0)->label, ==, "Dense 1");
  g_assert_cmpint (nn_settings_int (nn_network_layer_at (fragment, 1)->settings, "units"), ==, 5);
}

static void
test_paste (void)
{
  g_autoptr (NnNetwork) network = NULL, fragment = make_fragment (&network), before = nn_network_copy (network);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (guint));
  const NnLayer *first, *second;
  g_autoptr (NnEdit) back =
      apply_for_inverse (network, nn_edit_paste (network, fragment, NULL, "Paste", 100, -8, ids));

  g_assert_cmpuint (ids->len, ==, 3);
  first = nn_network_layer (network, g_array_index (ids, guint, 0));
  second = nn_network_layer (network, g_array_index (ids, guint, 1));
  g_assert_cmpstr (first->label, ==, "Dense 3");
  g_assert_cmpstr (second->name, ==, "dense_4");
  g_assert_cmpfloat (first->x, ==, nn_network_find (network, "Dense 1")->x + 100);
  g_assert_cmpfloat (first->y, ==, nn_network_find (network, "Dense 1")->y - 8);
  g_assert_cmpint (nn_settings_int (second->settings, "units"), ==, 5);
  g_assert_cmpuint (nn_network_n_wires (network), ==, 4);
  g_assert_cmpuint (nn_network_wire_at (network, 3)->from, ==, first->id);
  g_assert_cmpuint (nn_network_wire_at (network, 3)->to, ==, second->id);
  g_assert_cmpstr (nn_network_mark (network, g_array_index (ids, guint, 2))->text, ==, "look here");

  apply (network, g_steal_pointer (&back));
  assert_same (network, before);
}

/* Free names stay; a name that somebody gave goes on with a number, also twice in one paste. */
static void
test_labels (void)
{
  g_autoptr (NnNetwork) network = make_chain ("dense", NULL), empty = nn_network_new (), fragment = NULL;
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (guint));

  apply (network, nn_edit_rename (1, "Eyes"));
  fragment = nn_network_extract (network, (const guint[]) { 1 }, 1);
  apply (empty, nn_edit_paste (empty, fragment, NULL, "Paste", 0, 0, ids));
  g_assert_cmpstr (nn_network_layer_at (empty, 0)->label, ==, "Eyes");
  g_assert_cmpstr (nn_network_layer_at (empty, 0)->name, ==, "dense_1");
  apply (empty, nn_edit_paste (empty, fragment, NULL, "Paste", 0, 0, ids));
  apply (empty, nn_edit_paste (empty, fragment, NULL, "Paste", 0, 0, ids));
  g_assert_cmpstr (nn_network_layer_at (empty, 1)->label, ==, "Eyes 2");
  g_assert_cmpstr (nn_network_layer_at (empty, 2)->label, ==, "Eyes 3");
}

static void
test_remove_all (void)
{
  g_autoptr (NnNetwork) network = NULL, fragment = make_fragment (&network), before = nn_network_copy (network);
  g_autoptr (NnEdit) many = nn_edit_remove_all (network, (const guint[]) { 2, 5, 3 }, 3);
  g_autoptr (NnEdit) one = nn_edit_remove_all (network, (const guint[]) { 2 }, 1);
  g_autofree char *title_of_many = nn_edit_title (many, network), *title_of_one = nn_edit_title (one, network);
  g_autoptr (NnEdit) back = apply_for_inverse (network, g_steal_pointer (&many));

  g_assert_cmpstr (title_of_many, ==, "Remove 3 things");
  g_assert_cmpstr (title_of_one, ==, "Remove Dense 1");
  g_assert_cmpuint (nn_network_n_layers (network), ==, 2);
  g_assert_cmpuint (nn_network_n_wires (network), ==, 0);
  g_assert_cmpuint (nn_network_n_marks (network), ==, 0);
  apply (network, g_steal_pointer (&back));
  assert_same (network, before);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/network/fragment/extract", test_extract);
  g_test_add_func ("/engine/network/fragment/paste", test_paste);
  g_test_add_func ("/engine/network/fragment/labels", test_labels);
  g_test_add_func ("/engine/network/fragment/remove-all", test_remove_all);
  return g_test_run ();
}
