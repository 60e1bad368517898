/* What frames show. */
#include <math.h>

#include "edit.h"
#include "workers.h"
#include "writing.h"

/* What a look shows, against a trainer of its own with the same weights. */
static void
test_look (void)
{
  g_autoptr (NnWorker) worker = nn_worker_new (2);
  g_autoptr (NnNetwork) network = open_example ("spiral");
  g_autoptr (NnDataset) dataset = load_data (network);
  g_autoptr (NnTrainer) trainer = nn_trainer_new (network, dataset, NULL, NULL);
  g_autoptr (NnTensors) weights = NULL;
  const guint dense = nn_network_find (network, "dense_1")->id;
  GArray *items = g_array_new (FALSE, FALSE, sizeof (NnLookItem));
  GArray *examples = g_array_new (FALSE, FALSE, sizeof (guint32));
  const guint32 listed[] = { 4, 0, 17 };
  const NnLookItem all[] = {
    { .at = NN_LOOK_RESULT, .layer = dense },
    { .at = NN_LOOK_PLANE, .layer = dense, .columns = 5, .rows = 3, .x0 = -1, .x1 = 1, .y0 = -1, .y1 = 2 },
    { .at = NN_LOOK_WEIGHT, .layer = dense, .role = "weight" },
    { .at = NN_LOOK_GRADIENT, .layer = dense, .role = "bias" },
    { .at = NN_LOOK_PREDICTIONS, .examples = examples },
    { .at = NN_LOOK_CONFUSION },
    { .at = NN_LOOK_RESULT, .layer = 999 },
    { .at = NN_LOOK_WEIGHT, .layer = dense, .role = "nonsense" },
    { .at = NN_LOOK_PLANE, .columns = 2, .rows = 2, .x1 = 1, .y1 = 1 },
  };
  const guint sizes[] = { 8, 8 * 15, 16, 8, 6, 4, 0, 0, 8 };
  const float *numbers[G_N_ELEMENTS (all)];
  const NnFrame *frame;
  float input[6], expected[8];
  gint64 step, epoch;
  guint64 serial;
  double sum = 0;
  gsize n;

  g_array_append_vals (examples, listed, G_N_ELEMENTS (listed));
  g_array_append_vals (items, all, G_N_ELEMENTS (all));
  set_network (worker, network, 1);
  serial = nn_worker_look (worker, items);
  nn_worker_set_example (worker, 9);
  nn_worker_step (worker, NN_STEP_EPOCH);
  frame_at_rest (worker);
  weights = nn_worker_snapshot (worker, &step, &epoch);
  g_assert_true (nn_trainer_load (trainer, weights, step, epoch, NULL));

  frame = frame_at_rest (worker);
  g_assert_cmpuint (frame->look, ==, serial);
  g_assert_cmpint (frame->example, ==, 9);
  g_assert_cmpfloat (frame->example_loss, ==, nn_trainer_example_loss (trainer, 9));
  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      numbers[i] = nn_frame_item (frame, i, &n);
      g_assert_cmpuint (n, ==, sizes[i]);
      g_assert_true ((numbers[i] != NULL) == (n > 0));
    }
  g_assert_null (nn_frame_item (frame, G_N_ELEMENTS (all), &n));

  nn_dataset_input (dataset, 9, input);
  nn_trainer_predict (trainer, dense, input, 1, expected);
  g_assert_cmpmem (numbers[0], 8 * sizeof (float), expected, sizeof expected);

  /* The plane's cell in the top row, second column: x = −0.4, y = 1.5. */
  input[0] = -1 + 1.5 * 2 / 5.0;
  input[1] = 2 - 0.5 * 3 / 3.0;
  nn_trainer_predict (trainer, dense, input, 1, expected);
  for (guint unit = 0; unit < 8; unit++)
    g_assert_cmpfloat_with_epsilon (numbers[1][unit * 15 + 1], expected[unit], 1e-6);

  g_assert_cmpmem (numbers[2], 16 * sizeof (float), nn_tensors_find (weights, "dense_1.weight")->data,
                   16 * sizeof (float));
  for (guint i = 0; i < 8; i++)
    sum += fabs (numbers[3][i]);
  g_assert_cmpfloat (sum, >, 0);

  for (guint i = 0; i < 3; i++)
    {
      nn_dataset_input (dataset, listed[i], input);
      nn_trainer_predict (trainer, 0, input, 1, expected);
      g_assert_cmpfloat_with_epsilon (numbers[4][2 * i], expected[0], 1e-6);
      g_assert_cmpfloat_with_epsilon (numbers[4][2 * i + 1], expected[1], 1e-6);
    }

  /* 100 validation examples, as many right as the accuracy says. */
  g_assert_cmpfloat (numbers[5][0] + numbers[5][1] + numbers[5][2] + numbers[5][3], ==, 100);
  g_assert_cmpfloat_with_epsilon ((numbers[5][0] + numbers[5][3]) / 100, frame->validation_accuracy, 1e-6);
}

