/* Nothing is allocated while a program runs. */
#include "allocations.h"
#include "graphs.h"

static void
test_run (gconstpointer data)
{
  const NnBackend *backend = data;
  g_autoptr (NnGraph) graph = make_mlp (300, 100, 10);
  g_autofree double *x = g_new0 (double, 20 * 300), *t = g_new0 (double, 20 * 10);
  Bound bound = bind_graph (graph, backend, 20, 2, TRUE);
  guint before;

  run_rows (&bound, graph, backend, x, t, 20, TRUE);   /* a library may set itself up in its first call */
  before = count_allocations ();
  for (guint i = 0; i < 10; i++)
    run_rows (&bound, graph, backend, x, t, 20 - i, TRUE);
  g_assert_cmpuint (count_allocations (), ==, before);
  unbind (&bound);
}

static void
test_counter (void)
{
  const guint before = count_allocations ();

  g_free (g_malloc (10));
  if (counts_allocations)
    g_assert_cmpuint (count_allocations (), >, before);
  else
    g_test_skip ("allocations cannot be counted in this build");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/program/quiet/counter", test_counter);
  g_test_add_data_func ("/engine/program/quiet/reference", &nn_backend_reference, test_run);
  g_test_add_data_func ("/engine/program/quiet/openblas", &nn_backend_openblas, test_run);
  return g_test_run ();
}
