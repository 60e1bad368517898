#include "nets.h"

#include "check.h"
#include "errors.h"

#include <string.h>

static const NnIssue *
issue_at (const NnReport *report, guint i)
{
  g_assert_cmpuint (i, <, report->issues->len);
  return &g_array_index (report->issues, NnIssue, i);
}

static void
test_runs (void)
{
  g_autoptr (NnNetwork) network = make_chain ("input", "dense", "dense", "output", NULL);
  g_autoptr (NnDataInfo) info = make_data (NN_SHAPE (2), 2);
  g_autoptr (NnReport) report = nn_check (network, info);
  g_autoptr (NnGraph) graph = nn_network_lower (network, info, NULL);

  g_assert_true (report->runs);
  g_assert_cmpuint (report->issues->len, ==, 0);
  g_assert_cmpint (nn_report_layer (report, 2)->parameters, ==, 24);
  g_assert_cmpint (nn_report_layer (report, 3)->parameters, ==, 72);
  g_assert_cmpint (nn_report_layer (report, 4)->parameters, ==, 18);
  g_assert_cmpint (report->parameters, ==, 114);
  g_assert_true (nn_shape_equal (&nn_report_layer (report, 2)->out, &NN_SHAPE (8)));
  g_assert_cmpfloat (nn_report_layer (report, 2)->flops, >, 0);
  g_assert_null (nn_report_first (report, 2));
  g_assert_cmpuint (nn_graph_n_weights (graph), ==, 6);
  g_assert_cmpuint (nn_graph_n_outputs (graph), ==, 1);
  g_assert_cmpuint (nn_graph_result (graph, 3), !=, NN_NO_VALUE);
}

/* A wrong network, made by hand, and what is said about it. */
typedef struct
{
  const char *name;
  NnNetwork *(*make) (void);
  NnShape input;             /* rank 0: no data is known */
  guint n_classes;
  const char *sentence;      /* of the first issue */
  const char *detail;        /* a part of it */
  const char *remedy;        /* label of its first */
  NnSeverity severity;
} Case;

static NnNetwork *
make_empty (void)
{
  return nn_network_new ();
}

static NnNetwork *
make_no_input (void)
{
  return make_chain ("dense", "output", NULL);
}

static NnNetwork *
make_no_output (void)
{
  return make_chain ("input", "dense", NULL);
}

static NnNetwork *
make_block (void)
{
  return make_chain ("input", "dense", "output", NULL);
}

static NnNetwork *
make_unfed (void)
{
  NnNetwork *network = make_chain ("input", "dense", NULL);

  add (network, "output");
  return network;
}

static NnNetwork *
make_stray (void)
{
  NnNetwork *network = make_chain ("input", "dense", "output", NULL);

  add (network, "dense");
  return network;
}

static NnNetwork *
make_unused (void)
{
  NnNetwork *network = make_chain ("input", "dense", "output", NULL);
  const guint id = add (network, "relu");

  apply (network, nn_edit_add_wire (2, id, 0));
  return network;
}

static NnNetwork *
make_circle (void)
{
  NnNetwork *network = make_chain ("input", "dense", "dense", "output", NULL);

  apply (network, nn_edit_add_wire (3, 2, 0));
  return network;
}

static NnNetwork *
make_self_fed (void)
{
  NnNetwork *network = make_chain ("input", "dense", "output", NULL);

  apply (network, nn_edit_add_wire (2, 2, 0));
  return network;
}

static NnNetwork *
make_too_many (void)
{
  NnNetwork *network = make_chain ("input", "dense", "dense", "output", NULL);

  apply (network, nn_edit_add_wire (1, 3, 1));
  return network;
}

static NnNetwork *
make_into_input (void)
{
  NnNetwork *network = make_chain ("input", "dense", "output", NULL);
  const guint id = add (network, "input");

  apply (network, nn_edit_add_wire (id, 1, 0));
  return network;
}

static NnNetwork *
make_after_output (void)
{
  NnNetwork *network = make_chain ("input", "output", NULL);
  const guint id = add (network, "dense");

  apply (network, nn_edit_add_wire (2, id, 0));
  return network;
}

static NnNetwork *
make_huge (void)
{
  NnNetwork *network = make_chain ("input", "dense", "dense", "dense", "output", NULL);

  for (guint id = 2; id <= 4; id++)
    apply (network, nn_edit_set (id, "units", 100000));
  return network;
}

static NnNetwork *
make_huge_output (void)
{
  return make_chain ("input", "output", NULL);
}