/* Every example shown in turn: the mean of their losses is the loss of all. */
static void
test_example_loss (gconstpointer example)
{
  g_autoptr (NnWorker) worker = nn_worker_new (1);
  g_autoptr (NnNetwork) network = open_example (example);
  g_autoptr (NnDataset) dataset = load_data (network);
  g_autoptr (NnTrainer) trainer = nn_trainer_new (network, dataset, NULL, NULL);
  const NnSplit *split = nn_trainer_split (trainer);
  const guint n = MIN (split->n_validation, 200);
  NnScores scores;
  double sum = 0;

  set_network (worker, network, 1);
  for (guint i = 0; i < n; i++)
    {
      nn_worker_set_example (worker, split->validation[i]);
      sum += settled_frame (worker)->example_loss;
    }
  nn_trainer_evaluate (trainer, TRUE, &scores);
  if (n == split->n_validation)
    g_assert_cmpfloat_with_epsilon (sum / n, scores.loss, 1e-5 * scores.loss);
  else
    g_assert_cmpfloat_with_epsilon (sum / n, scores.loss, 0.2 * scores.loss);
  nn_scores_clear (&scores);
}

static NnNetwork *
open_small_gpt (void)
{
  NnNetwork *network = open_example ("char-gpt");
  g_autoptr (NnEdit) edit = nn_edit_set_data ("builtin:stories?n=20&context=16");
  g_autoptr (NnEdit) inverse = nn_edit_apply (edit, network, NULL);

  g_assert_nonnull (inverse);
  return network;
}

/* A text is gone on with as a trainer with the same weights does, and a head looks where it looks there. */
static void
test_text (void)
{
  g_autoptr (NnWorker) worker = nn_worker_new (2);
  g_autoptr (NnNetwork) network = open_small_gpt ();
  g_autoptr (NnDataset) dataset = load_data (network);
  g_autoptr (NnTrainer) trainer = nn_trainer_new (network, dataset, NULL, NULL);
  const guint block = nn_network_find (network, "transformer_block_2")->id;
  const guint32 prompt[] = { 7, 2, 30 };
  GArray *items = g_array_new (FALSE, FALSE, sizeof (NnLookItem));
  GArray *begins = g_array_new (FALSE, FALSE, sizeof (guint32)), *unknown = g_array_new (FALSE, FALSE, sizeof (guint32));
  const NnLookItem all[] = {
    { .at = NN_LOOK_WRITING, .most = 9, .temperature = 0.7, .index = 5, .examples = begins },
    { .at = NN_LOOK_WRITING, .most = 9, .temperature = 0.7, .index = 5, .examples = unknown },
    { .at = NN_LOOK_SHARES, .layer = block },
    { .at = NN_LOOK_SHARES, .layer = 1 },
  };
  const NnWriting writing = { .drawing = { .temperature = 0.7, .top_p = 1 }, .seed = 5 };
  g_autoptr (GArray) tokens = g_array_new (FALSE, FALSE, sizeof (float));
  g_autofree float *shares = g_new (float, 4 * 16 * 16);
  float input[16];
  const NnFrame *frame;
  gsize n;

  g_array_append_vals (begins, prompt, G_N_ELEMENTS (prompt));
  g_array_append_vals (unknown, &(guint32) { 1000 }, 1);
  g_array_append_vals (items, all, G_N_ELEMENTS (all));
  set_network (worker, network, 1);
  nn_worker_look (worker, items);
  nn_worker_set_example (worker, 3);
  frame = frame_at_rest (worker);

  for (guint i = 0; i < G_N_ELEMENTS (prompt); i++)
    g_array_append_vals (tokens, &(float) { prompt[i] }, 1);
  nn_write (trainer, &writing, tokens, 9, NULL, NULL);
  g_assert_cmpmem (nn_frame_item (frame, 0, &n), n * sizeof (float), &g_array_index (tokens, float, 3), 9 * sizeof (float));
  g_assert_null (nn_frame_item (frame, 1, &n));
  nn_dataset_input (dataset, 3, input);
  nn_trainer_shares (trainer, block, input, shares);
  g_assert_cmpmem (nn_frame_item (frame, 2, &n), n * sizeof (float), shares, 4 * 16 * 16 * sizeof (float));
  g_assert_null (nn_frame_item (frame, 3, &n));
}

