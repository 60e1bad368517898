/* Goes along the wires once: shapes, operations, and what the kinds themselves complain about. */
#include "check-private.h"

#include "text.h"

static gboolean
is_known (const NnShape *shape)
{
  return shape->rank > 0;
}

NnIssue *
nn_walk_issue (NnWalk *walk, guint layer, NnSeverity severity, char *sentence, char *detail)
{
  NnIssue issue = { .layer = layer };

  nn_issue_set (&issue, severity, sentence, detail);
  g_array_append_val (walk->issues, issue);
  return &g_array_index (walk->issues, NnIssue, walk->issues->len - 1);
}

/* The layer that feeds a slot, or NULL. */
static const NnLayer *
find_feeder (const NnNetwork *network, guint to, guint slot)
{
  const guint wire = nn_network_wire_into (network, to, slot);

  if (wire == nn_network_n_wires (network))
    return NULL;
  return nn_network_layer (network, nn_network_wire_at (network, wire)->from);
}

/* Slots a layer has now: those it needs, and up to the last that is wired. */
static guint
count_slots (const NnNetwork *network, const NnLayer *layer)
{
  guint n = layer->kind->min_in;

  for (guint i = 0; i < nn_network_n_wires (network); i++)
    {
      const NnWire *wire = nn_network_wire_at (network, i);

      if (wire->to == layer->id && wire->slot < layer->kind->max_in)
        n = MAX (n, wire->slot + 1);
    }
  return n;
}

static void
find_missing (NnWalk *walk, guint i)
{
  const NnLayer *layer = nn_network_layer_at (walk->network, i);
  const guint n = count_slots (walk->network, layer);
  guint slot = 0;

  while (slot < n && find_feeder (walk->network, layer->id, slot) != NULL)
    slot++;
  walk->place[i].fed = slot == n;
  walk->place[i].missing = slot;
}

/* From the outputs backwards along the wires. */
static void
find_serving (NnWalk *walk)
{
  const NnNetwork *network = walk->network;
  gboolean more = TRUE;

  for (guint i = 0; i < nn_network_n_layers (network); i++)
    walk->place[i].serves = nn_network_layer_at (network, i)->kind->is_output;
  while (more)
    {
      more = FALSE;
      for (guint i = nn_network_n_wires (network); i-- > 0;)
        {
          const NnWire *wire = nn_network_wire_at (network, i);
          NnPlace *from = &walk->place[nn_network_index (network, wire->from)];

          if (from->serves || !walk->place[nn_network_index (network, wire->to)].serves)
            continue;
          from->serves = TRUE;
          more = TRUE;
        }
    }
}

void
nn_walk_begin (NnWalk *walk, const NnNetwork *network, const NnDataInfo *data)
{
  const guint n = nn_network_n_layers (network);
  g_autoptr (GArray) order = nn_network_order (network);

  *walk = (NnWalk) { .network = network, .data = data, .entry = NN_NO_VALUE, .name = "", .path = "", .stream = "", .rate = 1 };
  walk->recipe = nn_network_recipe (network);
  walk->regime = nn_regime_at (nn_settings_get (walk->recipe, "regime"));
  walk->issues = g_array_new (FALSE, TRUE, sizeof (NnIssue));
  g_array_set_clear_func (walk->issues, (GDestroyNotify) nn_issue_clear);
  walk->graph = nn_graph_new ();
  walk->place = g_new0 (NnPlace, n + 1);

  for (guint i = 0; i < n; i++)
    {
      const NnKind *kind = nn_network_layer_at (network, i)->kind;

      walk->place[i].value = NN_NO_VALUE;
      walk->n_inputs += kind->max_in == 0;
      walk->n_outputs += kind->is_output;
      find_missing (walk, i);
    }
  for (guint i = 0; i < order->len; i++)
    walk->place[nn_network_index (network, g_array_index (order, guint, i))].in_order = TRUE;
  for (guint i = 0; i < nn_network_n_wires (network); i++)
    walk->place[nn_network_index (network, nn_network_wire_at (network, i)->from)].n_from++;
  find_serving (walk);
}

void
nn_walk_clear (NnWalk *walk)
{
  g_clear_pointer (&walk->issues, g_array_unref);
  g_clear_pointer (&walk->graph, nn_graph_unref);
  g_clear_pointer (&walk->place, g_free);
}

