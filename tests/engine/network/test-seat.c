#include "seat.h"

#include "check.h"
#include "errors.h"
#include "nets.h"

/* dense_1 and relu_1 in group_1 (id 5), that group in another group_1 (id 7); each has an input of its own. */
static NnNetwork *
make_nested (guint outer, guint inner)
{
  NnNetwork *network = make_chain ("input", "dense", "relu", "output", NULL);

  apply (network, nn_edit_set (2, "units", 2));
  apply (network, nn_edit_make_group (network, (guint[]) { 2, 3 }, 2, 5));
  apply (network, nn_edit_make_group (network, (guint[]) { 5 }, 1, 7));
  apply (network, nn_edit_set (7, "repeat", outer));
  apply (network, nn_edit_inside (7, nn_edit_set (5, "repeat", inner)));
  return network;
}

static NnGraph *
lower (const NnNetwork *network)
{
  g_autoptr (NnDataInfo) data = make_data (NN_SHAPE (2), 2);
  g_autoptr (GError) error = NULL;
  NnGraph *graph = nn_network_lower (network, data, &error);

  g_assert_no_error (error);
  return graph;
}

/* Each layer is found with the groups it lies in, and its weights by the names that they have. */
static void
test_find (void)
{
  g_autoptr (NnNetwork) network = make_nested (3, 2);
  const guint id = nn_inner_id ("group_1.3.group_1.2.dense_1");
  g_auto (NnSeat) seat = { 0 }, outside = { 0 }, none = { 0 };
  g_autofree char *own = NULL, *shared = NULL;

  g_assert_true (nn_is_inner (id));
  g_assert_true (nn_seat_find (network, id, &seat));
  g_assert_cmpstr (seat.layer->name, ==, "dense_1");
  g_assert_cmpuint (seat.n_groups, ==, 2);
  g_assert_cmpuint (seat.groups[0], ==, 7);
  g_assert_cmpuint (seat.groups[1], ==, 5);
  g_assert_cmpuint (seat.repetitions[0], ==, 3);
  g_assert_cmpstr (seat.where, ==, "group_1.3.group_1.2.");
  own = nn_seat_tensors (network, &seat);
  g_assert_cmpstr (own, ==, "group_1.3.group_1.2.dense_1");
  apply (network, nn_edit_set (7, "shared", TRUE));
  shared = nn_seat_tensors (network, &seat);
  g_assert_cmpstr (shared, ==, "group_1.group_1.2.dense_1");

  g_assert_true (nn_seat_find (network, 4, &outside));
  g_assert_cmpuint (outside.n_groups, ==, 0);
  g_assert_cmpstr (outside.where, ==, "");
  g_assert_false (nn_seat_find (network, 40, &none));
  g_assert_false (nn_seat_find (network, nn_inner_id ("group_1.1.dense_1"), &none));
  g_assert_false (nn_seat_find (network, nn_inner_id ("group_1"), &none));
}

/* What is looked at follows the groups' settings; nothing of a folded one is. */
static void
test_shown (void)
{
  g_autoptr (NnNetwork) network = make_nested (3, 2);
  const guint id = nn_inner_id ("group_1.1.group_1.1.relu");
  g_auto (NnSeat) seat = { 0 };

  g_assert_cmpuint (nn_seat_shown (network, 4), ==, 4);
  g_assert_cmpuint (nn_seat_shown (network, id), ==, 0);
  apply (network, nn_edit_set (7, "open", TRUE));
  g_assert_cmpuint (nn_seat_shown (network, id), ==, 0);
  apply (network, nn_edit_inside (7, nn_edit_set (5, "open", TRUE)));
  g_assert_cmpuint (nn_seat_shown (network, id), ==, id);
  apply (network, nn_edit_set (7, "shown", 2));
  g_assert_cmpstr (nn_inner_name (nn_seat_shown (network, id)), ==, "group_1.2.group_1.1.relu");
  g_assert_true (nn_seat_find (network, id, &seat));
  g_assert_false (seat.is_shown);
  apply (network, nn_edit_set (7, "shown", 9));   /* more than there are: the last */
  g_assert_cmpuint (nn_group_shown (nn_network_layer (network, 7)), ==, 3);
}

