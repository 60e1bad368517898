/* How the output reads the data: width, encoding and prediction of every loss. */
#include "places.h"

#include <string.h>

typedef struct
{
  const char *loss;
  guint classes;      /* 0: numbers */
  guint width;
  NnEncoding encoding;
  guint target;
  const char *prediction;   /* operation; NULL: the raw numbers */
} Case;

static const Case cases[] = {
  { "cross_entropy", 2, 2, NN_ENCODE_INDEX, 1, "softmax" },
  { "cross_entropy", 10, 10, NN_ENCODE_INDEX, 1, "softmax" },
  { "binary_cross_entropy", 2, 1, NN_ENCODE_BINARY, 1, "sigmoid" },
  { "binary_cross_entropy", 10, 10, NN_ENCODE_ONE_HOT, 10, "sigmoid" },
  { "mse", 2, 1, NN_ENCODE_SIGNED, 1, NULL },
  { "mse", 10, 10, NN_ENCODE_ONE_HOT, 10, NULL },
  { "mse", 0, 3, NN_ENCODE_VALUES, 3, NULL },
  { "mae", 2, 1, NN_ENCODE_SIGNED, 1, NULL },
  { "mae", 0, 3, NN_ENCODE_VALUES, 3, NULL },
  { "huber", 10, 10, NN_ENCODE_ONE_HOT, 10, NULL },
  { "huber", 0, 3, NN_ENCODE_VALUES, 3, NULL },
};

static void
check_graph (const NnGraph *graph, const Case *wanted)
{
  const NnGraphOutput *output = nn_graph_output_at (graph, 0);
  const char *last_but_one = nn_graph_node (graph, nn_graph_n_nodes (graph) - 2)->op->id;

  g_assert_cmpint (output->encoding, ==, wanted->encoding);
  g_assert_cmpint (nn_graph_value (graph, output->target)->shape.dim[0], ==, wanted->target);
  g_assert_cmpint (nn_graph_value (graph, output->raw)->shape.dim[0], ==, wanted->width);
  g_assert_cmpstr (nn_graph_node (graph, nn_graph_n_nodes (graph) - 1)->op->id, ==, wanted->loss);
  if (wanted->prediction == NULL)
    g_assert_cmpuint (output->prediction, ==, output->raw);
  else
    g_assert_cmpstr (last_but_one, ==, wanted->prediction);
}

static void
test_losses (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (NnDataInfo) info = cases[i].classes > 0 ? make_points (cases[i].classes) : make_curve (3);
      g_autoptr (NnGraph) graph = nn_graph_new ();
      NnIssue issue = { 0 };
      NnShape out;
      NnValue in;
      Place place;

      place_begin (&place, "output", "dense", info, NN_SHAPE (7));
      g_assert_true (nn_settings_parse (place.layer->settings, "loss", cases[i].loss, NULL));
      g_assert_true (place.layer->kind->infer (&place.site, &out, &issue));
      g_assert_cmpint (out.dim[0], ==, cases[i].width);
      nn_graph_enter (graph, 2, "output");
      in = nn_graph_input (graph, 0, &place.in);
      place.layer->kind->lower (graph, &place.site, &in);
      check_graph (graph, &cases[i]);
      g_assert_cmpstr (nn_graph_weight_spec (graph, 0)->name, ==, "output.weight");
      g_assert_cmpstr (nn_graph_weight_spec (graph, 1)->name, ==, "output.bias");
      place_clear (&place);
    }
}

static void
test_arguments (void)
{
  g_autoptr (NnDataInfo) info = make_curve (1);
  g_autoptr (NnGraph) graph = nn_graph_new ();
  const NnNode *loss;
  NnValue in;
  Place place;

  place_begin (&place, "output", "dense", info, NN_SHAPE (7));
  nn_settings_parse (place.layer->settings, "loss", "huber", NULL);
  nn_settings_parse (place.layer->settings, "delta", "0.25", NULL);
  nn_settings_parse (place.layer->settings, "weight", "3", NULL);
  in = nn_graph_input (graph, 0, &place.in);
  place.layer->kind->lower (graph, &place.site, &in);
  loss = nn_graph_node (graph, nn_graph_n_nodes (graph) - 1);
  g_assert_cmpfloat (loss->arg[0], ==, 3);
  g_assert_cmpfloat (loss->arg[1], ==, 0.25);
  g_assert_cmpfloat (nn_graph_output_at (graph, 0)->weight, ==, 3);
  place_clear (&place);
}

