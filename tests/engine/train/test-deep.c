/* A residual network of 110 layers, as groups of groups: it trains, its gradients are right, and its memory is near the least. */
#include "document.h"
#include "gradient-check.h"
#include "program.h"
#include "source.h"

#include <math.h>

typedef struct
{
  NnDocument *document;
  NnDataset *dataset;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  fixture->document = nn_document_load (DEEP, &error);
  g_assert_no_error (error);
  fixture->dataset = nn_data_load (nn_network_data (fixture->document->network), &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  nn_document_free (fixture->document);
  nn_dataset_unref (fixture->dataset);
}

/* 1 convolution, 3 × 18 blocks of 2, and the output. */
static void
test_is_deep (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (NnGraph) graph = nn_network_lower (fixture->document->network, nn_dataset_info (fixture->dataset), NULL);
  guint layers = 0;

  for (guint i = 0; i < nn_graph_n_weights (graph); i++)
    layers += nn_graph_weight_spec (graph, i)->shape.rank > 1;
  g_assert_cmpuint (layers, ==, 110);
  g_assert_cmpuint (nn_network_n_layers (fixture->document->network), ==, 8);
}

static double
mean_loss (NnTrainer *trainer, guint steps)
{
  double sum = 0;

  for (guint i = 0; i < steps; i++)
    sum += nn_trainer_step (trainer).loss;
  return sum / steps;
}

static void
test_trains (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NnTrainer) trainer = nn_trainer_new (fixture->document->network, fixture->dataset, NULL, &error);
  double before;

  g_assert_no_error (error);
  before = mean_loss (trainer, 10);
  mean_loss (trainer, 180);
  g_assert_cmpfloat (mean_loss (trainer, 10), <, 0.6 * before);
}

/* Within the time of a test; each weight has a number checked at least, the same ones every time. */
static void
test_gradients (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) rows = nn_gradient_check (fixture->document->network, fixture->dataset, &nn_backend_openblas, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, >, 300);
  for (guint i = 0; i < rows->len; i++)
    g_assert_cmpuint (g_array_index (rows, NnGradientRow, i).checked, >=, 1);
  nn_gradient_judge (rows, &error);
  g_assert_no_error (error);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/engine/train/deep/is-deep", Fixture, NULL, set_up, test_is_deep, tear_down);
  g_test_add ("/engine/train/deep/trains", Fixture, NULL, set_up, test_trains, tear_down);
  g_test_add ("/engine/train/deep/gradients", Fixture, NULL, set_up, test_gradients, tear_down);
  return g_test_run ();
}