static void
add_arriving (NnArrival *arrival, const NnWalk *walk, const NnLayer *feeder)
{
  const NnPlace *place = &walk->place[nn_network_index (walk->network, feeder->id)];

  g_array_append_val (arrival->shapes, place->out);
  g_array_append_val (arrival->labels, feeder->label);
  g_array_append_val (arrival->feeders, feeder);
  g_array_append_val (arrival->tokens, place->tokens);
  g_array_append_val (arrival->values, place->value);
  if (!is_known (&place->out))
    arrival->known = FALSE;
}

void
nn_arrival_gather (NnArrival *arrival, const NnWalk *walk, guint i, const NnLayer *extra)
{
  const NnLayer *layer = nn_network_layer_at (walk->network, i);
  const guint n = count_slots (walk->network, layer);

  arrival->shapes = g_array_new (FALSE, TRUE, sizeof (NnShape));
  arrival->labels = g_array_new (FALSE, TRUE, sizeof (const char *));
  arrival->feeders = g_array_new (FALSE, TRUE, sizeof (const NnLayer *));
  arrival->tokens = g_array_new (FALSE, TRUE, sizeof (const NnField *));
  arrival->values = g_array_new (FALSE, TRUE, sizeof (NnValue));
  arrival->known = TRUE;
  for (guint slot = 0; slot < n; slot++)
    {
      const NnLayer *feeder = find_feeder (walk->network, layer->id, slot);

      if (feeder == NULL && slot == walk->place[i].missing)
        feeder = extra;
      if (feeder != NULL)
        add_arriving (arrival, walk, feeder);
      else
        arrival->known = FALSE;
    }
  arrival->site = (NnSite) {
    .layer = layer,
    .data = walk->data,
    .regime = walk->regime,
    .recipe = walk->recipe,
    .in = (const NnShape *) arrival->shapes->data,
    .from = (const char *const *) arrival->labels->data,
    .feeder = (const NnLayer *const *) arrival->feeders->data,
    .tokens = (const NnField *const *) arrival->tokens->data,
    .n_in = arrival->shapes->len,
    .graph = walk->graph,
  };
}

void
nn_arrival_clear (NnArrival *arrival)
{
  g_array_unref (arrival->shapes);
  g_array_unref (arrival->labels);
  g_array_unref (arrival->feeders);
  g_array_unref (arrival->tokens);
  g_array_unref (arrival->values);
}

/* An issue speaks of a wire when it knows a remedy for the wire. */
static guint
find_from (const NnSite *site, const NnIssue *issue)
{
  for (guint i = 0; i < NN_ISSUE_REMEDIES; i++)
    {
      const NnRemedy *remedy = &issue->remedy[i];
      const gboolean of_wire = remedy->action == NN_REMEDY_REMOVE_WIRE || remedy->action == NN_REMEDY_INSERT_BEFORE;

      if (of_wire && remedy->slot < site->n_in)
        return site->feeder[remedy->slot]->id;
    }
  return 0;
}

/* Takes over the issue that a kind filled. */
static void
take_issue (NnWalk *walk, const NnSite *site, NnIssue *issue)
{
  issue->layer = site->layer->id;
  issue->from = find_from (site, issue);
  g_array_append_vals (walk->issues, issue, 1);
}

/* How fast the layer's weights are trained: a frozen one's not at all. */
static double
find_rate (const NnLayer *layer)
{
  if (nn_param_find (layer->kind->params, "frozen") == NULL)
    return 1;
  return nn_settings_switch (layer->settings, "frozen") ? 0 : nn_settings_get (layer->settings, "rate_factor");
}

static void
enter (NnWalk *walk, const NnLayer *layer, double rate)
{
  g_autofree char *name = g_strconcat (walk->name, layer->name, NULL);
  g_autofree char *path = g_strconcat (walk->path, layer->name, ".", NULL);
  g_autofree char *stream = g_strconcat (walk->stream, layer->name, NULL);

  nn_graph_enter_inside (walk->graph, walk->owner != 0 ? walk->owner : layer->id, name, walk->owner != 0 ? path : "",
                         stream);
  nn_graph_set_rate (walk->graph, rate);
}

