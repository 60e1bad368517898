/* What a network that translates needs, in the words of its issues, and what their repairs do. */
#include "nets.h"

#include "check.h"
#include "pairs.h"
#include "recipe.h"
#include "regime.h"

#include <string.h>

/* Layers of make_network (). */
enum
{
  TEXT = 1,
  LETTERS,
  READER,
  WRITER,
  OUTPUT,
  SO_FAR,
  WRITTEN,
};

static NnDataInfo *
make_words (void)
{
  return nn_pairs_info ("Words", "words", 100, &(NnPairSide) { 5, "abc" }, &(NnPairSide) { 4, "xyz" });
}

static void
learn_to_translate (NnNetwork *network)
{
  apply (network, nn_edit_set_recipe ("regime", nn_regime_find (NN_AIM_TRANSLATION)));
}

/* One recurrent layer reads, another writes. */
static NnNetwork *
make_network (void)
{
  NnNetwork *network = make_chain ("input", "embedding", "gru", "gru", "output", NULL);

  learn_to_translate (network);
  apply (network, nn_edit_set (WRITER, "returns", 0));
  g_assert_cmpuint (add (network, "input"), ==, SO_FAR);
  g_assert_cmpuint (add (network, "embedding"), ==, WRITTEN);
  apply (network, nn_edit_set (SO_FAR, "field", NN_SO_FAR + 1));
  apply (network, nn_edit_add_wire (SO_FAR, WRITTEN, 0));
  apply (network, nn_edit_remove_wire (WRITER, 0));
  apply (network, nn_edit_add_wire (WRITTEN, WRITER, 0));
  apply (network, nn_edit_add_wire (READER, WRITER, 1));
  return network;
}

static NnReport *
check (const NnNetwork *network)
{
  g_autoptr (NnDataInfo) info = make_words ();

  return nn_check (network, info);
}

static gboolean
runs (const NnNetwork *network)
{
  g_autoptr (NnReport) report = check (network);

  return report->runs && report->issues->len == 0;
}

/* The issue whose sentence this is. */
static const NnIssue *
find_issue (const NnReport *report, const char *sentence)
{
  for (guint i = 0; i < report->issues->len; i++)
    {
      const NnIssue *issue = &g_array_index (report->issues, NnIssue, i);

      if (g_str_equal (issue->sentence, sentence))
        return issue;
    }
  g_error ("Nothing says “%s”", sentence);
}

/* The first repair of an issue, if it has the words. */
static void
repair (NnNetwork *network, const NnReport *report, const char *sentence, const char *words)
{
  const NnIssue *issue = find_issue (report, sentence);

  g_assert_cmpstr (issue->remedy[0].label, ==, words);
  apply (network, nn_edit_remedy (network, issue, 0));
}

static void
test_runs (void)
{
  g_autoptr (NnNetwork) network = make_network ();
  g_autoptr (NnDataInfo) info = make_words ();
  g_autoptr (NnGraph) graph = nn_network_lower (network, info, NULL);

  g_assert_true (runs (network));
  g_assert_true (nn_graph_output_at (graph, 0)->ends);
  g_assert_true (nn_graph_depends (graph, nn_graph_result (graph, WRITER), NN_SOURCE));
  g_assert_true (nn_graph_depends (graph, nn_graph_result (graph, WRITER), NN_SO_FAR));
  g_assert_true (nn_graph_depends (graph, nn_graph_result (graph, READER), NN_SOURCE));
  g_assert_false (nn_graph_depends (graph, nn_graph_result (graph, READER), NN_SO_FAR));
}

static void
test_no_answer_so_far (void)
{
  g_autoptr (NnNetwork) network = make_network ();
  g_autoptr (NnReport) report = NULL;

  apply (network, nn_edit_remove_layer (SO_FAR));
  report = check (network);
  repair (network, report, "No Input hands on the answer so far.", "Add an Input for it");
  g_assert_cmpint (nn_settings_int (nn_network_layer (network, WRITTEN + 1)->settings, "field"), ==, NN_SO_FAR + 1);
  apply (network, nn_edit_add_wire (WRITTEN + 1, WRITTEN, 0));
  g_assert_true (runs (network));
}

