/* Groups: made of chosen layers and taken apart, repeated, nested, shared, in files, and what is wrong with them. */
#include "nets.h"

#include "check.h"
#include "document.h"

#include <string.h>

static const guint middle[] = { 2, 3 };

/* input - (dense - relu) - output, the two in the middle grouped as 5. */
static NnNetwork *
make_grouped (void)
{
  NnNetwork *network = make_chain ("input", "dense", "relu", "output", NULL);

  apply (network, nn_edit_set (2, "units", 2));
  apply (network, nn_edit_make_group (network, middle, G_N_ELEMENTS (middle), 5));
  return network;
}

static gboolean
has_weight (const NnGraph *graph, const char *name)
{
  for (guint i = 0; i < nn_graph_n_weights (graph); i++)
    if (g_str_equal (nn_graph_weight_spec (graph, i)->name, name))
      return TRUE;
  return FALSE;
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

static void
test_make_and_undo (void)
{
  g_autoptr (NnNetwork) network = make_chain ("input", "dense", "relu", "output", NULL);
  g_autoptr (NnNetwork) before = nn_network_copy (network);
  NnEdit *edit = nn_edit_make_group (network, middle, G_N_ELEMENTS (middle), 5);
  g_autofree char *title = nn_edit_title (edit, network);
  g_autoptr (NnEdit) inverse = apply_for_inverse (network, edit);
  const NnNetwork *inside = nn_layer_inside (nn_network_layer (network, 5));

  g_assert_cmpstr (title, ==, "Make Group");
  g_assert_cmpuint (nn_network_n_layers (network), ==, 3);
  g_assert_cmpuint (nn_network_n_wires (network), ==, 2);
  g_assert_cmpuint (nn_network_n_layers (inside), ==, 3);
  g_assert_cmpuint (nn_network_n_wires (inside), ==, 2);
  g_assert_cmpstr (nn_network_layer (inside, 2)->name, ==, "dense_1");
  apply (network, g_steal_pointer (&inverse));
  g_assert_true (nn_network_equal (network, before));
}

/* What has two ways in, an input or an output among them, or nothing around it cannot become a group. */
static void
test_cannot_group (void)
{
  g_autoptr (NnNetwork) network = make_chain ("input", "dense", "relu", "output", NULL);
  guint other;

  g_assert_true (nn_network_can_group (network, middle, 2));
  g_assert_false (nn_network_can_group (network, (guint[]) { 1, 2 }, 2));
  g_assert_false (nn_network_can_group (network, (guint[]) { 3, 4 }, 2));
  g_assert_false (nn_network_can_group (network, (guint[]) { 99 }, 1));
  g_assert_false (nn_network_can_group (network, NULL, 0));
  other = add (network, "add");
  apply (network, nn_edit_add_wire (2, other, 0));
  apply (network, nn_edit_add_wire (1, other, 1));
  g_assert_false (nn_network_can_group (network, (guint[]) { other }, 1));
  g_assert_null (nn_edit_make_group (network, (guint[]) { other }, 1, 50));
}

static void
test_names (void)
{
  g_autoptr (NnNetwork) network = make_grouped ();
  g_autoptr (NnGraph) once = lower (network);
  g_autoptr (NnGraph) thrice = NULL;
  g_autoptr (NnGraph) shared = NULL;

  g_assert_true (has_weight (once, "group_1.1.dense_1.weight"));
  apply (network, nn_edit_set (5, "repeat", 3));
  thrice = lower (network);
  g_assert_cmpuint (nn_graph_n_weights (thrice), ==, 3 * 2 + 2);
  g_assert_true (has_weight (thrice, "group_1.3.dense_1.bias"));
  for (guint i = 0; i < 6; i++)   /* whose they are, and a role that no other of the group's has */
    {
      const NnWeightSpec *spec = nn_graph_weight_spec (thrice, i);

      g_assert_cmpuint (spec->layer, ==, 5);
      g_assert_cmpuint (nn_graph_find_weight (thrice, 5, spec->role), ==, i);
    }
  apply (network, nn_edit_set (5, "shared", TRUE));
  shared = lower (network);
  g_assert_cmpuint (nn_graph_n_weights (shared), ==, 2 + 2);
  g_assert_cmpuint (nn_graph_n_nodes (shared), ==, nn_graph_n_nodes (thrice));
  g_assert_true (has_weight (shared, "group_1.dense_1.weight"));
}

/* A group of a group: every repetition of the outer has its own repetitions of the inner. */
static void
test_nested (void)
{
  g_autoptr (NnNetwork) network = make_grouped ();
  g_autoptr (NnGraph) graph = NULL;
  const NnLayer *outer;

  apply (network, nn_edit_set (5, "repeat", 3));
  apply (network, nn_edit_make_group (network, (guint[]) { 5 }, 1, 20));
  apply (network, nn_edit_set (20, "repeat", 2));
  outer = nn_network_layer (network, 20);
  graph = lower (network);
  g_assert_cmpstr (outer->name, ==, "group_1");
  g_assert_true (has_weight (graph, "group_1.2.group_1.3.dense_1.weight"));
  g_assert_cmpuint (nn_graph_n_weights (graph), ==, 2 * 3 * 2 + 2);
}

static void
test_edit_inside (void)
{
  g_autoptr (NnNetwork) network = make_grouped ();
  g_autoptr (NnNetwork) before = nn_network_copy (network);
  g_autoptr (NnGraph) graph = NULL;
  g_autoptr (NnEdit) inverse = apply_for_inverse (network, nn_edit_inside (5, nn_edit_set (2, "units", 7)));
  NnEdit *lost = nn_edit_inside (77, nn_edit_set (2, "units", 7));
  g_autoptr (GError) error = NULL;

  graph = lower (network);
  g_assert_cmpint (nn_graph_weight_spec (graph, 0)->shape.dim[0], ==, 7);
  apply (network, g_steal_pointer (&inverse));
  g_assert_true (nn_network_equal (network, before));
  g_assert_null (nn_edit_apply (lost, network, &error));
  g_assert_nonnull (error);
  nn_edit_free (lost);
}

static void
test_ungroup (void)
{
  g_autoptr (NnNetwork) network = make_grouped ();
  g_autoptr (NnNetwork) before = NULL;
  g_autoptr (NnEdit) inverse = NULL;
  g_autoptr (NnGraph) graph = NULL;

  apply (network, nn_edit_set (5, "repeat", 2));
  before = nn_network_copy (network);
  inverse = apply_for_inverse (network, nn_edit_ungroup (network, 5));
  g_assert_cmpuint (nn_network_n_layers (network), ==, 2 + 2 * 2);
  g_assert_cmpuint (nn_network_n_wires (network), ==, 5);
  graph = lower (network);
  g_assert_true (has_weight (graph, "dense_1.weight"));
  g_assert_true (has_weight (graph, "dense_2.weight"));
  apply (network, g_steal_pointer (&inverse));
  g_assert_true (nn_network_equal (network, before));
  g_assert_null (nn_edit_ungroup (network, 1));
}

static void
test_file (void)
{
  g_autoptr (NnNetwork) network = make_grouped ();
  g_autoptr (NnNetwork) again = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  apply (network, nn_edit_make_group (network, (guint[]) { 5 }, 1, 20));
  text = nn_network_to_json (network);
  again = nn_network_from_json (text, -1, &error);
  g_assert_no_error (error);
  g_assert_true (nn_network_equal (network, again));
  apply (again, nn_edit_inside (again != NULL ? nn_network_find (again, "group_1")->id : 0, nn_edit_set_title ("other")));
  g_assert_false (nn_network_equal (network, again));
}

/* Files that lie deeper than can be, or whose insides do not hold together. */
static void
test_bad_files (void)
{
  g_autoptr (GString) deep = g_string_new ("{\"vitrine\": 1, \"layers\": [");
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 12; i++)
    g_string_append (deep, "{\"kind\": \"group\", \"layers\": [");
  for (guint i = 0; i < 12; i++)
    g_string_append (deep, "]}");
  g_string_append (deep, "]}");
  g_assert_null (nn_network_from_json (deep->str, -1, &error));
  g_assert_nonnull (strstr (error->message, "deep"));
  g_clear_error (&error);
  g_assert_null (nn_network_from_json ("{\"vitrine\": 1, \"layers\": [{\"kind\": \"group\", \"layers\": [], "
                                       "\"wires\": [{\"from\": \"a\", \"to\": \"b\"}]}]}",
                                       -1, &error));
  g_assert_nonnull (error);
}

