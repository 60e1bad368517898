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
      apply_for_inverse (network, nn_edit_paste (network, fragment, (NnBeginnings) { 0 }, "Paste", 100, -8, ids));

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
  apply (empty, nn_edit_paste (empty, fragment, (NnBeginnings) { 0 }, "Paste", 0, 0, ids));
  g_assert_cmpstr (nn_network_layer_at (empty, 0)->label, ==, "Eyes");
  g_assert_cmpstr (nn_network_layer_at (empty, 0)->name, ==, "dense_1");
  apply (empty, nn_edit_paste (empty, fragment, (NnBeginnings) { 0 }, "Paste", 0, 0, ids));
  apply (empty, nn_edit_paste (empty, fragment, (NnBeginnings) { 0 }, "Paste", 0, 0, ids));
  g_assert_cmpstr (nn_network_layer_at (empty, 1)->label, ==, "Eyes 2");
  g_assert_cmpstr (nn_network_layer_at (empty, 2)->label, ==, "Eyes 3");
}

static float
first_brought (const NnNetwork *network, const char *name, const char *role)
{
  const NnLayer *layer = nn_network_find (network, name);
  const NnTensor *tensor = layer->brought != NULL ? nn_tensors_find (layer->brought, role) : NULL;

  return tensor != NULL ? tensor->data[0] : 0;
}

/* A fragment's weights are those of its layers, not of one whose name only begins like theirs; each pasted layer comes with its own,
 * also where it gets another name. */
static void
test_weights (void)
{
  static const char *const names[] = { "dense_1.weight", "dense_1.bias", "dense_2.weight", "dense_10.weight",
                                       "optimiser.mean.dense_1.weight" };
  g_autoptr (NnNetwork) network = make_chain ("dense", "dense", NULL), fragment = NULL;
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (NnTensors) all = nn_tensors_new (), own = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    *nn_tensors_add (all, names[i], &NN_SHAPE (1)) = i + 1;
  fragment = nn_network_extract (network, &nn_network_find (network, "dense_1")->id, 1);
  own = nn_fragment_weights (fragment, all);
  g_assert_cmpuint (nn_tensors_n (own), ==, 2);
  g_assert_cmpfloat (nn_tensors_find (own, "dense_1.bias")->data[0], ==, 2);

  apply (network, nn_edit_paste (network, fragment, (NnBeginnings) { .weights = own }, "Paste", 0, 0, ids));
  g_assert_cmpfloat (first_brought (network, "dense_3", "weight"), ==, 1);
  g_assert_cmpfloat (first_brought (network, "dense_3", "bias"), ==, 2);
  g_assert_null (nn_network_find (network, "dense_1")->brought);
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
  g_test_add_func ("/engine/network/fragment/weights", test_weights);
  g_test_add_func ("/engine/network/fragment/remove-all", test_remove_all);
  return g_test_run ();
}