static NnNetwork *
make_narrow (void)
{
  NnNetwork *network = make_chain ("input", "dense", "output", NULL);

  apply (network, nn_edit_set (3, "project", FALSE));
  return network;
}

static NnNetwork *
make_softmax (void)
{
  NnNetwork *network = make_chain ("input", "dense", "softmax", "output", NULL);

  apply (network, nn_edit_set (2, "units", 2));
  return network;
}

static NnNetwork *
make_steps (void)
{
  return make_chain ("input", "lstm", "output", NULL);
}

static NnNetwork *
make_window (void)
{
  return make_chain ("input", "conv2d", "flatten", "output", NULL);
}

/* Two groups around the same LSTM. */
static NnNetwork *
make_steps_inside (void)
{
  NnNetwork *network = make_chain ("input", "lstm", "output", NULL);

  apply (network, nn_edit_make_group (network, (guint[]) { 2 }, 1, 10));
  apply (network, nn_edit_make_group (network, (guint[]) { 10 }, 1, 20));
  return network;
}

static const Case cases[] = {
  { "empty", make_empty, NN_SHAPE (2), 2, "The network has no Input.", "begins", "Add Input", NN_ISSUE_UNFINISHED },
  { "no-input", make_no_input, NN_SHAPE (2), 2, "The network has no Input.", "begins", "Add Input", NN_ISSUE_UNFINISHED },
  { "no-output", make_no_output, NN_SHAPE (2), 2, "The network has no Output.", "nothing can learn", "Add Output", NN_ISSUE_UNFINISHED },
  { "no-data", make_block, { 0 }, 2, "Input does not know its data yet.", "choose another", "Use Spiral" },
  { "block", make_block, NN_SHAPE (28, 28, 1), 10,
    "Dense 1 needs one list of numbers.",
    "Input hands over a block, 28×28×1. Flatten lays the same 784 numbers out in a row.", "Insert Flatten" },
  { "unfed", make_unfed, NN_SHAPE (2), 2,
    "Nothing reaches Output yet.", "waits for a wire", "Connect Dense 1", NN_ISSUE_UNFINISHED },
  { "stray", make_stray, NN_SHAPE (2), 2,
    "Nothing reaches Dense 2 yet.", "no part in training", "Connect Dense 1", NN_ISSUE_WARNING },
  { "unused", make_unused, NN_SHAPE (2), 2,
    "Nothing uses what ReLU hands on.", "no part in training", "Remove ReLU", NN_ISSUE_WARNING },
  { "circle", make_circle, NN_SHAPE (2), 2,
    "Dense 1 and Dense 2 feed each other in a circle.", "The wire from Dense 2 to Dense 1 closes it.", "Remove wire" },
  { "self-fed", make_self_fed, NN_SHAPE (2), 2, "Dense 1 feeds itself.", "closes it", "Remove wire" },
  { "too-many", make_too_many, NN_SHAPE (2), 2,
    "Too many wires end at Dense 2.", "It takes 1 wire; the one from Input is too many.", "Remove wire" },
  { "into-input", make_into_input, NN_SHAPE (2), 2,
    "Too many wires end at Input.", "comes from Input 2", "Remove wire" },
  { "after-output", make_after_output, NN_SHAPE (2), 2,
    "Dense 1 cannot follow Output.", "hands nothing on", "Remove wire" },
  { "huge", make_huge, NN_SHAPE (2), 2,
    "Dense 2 is too large for this computer.", "10\u2009000\u2009100\u2009000 parameters", NULL },
  { "huge-output", make_huge_output, NN_SHAPE (1000000000000), 10,
    "Output is too large for this computer.", "10\u2009000\u2009000\u2009000\u2009010 parameters", "Remove wire" },
  { "numbers", make_block, NN_SHAPE (1), 0,
    "Output measures classes with Cross entropy, but this data asks for numbers.",
    "Mean squared error measures", "Set Loss to Mean squared error" },
  { "narrow", make_narrow, NN_SHAPE (2), 10,
    "Output needs 10 numbers for this data.", "Dense 1 hands over 8 numbers", "Set Neurons of Dense 1 to 10" },
  { "steps", make_steps, NN_SHAPE (2), 2,
    "LSTM 1 needs a sequence.", "Input hands over 2 numbers. Reshape makes steps of them, 2×1.", "Insert Reshape to 2×1" },
  { "rows-as-steps", make_steps, NN_SHAPE (4, 6, 3), 2,
    "LSTM 1 needs a sequence.", "Input hands over 4×6×3", "Insert Reshape to 4×18" },
  { "window", make_window, NN_SHAPE (20), 2, "Conv 2D 1 needs a picture.", "Input hands over 20 numbers", "Insert Reshape to 4×5×1" },
  { "grey-window", make_window, NN_SHAPE (36), 2, "Conv 2D 1 needs a picture.", "36 numbers", "Insert Reshape to 6×6×1" },
  { "colour-window", make_window, NN_SHAPE (48), 2, "Conv 2D 1 needs a picture.", "48 numbers", "Insert Reshape to 4×4×3" },
  { "window-on-steps", make_window, NN_SHAPE (8, 5), 2, "Conv 2D 1 needs a picture.", "8×5", "Insert Reshape to 8×5×1" },
  { "steps-inside", make_steps_inside, NN_SHAPE (2), 2,
    "Inside Group 1: LSTM 1 needs a sequence.", "hands over 2 numbers", "Insert Reshape to 2×1" },
  { "softmax", make_softmax, NN_SHAPE (2), 2,
    "Softmax already turns its numbers into probabilities.", "Cross entropy", "Remove Softmax", NN_ISSUE_WARNING },
};

