/* Memory of whole networks: what a step takes is near the least possible, and what no machine has is refused before it is asked for. */
#include "document.h"
#include "nets.h"
#include "program.h"
#include "source.h"
#include "workload.h"

#include <string.h>

#define MOST_SHARE 1.3   /* of the least possible */

static void
check_program (NnGraph *graph, NnWeights *weights, const NnNetwork *network, const char *name, gboolean training)
{
  const NnValue keep = nn_graph_output_at (graph, 0)->prediction;
  const NnProgramOptions options = {
    .backend = &nn_backend_openblas,
    .batch = nn_settings_int (nn_network_recipe (network), "batch"),
    .slices = 1,
    .training = training,
    .keep = &keep,
    .n_keep = 1,
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (NnProgram) program = nn_program_new (graph, weights, &options, &error);
  NnProgramMemory memory;

  g_assert_no_error (error);
  memory = nn_program_memory (program);
  g_assert_cmpuint (memory.lower_bound, >, 0);
  g_assert_cmpuint (memory.lower_bound, <=, memory.arena);
  if (memory.arena > MOST_SHARE * memory.lower_bound)
    g_error ("%s takes %" G_GSIZE_FORMAT " bytes, at least %" G_GSIZE_FORMAT, name, memory.arena, memory.lower_bound);
}

static void
check_network (const NnNetwork *network, const NnDataInfo *info, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NnGraph) graph = nn_network_lower (network, info, &error);
  g_autoptr (NnWeights) weights = NULL;

  g_assert_no_error (error);
  weights = nn_weights_new (graph, sizeof (float), network, &error);
  g_assert_no_error (error);
  check_program (graph, weights, network, name, TRUE);
  check_program (graph, weights, network, name, FALSE);
}

static void
check_document (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NnDocument) document = nn_document_load (path, &error);
  g_autoptr (NnDataInfo) info = NULL;

  g_assert_no_error (error);
  info = nn_data_describe (nn_network_data (document->network), &error);
  g_assert_no_error (error);
  check_network (document->network, info, path);
}

static void
test_examples (void)
{
  guint n;
  const NnExample *examples = nn_examples (&n);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *path = g_strconcat ("example:", examples[i].name, NULL);

      check_document (path);
    }
  check_document (DEEP);
}

static void
test_workloads (void)
{
  guint n;
  const NnWorkload *rows = nn_workload_rows (&n);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (NnNetwork) network = nn_workload_network (&rows[i]);
      g_autoptr (NnDataset) dataset = nn_workload_dataset (&rows[i]);

      check_network (network, nn_dataset_info (dataset), rows[i].id);
    }
}

/* The most that this process ever had in memory, in kB. */
static gint64
peak (void)
{
  g_autofree char *status = NULL;

  g_assert_true (g_file_get_contents ("/proc/self/status", &status, NULL, NULL));
  return g_ascii_strtoll (strstr (status, "VmPeak:") + strlen ("VmPeak:"), NULL, 10);
}

/* A hundred thousand neurons for each of sixty thousand examples, twice, and their gradients: a hundred billion bytes. It is said what is
 * needed, what there is and where it goes, and not even tried. */
static void
test_too_large (void)
{
  const Net net = { .units = { 100000, 8, 100000 }, .activation = "relu", .loss = "cross_entropy", .project = TRUE, .recipe = { "batch", "65536" } };
  g_autoptr (NnNetwork) network = make_net (&net);
  g_autoptr (NnDataset) lists = make_lists (82000, 6, 3, 1);
  const gint64 before = peak ();
  g_autoptr (GError) error = NULL;

  g_assert_null (nn_trainer_new (network, lists, &(NnTrainerOptions) { .threads = 1 }, &error));
  g_assert_error (error, NN_ERROR, NN_ERROR_MEMORY);
  g_assert_cmpint (peak () - before, <, 200 * 1024);
  g_assert_nonnull (strstr (error->message, "Dense "));
  g_assert_nonnull (strstr (error->message, "GB, and "));
  g_assert_nonnull (strstr (error->message, " are free"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/train/memory/examples", test_examples);
  g_test_add_func ("/engine/train/memory/workloads", test_workloads);
  g_test_add_func ("/engine/train/memory/too-large", test_too_large);
  return g_test_run ();
}
