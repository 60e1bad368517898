/* What can be wrong with a network's structure and size, in words, each with remedies. */
#include "check-private.h"

#include "text.h"

#include <math.h>
#include <unistd.h>

static const char *
label_of (const NnWalk *walk, guint id)
{
  return nn_network_layer (walk->network, id)->label;
}

static NnRemedy
remedy_remove (const NnLayer *layer)
{
  return (NnRemedy) { .action = NN_REMEDY_REMOVE_LAYER, .label = g_strdup_printf (_ ("Remove %s"), layer->label) };
}

static NnRemedy
remedy_unwire (guint slot)
{
  return (NnRemedy) { .action = NN_REMEDY_REMOVE_WIRE, .slot = slot, .label = g_strdup (_ ("Remove wire")) };
}

/* The end of the chain that a missing layer would be added to: unwired on that side. 0: there is none. */
static guint
find_loose_start (const NnWalk *walk)
{
  for (guint i = 0; i < nn_network_n_layers (walk->network); i++)
    if (!walk->place[i].fed)
      return nn_network_layer_at (walk->network, i)->id;
  return 0;
}

static guint
find_loose_end (const NnWalk *walk)
{
  guint end = 0;

  for (guint i = 0; i < nn_network_n_layers (walk->network); i++)
    if (walk->place[i].n_from == 0 && !nn_network_layer_at (walk->network, i)->kind->is_output)
      end = nn_network_layer_at (walk->network, i)->id;
  return end;
}

static void
find_missing_ends (NnWalk *walk)
{
  NnIssue *issue;

  if (walk->n_inputs == 0)
    {
      issue = nn_walk_issue (walk,
                             find_loose_start (walk),
                             NN_ISSUE_ERROR,
                             g_strdup (_ ("The network has no Input.")),
                             g_strdup (_ ("Input brings the examples in: every network begins with one.")));
      nn_issue_remedy (issue,
                       (NnRemedy) { .action = NN_REMEDY_ADD_BEFORE, .kind = "input", .label = g_strdup (_ ("Add Input")) });
    }
  if (walk->n_outputs == 0)
    {
      issue = nn_walk_issue (walk,
                             find_loose_end (walk),
                             NN_ISSUE_ERROR,
                             g_strdup (_ ("The network has no Output.")),
                             g_strdup (_ ("Output gives the answer and says how wrong it was: nothing can learn without.")));
      nn_issue_remedy (issue,
                       (NnRemedy) { .action = NN_REMEDY_ADD_AFTER, .kind = "output", .label = g_strdup (_ ("Add Output")) });
    }
}

/* Wires that end or start where none may. */
static void
check_wire (NnWalk *walk, const NnWire *wire)
{
  const NnLayer *from = nn_network_layer (walk->network, wire->from);
  const NnLayer *to = nn_network_layer (walk->network, wire->to);
  NnIssue *issue;

  if (wire->slot >= to->kind->max_in)
    {
      char *detail = to->kind->max_in == 0
                       ? g_strdup_printf (_ ("%s brings the data in, so it takes no wire. One comes from %s."), to->label, from->label)
                       : g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                                       "It takes %u wire; the one from %s is too many.",
                                                       "It takes %u wires; the one from %s is too many.",
                                                       to->kind->max_in),
                                          to->kind->max_in,
                                          from->label);

      issue = nn_walk_issue (walk, to->id, NN_ISSUE_ERROR, g_strdup_printf (_ ("Too many wires end at %s."), to->label), detail);
    }
  else if (from->kind->is_output)
    issue = nn_walk_issue (walk,
                           to->id,
                           NN_ISSUE_ERROR,
                           g_strdup_printf (_ ("%s cannot follow %s."), to->label, from->label),
                           g_strdup_printf (_ ("%s ends the network: it hands nothing on."), from->label));
  else
    return;
  issue->from = from->id;
  nn_issue_remedy (issue, remedy_unwire (wire->slot));
}