static void
test_input_by_hand (void)
{
  g_autoptr (NnWorker) worker = nn_worker_new (1);
  g_autoptr (NnNetwork) network = open_example ("spiral");
  g_autoptr (NnDataset) dataset = load_data (network);
  g_autoptr (NnTrainer) trainer = nn_trainer_new (network, dataset, NULL, NULL);
  const NnLookItem item = { .at = NN_LOOK_RESULT };
  GArray *items = g_array_new (FALSE, FALSE, sizeof (NnLookItem));
  GArray *input = g_array_new (FALSE, FALSE, sizeof (float));
  const float place[] = { 0.25f, -0.75f };
  float expected[2];
  const NnFrame *frame;
  gsize n;

  g_array_append_val (items, item);
  g_array_append_vals (input, place, 2);
  set_network (worker, network, 1);
  nn_worker_look (worker, items);
  nn_worker_set_input (worker, input);
  frame = settled_frame (worker);
  g_assert_cmpint (frame->example, ==, -1);
  g_assert_true (isnan (frame->example_loss));
  nn_trainer_predict (trainer, 0, place, 1, expected);
  g_assert_cmpmem (nn_frame_item (frame, 0, &n), n * sizeof (float), expected, sizeof expected);

  /* One that does not fit is not shown: an example of the data is. */
  input = g_array_new (FALSE, FALSE, sizeof (float));
  g_array_append_vals (input, place, 1);
  nn_worker_set_input (worker, input);
  g_assert_cmpint (settled_frame (worker)->example, ==, 0);
}

/* Nobody looks, much is looked at, all the time: the bits are the same. */
static void
test_watching_changes_nothing (void)
{
  const NnLookItem why = { .at = NN_LOOK_WHY, .about = NN_WHY_VALUE, .layer = 2, .index = 1 };
  const NnLookItem nudge = { .at = NN_LOOK_WHY, .about = NN_WHY_NUDGE, .layer = 2, .role = "weight", .index = 1 };
  g_autoptr (NnWorker) worker = nn_worker_new (2);
  g_autoptr (NnNetwork) network = open_example ("spiral");
  g_autoptr (NnDataset) dataset = load_data (network);
  const NnTrainerOptions options = { .threads = 2 };
  g_autoptr (NnTrainer) trainer = nn_trainer_new (network, dataset, &options, NULL);
  g_autoptr (NnTensors) watched = NULL;
  g_autoptr (NnTensors) alone = NULL;
  const NnLookItem plane = { .at = NN_LOOK_PLANE, .columns = 20, .rows = 20, .x0 = -1, .x1 = 1, .y0 = -1, .y1 = 1 };
  gint64 step, epoch;

  set_network (worker, network, 1);
  nn_worker_play (worker);
  for (int i = 0; i < 20; i++)
    {
      GArray *items = g_array_new (FALSE, FALSE, sizeof (NnLookItem));

      g_array_append_val (items, plane);
      g_array_append_val (items, why);
      g_array_append_val (items, nudge);
      nn_worker_look (worker, items);
      nn_worker_set_example (worker, i);
      if (i % 5 == 4)
        nn_worker_pause (worker);
      settled_frame (worker);
      nn_worker_play (worker);
    }
  nn_worker_pause (worker);
  frame_at_rest (worker);
  watched = nn_worker_snapshot (worker, &step, &epoch);

  for (gint64 i = 0; i < step; i++)
    nn_trainer_step (trainer);
  alone = nn_trainer_save (trainer, TRUE);
  g_assert_true (same_weights (watched, alone));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/live/worker-look/look", test_look);
  g_test_add_func ("/engine/live/worker-look/text", test_text);
  g_test_add_data_func ("/engine/live/worker-look/example-loss/classes", "spiral", test_example_loss);
  g_test_add_data_func ("/engine/live/worker-look/example-loss/numbers", "sine", test_example_loss);
  g_test_add_data_func ("/engine/live/worker-look/example-loss/pictures", "digits-mlp", test_example_loss);
  g_test_add_func ("/engine/live/worker-look/input-by-hand", test_input_by_hand);
  g_test_add_func ("/engine/live/worker-look/watching-changes-nothing", test_watching_changes_nothing);
  return g_test_run ();
}
