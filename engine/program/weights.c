#include "weights.h"

/* Numbers that weight i takes, up to the next cache line. */
static gsize
padded_size (const NnGraph *graph, guint i, gsize element)
{
  const gsize size = nn_shape_size (&nn_graph_weight_spec (graph, i)->shape);

  return size >= G_MAXINT64 ? G_MAXSIZE : nn_size_aligned (nn_size_times (size, element)) / element;
}

void
nn_weights_cost (const NnGraph *graph, gsize element, guint copies, NnBudget *budget)
{
  for (guint i = 0; i < nn_graph_n_weights (graph); i++)
    {
      const gsize bytes = nn_size_times (padded_size (graph, i, element), element);

      nn_budget_add (budget, nn_graph_weight_spec (graph, i)->layer, nn_size_times (bytes, copies));
    }
}

NnWeights *
nn_weights_new (NnGraph *graph, gsize element, const NnNetwork *network, GError **error)
{
  g_autoptr (NnWeights) weights = g_new0 (NnWeights, 1);
  g_autoptr (NnBudget) budget = nn_budget_new ();
  const guint n = nn_graph_n_weights (graph);

  nn_weights_cost (graph, element, 1, budget);
  if (!nn_budget_check (budget, nn_memory_available (), network, error))
    return NULL;

  weights->graph = nn_graph_ref (graph);
  weights->element = element;
  weights->place = g_new0 (NnWeightPlace, n);
  for (guint i = 0; i < n; i++)
    {
      weights->place[i].first = weights->n;
      weights->place[i].size = nn_shape_size (&nn_graph_weight_spec (graph, i)->shape);
      weights->n += padded_size (graph, i, element);
    }
  if ((weights->data = nn_weights_block (weights)) == NULL)
    {
      nn_budget_refuse (budget, nn_memory_available (), network, error);
      return NULL;
    }
  return g_steal_pointer (&weights);
}

void
nn_weights_free (NnWeights *weights)
{
  if (weights == NULL)
    return;
  nn_big_free (weights->data);
  g_free (weights->place);
  g_clear_pointer (&weights->graph, nn_graph_unref);
  g_free (weights);
}

gpointer
nn_weights_block (const NnWeights *weights)
{
  return nn_big_new (nn_size_times (weights->n, weights->element));
}

void
nn_weights_initialise (NnWeights *weights, guint64 seed)
{
  for (guint i = 0; i < nn_graph_n_weights (weights->graph); i++)
    {
      const NnWeightSpec *spec = nn_graph_weight_spec (weights->graph, i);
      NnRng rng = nn_rng (seed, nn_rng_stream_of (spec->name));

      spec->initialiser->fill (&rng, nn_weights_floats (weights, i), &spec->shape, spec->fan_in, spec->fan_out);
    }
}