/* The first wire into a layer on which numbers never arrive, because they would have to come round a circle first. */
static const NnWire *
find_stuck_wire (const NnWalk *walk, guint id)
{
  for (guint i = 0; i < nn_network_n_wires (walk->network); i++)
    {
      const NnWire *wire = nn_network_wire_at (walk->network, i);

      if (wire->to == id && !walk->place[nn_network_index (walk->network, wire->from)].in_order)
        return wire;
    }
  return NULL;
}

#define NAMES_AT_MOST 5

/* "Dense 1, Dense 2 and Flatten": the layers of a circle along the wires, from the first on. */
static char *
list_names (const NnWalk *walk, const GArray *backwards)
{
  const guint n = MIN (backwards->len, NAMES_AT_MOST);
  const char *last = label_of (walk, g_array_index (backwards, guint, 1));
  g_autoptr (GString) names = g_string_new (label_of (walk, g_array_index (backwards, guint, 0)));

  for (guint i = 1; i + 1 < n; i++)
    g_string_append_printf (names, ", %s", label_of (walk, g_array_index (backwards, guint, backwards->len - i)));
  return g_strdup_printf (_ ("%s and %s"), names->str, backwards->len > n ? _ ("others") : last);
}

/* One circle, found by going backwards from a layer on it. The wire drawn last is the one that closes it. */
static void
tell_circle (NnWalk *walk, guint start)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (guint));   /* against the wires */
  g_autofree char *names = NULL;
  const NnWire *closing = NULL;
  NnIssue *issue;
  guint id = start;

  do
    {
      const NnWire *wire = find_stuck_wire (walk, id);

      g_array_append_val (ids, id);
      closing = MAX (closing, wire);   /* they lie in one array, in order of creation */
      id = wire->from;
    }
  while (id != start);

  names = ids->len > 1 ? list_names (walk, ids) : NULL;
  issue = nn_walk_issue (walk,
                         closing->to,
                         NN_ISSUE_ERROR,
                         names != NULL ? g_strdup_printf (_ ("%s feed each other in a circle."), names)
                                       : g_strdup_printf (_ ("%s feeds itself."), label_of (walk, start)),
                         g_strdup_printf (_ ("The wire from %s to %s closes it. Numbers must find their way from Input to Output "
                                             "without ever coming back."),
                                          label_of (walk, closing->from),
                                          label_of (walk, closing->to)));
  issue->from = closing->from;
  nn_issue_remedy (issue, remedy_unwire (closing->slot));
}

static void
find_circles (NnWalk *walk)
{
  const guint n = nn_network_n_layers (walk->network);
  g_autofree guint *seen = g_new0 (guint, n + 1);   /* 0, or the round that came by */

  for (guint i = 0; i < n; i++)
    {
      guint at = i;

      while (!walk->place[at].in_order && seen[at] == 0)
        {
          seen[at] = i + 1;
          at = nn_network_index (walk->network,
                                 find_stuck_wire (walk, nn_network_layer_at (walk->network, at)->id)->from);
        }
      if (seen[at] == i + 1)   /* back where this round has been: a new circle */
        tell_circle (walk, nn_network_layer_at (walk->network, at)->id);
    }
}

static gboolean
would_fit (const NnWalk *walk, guint i, const NnLayer *feeder)
{
  NnArrival arrival;
  NnIssue issue = { 0 };
  NnShape out;
  gboolean fits;

  nn_arrival_gather (&arrival, walk, i, feeder);
  fits = arrival.known && arrival.site.layer->kind->infer (&arrival.site, &out, &issue);
  nn_issue_clear (&issue);
  nn_arrival_clear (&arrival);
  return fits;
}

/* The layer that a missing wire most likely should come from: one that fits, with a loose end, near, and to the left. */
static const NnLayer *
find_source (const NnWalk *walk, guint i)
{
  const NnLayer *layer = nn_network_layer_at (walk->network, i);
  const NnLayer *best = NULL;
  double best_cost = INFINITY;

  for (guint k = 0; k < nn_network_n_layers (walk->network); k++)
    {
      const NnLayer *other = nn_network_layer_at (walk->network, k);
      double cost = hypot (layer->x - other->x, layer->y - other->y);

      if (other->kind->is_output || nn_network_reaches (walk->network, layer->id, other->id))
        continue;
      cost += 1e6 * (other->x > layer->x);
      cost += 1e8 * (walk->place[k].n_from > 0);
      cost += 1e10 * !would_fit (walk, i, other);
      if (cost < best_cost)
        {
          best = other;
          best_cost = cost;
        }
    }
  return best;
}