static void
test_words (void)
{
  g_autoptr (NnDataInfo) digits = make_points (10);
  g_autoptr (NnDataInfo) curve = make_curve (1);
  NnIssue issue = { 0 };
  NnShape out;
  Place place;

  place_begin (&place, "output", "dense", digits, NN_SHAPE (28, 28, 1));
  g_assert_false (place.layer->kind->infer (&place.site, &out, &issue));
  g_assert_cmpstr (issue.sentence, ==, "Under test needs one list of numbers.");
  g_assert_cmpstr (issue.detail,
                   ==,
                   "Before hands over a block, 28×28×1. Flatten lays the same 784 numbers out in a row.");
  g_assert_cmpstr (issue.remedy[0].label, ==, "Insert Flatten");
  g_assert_cmpstr (issue.remedy[1].label, ==, "Remove wire");
  nn_issue_clear (&issue);
  place_clear (&place);

  place_begin (&place, "output", "dense", curve, NN_SHAPE (8));
  g_assert_false (place.layer->kind->infer (&place.site, &out, &issue));
  g_assert_cmpstr (issue.remedy[0].label, ==, "Set Loss to Mean squared error");
  nn_issue_clear (&issue);
  place_clear (&place);

  place_begin (&place, "output", "dense", digits, NN_SHAPE (8));
  nn_settings_set (place.layer->settings, "project", FALSE, NULL);
  g_assert_false (place.layer->kind->infer (&place.site, &out, &issue));
  g_assert_cmpstr (issue.sentence, ==, "Under test needs 10 numbers for this data.");
  g_assert_cmpstr (issue.remedy[0].label, ==, "Set Neurons of Before to 10");
  g_assert_cmpstr (issue.remedy[1].label, ==, "Use own weights");
  nn_issue_clear (&issue);
  place_clear (&place);
}

static void
test_too_few_classes (void)
{
  for (guint n = 0; n < 2; n++)
    {
      g_autoptr (NnDataInfo) points = make_points (2);
      NnIssue issue = { 0 };
      NnShape out;
      Place place;

      points->targets[0].n_parts = n;
      place_begin (&place, "output", "dense", points, NN_SHAPE (8));
      g_assert_false (place.layer->kind->infer (&place.site, &out, &issue));
      g_assert_cmpint (issue.severity, ==, NN_ISSUE_ERROR);
      g_assert_cmpstr (issue.sentence, ==, "Under test needs data with two classes or more.");
      g_assert_cmpstr (issue.remedy[0].label, ==, "Use Spiral");
      nn_issue_clear (&issue);
      place_clear (&place);
    }
}

static void
test_softmax_twice (void)
{
  g_autoptr (NnDataInfo) digits = make_points (10);
  NnIssue issue = { 0 };
  NnShape out;
  Place place;

  place_begin (&place, "output", "softmax", digits, NN_SHAPE (10));
  g_assert_true (place.layer->kind->infer (&place.site, &out, &issue));
  g_assert_cmpint (issue.severity, ==, NN_ISSUE_WARNING);
  g_assert_cmpstr (issue.remedy[0].label, ==, "Remove Before");
  nn_issue_clear (&issue);
  place_clear (&place);

  place_begin (&place, "output", "dense", digits, NN_SHAPE (10));
  g_assert_true (place.layer->kind->infer (&place.site, &out, &issue));
  g_assert_null (issue.sentence);
  nn_settings_parse (place.feeder->settings, "activation", "softmax", NULL);
  g_assert_true (place.layer->kind->infer (&place.site, &out, &issue));
  g_assert_cmpstr (issue.remedy[0].label, ==, "Set Activation of Before to None");
  nn_issue_clear (&issue);
  place_clear (&place);
}

/* The table of an Embedding before it, if its rows are as long as what arrives. */
static void
test_tied (void)
{
  g_autoptr (NnDataInfo) letters = make_points (10);
  g_autoptr (NnGraph) graph = nn_graph_new ();
  NnIssue issue = { 0 };
  NnShape out;
  NnValue table, in;
  Place place;

  nn_graph_enter (graph, 1, "embedding");
  table = nn_graph_weight (graph, "weight", &NN_SHAPE (10, 7), "normal", 10, 7);
  nn_graph_op (graph, "embedding", NULL, (NnValue[]) { nn_graph_input (graph, 0, &NN_SHAPE (4)), table }, 2);

  place_begin (&place, "output", "dense", letters, NN_SHAPE (6));
  nn_settings_set (place.layer->settings, "tied", TRUE, NULL);
  place.site.graph = graph;
  g_assert_false (place.layer->kind->infer (&place.site, &out, &issue));
  g_assert_nonnull (strstr (issue.detail, "rows of 6 numbers"));
  g_assert_cmpstr (issue.remedy[0].label, ==, "Use weights of its own");
  nn_issue_clear (&issue);
  place_clear (&place);

  place_begin (&place, "output", "dense", letters, NN_SHAPE (7));
  nn_settings_set (place.layer->settings, "tied", TRUE, NULL);
  place.site.graph = graph;
  g_assert_true (place.layer->kind->infer (&place.site, &out, &issue));
  in = nn_graph_input (graph, 0, &place.in);
  place.layer->kind->lower (graph, &place.site, &in);
  g_assert_cmpuint (nn_graph_n_weights (graph), ==, 1);
  g_assert_cmpuint (nn_graph_node (graph, 1)->in[1], ==, table);
  place_clear (&place);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/kinds/output/losses", test_losses);
  g_test_add_func ("/engine/kinds/output/arguments", test_arguments);
  g_test_add_func ("/engine/kinds/output/words", test_words);
  g_test_add_func ("/engine/kinds/output/tied", test_tied);
  g_test_add_func ("/engine/kinds/output/too-few-classes", test_too_few_classes);
  g_test_add_func ("/engine/kinds/output/softmax-twice", test_softmax_twice);
  return g_test_run ();
}
