/* Kinds that read sequences: what they hand on, the names PyTorch has for their weights, and what they say of a second wire
 * or of settings that do not go together. */
#include "places.h"

#include <string.h>

static void
set (Place *place, const char *id, const char *value)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (nn_settings_parse (place->layer->settings, id, value, &error));
  g_assert_no_error (error);
}

static void
second_wire (Place *place, NnShape shape)
{
  place->ins[1] = shape;
  place->site.n_in = 2;
}

/* Lowers the layer; its result has the shape that infer () promised, and `wanted`. */
static NnGraph *
lower (Place *place, NnShape wanted)
{
  NnGraph *graph = nn_graph_new ();
  NnValue in[2], result;
  NnShape out = { 0 };
  NnIssue issue = { 0 };

  nn_graph_enter (graph, 1, "before");
  for (guint i = 0; i < 2; i++)
    in[i] = nn_graph_input (graph, 0, &place->ins[i]);
  g_assert_true (place->layer->kind->infer (&place->site, &out, &issue));
  nn_graph_enter (graph, 2, place->layer->name);
  result = place->layer->kind->lower (graph, &place->site, in);
  g_assert_true (nn_shape_equal (&out, &wanted));
  g_assert_true (nn_shape_equal (&nn_graph_value (graph, result)->shape, &wanted));
  nn_issue_clear (&issue);
  return graph;
}

static void
assert_weight (const NnGraph *graph, const char *role, NnShape shape)
{
  const guint i = nn_graph_find_weight (graph, 2, role);

  g_assert_cmpuint (i, !=, NN_NO_WEIGHT);
  g_assert_true (nn_shape_equal (&nn_graph_weight_spec (graph, i)->shape, &shape));
}

/* infer () refuses, with a sentence that has `words` and `label` on its first button. */
static void
assert_refused (Place *place, const char *words, const char *label)
{
  NnShape out = { 0 };
  NnIssue issue = { 0 };

  g_assert_false (place->layer->kind->infer (&place->site, &out, &issue));
  g_assert_nonnull (strstr (issue.detail, words));
  g_assert_cmpstr (issue.remedy[0].label, ==, label);
  nn_issue_clear (&issue);
}

static void
test_recurrent (void)
{
  static const struct
  {
    const char *kind;
    gint64 gates, states;
  } kinds[] = { { "rnn", 1, 1 }, { "gru", 3, 1 }, { "lstm", 4, 2 } };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (NnDataInfo) data = make_points (2);
      g_autoptr (NnGraph) last = NULL;
      g_autoptr (NnGraph) both = NULL;
      g_autoptr (NnGraph) begun = NULL;
      Place place;

      place_begin (&place, kinds[i].kind, "input", data, NN_SHAPE (7, 5));
      set (&place, "units", "6");
      last = lower (&place, NN_SHAPE (6));
      assert_weight (last, "weight_ih_l0", NN_SHAPE (6 * kinds[i].gates, 5));
      assert_weight (last, "weight_hh_l0", NN_SHAPE (6 * kinds[i].gates, 6));
      assert_weight (last, "bias_ih_l0", NN_SHAPE (6 * kinds[i].gates));
      assert_weight (last, "bias_hh_l0", NN_SHAPE (6 * kinds[i].gates));
      g_assert_cmpuint (nn_graph_n_weights (last), ==, 4);

      set (&place, "bidirectional", "true");
      set (&place, "returns", "sequence");
      both = lower (&place, NN_SHAPE (7, 12));
      assert_weight (both, "weight_hh_l0_reverse", NN_SHAPE (6 * kinds[i].gates, 6));
      g_assert_cmpuint (nn_graph_n_weights (both), ==, 8);

      second_wire (&place, NN_SHAPE (12 * kinds[i].states));
      begun = lower (&place, NN_SHAPE (7, 12));
      second_wire (&place, NN_SHAPE (6));
      assert_refused (&place, "12 numbers", "Remove wire");
      place_clear (&place);
    }
}

/* What an LSTM keeps is what another can begin with. */
static void
test_state (void)
{
  g_autoptr (NnDataInfo) data = make_points (2);
  g_autoptr (NnGraph) state = NULL;
  g_autoptr (NnGraph) next = NULL;
  Place place;

  place_begin (&place, "lstm", "input", data, NN_SHAPE (4, 3));
  set (&place, "units", "5");
  set (&place, "returns", "state");
  state = lower (&place, NN_SHAPE (10));
  second_wire (&place, NN_SHAPE (10));
  next = lower (&place, NN_SHAPE (10));
  place_clear (&place);
}

static void
test_attention (void)
{
  g_autoptr (NnDataInfo) data = make_points (2);
  g_autoptr (NnGraph) own = NULL;
  g_autoptr (NnGraph) cross = NULL;
  Place place;

  place_begin (&place, "attention", "input", data, NN_SHAPE (7, 12));
  set (&place, "heads", "5");
  assert_refused (&place, "5 heads do not divide", "Set Heads to 4");
  set (&place, "heads", "3");
  own = lower (&place, NN_SHAPE (7, 12));
  assert_weight (own, "in_proj_weight", NN_SHAPE (36, 12));
  assert_weight (own, "in_proj_bias", NN_SHAPE (36));
  assert_weight (own, "out_proj.weight", NN_SHAPE (12, 12));
  second_wire (&place, NN_SHAPE (4, 10));
  cross = lower (&place, NN_SHAPE (7, 12));
  assert_weight (cross, "q_proj_weight", NN_SHAPE (12, 12));
  assert_weight (cross, "k_proj_weight", NN_SHAPE (12, 10));
  assert_weight (cross, "v_proj_weight", NN_SHAPE (12, 10));
  second_wire (&place, NN_SHAPE (12));
  assert_refused (&place, "12 numbers", "Remove wire");
  place_clear (&place);
}

static void
test_transformer_block (void)
{
  g_autoptr (NnDataInfo) data = make_points (2);
  g_autoptr (NnGraph) plain = NULL;
  g_autoptr (NnGraph) dropping = NULL;
  Place place;

  place_begin (&place, "transformer_block", "input", data, NN_SHAPE (7, 12));
  set (&place, "heads", "5");
  assert_refused (&place, "5 heads do not divide", "Set Heads to 4");
  set (&place, "heads", "3");
  set (&place, "width", "2");
  plain = lower (&place, NN_SHAPE (7, 12));
  assert_weight (plain, "self_attn.in_proj_weight", NN_SHAPE (36, 12));
  assert_weight (plain, "self_attn.out_proj.bias", NN_SHAPE (12));
  assert_weight (plain, "linear1.weight", NN_SHAPE (24, 12));
  assert_weight (plain, "linear2.weight", NN_SHAPE (12, 24));
  assert_weight (plain, "norm2.bias", NN_SHAPE (12));
  g_assert_cmpuint (nn_graph_n_weights (plain), ==, 12);
  set (&place, "dropout", "0.1");
  dropping = lower (&place, NN_SHAPE (7, 12));
  g_assert_cmpuint (nn_graph_n_nodes (dropping), ==, nn_graph_n_nodes (plain) + 2);
  place_clear (&place);

  place_begin (&place, "transformer_block", "input", data, NN_SHAPE (7, 1));
  assert_refused (&place, "single number", "Insert Conv 1D");
  place_clear (&place);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/kinds/sequences/recurrent", test_recurrent);
  g_test_add_func ("/engine/kinds/sequences/state", test_state);
  g_test_add_func ("/engine/kinds/sequences/attention", test_attention);
  g_test_add_func ("/engine/kinds/sequences/transformer-block", test_transformer_block);
  return g_test_run ();
}