static void
tell_unfed (NnWalk *walk, guint i)
{
  const NnLayer *layer = nn_network_layer_at (walk->network, i);
  const NnPlace *place = &walk->place[i];
  const NnLayer *source = find_source (walk, i);
  NnIssue *issue;

  issue = nn_walk_issue (walk,
                         layer->id,
                         place->serves ? NN_ISSUE_ERROR : NN_ISSUE_WARNING,
                         g_strdup_printf (_ ("Nothing reaches %s yet."), layer->label),
                         g_strdup (place->serves ? _ ("It waits for a wire from another layer.")
                                                 : _ ("It waits for a wire, and takes no part in training until then.")));
  if (source != NULL)
    nn_issue_remedy (issue,
                     (NnRemedy) {
                       .action = NN_REMEDY_CONNECT,
                       .other = source->id,
                       .slot = place->missing,
                       .label = g_strdup_printf (_ ("Connect %s"), source->label),
                     });
  nn_issue_remedy (issue, remedy_remove (layer));
}

static void
tell_unused (NnWalk *walk, const NnLayer *layer)
{
  NnIssue *issue = nn_walk_issue (walk,
                                  layer->id,
                                  NN_ISSUE_WARNING,
                                  g_strdup_printf (_ ("Nothing uses what %s hands on."), layer->label),
                                  g_strdup (_ ("No wire leads from it to an Output, so it takes no part in training.")));

  nn_issue_remedy (issue, remedy_remove (layer));
}

/* Loose ends on either side. While something still waits for a wire, a loose end is what the wire may come from. */
static void
find_loose_ends (NnWalk *walk)
{
  const guint told = walk->n_inputs == 0 ? find_loose_start (walk) : 0;
  gboolean waiting = FALSE;

  for (guint i = 0; i < nn_network_n_layers (walk->network); i++)
    if (!walk->place[i].fed)
      {
        waiting = TRUE;
        if (nn_network_layer_at (walk->network, i)->id != told)
          tell_unfed (walk, i);
      }
  for (guint i = 0; i < nn_network_n_layers (walk->network) && !waiting && walk->n_outputs > 0; i++)
    if (walk->place[i].n_from == 0 && !walk->place[i].serves)
      tell_unused (walk, nn_network_layer_at (walk->network, i));
}

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

static void
check_size (NnWalk *walk)
{
  const double memory = memory_of_computer ();
  const double total = count_parameters (walk->graph, 0);
  const guint id = find_largest (walk->graph);
  const NnLayer *layer = nn_network_layer (walk->network, id);
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
                         g_strdup_printf (_ ("It would have %s parameters. To train, the network needs %s of memory; this "
                                             "computer has %s."),
                                          count,
                                          needs,
                                          has));
  if (nn_param_find (layer->kind->params, "units") != NULL)
    {
      const double units = fitting_units (nn_settings_get (layer->settings, "units"), own, total - own, memory / BYTES_EACH);

      nn_issue_remedy (issue,
                       (NnRemedy) {
                         .action = NN_REMEDY_SET,
                         .param = "units",
                         .value = units,
                         .label = g_strdup_printf (_ ("Set Neurons to %.0f"), units),
                       });
    }
  nn_issue_remedy (issue, remedy_unwire (0));
}

void
nn_walk_find_problems (NnWalk *walk)
{
  find_missing_ends (walk);
  for (guint i = 0; i < nn_network_n_wires (walk->network); i++)
    check_wire (walk, nn_network_wire_at (walk->network, i));
  find_circles (walk);
  find_loose_ends (walk);
  check_size (walk);
}
