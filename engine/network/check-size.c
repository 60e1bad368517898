/* Networks that this computer could not hold. */
#include "check-private.h"

#include "text.h"

#include <math.h>
#include <unistd.h>

/* What training keeps for each parameter: itself, its gradient and two notes of the optimiser, four bytes each. */
#define BYTES_EACH 16.0

static double
memory_of_computer (void)
{
  return (double) sysconf (_SC_PHYS_PAGES) * sysconf (_SC_PAGESIZE);
}

/* Parameters of one layer, or of all (0). */
static double
count_parameters (const NnGraph *graph, guint layer)
{
  double n = 0;

  for (guint i = 0; i < nn_graph_n_weights (graph); i++)
    if (layer == 0 || nn_graph_weight_spec (graph, i)->layer == layer)
      n += nn_shape_size (&nn_graph_weight_spec (graph, i)->shape);
  return n;
}

static guint
find_largest (const NnGraph *graph)
{
  guint largest = 0;
  double most = -1;

  for (guint i = 0; i < nn_graph_n_weights (graph); i++)
    {
      const NnWeightSpec *spec = nn_graph_weight_spec (graph, i);

      if (nn_shape_size (&spec->shape) > most)
        {
          most = nn_shape_size (&spec->shape);
          largest = spec->layer;
        }
    }
  return largest;
}

/* So many units that the layer takes half of what the others leave, in a round figure. */
static double
fitting_units (double units, double own, double others, double limit)
{
  const double spare = MAX (limit - others, limit / 4);
  const double fitting = MAX (units * spare / 2 / own, 1);
  const double round = pow (10, floor (log10 (fitting)));

  return MAX (floor (fitting / round) * round, 1);
}

void
nn_walk_check_size (NnWalk *walk)
{
  const double memory = memory_of_computer ();
  const double total = count_parameters (walk->graph, 0);
  const guint id = find_largest (walk->graph);
  const NnLayer *layer = nn_network_layer (walk->network, id);
  const NnParam *neurons = layer != NULL ? nn_param_find (layer->kind->params, "units") : NULL;
  const double own = count_parameters (walk->graph, id);
  g_autofree char *count = nn_count_to_text ((gint64) MIN (own, 9e18));
  g_autofree char *needs = g_format_size ((guint64) MIN (total * BYTES_EACH, 1e19));
  g_autofree char *has = g_format_size ((guint64) memory);
  NnIssue *issue;

  if (total * BYTES_EACH <= memory)
    return;
  issue = nn_walk_issue (walk,
                         id,
                         NN_ISSUE_ERROR,
                         g_strdup_printf (_ ("%s is too large for this computer."), layer->label),
                         g_strdup_printf (_ ("It would have %s parameters. To train, the network needs %s of "
                                             "memory; this computer has %s."),
                                          count,
                                          needs,
                                          has));
  if (neurons != NULL)
    {
      const double now = nn_settings_get (layer->settings, "units");
      const double units = fitting_units (now, own, total - own, memory / BYTES_EACH);

      nn_issue_remedy (issue,
                       (NnRemedy) {
                         .action = NN_REMEDY_SET,
                         .param = "units",
                         .value = units,
                         .label = g_strdup_printf (_ ("Set %s to %.0f"), nn_text (neurons->title), units),
                       });
    }
  nn_issue_remedy (issue, (NnRemedy) { .action = NN_REMEDY_REMOVE_WIRE, .label = g_strdup (_ ("Remove wire")) });
}
