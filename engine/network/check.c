#include "check-private.h"

#include "errors.h"
#include "text.h"

static gint
compare_issues (gconstpointer a, gconstpointer b)
{
  return (gint) ((const NnIssue *) a)->severity - (gint) ((const NnIssue *) b)->severity;
}

/* Adds without ever passing the largest number there is. */
static gint64
add_up (gint64 a, gint64 b)
{
  gint64 sum;

  return __builtin_add_overflow (a, b, &sum) ? G_MAXINT64 : sum;
}

static NnLayerReport
report_layer (const NnWalk *walk, guint i)
{
  const guint id = nn_network_layer_at (walk->network, i)->id;
  NnLayerReport layer = { .layer = id, .out = walk->place[i].out, .flops = nn_graph_flops (walk->graph, id) };

  for (guint k = 0; k < nn_graph_n_weights (walk->graph); k++)
    if (nn_graph_weight_spec (walk->graph, k)->layer == id && !nn_graph_weight_spec (walk->graph, k)->state)
      layer.parameters = add_up (layer.parameters, nn_shape_size (&nn_graph_weight_spec (walk->graph, k)->shape));
  return layer;
}

NnReport *
nn_check_plainly (const NnNetwork *network, const NnDataInfo *data)
{
  NnReport *report = g_new0 (NnReport, 1);
  NnWalk walk;

  nn_walk_begin (&walk, network, data);
  nn_walk_run (&walk, FALSE);
  nn_walk_find_problems (&walk);

  report->layers = g_array_new (FALSE, FALSE, sizeof (NnLayerReport));
  for (guint i = 0; i < nn_network_n_layers (network); i++)
    {
      const NnLayerReport layer = report_layer (&walk, i);

      report->parameters = add_up (report->parameters, layer.parameters);
      report->flops += layer.flops;
      g_array_append_val (report->layers, layer);
    }
  report->issues = g_steal_pointer (&walk.issues);
  g_array_sort (report->issues, compare_issues);   /* stable: within a severity as they were found */
  report->runs = report->issues->len == 0 || g_array_index (report->issues, NnIssue, 0).severity == NN_ISSUE_WARNING;
  nn_walk_clear (&walk);
  return report;
}

NnReport *
nn_check (const NnNetwork *network, const NnDataInfo *data)
{
  NnReport *report = nn_check_plainly (network, data);

  nn_report_sift (report, network, data);
  return report;
}

void
nn_report_free (NnReport *report)
{
  if (report == NULL)
    return;
  g_array_unref (report->layers);
  g_array_unref (report->issues);
  g_free (report);
}

const NnLayerReport *
nn_report_layer (const NnReport *report, guint id)
{
  for (guint i = 0; i < report->layers->len; i++)
    if (g_array_index (report->layers, NnLayerReport, i).layer == id)
      return &g_array_index (report->layers, NnLayerReport, i);
  return NULL;
}

const NnIssue *
nn_report_first (const NnReport *report, guint layer)
{
  for (guint i = 0; i < report->issues->len; i++)
    if (g_array_index (report->issues, NnIssue, i).layer == layer)
      return &g_array_index (report->issues, NnIssue, i);
  return NULL;
}

NnReport *
nn_check_inside (const NnNetwork *network, const NnDataInfo *data, const char *where)
{
  NnReport *inside = g_new0 (NnReport, 1);
  NnWalk walk;

  inside->layers = g_array_new (FALSE, FALSE, sizeof (NnLayerReport));
  inside->issues = g_array_new (FALSE, TRUE, sizeof (NnIssue));
  inside->runs = TRUE;
  nn_walk_begin (&walk, network, data);
  walk.wanted = where;
  walk.inside = inside->layers;
  nn_walk_run (&walk, FALSE);
  nn_walk_clear (&walk);
  return inside;
}

NnGraph *
nn_network_lower (const NnNetwork *network, const NnDataInfo *data, GError **error)
{
  g_autoptr (NnReport) report = nn_check (network, data);
  NnGraph *graph;
  NnWalk walk;

  if (!report->runs)
    {
      const NnIssue *first = &g_array_index (report->issues, NnIssue, 0);

      g_set_error (error,
                   NN_ERROR,
                   NN_ERROR_NETWORK,
                   "%s%s%s",
                   first->sentence,
                   first->detail != NULL ? " " : "",
                   first->detail != NULL ? first->detail : "");
      return NULL;
    }
  nn_walk_begin (&walk, network, data);
  nn_walk_run (&walk, TRUE);   /* what serves no output is not run */
  graph = g_steal_pointer (&walk.graph);
  nn_walk_clear (&walk);
  return graph;
}

guint
nn_network_asked (const NnNetwork *network, const NnDataInfo *data)
{
  g_autoptr (GArray) order = nn_network_order (network);
  const NnField *first = NULL;

  if (nn_regime_gives_back (nn_regime_at (nn_settings_get (nn_network_recipe (network), "regime"))))
    return 0;
  for (guint i = 0; i < order->len; i++)
    {
      const NnField *field = nn_output_field (nn_network_layer (network, g_array_index (order, guint, i)), data);

      if (field != NULL && nn_field_chooses (field))
        return (guint) (field - data->targets);
      if (first == NULL)
        first = field;
    }
  return first != NULL ? (guint) (first - data->targets) : 0;
}
