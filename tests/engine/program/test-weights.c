#include "graphs.h"

static void
test_places (void)
{
  g_autoptr (NnGraph) graph = make_mlp (3, 5, 2);
  g_autoptr (GError) error = NULL;
  g_autoptr (NnWeights) weights = nn_weights_new (graph, sizeof (float), NULL, &error);
  gsize next = 0;

  g_assert_no_error (error);
  for (guint i = 0; i < nn_graph_n_weights (graph); i++)
    {
      g_assert_cmpuint ((gsize) nn_weights_floats (weights, i) % NN_BIG_ALIGN, ==, 0);
      g_assert_cmpuint (weights->place[i].first, >=, next);
      next = weights->place[i].first + weights->place[i].size;
    }
  g_assert_cmpuint (next, <=, weights->n);
}

/* The same seed gives the same numbers; the padding stays zero. */
static void
test_initialise (void)
{
  g_autoptr (NnGraph) graph = make_mlp (3, 5, 2);
  g_autoptr (NnWeights) a = nn_weights_new (graph, sizeof (float), NULL, NULL);
  g_autoptr (NnWeights) b = nn_weights_new (graph, sizeof (float), NULL, NULL);
  const gsize end = a->place[0].first + a->place[0].size;

  nn_weights_initialise (a, 7);
  nn_weights_initialise (b, 7);
  g_assert_cmpmem (a->data, a->n * sizeof (float), b->data, b->n * sizeof (float));
  g_assert_cmpfloat (nn_weights_floats (a, 0)[0], !=, 0);
  for (gsize i = end; i < a->place[1].first; i++)
    g_assert_cmpfloat (((float *) a->data)[i], ==, 0);

  nn_weights_initialise (b, 8);
  g_assert_cmpfloat (nn_weights_floats (a, 0)[0], !=, nn_weights_floats (b, 0)[0]);
}

static void
test_refused (void)
{
  g_autoptr (NnGraph) graph = make_mlp (1000000000, 1000000000, 1);
  g_autoptr (GError) error = NULL;

  g_assert_null (nn_weights_new (graph, sizeof (float), NULL, &error));
  g_assert_error (error, NN_ERROR, NN_ERROR_MEMORY);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/program/weights/places", test_places);
  g_test_add_func ("/engine/program/weights/initialise", test_initialise);
  g_test_add_func ("/engine/program/weights/refused", test_refused);
  return g_test_run ();
}
