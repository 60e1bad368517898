/* Goes through what a group holds, once for each repetition. */
#include "check-private.h"

#include "bounds.h"
#include "text.h"

#include <string.h>

static gboolean
refuse (NnWalk *walk, const NnLayer *group, const char *sentence, const char *detail)
{
  NnIssue *issue =
      nn_walk_issue (walk, group->id, NN_ISSUE_ERROR, g_strdup_printf (sentence, group->label), g_strdup (detail));

  nn_issue_remedy (issue, nn_remedy_remove (group));
  return FALSE;
}

/* The layer that feeds no other; n_layers where there is none, or more than one. */
static guint
find_end (const NnWalk *inner)
{
  const guint n = nn_network_n_layers (inner->network);
  guint end = n, ends = 0;

  for (guint i = 0; i < n; i++)
    if (inner->place[i].n_from == 0)
      {
        end = i;
        ends++;
      }
  return ends == 1 ? end : n;
}

static gboolean
check_structure (NnWalk *walk, const NnWalk *inner, const NnLayer *group)
{
  const guint n = nn_network_n_layers (inner->network);

  if (inner->n_outputs > 0)
    return refuse (walk, group, _ ("%s holds an Output."), _ ("The answer belongs to the whole network: put it outside."));
  if (inner->n_inputs != 1)
    return refuse (walk, group, _ ("%s needs one Input inside."),
                   _ ("It stands for what arrives at the group, and everything inside begins with it."));
  if (find_end (inner) == n)
    return refuse (walk, group, _ ("%s needs one layer inside that feeds no other."),
                   _ ("What that layer hands on is what leaves the group."));
  for (guint i = 0; i < n; i++)
    if (!inner->place[i].in_order || !inner->place[i].fed)
      return refuse (walk, group, _ ("%s holds a layer that gets nothing."),
                     _ ("Open the group and wire every layer to one before it; a circle of wires never ends."));
  return TRUE;
}

/* Its remedies find the way back inside by the groups' ids; from too deep they do not. */
static void
take_remedies (NnIssue *issue, const NnIssue *found, guint group)
{
  if (found->inside[NN_ISSUE_DEPTH - 2] != 0)
    return;
  issue->inside[0] = group;
  memcpy (issue->inside + 1, found->inside, sizeof found->inside - sizeof *found->inside);
  issue->inner = found->inside[0] != 0 ? found->inner : found->layer;
  for (guint i = 0; i < NN_ISSUE_REMEDIES && found->remedy[i].action != NN_REMEDY_NONE; i++)
    {
      issue->remedy[i] = found->remedy[i];
      issue->remedy[i].label = g_strdup (found->remedy[i].label);
    }
}

/* Hands on what was found inside, each told as the group's. */
static void
take_issues (NnWalk *walk, NnWalk *inner, const NnLayer *group)
{
  for (guint i = 0; i < inner->issues->len; i++)
    {
      const NnIssue *found = &g_array_index (inner->issues, NnIssue, i);
      char *sentence = walk->owner == 0 ? g_strdup_printf (_ ("Inside %s: %s"), group->label, found->sentence)
                                        : g_strdup (found->sentence);

      take_remedies (nn_walk_issue (walk, group->id, found->severity, sentence, g_strdup (found->detail)), found, group->id);
    }
}

static gboolean
has_errors (const NnWalk *inner)
{
  for (guint i = 0; i < inner->issues->len; i++)
    if (g_array_index (inner->issues, NnIssue, i).severity != NN_ISSUE_WARNING)
      return TRUE;
  return FALSE;
}

/* One repetition, with names of its own. */
static gboolean
run_once (NnWalk *walk, NnWalk *inner, const NnLayer *group, NnShape *shape, NnValue *value)
{
  guint end;

  inner->entry_shape = *shape;
  inner->entry = *value;
  *inner->unrolled += nn_network_n_layers (inner->network);
  if (*inner->unrolled > NN_MOST_UNROLLED)
    return refuse (walk, group, _ ("%s makes the network too long."), _ ("Repeat it less often."));
  nn_walk_run (inner, FALSE);
  take_issues (walk, inner, group);
  if (has_errors (inner))
    return FALSE;
  end = find_end (inner);
  *shape = inner->place[end].out;
  *value = inner->place[end].value;
  return TRUE;
}