static NnDataInfo *
data_of (const Case *wrong)
{
  return wrong->input.rank > 0 ? make_data (wrong->input, wrong->n_classes) : NULL;
}

static void
test_words (gconstpointer data)
{
  const Case *wrong = data;
  g_autoptr (NnNetwork) network = wrong->make ();
  g_autoptr (NnDataInfo) info = data_of (wrong);
  g_autoptr (NnReport) report = nn_check (network, info);
  const NnIssue *issue = issue_at (report, 0);

  g_assert_cmpstr (issue->sentence, ==, wrong->sentence);
  g_assert_nonnull (strstr (issue->detail, wrong->detail));
  if (wrong->remedy != NULL)
    g_assert_cmpstr (issue->remedy[0].label, ==, wrong->remedy);
  g_assert_cmpint (issue->severity, ==, wrong->severity);
  g_assert_cmpint (report->runs, ==, wrong->severity == NN_ISSUE_WARNING);
  if (wrong->severity != NN_ISSUE_WARNING)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (nn_network_lower (network, info, &error));
      g_assert_error (error, NN_ERROR, NN_ERROR_NETWORK);
      g_assert_true (g_str_has_prefix (error->message, wrong->sentence));
    }
}

static gboolean
has_issue (const NnReport *report, guint layer, const char *sentence)
{
  for (guint i = 0; i < report->issues->len; i++)
    if (issue_at (report, i)->layer == layer && g_str_equal (issue_at (report, i)->sentence, sentence))
      return TRUE;
  return FALSE;
}

/* Every remedy of every issue does away with it; another data set stands in for the one that is used then. */
static void
test_remedies (gconstpointer data)
{
  const Case *wrong = data;
  g_autoptr (NnNetwork) network = wrong->make ();
  g_autoptr (NnDataInfo) info = data_of (wrong);
  g_autoptr (NnDataInfo) other = make_data (NN_SHAPE (2), 2);
  g_autoptr (NnReport) report = nn_check (network, info);

  for (guint i = 0; i < report->issues->len; i++)
    {
      const NnIssue *issue = issue_at (report, i);

      g_assert_cmpint (issue->remedy[0].action, !=, NN_REMEDY_NONE);
      for (guint r = 0; r < NN_ISSUE_REMEDIES && issue->remedy[r].action != NN_REMEDY_NONE; r++)
        {
          g_autoptr (NnNetwork) repaired = nn_network_copy (network);
          g_autoptr (NnReport) after = NULL;

          apply (repaired, nn_edit_remedy (repaired, issue, r));
          after = nn_check (repaired, info != NULL ? info : other);
          g_assert_false (has_issue (after, issue->layer, issue->sentence));
        }
    }
}

/* First remedies alone lead to a network that runs, from an empty sheet too. */
static void
test_repaired_in_the_end (gconstpointer data)
{
  const Case *wrong = data;
  g_autoptr (NnNetwork) network = wrong->make ();
  g_autoptr (NnDataInfo) info = wrong->input.rank > 0 ? data_of (wrong) : make_data (NN_SHAPE (2), 2);

  for (guint round = 0; round < 10; round++)
    {
      g_autoptr (NnReport) report = nn_check (network, info);

      if (report->issues->len == 0)
        return;
      apply (network, nn_edit_remedy (network, issue_at (report, 0), 0));
    }
  g_assert_not_reached ();
}

