/* Every kind of layer, three of it in a row where its shape allows that: the memory a step takes is near the least possible. */
#include "graphs.h"

#include "kind.h"

#define MOST_IN 4
#define MOST_SHARE 1.3   /* of the least possible */
#define CLUTTER 1024     /* bytes that do not matter: blocks begin on cache lines */

static const NnShape shapes[] = {
  { 3, { 12, 12, 4 } }, { 2, { 10, 8 } }, { 1, { 24 } }, { 1, { 1 } },
};

typedef struct
{
  NnLayer *layer;
  NnSite site;
  NnShape in[MOST_IN];
  const char *from[MOST_IN];
  const NnLayer *feeder[MOST_IN];
  const NnField *tokens[MOST_IN];
} Place;

/* For those that read one. */
static const NnField text = { .kind = NN_FIELD_TEXT, .shape = { 1, { 24 } }, .n_parts = 20 };

static void
arrive (Place *place, const NnShape *shape)
{
  for (guint i = 0; i < place->site.n_in; i++)
    place->in[i] = *shape;
}

static gboolean
hands_on (const Place *place, NnShape *out)
{
  NnIssue issue = { 0 };
  const gboolean fits = place->layer->kind->infer (&place->site, out, &issue);

  nn_issue_clear (&issue);
  return fits;
}

static NnValue
lower_layer (Place *place, NnGraph *graph, guint id, NnValue x)
{
  g_autofree char *name = g_strdup_printf ("w%u", id);
  const NnValue in[MOST_IN] = { x, x, x, x };

  nn_graph_enter (graph, id, name);
  return place->layer->kind->lower (graph, &place->site, in);
}

/* NULL: the kind takes nothing of this shape. */
static NnGraph *
lower_kind (Place *place, const NnShape *shape)
{
  g_autoptr (NnGraph) graph = nn_graph_new ();
  NnValue x = nn_graph_input (graph, 0, shape);
  const NnValue real = nn_graph_input (graph, 0, shape);
  NnShape arriving = *shape, out;
  guint n = 0;

  nn_graph_set_time (graph, nn_graph_input (graph, 0, &NN_SHAPE (1)));

  for (arrive (place, shape); n < 3 && hands_on (place, &out); n++)
    {
      nn_graph_set_aim (graph, real);
      x = lower_layer (place, graph, n + 1, x);
      arriving = out;
      arrive (place, &arriving);
    }
  if (n == 0)
    return NULL;
  add_output (graph, x, 1);
  return g_steal_pointer (&graph);
}

static void
check_graph (NnGraph *graph, const char *kind, gboolean training)
{
  const guint batches[] = { 1, 7, 32 };

  for (guint i = 0; i < G_N_ELEMENTS (batches); i++)
    {
      Bound bound = bind_graph (graph, &nn_backend_openblas, batches[i], 1, training);
      const NnProgramMemory memory = nn_program_memory (bound.program);

      g_assert_cmpuint (memory.lower_bound, <=, memory.arena);
      if (memory.arena > MOST_SHARE * memory.lower_bound + CLUTTER)
        g_error ("%s takes %" G_GSIZE_FORMAT " bytes, at least %" G_GSIZE_FORMAT, kind, memory.arena, memory.lower_bound);
      unbind (&bound);
    }
}

static void
test_kind (gconstpointer data)
{
  const NnKind *kind = data;
  g_autoptr (NnLayer) layer = nn_layer_new (kind);
  g_autoptr (NnLayer) before = nn_layer_new (nn_kind_find ("relu"));
  g_autoptr (NnSettings) recipe = nn_settings_new ((const NnParam[]) { { NULL } });
  g_autoptr (NnDataInfo) info = nn_data_info_new ();
  Place place = { .layer = layer };
  guint taken = 0;

  nn_data_info_add_input (info, (NnField) { .kind = NN_FIELD_NUMBERS });
  layer->label = g_strdup ("It");
  layer->id = 1;
  before->label = g_strdup ("Before");
  for (guint i = 0; i < MOST_IN; i++)
    {
      place.from[i] = before->label;
      place.feeder[i] = before;
      place.tokens[i] = kind->reads_tokens ? &text : NULL;
    }
  place.site = (NnSite) {
    .layer = layer, .regime = nn_regime_at (0), .recipe = recipe, .in = place.in, .from = place.from,
    .feeder = place.feeder, .tokens = place.tokens, .n_in = MAX (kind->min_in, 1),
  };
  for (guint regime = 0; taken == 0 && nn_regime_choices[regime].id != NULL; regime++)
    for (guint i = 0; i < G_N_ELEMENTS (shapes); i++)
      {
        g_autoptr (NnGraph) graph = NULL;

        place.site.regime = nn_regime_at (regime);
        info->inputs[0].shape = shapes[i];
        place.site.data = place.site.regime->aim == NN_AIM_REAL ? info : NULL;
        if ((graph = lower_kind (&place, &shapes[i])) == NULL)
          continue;
        taken++;
        check_graph (graph, kind->id, TRUE);
        check_graph (graph, kind->id, FALSE);
      }
  g_assert_cmpuint (taken, >, 0);
}

int
main (int argc, char *argv[])
{
  guint n;
  const NnKind *const *kinds = nn_kind_rows (&n);

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *path = g_strdup_printf ("/engine/program/memory/%s", kinds[i]->id);

      if (kinds[i]->max_in > 0 && !kinds[i]->is_output)   /* the ends of a network: tests/engine/train/test-memory.c */
        g_test_add_data_func (path, kinds[i], test_kind);
    }
  return g_test_run ();
}
