#include "activation.h"
#include "graph.h"

/* x → linear "dense_1" → tanh → view → linear "output" → mse, as kinds would build it. */
static NnGraph *
build (void)
{
  NnGraph *graph = nn_graph_new ();
  NnValue x, y, target, loss;

  nn_graph_enter (graph, 1, "input");
  x = nn_graph_input (graph, 0, &NN_SHAPE (2));
  nn_graph_set_result (graph, 1, x);

  nn_graph_enter (graph, 2, "dense_1");
  y = nn_graph_op (graph, "linear", NULL,
                   (NnValue[]) { x, nn_graph_weight (graph, "weight", &NN_SHAPE (6, 2), "glorot", 2, 6),
                                 nn_graph_weight (graph, "bias", &NN_SHAPE (6), "zeros", 2, 6) }, 3);
  y = nn_activation (graph, y, "tanh");
  nn_graph_set_result (graph, 2, y);

  nn_graph_enter (graph, 3, "output");
  y = nn_graph_view (graph, nn_graph_view (graph, y, &NN_SHAPE (2, 3)), &NN_SHAPE (6));
  y = nn_graph_op (graph, "linear", NULL,
                   (NnValue[]) { y, nn_graph_weight (graph, "weight", &NN_SHAPE (1, 6), "he", 6, 1) }, 2);
  target = nn_graph_target (graph, 0, &NN_SHAPE (1));
  loss = nn_graph_op (graph, "mse", (double[NN_OP_ARGS]) { 0.5 }, (NnValue[]) { y, target }, 2);
  nn_graph_output (graph, &(NnGraphOutput) {
    .layer = 3, .raw = y, .prediction = y, .target = target, .loss = loss, .encoding = NN_ENCODE_VALUES, .weight = 0.5,
  });
  return graph;
}

static void
test_values (void)
{
  g_autoptr (NnGraph) graph = build ();
  const NnNode *node = nn_graph_node (graph, 2);
  const NnGraphValue *view = nn_graph_value (graph, node->in[0]);

  g_assert_cmpuint (nn_graph_n_nodes (graph), ==, 4);
  g_assert_cmpstr (node->op->id, ==, "linear");
  g_assert_cmpuint (node->layer, ==, 3);
  g_assert_cmpuint (node->n_in, ==, 2);
  g_assert_cmpuint (node->n_out, ==, 1);
  g_assert_true (nn_shape_equal (&nn_graph_value (graph, node->out[0])->shape, &NN_SHAPE (1)));

  g_assert_cmpint (view->role, ==, NN_VALUE_VIEW);
  g_assert_cmpuint (nn_graph_root (graph, node->in[0]), ==, nn_graph_node (graph, 1)->out[0]);
  g_assert_cmpuint (nn_graph_root (graph, nn_graph_input_value (graph, 0)), ==, nn_graph_input_value (graph, 0));
}

static void
test_layers (void)
{
  g_autoptr (NnGraph) graph = build ();
  const NnGraphOutput *output = nn_graph_output_at (graph, 0);

  g_assert_cmpuint (nn_graph_n_inputs (graph), ==, 1);
  g_assert_cmpuint (nn_graph_n_outputs (graph), ==, 1);
  g_assert_cmpuint (nn_graph_result (graph, 1), ==, nn_graph_input_value (graph, 0));
  g_assert_cmpuint (nn_graph_result (graph, 2), ==, nn_graph_node (graph, 1)->out[0]);
  g_assert_cmpuint (nn_graph_result (graph, 3), ==, NN_NO_VALUE);
  g_assert_cmpuint (output->loss, ==, nn_graph_node (graph, 3)->out[0]);
  g_assert_cmpint (nn_graph_value (graph, output->target)->role, ==, NN_VALUE_TARGET);
  g_assert_cmpfloat (nn_graph_node (graph, 3)->arg[0], ==, 0.5);
}