/* Two numbers are no picture however they are laid out: other data are offered first. */
static void
test_few_numbers_for_a_picture (void)
{
  g_autoptr (NnNetwork) network = make_window ();
  g_autoptr (NnDataInfo) points = make_data (NN_SHAPE (2), 2);
  g_autoptr (NnDataInfo) pictures = make_data (NN_SHAPE (28, 28, 1), 10);
  g_autoptr (NnReport) report = nn_check (network, points);
  g_autoptr (NnReport) after = NULL;

  g_assert_cmpstr (issue_at (report, 0)->remedy[0].label, ==, "Use Digits");
  g_assert_cmpstr (issue_at (report, 0)->remedy[1].label, ==, "Remove Conv 2D 1");
  apply (network, nn_edit_remedy (network, issue_at (report, 0), 0));
  g_assert_cmpstr (nn_network_data (network), ==, "builtin:digits");
  after = nn_check (network, pictures);
  g_assert_true (after->runs);
}

static void
test_place_of_issue (void)
{
  g_autoptr (NnNetwork) network = make_block ();
  g_autoptr (NnDataInfo) info = make_data (NN_SHAPE (4, 4, 1), 2);
  g_autoptr (NnReport) report = nn_check (network, info);

  g_assert_cmpuint (report->issues->len, ==, 1);   /* what waits behind it is not told off too */
  g_assert_cmpuint (issue_at (report, 0)->layer, ==, 2);
  g_assert_cmpuint (issue_at (report, 0)->from, ==, 1);
  g_assert_true (nn_report_first (report, 2) == issue_at (report, 0));
  g_assert_cmpuint (nn_report_layer (report, 2)->out.rank, ==, 0);
  g_assert_cmpuint (nn_report_layer (report, 1)->out.rank, ==, 3);
}

/* Which layer a missing wire into `id` is proposed to come from. */
static guint
find_source (const NnNetwork *network, const NnDataInfo *info, guint id)
{
  g_autoptr (NnReport) report = nn_check (network, info);

  return nn_report_first (report, id)->remedy[0].other;
}

/* A layer that others use already, that does not fit, or that waits for the wire itself is not the best, however near. */
static void
test_best_source (void)
{
  g_autoptr (NnNetwork) network = make_chain ("input", "flatten", "dense", "output", NULL);
  g_autoptr (NnDataInfo) info = make_data (NN_SHAPE (4, 4, 1), 2);
  const guint dense = add (network, "dense");
  const guint flatten = add (network, "flatten");
  const guint block = add (network, "input");
  const guint behind = add (network, "relu");
  const double near = nn_network_layer (network, dense)->x - 1;
  const double y = nn_network_layer (network, dense)->y;
  const guint nearest[] = { 3, block, behind };

  apply (network, nn_edit_add_wire (1, flatten, 0));
  apply (network, nn_edit_add_wire (dense, behind, 0));
  apply (network, nn_edit_move (flatten, 0, 2000));
  for (guint i = 0; i < G_N_ELEMENTS (nearest); i++)
    {
      apply (network, nn_edit_move (nearest[i], near, y));
      g_assert_cmpuint (find_source (network, info, dense), ==, flatten);
    }

  apply (network, nn_edit_remove_layer (flatten));
  for (guint id = 1; id <= 4; id++)
    apply (network, nn_edit_remove_layer (id));
  apply (network, nn_edit_move (block, 0, 2000));
  g_assert_cmpuint (find_source (network, info, dense), ==, block);   /* nothing fits, but it makes no circle */
}

static void
test_removed_layer_is_bridged (void)
{
  g_autoptr (NnNetwork) network = make_softmax ();
  g_autoptr (NnDataInfo) info = make_data (NN_SHAPE (2), 2);
  g_autoptr (NnReport) report = nn_check (network, info);
  g_autoptr (NnReport) after = NULL;

  apply (network, nn_edit_remedy (network, issue_at (report, 0), 0));
  after = nn_check (network, info);
  g_assert_cmpuint (after->issues->len, ==, 0);
  g_assert_cmpuint (nn_network_n_layers (network), ==, 3);
}

static void
test_stray_is_not_run (void)
{
  g_autoptr (NnNetwork) network = make_unused ();
  g_autoptr (NnDataInfo) info = make_data (NN_SHAPE (2), 2);
  g_autoptr (NnGraph) graph = nn_network_lower (network, info, NULL);

  g_assert_nonnull (graph);
  g_assert_cmpuint (nn_graph_result (graph, 2), !=, NN_NO_VALUE);
  g_assert_cmpuint (nn_graph_result (graph, 4), ==, NN_NO_VALUE);
}