/* An edit of a layer inside is one of the whole network, and undone all is as before; so is one of a weight. */
static void
test_edit (void)
{
  g_autoptr (NnNetwork) network = make_nested (1, 1), before = nn_network_copy (network);
  const guint id = nn_inner_id ("group_1.1.group_1.1.dense_1");
  g_autoptr (NnEdit) edit = NULL, inverse = NULL, weight = NULL, gone = NULL;
  g_autoptr (GArray) changes = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (NnSeat) seat = { 0 };

  g_assert_true (nn_seat_find (network, id, &seat));
  edit = nn_seat_edit (&seat, nn_edit_set (seat.layer->id, "units", 5));
  inverse = nn_edit_apply (edit, network, &error);
  g_assert_no_error (error);
  g_assert_cmpint (nn_settings_int (seat.layer->settings, "units"), ==, 5);
  apply (network, g_steal_pointer (&inverse));
  g_assert_true (nn_network_equal (network, before));

  apply (network, nn_edit_set_weight (id, "weight", 1, 0, 2));
  changes = nn_network_weight_changes (network);
  g_assert_cmpuint (changes->len, ==, 1);
  gone = nn_edit_set_weight (nn_inner_id ("group_1.1.dense_9"), "weight", 1, 0, 2);
  g_assert_null (nn_edit_apply (gone, network, &error));
  g_assert_error (error, NN_ERROR, NN_ERROR_ARGUMENT);
}

/* The graph knows what each hands on in every repetition, and which weights are its own, shared ones too. */
static void
test_graph (void)
{
  g_autoptr (NnNetwork) network = make_nested (2, 2);
  g_autoptr (NnGraph) graph = lower (network), shared = NULL;
  const guint first = nn_inner_id ("group_1.1.group_1.1.dense_1"), last = nn_inner_id ("group_1.2.group_1.2.dense_1");
  const NnValue value = nn_graph_result (graph, last);
  const guint weight = nn_graph_find_weight (graph, last, "weight");

  g_assert_cmpuint (value, !=, NN_NO_VALUE);
  g_assert_cmpuint (value, !=, nn_graph_result (graph, first));
  g_assert_cmpuint (nn_graph_value (graph, value)->seat, ==, last);
  g_assert_cmpuint (nn_graph_value (graph, value)->layer, ==, 7);
  g_assert_cmpuint (nn_graph_result (graph, 7), ==, nn_graph_result (graph, nn_inner_id ("group_1.2.group_1.2.relu")));
  g_assert_cmpuint (nn_graph_result (graph, 7), ==, nn_graph_result (graph, nn_inner_id ("group_1.2.group_1")));
  g_assert_cmpstr (nn_graph_weight_spec (graph, weight)->name, ==, "group_1.2.group_1.2.dense_1.weight");
  g_assert_cmpuint (nn_graph_find_weight (graph, last, "gain"), ==, NN_NO_WEIGHT);

  apply (network, nn_edit_set (7, "shared", TRUE));
  shared = lower (network);
  g_assert_cmpuint (nn_graph_result (shared, last), !=, nn_graph_result (shared, nn_inner_id ("group_1.1.group_1.2.dense_1")));
  g_assert_cmpuint (nn_graph_find_weight (shared, last, "weight"), ==,
                    nn_graph_find_weight (shared, nn_inner_id ("group_1.1.group_1.2.dense_1"), "weight"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/network/seat/find", test_find);
  g_test_add_func ("/engine/network/seat/shown", test_shown);
  g_test_add_func ("/engine/network/seat/edit", test_edit);
  g_test_add_func ("/engine/network/seat/graph", test_graph);
  return g_test_run ();
}