static void
test_weights (void)
{
  g_autoptr (NnGraph) graph = build ();
  const NnWeightSpec *weight = nn_graph_weight_spec (graph, 0);
  const NnWeightSpec *bias = nn_graph_weight_spec (graph, 1);

  g_assert_cmpuint (nn_graph_n_weights (graph), ==, 3);
  g_assert_cmpstr (weight->name, ==, "dense_1.weight");
  g_assert_cmpstr (weight->role, ==, "weight");
  g_assert_cmpstr (weight->initialiser->id, ==, "glorot");
  g_assert_true (weight->decays);
  g_assert_cmpuint (weight->fan_in, ==, 2);
  g_assert_cmpuint (weight->fan_out, ==, 6);
  g_assert_cmpstr (bias->name, ==, "dense_1.bias");
  g_assert_false (bias->decays);
  g_assert_cmpuint (nn_graph_value (graph, nn_graph_node (graph, 0)->in[1])->weight, ==, 0);
  g_assert_cmpuint (nn_graph_value (graph, nn_graph_node (graph, 0)->in[2])->weight, ==, 1);
}

/* linear 2 × 2 × 6, tanh 6; linear 2 × 6 × 1, mse 1. */
static void
test_flops (void)
{
  g_autoptr (NnGraph) graph = build ();

  g_assert_cmpfloat (nn_graph_flops (graph, 2), ==, 24 + 6);
  g_assert_cmpfloat (nn_graph_flops (graph, 3), ==, 12 + 1);
  g_assert_cmpfloat (nn_graph_flops (graph, 0), ==, 43);
}

/* The random numbers of a layer's operations depend on its name, not on what stands before it; two in one layer
 * differ. */
static void
test_streams (void)
{
  guint64 streams[2][2];

  for (guint before = 0; before < 2; before++)
    {
      g_autoptr (NnGraph) graph = nn_graph_new ();
      NnValue x;

      nn_graph_enter (graph, 1, "input");
      x = nn_graph_input (graph, 0, &NN_SHAPE (4));
      nn_graph_enter (graph, 2, "relu_1");
      for (guint i = 0; i < before; i++)
        x = nn_activation (graph, x, "relu");
      nn_graph_enter (graph, 3, "dropout_1");
      x = nn_graph_op (graph, "dropout", (double[NN_OP_ARGS]) { 0.5 }, &x, 1);
      nn_graph_op (graph, "dropout", (double[NN_OP_ARGS]) { 0.5 }, &x, 1);
      for (guint i = 0; i < 2; i++)
        streams[before][i] = nn_graph_node (graph, before + i)->stream;
    }
  g_assert_cmpmem (streams[0], sizeof streams[0], streams[1], sizeof streams[1]);
  g_assert_cmpuint (streams[0][0], !=, streams[0][1]);
}

/* Every activation but "none", which comes first, is an operation of one operand that keeps the shape. */
static void
test_activations (void)
{
  g_autoptr (NnGraph) graph = nn_graph_new ();
  const NnValue x = nn_graph_input (graph, 0, &NN_SHAPE (2, 3));

  g_assert_cmpstr (nn_activation_choices[0].id, ==, "none");
  g_assert_cmpuint (nn_activation (graph, x, "none"), ==, x);
  for (const NnChoice *choice = nn_activation_choices + 1; choice->id != NULL; choice++)
    {
      const NnValue y = nn_activation (graph, x, choice->id);

      g_assert_nonnull (choice->title);
      g_assert_nonnull (choice->blurb);
      g_assert_true (nn_shape_equal (&nn_graph_value (graph, y)->shape, &NN_SHAPE (2, 3)));
    }
}

static void
test_references (void)
{
  NnGraph *graph = build ();

  g_assert_true (nn_graph_ref (graph) == graph);
  nn_graph_unref (graph);
  g_assert_cmpuint (nn_graph_n_nodes (graph), ==, 4);
  nn_graph_unref (graph);
  nn_graph_unref (NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/ops/graph/values", test_values);
  g_test_add_func ("/engine/ops/graph/layers", test_layers);
  g_test_add_func ("/engine/ops/graph/weights", test_weights);
  g_test_add_func ("/engine/ops/graph/flops", test_flops);
  g_test_add_func ("/engine/ops/graph/streams", test_streams);
  g_test_add_func ("/engine/ops/graph/activations", test_activations);
  g_test_add_func ("/engine/ops/graph/references", test_references);
  return g_test_run ();
}