static void
begin_inside (NnWalk *inner, const NnWalk *walk, const NnLayer *group, double rate)
{
  nn_walk_begin (inner, nn_layer_inside (group), walk->data);
  nn_graph_unref (inner->graph);
  inner->graph = nn_graph_ref (walk->graph);
  inner->regime = walk->regime;
  inner->recipe = walk->recipe;
  inner->owner = walk->owner != 0 ? walk->owner : group->id;
  inner->rate = rate;
  inner->wanted = walk->wanted;
  inner->inside = walk->inside;
}

/* Parameters of a layer inside: all weights whose names begin with its own. */
static gint64
count_parameters (const NnWalk *inner, const NnLayer *layer)
{
  g_autofree char *prefix = g_strconcat (inner->name, layer->name, ".", NULL);
  gint64 n = 0;

  for (guint i = 0; i < nn_graph_n_weights (inner->graph); i++)
    {
      const NnWeightSpec *spec = nn_graph_weight_spec (inner->graph, i);

      if (!spec->state && g_str_has_prefix (spec->name, prefix))
        n += nn_shape_size (&spec->shape);
    }
  return n;
}

static void
report_inside (const NnWalk *inner, GArray *inside)
{
  for (guint i = 0; i < nn_network_n_layers (inner->network); i++)
    {
      const NnLayer *layer = nn_network_layer_at (inner->network, i);
      const NnLayerReport report = {
        .layer = layer->id,
        .out = inner->place[i].out,
        .parameters = count_parameters (inner, layer),
      };

      g_array_append_val (inside, report);
    }
}

static gboolean
repeat (NnWalk *walk, const NnLayer *group, double rate, guint times, gboolean shared, guint *unrolled, NnShape *shape,
        NnValue *value)
{
  const NnShape first = *shape;
  gboolean runs = TRUE;

  for (guint k = 1; k <= times && runs; k++)
    {
      g_autofree char *number = g_strdup_printf ("%u.", k);
      g_autofree char *name = g_strconcat (walk->name, group->name, ".", shared ? "" : number, NULL);
      g_autofree char *stream = g_strconcat (walk->stream, group->name, ".", number, NULL);
      g_autofree char *path = g_strconcat (walk->path, walk->owner != 0 ? group->name : "", walk->owner != 0 ? "." : "",
                                           shared ? "" : number, NULL);
      NnWalk inner;

      begin_inside (&inner, walk, group, rate);
      inner.name = name;
      inner.stream = stream;
      inner.path = path;
      inner.unrolled = unrolled;
      runs = (k > 1 || check_structure (walk, &inner, group)) && run_once (walk, &inner, group, shape, value);
      if (g_strcmp0 (inner.wanted, stream) == 0)
        report_inside (&inner, inner.inside);
      nn_walk_clear (&inner);
      if (runs && shared && k < times && !nn_shape_equal (shape, &first))
        runs = refuse (walk, group, _ ("%s cannot use the same weights again."),
                       _ ("What it hands on has another shape than what it was given, and weights fit one shape only."));
    }
  return runs;
}

gboolean
nn_walk_group (NnWalk *walk, const NnLayer *group, double rate, NnShape *shape, NnValue *value)
{
  const guint times = nn_settings_int (group->settings, "repeat");
  const gboolean shared = nn_settings_switch (group->settings, "shared");
  guint unrolled = 0;
  gboolean runs;

  if (shared)
    nn_graph_share (walk->graph, TRUE);
  runs = repeat (walk, group, rate, times, shared, walk->unrolled != NULL ? walk->unrolled : &unrolled, shape, value);
  if (shared)
    nn_graph_share (walk->graph, FALSE);
  return runs;
}