/* Whatever edits make of it, a check answers: shapes where it can, words where it cannot. */
static void
test_any_network (void)
{
  g_autoptr (NnDataInfo) points = make_data (NN_SHAPE (2), 2);
  g_autoptr (NnDataInfo) pictures = make_data (NN_SHAPE (6, 6, 1), 10);
  NnDataInfo *infos[] = { NULL, points, pictures };
  guint n_kinds;
  const NnKind *const *kinds = nn_kind_rows (&n_kinds);

  for (guint seed = 0; seed < 2000; seed++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      g_autoptr (NnNetwork) network = nn_network_new ();
      const gint n = g_rand_int_range (rand, 1, 9);
      g_autoptr (NnReport) report = NULL;
      g_autoptr (NnGraph) graph = NULL;

      for (gint i = 0; i < n; i++)
        add (network, kinds[g_rand_int_range (rand, 0, n_kinds)]->id);
      for (gint i = 0; i < n; i++)
        apply (network,
               nn_edit_add_wire (g_rand_int_range (rand, 1, n + 1),
                                 g_rand_int_range (rand, 1, n + 1),
                                 g_rand_int_range (rand, 0, 8) / 7));
      report = nn_check (network, infos[seed % 3]);
      graph = nn_network_lower (network, infos[seed % 3], NULL);
      g_assert_true ((graph != NULL) == report->runs);
      for (guint i = 0; i < report->issues->len; i++)
        for (guint r = 0; r < NN_ISSUE_REMEDIES && issue_at (report, i)->remedy[r].action != NN_REMEDY_NONE; r++)
          {
            g_autoptr (NnNetwork) copy = nn_network_copy (network);

            apply (copy, nn_edit_remedy (copy, issue_at (report, i), r));
          }
    }
}

static void
add_case (const char *test, const Case *wrong, GTestDataFunc func)
{
  g_autofree char *path = g_strdup_printf ("/engine/network/check/%s/%s", wrong->name, test);

  g_test_add_data_func (path, wrong, func);
}

/* Of several outputs the first that chooses among classes is the network's answer, else the first; the graph agrees. */
static void
test_asked (void)
{
  static const struct
  {
    guint target[2];        /* of the two outputs, in the order of the chain */
    const char *loss[2];
    guint asked;
  } rows[] = {
    { { 1, 2 }, { "cross_entropy", "mse" }, 0 },
    { { 2, 1 }, { "mse", "cross_entropy" }, 0 },
    { { 2, 2 }, { "mse", "mse" }, 1 },
  };
  g_autoptr (NnDataInfo) data = make_data (NN_SHAPE (2), 3);

  nn_data_info_add_target (data, (NnField) { .name = g_strdup ("far"), .kind = NN_FIELD_NUMBERS, .shape = NN_SHAPE (1) });
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (NnNetwork) network = make_chain ("input", "output", NULL);
      g_autoptr (NnGraph) graph = NULL;
      const guint other = add (network, "output");
      g_autoptr (GError) error = NULL;

      apply (network, nn_edit_add_wire (1, other, 0));
      for (guint k = 0; k < 2; k++)
        {
          const guint id = k == 0 ? 2 : other;
          const NnParam *loss = nn_param_find (nn_network_layer (network, id)->kind->params, "loss");

          apply (network, nn_edit_set (id, "target", rows[i].target[k]));
          apply (network, nn_edit_set (id, "loss", nn_choice_index (loss, rows[i].loss[k])));
        }
      graph = nn_network_lower (network, data, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (nn_graph_asked (graph), ==, rows[i].asked);
      g_assert_cmpuint (nn_network_asked (network, data), ==, rows[i].asked);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/network/check/runs", test_runs);
  g_test_add_func ("/engine/network/check/asked", test_asked);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      add_case ("words", &cases[i], test_words);
      add_case ("remedies", &cases[i], test_remedies);
      if (cases[i].make != make_huge_output)   /* no network can take examples of that size */
        add_case ("repaired-in-the-end", &cases[i], test_repaired_in_the_end);
    }
  g_test_add_func ("/engine/network/check/few-numbers-for-a-picture", test_few_numbers_for_a_picture);
  g_test_add_func ("/engine/network/check/place-of-issue", test_place_of_issue);
  g_test_add_func ("/engine/network/check/best-source", test_best_source);
  g_test_add_func ("/engine/network/check/removed-layer-is-bridged", test_removed_layer_is_bridged);
  g_test_add_func ("/engine/network/check/stray-is-not-run", test_stray_is_not_run);
  g_test_add_func ("/engine/network/check/any-network", test_any_network);
  return g_test_run ();
}
