#include "workload.h"

/* Every row makes a network that runs on its data, of the sizes its title says. */
static void
test_row (gconstpointer data)
{
  const NnWorkload *workload = data;
  g_autoptr (NnNetwork) network = nn_workload_network (workload);
  g_autoptr (NnDataset) dataset = nn_workload_dataset (workload);
  g_autoptr (GError) error = NULL;
  g_autoptr (NnTrainer) trainer = nn_trainer_new (network, dataset, &(NnTrainerOptions) { .threads = 1 }, &error);
  double flops;
  NnSample sample;

  g_assert_no_error (error);
  g_assert_true (nn_workload_find (workload->id, NULL) == workload);
  /* The products are nearly all of the forward pass; the rest is activations and pools. */
  flops = nn_graph_flops (nn_trainer_graph (trainer), 0);
  g_assert_cmpfloat (2 * workload->products, <, flops);
  g_assert_cmpfloat (2 * workload->products, >, 0.85 * flops);
  g_assert_cmpfloat (workload->first_products, <, workload->products);
  sample = nn_trainer_step (trainer);
  g_assert_cmpuint (sample.examples, ==, workload->batch);
  g_assert_cmpfloat (sample.loss, >, 0);
  g_assert_cmpint (workload->examples % workload->batch, ==, 0);
  g_assert_cmpint (nn_trainer_split (trainer)->n_validation, ==, 0);
}

static float *
predict_one (const NnWorkload *workload, guint threads, gsize *n)
{
  g_autoptr (NnNetwork) network = nn_workload_network (workload);
  g_autoptr (NnDataset) dataset = nn_workload_dataset (workload);
  g_autoptr (NnTrainer) trainer = nn_trainer_new (network, dataset, &(NnTrainerOptions) { .threads = threads }, NULL);
  const NnGraph *graph = nn_trainer_graph (trainer);
  float *out;

  *n = nn_shape_size (&nn_graph_value (graph, nn_graph_output_at (graph, 0)->prediction)->shape);
  out = g_new (float, *n);
  nn_trainer_predict (trainer, 0, nn_dataset_inputs (dataset), 1, out);
  return out;
}

/* Threads that do one large example together find what one finds alone. */
static void
test_together (gconstpointer data)
{
  gsize n;
  g_autofree float *alone = predict_one (data, 1, &n);

  for (guint threads = 2; threads < 6; threads++)
    {
      g_autofree float *together = predict_one (data, threads, &n);

      g_assert_cmpmem (together, n * sizeof *together, alone, n * sizeof *alone);
    }
}

static void
test_flops (void)
{
  /* 2 × (784 × 128 × 2 + 128 × 10 × 3), and 2 × (2 × 8 × 2 + (64 + 64 + 8) × 3). */
  g_assert_cmpfloat (nn_workload_flops (nn_workload_find ("W2a", NULL)), ==, 409088);
  g_assert_cmpfloat (nn_workload_flops (nn_workload_find ("W1a", NULL)), ==, 880);
}

static void
test_unknown (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (nn_workload_find ("W99", &error));
  g_assert_error (error, NN_ERROR, NN_ERROR_ARGUMENT);
  g_assert_nonnull (strstr (error->message, "W2a"));
}

int
main (int argc, char *argv[])
{
  guint n;
  const NnWorkload *rows = nn_workload_rows (&n);

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *path = g_strdup_printf ("/engine/train/workload/%s", rows[i].id);

      g_autofree char *together = g_strconcat (path, "/together", NULL);

      g_test_add_data_func (path, &rows[i], test_row);
      g_test_add_data_func (together, &rows[i], test_together);
    }
  g_test_add_func ("/engine/train/workload/flops", test_flops);
  g_test_add_func ("/engine/train/workload/unknown", test_unknown);
  return g_test_run ();
}
