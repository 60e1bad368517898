#include "feed.h"

#include "nets.h"

static const Net net = { .units = { 3 }, .activation = "tanh", .loss = "cross_entropy", .project = TRUE };

static NnGraph *
lower (double weight, NnDataset *dataset)
{
  g_autoptr (NnNetwork) network = make_net (&net);
  const NnLayer *output = nn_network_layer_at (network, nn_network_n_layers (network) - 1);
  g_autoptr (GError) error = NULL;
  NnGraph *graph;

  apply (network, nn_edit_set (output->id, "weight", weight));
  graph = nn_network_lower (network, nn_dataset_info (dataset), &error);
  g_assert_no_error (error);
  return graph;
}

/* Data other than what the network was lowered for is refused in a sentence that names it. */
static void
test_misfits (void)
{
  g_autoptr (NnDataset) points = make_points (10, 1);
  g_autoptr (NnDataset) lists = make_lists (10, 5, 2, 1);
  g_autoptr (NnDataset) slope = make_slope (10, 1);
  g_autoptr (NnDataset) none = make_points (0, 1);
  g_autoptr (NnGraph) graph = lower (1, points);
  NnDataset *const misfits[] = { lists, slope, none };

  g_assert_true (nn_feed_check (graph, points, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (misfits); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (nn_feed_check (graph, misfits[i], &error));
      g_assert_error (error, NN_ERROR, NN_ERROR_DATA);
      g_assert_nonnull (strstr (error->message, "Test data"));
    }
}

/* A slice counts what it was given; the loss weighs as its output says. */
static void
test_tally (void)
{
  g_autoptr (NnDataset) points = make_points (10, 1);
  g_autoptr (NnGraph) graph = lower (0.5, points);
  guint n_keep;
  g_autofree NnValue *keep = nn_feed_keep (graph, &n_keep);
  g_autoptr (NnWeights) weights = nn_weights_new (graph, sizeof (float), NULL, NULL);
  const NnProgramOptions options = {
    .backend = &nn_backend_openblas,
    .batch = 10,
    .slices = 2,
    .keep = keep,
    .n_keep = n_keep,
  };
  g_autoptr (NnProgram) program = nn_program_new (graph, weights, &options, NULL);
  g_autoptr (NnFeed) feed = nn_feed_new (graph, program, points);
  const guint32 examples[] = { 4, 0, 7 };
  NnAnswers answers;
  gsize right = 0;
  NnTally tally;
  float *raw;

  g_assert_cmpuint (n_keep, ==, 3);
  g_assert_true (nn_feed_judged (feed) == nn_graph_output_at (graph, 0));
  nn_feed_fill (feed, 1, examples, 3, 0);
  nn_program_run (program, 1, &(NnRun) { .rows = 3, .scale = 1.0 / 3 });
  answers = nn_feed_answers (feed, 1, 3);
  g_assert_cmpuint (answers.n, ==, 3);
  g_assert_cmpuint (answers.raw_size, ==, 2);
  g_assert_cmpuint (answers.target_size, ==, 1);
  raw = (float *) answers.raw;
  for (guint i = 0; i < 3; i++)   /* all say class 1 */
    {
      raw[2 * i] = 0;
      raw[2 * i + 1] = 1;
      right += nn_dataset_class (points, examples[i]) == 1;
    }
  tally = nn_feed_tally (feed, 1, 3);
  g_assert_cmpuint (tally.n, ==, 3);
  g_assert_cmpuint (tally.right, ==, right);
  g_assert_cmpfloat (nn_feed_share_right (feed, &tally), ==, right / 3.0);
  g_assert_cmpfloat_with_epsilon (tally.loss, 0.5 * 3 * 0.6931471806, 1e-5);   /* weights of zero: ln 2 each */
}

/* Each input is given its field, each output its target, encoded as it asks. */
static void
test_fields (void)
{
  g_autoptr (NnDataset) fields = make_fields (6, 1);
  g_autoptr (NnDataset) points = make_points (6, 1);
  g_autoptr (NnNetwork) network = make_towers ();
  g_autoptr (GError) error = NULL;
  g_autoptr (NnGraph) graph = nn_network_lower (network, nn_dataset_info (fields), NULL);
  guint n_keep;
  g_autofree NnValue *keep = nn_feed_keep (graph, &n_keep);
  g_autoptr (NnWeights) weights = nn_weights_new (graph, sizeof (float), NULL, NULL);
  const NnProgramOptions options = { .backend = &nn_backend_openblas, .batch = 2, .slices = 1, .keep = keep, .n_keep = n_keep };
  g_autoptr (NnProgram) program = nn_program_new (graph, weights, &options, NULL);
  g_autoptr (NnFeed) feed = nn_feed_new (graph, program, fields);
  const guint32 examples[] = { 5, 3 };

  g_assert_cmpuint (nn_graph_n_inputs (graph), ==, 2);
  nn_feed_fill (feed, 0, examples, 2, 0);
  for (guint i = 0; i < 2; i++)
    for (guint r = 0; r < 2; r++)
      {
        const NnGraphOutput *output = nn_graph_output_at (graph, i);
        const float *target = nn_program_data (program, 0, output->target);
        const float *input = nn_program_data (program, 0, nn_graph_input_value (graph, i));
        const guint size = i == 0 ? 2 : 3;
        float wanted[3];

        nn_dataset_input_field (fields, examples[r], i, 0, wanted);
        g_assert_cmpmem (input + r * size, size * sizeof *input, wanted, size * sizeof *wanted);
        g_assert_cmpfloat (target[r], ==, *nn_dataset_target_field (fields, examples[r], i, 0));
      }
  g_assert_true (nn_feed_judged (feed) == nn_graph_output_at (graph, 0));   /* the other asks for a number */
  g_assert_false (nn_feed_check (graph, points, &error));
  g_assert_nonnull (strstr (error->message, "only 1"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/train/feed/misfits", test_misfits);
  g_test_add_func ("/engine/train/feed/tally", test_tally);
  g_test_add_func ("/engine/train/feed/fields", test_fields);
  return g_test_run ();
}
