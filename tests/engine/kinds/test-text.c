/* Kinds where text arrives: who reads its tokens, what an output asks of its steps, and which weights there are. */
#include "places.h"

#include <string.h>

#define CONTEXT 6
#define TOKENS 9

/* The layer refuses what a feeder brings, with this sentence and these words on its first button. */
/* second: what is offered besides; NULL: that does not matter. */
static void
assert_offers (Place *place, const char *sentence, const char *first, const char *second)
{
  NnShape out = { 0 };
  NnIssue issue = { 0 };

  g_assert_false (nn_site_infer (&place->site, &out, &issue));
  g_assert_cmpstr (issue.sentence, ==, sentence);
  g_assert_cmpstr (issue.remedy[0].label, ==, first);
  if (second != NULL)
    g_assert_cmpstr (issue.remedy[1].label, ==, second);
  nn_issue_clear (&issue);
}

static void
assert_refused (Place *place, const char *sentence, const char *button)
{
  assert_offers (place, sentence, button, NULL);
}

static NnGraph *
lower (Place *place, NnShape wanted)
{
  NnGraph *graph = nn_graph_new ();
  NnShape out = { 0 };
  NnIssue issue = { 0 };
  NnValue in, result;

  nn_graph_enter (graph, 1, "before");
  in = nn_graph_input (graph, 0, &place->in);
  g_assert_true (nn_site_infer (&place->site, &out, &issue));
  nn_graph_enter (graph, 2, "under_test");
  result = place->layer->kind->lower (graph, &place->site, &in);
  g_assert_true (nn_shape_equal (&out, &wanted));
  g_assert_true (nn_shape_equal (&nn_graph_value (graph, result)->shape, &wanted));
  return graph;
}

static void
test_embedding (void)
{
  g_autoptr (NnDataInfo) text = make_text (CONTEXT, TOKENS), points = make_points (2);
  g_autoptr (NnGraph) graph = NULL;
  Place place;

  place_begin (&place, "embedding", "input", text, NN_SHAPE (CONTEXT));
  nn_settings_set (place.layer->settings, "width", 4, NULL);
  graph = lower (&place, NN_SHAPE (CONTEXT, 4));
  g_assert_cmpuint (nn_graph_n_weights (graph), ==, 1);
  g_assert_cmpstr (nn_graph_weight_spec (graph, 0)->name, ==, "under_test.weight");
  g_assert_true (nn_shape_equal (&nn_graph_weight_spec (graph, 0)->shape, &NN_SHAPE (TOKENS, 4)));   /* as PyTorch has it */
  place_clear (&place);

  place_begin (&place, "embedding", "input", points, NN_SHAPE (2));
  assert_refused (&place, "Under test needs text, or names.", "Remove Under test");
  place_clear (&place);
  place_begin (&place, "embedding", "dense", text, NN_SHAPE (CONTEXT));
  assert_refused (&place, "Under test needs text, or names.", "Remove Under test");
  place_clear (&place);
}

/* No other kind calculates with places in a vocabulary. */
static void
test_tokens_are_no_numbers (void)
{
  g_autoptr (NnDataInfo) text = make_text (CONTEXT, TOKENS);
  guint n;
  const NnKind *const *kinds = nn_kind_rows (&n);

  for (guint i = 0; i < n; i++)
    {
      Place place;

      if (kinds[i]->reads_tokens || kinds[i]->max_in == 0)
        continue;
      place_begin (&place, kinds[i]->id, "input", text, NN_SHAPE (CONTEXT));
      assert_refused (&place, "Under test calculates with numbers, but Before hands over text.", "Insert Embedding");
      place_clear (&place);
    }
}

static void
test_dense_on_steps (void)
{
  g_autoptr (NnDataInfo) text = make_text (CONTEXT, TOKENS);
  g_autoptr (NnGraph) graph = NULL;
  Place place;

  place_begin (&place, "dense", "embedding", text, NN_SHAPE (CONTEXT, 3));
  nn_settings_set (place.layer->settings, "units", 5, NULL);
  graph = lower (&place, NN_SHAPE (CONTEXT, 5));
  g_assert_true (nn_shape_equal (&nn_graph_weight_spec (graph, 0)->shape, &NN_SHAPE (5, 3)));
  place_clear (&place);
}