/* By which the graph knows it. */
static guint
find_id (const NnWalk *walk, const NnLayer *layer)
{
  g_autofree char *name = walk->owner != 0 ? g_strconcat (walk->stream, layer->name, NULL) : NULL;

  return name != NULL ? nn_inner_id (name) : layer->id;
}

static void
lower (NnWalk *walk, NnPlace *place, const NnArrival *arrival, NnShape out)
{
  const NnLayer *layer = arrival->site.layer;
  const NnValue *in = (const NnValue *) arrival->values->data;
  const double rate = walk->rate * find_rate (layer);
  NnValue value = in != NULL && arrival->values->len > 0 ? in[0] : NN_NO_VALUE;

  if (nn_layer_inside (layer) != NULL)
    {
      if (!nn_walk_group (walk, layer, rate, &out, &value))
        return;
    }
  else
    {
      enter (walk, layer, rate);
      value = layer->kind->lower (walk->graph, &arrival->site, in);
    }
  place->out = out;
  place->value = value;
  nn_graph_set_result (walk->graph, find_id (walk, layer), value);
}

/* Whether the steps that the layer looks at have in them what its network is to guess. */
static gboolean
looks_at_answer (const NnWalk *walk, const NnArrival *arrival)
{
  const guint slot = arrival->site.layer->kind->ahead_in;
  const NnValue *in = (const NnValue *) arrival->values->data;

  if (walk->data == NULL || nn_regime_gives_back (walk->regime))
    return FALSE;
  if (walk->regime->aim == NN_AIM_TRANSLATION)
    return nn_graph_depends (walk->graph, in[slot < arrival->values->len ? slot : 0], NN_SO_FAR);
  return walk->data->continues;
}

/* Who is to guess what comes next must not be shown it. */
static void
warn_of_peeping (NnWalk *walk, const NnLayer *layer, const NnArrival *arrival)
{
  g_auto (GStrv) sides = NULL;
  g_autofree char *now = NULL;
  const NnParam *param;
  NnIssue *issue;
  gboolean on;

  if (layer->kind->ahead == NULL || !looks_at_answer (walk, arrival))
    return;
  sides = g_strsplit (layer->kind->ahead, "=", 2);
  now = nn_settings_format (layer->settings, sides[0]);
  if (!g_str_equal (now, sides[1]))
    return;
  param = nn_param_find (layer->kind->params, sides[0]);
  on = nn_settings_switch (layer->settings, sides[0]);
  issue = nn_walk_issue (walk, layer->id, NN_ISSUE_WARNING, g_strdup_printf (_ ("%s sees the answer."), layer->label),
                         g_strdup (_ ("The network is to guess what comes next, but this layer looks at what comes next, too: "
                                      "the network only learns to copy it.")));
  nn_issue_remedy (issue,
                   (NnRemedy) {
                     .action = NN_REMEDY_SET,
                     .param = param->id,
                     .value = !on,
                     .label = g_strdup_printf (on ? _ ("Switch off %s") : _ ("Switch on %s"), nn_text (param->title)),
                   });
}

static void
visit (NnWalk *walk, guint i)
{
  const NnLayer *layer = nn_network_layer_at (walk->network, i);
  NnArrival arrival;
  NnIssue issue = { 0 };
  NnShape out = { 0 };

  if (walk->owner != 0 && layer->kind->max_in == 0)
    {
      walk->place[i].out = walk->entry_shape;
      walk->place[i].value = walk->entry;
      return;
    }
  nn_arrival_gather (&arrival, walk, i, NULL);
  if (arrival.known)
    {
      const gboolean fits = nn_site_infer (&arrival.site, &out, &issue);

      if (issue.sentence != NULL)
        take_issue (walk, &arrival.site, &issue);
      if (fits)
        {
          warn_of_peeping (walk, layer, &arrival);
          lower (walk, &walk->place[i], &arrival, out);
          walk->place[i].tokens = nn_input_tokens (layer, walk->data);
        }
    }
  nn_arrival_clear (&arrival);
}

void
nn_walk_run (NnWalk *walk, gboolean only_serving)
{
  g_autoptr (GArray) order = nn_network_order (walk->network);

  for (guint k = 0; k < order->len; k++)
    {
      const guint i = nn_network_index (walk->network, g_array_index (order, guint, k));

      if (walk->place[i].serves || !only_serving)
        visit (walk, i);
    }
}