static const char *
first_issue (const NnNetwork *network, NnReport **report)
{
  g_autoptr (NnDataInfo) data = make_data (NN_SHAPE (2), 2);

  g_clear_pointer (report, nn_report_free);
  *report = nn_check (network, data);
  return nn_report_first (*report, 5) != NULL ? nn_report_first (*report, 5)->sentence : NULL;
}

static void
test_issues (void)
{
  g_autoptr (NnNetwork) network = make_grouped ();
  g_autoptr (NnReport) report = NULL;
  g_autoptr (NnEdit) undo = NULL;

  g_assert_null (first_issue (network, &report));
  g_assert_true (report->runs);

  undo = apply_for_inverse (network, nn_edit_inside (5, nn_edit_remove_wire (3, 0)));
  g_assert_nonnull (first_issue (network, &report));
  g_assert_false (report->runs);
  apply (network, g_steal_pointer (&undo));

  undo = apply_for_inverse (network, nn_edit_inside (5, nn_edit_add_layer ("dense", 40, 0, 0)));
  g_assert_nonnull (strstr (first_issue (network, &report), "feeds no other"));
  apply (network, g_steal_pointer (&undo));

  undo = apply_for_inverse (network, nn_edit_inside (5, nn_edit_set (2, "units", 3)));
  g_assert_null (first_issue (network, &report));
  apply (network, nn_edit_set (5, "repeat", 2));
  g_assert_null (first_issue (network, &report));
  apply (network, nn_edit_set (5, "shared", TRUE));
  g_assert_nonnull (strstr (first_issue (network, &report), "same weights"));
  apply (network, g_steal_pointer (&undo));
  g_assert_null (first_issue (network, &report));
}