static void
test_no_source (void)
{
  g_autoptr (NnNetwork) network = make_network ();
  g_autoptr (NnReport) report = NULL;

  apply (network, nn_edit_set (TEXT, "field", NN_SO_FAR + 1));
  report = check (network);
  repair (network, report, "No Input hands on the text that is to be translated.", "Hand on the text");
  g_assert_true (runs (network));
}

static void
test_other_data (void)
{
  g_autoptr (NnNetwork) network = make_chain ("input", "dense", "output", NULL);
  g_autoptr (NnDataInfo) points = make_data (NN_SHAPE (2), 2);
  g_autoptr (NnReport) report = NULL;

  learn_to_translate (network);
  report = nn_check (network, points);
  repair (network, report, "Output has nothing to translate.", "Use Numbers in words");
  g_assert_cmpstr (nn_network_data (network), ==, "builtin:numbers");
}

static void
test_other_regime (void)
{
  g_autoptr (NnNetwork) network = make_network ();
  g_autoptr (NnReport) report = NULL;

  apply (network, nn_edit_set_recipe ("regime", 0));
  report = check (network);
  repair (network, report, "Output cannot write a whole text at once.", "Learn to: Translate");
  g_assert_true (runs (network));
}

static void
test_other_loss (void)
{
  g_autoptr (NnNetwork) network = make_network ();
  g_autoptr (NnReport) report = NULL;

  apply (network, nn_edit_set (OUTPUT, "loss", 2));
  report = check (network);
  repair (network, report, "Output must say which character comes next.", "Set Loss to Cross entropy");
  g_assert_true (runs (network));
}

/* Who reads may read both ways; who writes would see what he is to write. */
static void
test_peeping (void)
{
  g_autoptr (NnNetwork) network = make_network ();
  g_autoptr (NnReport) report = NULL;

  apply (network, nn_edit_set (READER, "bidirectional", TRUE));
  apply (network, nn_edit_set (READER, "units", 8));
  g_assert_true (runs (network));
  apply (network, nn_edit_set (WRITER, "bidirectional", TRUE));
  apply (network, nn_edit_set (READER, "units", 16));
  report = check (network);
  g_assert_true (report->runs);
  repair (network, report, "GRU 2 sees the answer.", "Switch off Both directions");
}

/* Attention from what is written to what was read sees no answer, from what is written to itself it does. */
static void
test_attention (void)
{
  g_autoptr (NnNetwork) network = make_network ();
  g_autoptr (NnReport) report = NULL;
  const guint across = add (network, "attention");

  apply (network, nn_edit_set (WRITTEN, "width", 16));
  apply (network, nn_edit_set (READER, "returns", 0));
  apply (network, nn_edit_remove_wire (WRITER, 1));
  apply (network, nn_edit_add_wire (WRITER, across, 0));
  apply (network, nn_edit_add_wire (READER, across, 1));
  apply (network, nn_edit_add_wire (across, OUTPUT, 0));
  g_assert_true (runs (network));
  apply (network, nn_edit_add_wire (WRITER, across, 1));
  report = check (network);
  find_issue (report, "Attention 1 sees the answer.");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/network/translate/runs", test_runs);
  g_test_add_func ("/engine/network/translate/no-answer-so-far", test_no_answer_so_far);
  g_test_add_func ("/engine/network/translate/no-source", test_no_source);
  g_test_add_func ("/engine/network/translate/other-data", test_other_data);
  g_test_add_func ("/engine/network/translate/other-regime", test_other_regime);
  g_test_add_func ("/engine/network/translate/other-loss", test_other_loss);
  g_test_add_func ("/engine/network/translate/peeping", test_peeping);
  g_test_add_func ("/engine/network/translate/attention", test_attention);
  return g_test_run ();
}