static void
test_output (void)
{
  g_autoptr (NnDataInfo) text = make_text (CONTEXT, TOKENS), points = make_points (2);
  g_autoptr (NnGraph) graph = NULL;
  const NnGraphOutput *output;
  Place place;

  place_begin (&place, "output", "embedding", text, NN_SHAPE (CONTEXT, 4));
  graph = lower (&place, NN_SHAPE (CONTEXT, TOKENS));
  output = nn_graph_output_at (graph, 0);
  g_assert_cmpint (output->encoding, ==, NN_ENCODE_INDEX);
  g_assert_true (nn_shape_equal (&nn_graph_value (graph, output->target)->shape, &NN_SHAPE (CONTEXT)));
  g_assert_true (nn_shape_equal (&nn_graph_weight_spec (graph, 0)->shape, &NN_SHAPE (TOKENS, 4)));
  place_clear (&place);

  place_begin (&place, "output", "lstm", text, NN_SHAPE (4));
  assert_refused (&place, "Under test needs a list of numbers for each step.", "Let Before hand on every state");
  place_clear (&place);
  place_begin (&place, "output", "dense", text, NN_SHAPE (CONTEXT - 1, 4));
  assert_refused (&place, "Under test needs a list of numbers for each step.", "Remove wire");
  place_clear (&place);

  place_begin (&place, "output", "dense", points, NN_SHAPE (4));
  for (guint i = 0; nn_regime_choices[i].id != NULL; i++)
    if (nn_regime_at (i)->aim == NN_AIM_NEXT)
      place.site.regime = nn_regime_at (i);
  assert_offers (&place, "Under test has no text to continue.", "Use Stories", "Learn to: Answer");
  place_clear (&place);
}

/* What the network is to learn, if this data cannot have it learnt. */
static void
test_other_regimes (void)
{
  static const struct
  {
    NnAim aim;
    const char *sentence, *data;
  } rows[] = {
    { NN_AIM_NEXT, NULL, NULL },
    { NN_AIM_ANSWER, NULL, NULL },   /* what comes next is the answer: the same training, and it writes as well */
    { NN_AIM_NOISE, "Under test cannot make text out of noise.", "Use Digits" },
    { NN_AIM_REAL, "Under test cannot make text out of noise.", "Use Digits" },
    { NN_AIM_TRANSLATION, "Under test has nothing to translate.", "Use Numbers in words" },
  };
  g_autoptr (NnDataInfo) text = make_text (CONTEXT, TOKENS);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      Place place;

      place_begin (&place, "output", "embedding", text, NN_SHAPE (CONTEXT, 4));
      place.site.regime = nn_regime_at (nn_regime_find (rows[i].aim));
      if (rows[i].sentence == NULL)
        nn_graph_unref (lower (&place, NN_SHAPE (CONTEXT, TOKENS)));
      else
        assert_offers (&place, rows[i].sentence, rows[i].data, "Learn to: Continue");
      place_clear (&place);
    }
}

/* Answers that are rows of zeros and ones: one row at each step. */
static void
test_one_hot_steps (void)
{
  g_autoptr (NnDataInfo) text = make_text (CONTEXT, TOKENS);
  g_autoptr (NnGraph) graph = NULL;
  const NnGraphOutput *output;
  Place place;

  place_begin (&place, "output", "embedding", text, NN_SHAPE (CONTEXT, 4));
  nn_settings_parse (place.layer->settings, "loss", "binary_cross_entropy", NULL);
  graph = lower (&place, NN_SHAPE (CONTEXT, TOKENS));
  output = nn_graph_output_at (graph, 0);
  g_assert_cmpint (output->encoding, ==, NN_ENCODE_ONE_HOT);
  g_assert_true (nn_shape_equal (&nn_graph_value (graph, output->target)->shape, &NN_SHAPE (CONTEXT, TOKENS)));
  place_clear (&place);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/kinds/text/embedding", test_embedding);
  g_test_add_func ("/engine/kinds/text/tokens-are-no-numbers", test_tokens_are_no_numbers);
  g_test_add_func ("/engine/kinds/text/dense-on-steps", test_dense_on_steps);
  g_test_add_func ("/engine/kinds/text/output", test_output);
  g_test_add_func ("/engine/kinds/text/other-regimes", test_other_regimes);
  g_test_add_func ("/engine/kinds/text/one-hot-steps", test_one_hot_steps);
  return g_test_run ();
}