static void
assert_inside (const NnReport *inside, guint arrives)
{
  g_assert_cmpuint (inside->layers->len, ==, 3);
  for (guint i = 0; i < inside->layers->len; i++)
    {
      const NnLayerReport *report = &g_array_index (inside->layers, NnLayerReport, i);
      const gboolean is_dense = report->layer == 2, is_input = report->layer > 3;

      g_assert_true (nn_shape_equal (&report->out, &NN_SHAPE (is_input ? arrives : 2)));
      g_assert_cmpint (report->parameters, ==, is_dense ? arrives * 2 + 2 : 0);
    }
}

/* What is inside is reported as it stands in one repetition: the shape that arrives, and the parameters there. */
static void
test_report_inside (void)
{
  g_autoptr (NnNetwork) network = make_grouped ();
  g_autoptr (NnDataInfo) data = make_data (NN_SHAPE (7), 2);
  g_autoptr (NnReport) none = nn_check_inside (network, data, "dense_1.1."), first = NULL, second = NULL;

  apply (network, nn_edit_set (5, "repeat", 3));
  first = nn_check_inside (network, data, "group_1.1.");
  second = nn_check_inside (network, data, "group_1.2.");
  g_assert_cmpuint (none->layers->len, ==, 0);
  assert_inside (first, 7);
  assert_inside (second, 2);
}

/* What a layer fed is fed by what fed it, and undone all is as before. */
static void
test_take_out (void)
{
  g_autoptr (NnNetwork) network = make_chain ("input", "dense", "relu", "output", NULL);
  g_autoptr (NnNetwork) before = nn_network_copy (network);
  g_autoptr (NnEdit) inverse = apply_for_inverse (network, nn_edit_take_out (network, 2));

  g_assert_cmpuint (nn_network_n_layers (network), ==, 3);
  g_assert_cmpuint (nn_network_n_wires (network), ==, 2);
  g_assert_cmpuint (nn_network_wire_at (network, 1)->from, ==, 1);
  g_assert_cmpuint (nn_network_wire_at (network, 1)->to, ==, 3);
  apply (network, g_steal_pointer (&inverse));
  g_assert_true (nn_network_equal (network, before));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/network/group/make-and-undo", test_make_and_undo);
  g_test_add_func ("/engine/network/group/cannot-group", test_cannot_group);
  g_test_add_func ("/engine/network/group/names", test_names);
  g_test_add_func ("/engine/network/group/nested", test_nested);
  g_test_add_func ("/engine/network/group/edit-inside", test_edit_inside);
  g_test_add_func ("/engine/network/group/ungroup", test_ungroup);
  g_test_add_func ("/engine/network/group/file", test_file);
  g_test_add_func ("/engine/network/group/bad-files", test_bad_files);
  g_test_add_func ("/engine/network/group/issues", test_issues);
  g_test_add_func ("/engine/network/group/report-inside", test_report_inside);
  g_test_add_func ("/engine/network/group/take-out", test_take_out);
  return g_test_run ();
}
