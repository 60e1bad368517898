#include "graph.h"

#include "point-features.h"

#include "rng.h"

#include <string.h>

/* Values, nodes and weights are blocks of their own, so that a pointer to one stays good while others are added. */
struct _NnGraph
{
  gatomicrefcount refs;
  GPtrArray *values;      /* NnGraphValue */
  GPtrArray *nodes;       /* NnNode */
  GPtrArray *weights;     /* NnWeightSpec */
  GArray *inputs;         /* NnValue */
  GArray *outputs;        /* NnGraphOutput */
  GArray *losses;         /* NnGraphLoss */
  NnValue aim, time;
  gboolean takes_turns;
  GHashTable *results;    /* layer id to NnValue */
  GHashTable *inner;      /* inner id to Inner */

  /* Of the layer being lowered. */
  guint layer, seat;
  char *layer_name;
  char *layer_path;       /* in front of the roles of its weights */
  char *layer_stream;     /* names its random numbers */
  guint sharing;          /* groups with weights in common that it lies in */
  guint layer_nodes;
  double layer_rate;
};

/* How the weights of a layer inside groups are known: by the outermost group, and by what stands before their roles. */
typedef struct
{
  guint layer;
  char *path;
} Inner;

static void
inner_free (gpointer data)
{
  Inner *inner = data;

  g_free (inner->path);
  g_free (inner);
}

static void
weight_spec_free (gpointer data)
{
  NnWeightSpec *spec = data;

  g_free (spec->name);
  g_free (spec);
}

NnGraph *
nn_graph_new (void)
{
  NnGraph *graph = g_new0 (NnGraph, 1);

  g_atomic_ref_count_init (&graph->refs);
  graph->values = g_ptr_array_new_with_free_func (g_free);
  graph->nodes = g_ptr_array_new_with_free_func (g_free);
  graph->weights = g_ptr_array_new_with_free_func (weight_spec_free);
  graph->inputs = g_array_new (FALSE, FALSE, sizeof (NnValue));
  graph->outputs = g_array_new (FALSE, FALSE, sizeof (NnGraphOutput));
  graph->losses = g_array_new (FALSE, FALSE, sizeof (NnGraphLoss));
  graph->aim = graph->time = NN_NO_VALUE;
  graph->results = g_hash_table_new (NULL, NULL);
  graph->inner = g_hash_table_new_full (NULL, NULL, NULL, inner_free);
  nn_graph_enter (graph, 0, "");
  return graph;
}

NnGraph *
nn_graph_ref (NnGraph *graph)
{
  g_atomic_ref_count_inc (&graph->refs);
  return graph;
}

void
nn_graph_unref (NnGraph *graph)
{
  if (graph == NULL || !g_atomic_ref_count_dec (&graph->refs))
    return;
  g_ptr_array_unref (graph->values);
  g_ptr_array_unref (graph->nodes);
  g_ptr_array_unref (graph->weights);
  g_array_unref (graph->inputs);
  g_array_unref (graph->outputs);
  g_array_unref (graph->losses);
  g_hash_table_unref (graph->results);
  g_hash_table_unref (graph->inner);
  g_free (graph->layer_name);
  g_free (graph->layer_path);
  g_free (graph->layer_stream);
  g_free (graph);
}

void
nn_graph_enter (NnGraph *graph, guint layer, const char *name)
{
  nn_graph_enter_inside (graph, layer, name, "", name);
}

static void
replace_text (char **text, const char *with)
{
  g_free (*text);
  *text = g_strdup (with);
}

static void
note_inner (NnGraph *graph, const char *path, const char *stream)
{
  Inner *inner = g_new0 (Inner, 1);

  inner->layer = graph->layer;
  inner->path = g_strdup (path);
  graph->seat = nn_inner_id (stream);
  g_hash_table_insert (graph->inner, GUINT_TO_POINTER (graph->seat), inner);
}

void
nn_graph_enter_inside (NnGraph *graph, guint layer, const char *name, const char *path, const char *stream)
{
  graph->layer = graph->seat = layer;
  if (*path != '\0')
    note_inner (graph, path, stream);
  replace_text (&graph->layer_name, name);
  replace_text (&graph->layer_path, path);
  replace_text (&graph->layer_stream, stream);
  graph->layer_nodes = 0;
  graph->layer_rate = 1;
}

void
nn_graph_share (NnGraph *graph, gboolean share)
{
  graph->sharing += share ? 1 : -1;
}

void
nn_graph_set_rate (NnGraph *graph, double rate)
{
  graph->layer_rate = rate;
}

static NnValue
add_value (NnGraph *graph, NnGraphValue value)
{
  value.layer = graph->layer;
  value.seat = graph->seat;
  g_ptr_array_add (graph->values, g_memdup2 (&value, sizeof value));
  return graph->values->len - 1;
}

NnValue
nn_graph_input (NnGraph *graph, guint field, const NnShape *shape)
{
  const NnValue value = add_value (graph, (NnGraphValue) { .role = NN_VALUE_INPUT, .shape = *shape, .field = field });

  g_array_append_val (graph->inputs, value);
  return value;
}

NnValue
nn_graph_target (NnGraph *graph, guint field, const NnShape *shape)
{
  return add_value (graph, (NnGraphValue) { .role = NN_VALUE_TARGET, .shape = *shape, .field = field });
}

static NnValue
find_weight_value (const NnGraph *graph, const char *name)
{
  for (NnValue v = 0; v < graph->values->len; v++)
    {
      const NnGraphValue *value = nn_graph_value (graph, v);

      if (value->role == NN_VALUE_WEIGHT && g_str_equal (nn_graph_weight_spec (graph, value->weight)->name, name))
        return v;
    }
  return NN_NO_VALUE;
}

static NnValue
add_weight (NnGraph *graph, NnWeightSpec spec, const char *role, const char *initialiser)
{
  g_autofree char *name = g_strdup_printf ("%s.%s", graph->layer_name, role);
  g_autofree char *inner_role = g_strconcat (graph->layer_path, role, NULL);
  const NnValue known = graph->sharing > 0 ? find_weight_value (graph, name) : NN_NO_VALUE;

  if (known != NN_NO_VALUE)
    {
      g_assert (nn_shape_equal (&nn_graph_value (graph, known)->shape, &spec.shape));
      return known;
    }
  spec.name = g_steal_pointer (&name);
  spec.role = g_intern_string (inner_role);
  spec.layer = graph->layer;
  spec.initialiser = nn_initialiser_find (initialiser);
  spec.rate = graph->layer_rate;
  spec.trained = !spec.state && spec.rate > 0;

  g_assert (spec.initialiser != NULL);
  g_ptr_array_add (graph->weights, g_memdup2 (&spec, sizeof spec));
  return add_value (graph, (NnGraphValue) {
                             .role = NN_VALUE_WEIGHT,
                             .shape = spec.shape,
                             .weight = graph->weights->len - 1,
                             .whole = TRUE,
                           });
}

NnValue
nn_graph_weight (NnGraph *graph,
                 const char *role,
                 const NnShape *shape,
                 const char *initialiser,
                 gsize fan_in,
                 gsize fan_out)
{
  const NnWeightSpec spec = {
    .shape = *shape,
    .fan_in = fan_in,
    .fan_out = fan_out,
    .decays = fan_in > 0 && !g_str_equal (role, "bias"),
  };

  return add_weight (graph, spec, role, initialiser);
}

NnValue
nn_graph_state (NnGraph *graph, const char *role, const NnShape *shape, const char *initialiser)
{
  return add_weight (graph, (NnWeightSpec) { .shape = *shape, .state = TRUE }, role, initialiser);
}

/* The bits of the features that a value holds; 0: it holds something else. */
static guint
find_features (const NnGraph *graph, NnValue value)
{
  const NnGraphValue *found = nn_graph_value (graph, value);

  if (found->role == NN_VALUE_INPUT && nn_shape_size (&found->shape) == 2)
    return NN_FEATURES_PLAIN;
  for (guint i = 0; i < nn_graph_n_nodes (graph); i++)
    if (nn_graph_node (graph, i)->out[0] == value && g_str_equal (nn_graph_node (graph, i)->op->id, "features"))
      return (guint) nn_graph_node (graph, i)->arg[0];
  return 0;
}

void
nn_graph_note_columns (NnGraph *graph, NnValue weight, NnValue from)
{
  NnWeightSpec *spec = g_ptr_array_index (graph->weights, nn_graph_value (graph, weight)->weight);

  spec->columns = find_features (graph, from);
}

void
nn_graph_note_blocks (NnGraph *graph, NnValue weight, guint blocks)
{
  NnWeightSpec *spec = g_ptr_array_index (graph->weights, nn_graph_value (graph, weight)->weight);

  spec->blocks = blocks;
}

gboolean
nn_weight_spec_same (const NnWeightSpec *a, const NnWeightSpec *b)
{
  return a->layer == b->layer && g_str_equal (a->role, b->role) && nn_shape_equal (&a->shape, &b->shape) && a->columns == b->columns;
}

NnValue
nn_graph_view (NnGraph *graph, NnValue of, const NnShape *shape)
{
  g_assert (nn_shape_size (shape) == nn_shape_size (&nn_graph_value (graph, of)->shape));
  return add_value (graph, (NnGraphValue) {
                             .role = NN_VALUE_VIEW,
                             .shape = *shape,
                             .of = of,
                             .whole = nn_graph_value (graph, of)->whole,
                           });
}

/* A stream that depends on the layer's name and the place inside the layer only, so that editing one layer does not
 * change the random numbers of the others. */
static guint64
stream_of_node (const NnGraph *graph, const char *op)
{
  g_autofree char *name = g_strdup_printf ("%s.%s.%u", graph->layer_stream, op, graph->layer_nodes);

  return nn_rng_stream_of (name);
}

/* Shapes that do not fit were refused before lowering: here they are a mistake in a kind's lower(). */
static void
infer_shapes (const NnGraph *graph, const NnNode *node, NnShape out[NN_OP_OUTPUTS])
{
  NnShape in[NN_OP_INPUTS] = { 0 };
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < node->n_in; i++)
    if (node->in[i] != NN_NO_VALUE)
      in[i] = nn_graph_value (graph, node->in[i])->shape;
  if (!node->op->shape (node->arg, in, node->n_in, out, &error))
    g_error ("%s of %s: %s", node->op->id, graph->layer_name, error->message);
}

gboolean
nn_graph_is_whole (const NnGraph *graph, const NnNode *node)
{
  for (guint i = 0; i < node->n_in; i++)
    if (node->in[i] != NN_NO_VALUE && !nn_graph_value (graph, node->in[i])->whole)
      return FALSE;
  return TRUE;
}

NnValue
nn_graph_op (NnGraph *graph, const char *op, const double *arg, const NnValue *in, guint n_in)
{
  NnNode node = { .op = nn_op_find (op), .n_in = n_in, .layer = graph->layer, .seat = graph->seat };
  NnShape out[NN_OP_OUTPUTS] = { 0 };
  gboolean whole;

  g_assert (node.op != NULL && n_in <= node.op->n_in);
  node.n_out = node.op->n_out;
  node.stream = stream_of_node (graph, op);
  for (guint i = 0; i < NN_OP_ARGS && arg != NULL; i++)
    node.arg[i] = arg[i];
  for (guint i = 0; i < n_in; i++)
    node.in[i] = in[i];

  infer_shapes (graph, &node, out);
  whole = nn_graph_is_whole (graph, &node);
  for (guint i = 0; i < node.n_out; i++)
    node.out[i] = add_value (graph, (NnGraphValue) {
                                      .role = NN_VALUE_RESULT,
                                      .shape = out[i],
                                      .whole = whole || (node.op->whole_out & NN_OPERAND (i)) != 0,
                                    });
  g_ptr_array_add (graph->nodes, g_memdup2 (&node, sizeof node));
  graph->layer_nodes++;
  return node.out[0];
}

void
nn_graph_output (NnGraph *graph, const NnGraphOutput *output)
{
  g_array_append_vals (graph->outputs, output, 1);
  nn_graph_loss (graph, output->loss, output->weight);
}

void
nn_graph_loss (NnGraph *graph, NnValue value, double weight)
{
  const NnGraphLoss loss = { value, weight };

  g_array_append_val (graph->losses, loss);
}

void
nn_graph_set_time (NnGraph *graph, NnValue value)
{
  graph->time = value;
}

void
nn_graph_set_aim (NnGraph *graph, NnValue value)
{
  graph->aim = value;
}

/* Marks the weights, and what else is needed for it, backwards from the last node. */
static void
mark_needed (NnGraph *graph, gboolean *needed, NnValue value)
{
  const NnGraphValue *v = nn_graph_value (graph, value);

  needed[value] = TRUE;
  if (v->role == NN_VALUE_VIEW)
    mark_needed (graph, needed, v->of);
  if (v->role == NN_VALUE_WEIGHT)
    ((NnWeightSpec *) g_ptr_array_index (graph->weights, v->weight))->forges = TRUE;
}

void
nn_graph_mark_forger (NnGraph *graph, NnValue made)
{
  g_autofree gboolean *needed = g_new0 (gboolean, graph->values->len);

  graph->takes_turns = TRUE;
  mark_needed (graph, needed, made);
  for (guint i = graph->nodes->len; i-- > 0;)
    {
      const NnNode *node = nn_graph_node (graph, i);
      gboolean leads = FALSE;

      for (guint o = 0; o < node->n_out; o++)
        leads |= node->out[o] != NN_NO_VALUE && needed[node->out[o]];
      for (guint k = 0; leads && k < node->n_in; k++)
        if (node->in[k] != NN_NO_VALUE)
          mark_needed (graph, needed, node->in[k]);
    }
}

void
nn_graph_set_result (NnGraph *graph, guint layer, NnValue value)
{
  g_hash_table_insert (graph->results, GUINT_TO_POINTER (layer), GUINT_TO_POINTER (value));
}

guint
nn_graph_n_values (const NnGraph *graph)
{
  return graph->values->len;
}

const NnGraphValue *
nn_graph_value (const NnGraph *graph, NnValue value)
{
  return g_ptr_array_index (graph->values, value);
}

guint
nn_graph_n_nodes (const NnGraph *graph)
{
  return graph->nodes->len;
}

const NnNode *
nn_graph_node (const NnGraph *graph, guint i)
{
  return g_ptr_array_index (graph->nodes, i);
}

guint
nn_graph_n_weights (const NnGraph *graph)
{
  return graph->weights->len;
}

const NnWeightSpec *
nn_graph_weight_spec (const NnGraph *graph, guint i)
{
  return g_ptr_array_index (graph->weights, i);
}

static guint
find_weight (const NnGraph *graph, guint layer, const char *role)
{
  for (guint i = 0; i < graph->weights->len; i++)
    {
      const NnWeightSpec *spec = nn_graph_weight_spec (graph, i);

      if (spec->layer == layer && g_strcmp0 (spec->role, role) == 0)
        return i;
    }
  return NN_NO_WEIGHT;
}

guint
nn_graph_find_weight (const NnGraph *graph, guint layer, const char *role)
{
  const Inner *inner = nn_is_inner (layer) ? g_hash_table_lookup (graph->inner, GUINT_TO_POINTER (layer)) : NULL;
  g_autofree char *inner_role = inner != NULL ? g_strconcat (inner->path, role, NULL) : NULL;

  return inner != NULL ? find_weight (graph, inner->layer, inner_role) : find_weight (graph, layer, role);
}

const char *
nn_graph_role_at (const NnGraph *graph, guint weight, guint layer)
{
  const NnWeightSpec *spec = nn_graph_weight_spec (graph, weight);
  const Inner *inner = nn_is_inner (layer) ? g_hash_table_lookup (graph->inner, GUINT_TO_POINTER (layer)) : NULL;

  if (spec->layer != (inner != NULL ? inner->layer : layer) || (inner != NULL && !g_str_has_prefix (spec->role, inner->path)))
    return NULL;
  return g_intern_string (spec->role + (inner != NULL ? strlen (inner->path) : 0));
}

guint
nn_graph_n_inputs (const NnGraph *graph)
{
  return graph->inputs->len;
}

NnValue
nn_graph_input_value (const NnGraph *graph, guint i)
{
  return g_array_index (graph->inputs, NnValue, i);
}

guint
nn_graph_n_outputs (const NnGraph *graph)
{
  return graph->outputs->len;
}

const NnGraphOutput *
nn_graph_output_at (const NnGraph *graph, guint i)
{
  return &g_array_index (graph->outputs, NnGraphOutput, i);
}

int
nn_graph_judged (const NnGraph *graph)
{
  for (guint i = 0; i < nn_graph_n_outputs (graph); i++)
    if (nn_graph_output_at (graph, i)->encoding != NN_ENCODE_VALUES)
      return (int) i;
  return -1;
}

const NnGraphOutput *
nn_graph_answer (const NnGraph *graph)
{
  return nn_graph_output_at (graph, (guint) MAX (nn_graph_judged (graph), 0));
}

guint
nn_graph_asked (const NnGraph *graph)
{
  const NnGraphValue *target = nn_graph_value (graph, nn_graph_answer (graph)->target);

  return target->role == NN_VALUE_TARGET ? target->field : 0;
}

guint
nn_graph_n_losses (const NnGraph *graph)
{
  return graph->losses->len;
}

const NnGraphLoss *
nn_graph_loss_at (const NnGraph *graph, guint i)
{
  return &g_array_index (graph->losses, NnGraphLoss, i);
}

int
nn_graph_loss_of (const NnGraph *graph, guint seat)
{
  for (guint i = 0; i < nn_graph_n_losses (graph); i++)
    if (nn_graph_value (graph, nn_graph_loss_at (graph, i)->value)->seat == seat)
      return (int) i;
  return -1;
}

NnValue
nn_graph_time (const NnGraph *graph)
{
  return graph->time;
}

NnValue
nn_graph_aim (const NnGraph *graph)
{
  return graph->aim;
}

gboolean
nn_graph_takes_turns (const NnGraph *graph)
{
  return graph->takes_turns;
}

NnValue
nn_graph_result (const NnGraph *graph, guint layer)
{
  gpointer value;

  if (!g_hash_table_lookup_extended (graph->results, GUINT_TO_POINTER (layer), NULL, &value))
    return NN_NO_VALUE;
  return GPOINTER_TO_UINT (value);
}

NnValue
nn_graph_made_by (const NnGraph *graph, guint layer, const char *op, guint i)
{
  for (guint k = 0; k < nn_graph_n_nodes (graph); k++)
    {
      const NnNode *node = nn_graph_node (graph, k);

      if (node->seat == layer && g_str_equal (node->op->id, op) && i < node->n_out)
        return node->out[i];
    }
  return NN_NO_VALUE;
}

gboolean
nn_graph_depends (const NnGraph *graph, NnValue value, guint field)
{
  g_autofree gboolean *from = g_new0 (gboolean, nn_graph_n_values (graph));

  for (guint i = 0; i < nn_graph_n_inputs (graph); i++)
    from[nn_graph_input_value (graph, i)] = nn_graph_value (graph, nn_graph_input_value (graph, i))->field == field;
  for (guint i = 0; i < nn_graph_n_nodes (graph); i++)
    {
      const NnNode *node = nn_graph_node (graph, i);
      gboolean depends = FALSE;

      for (guint k = 0; k < node->n_in; k++)
        depends = depends || (node->in[k] != NN_NO_VALUE && from[nn_graph_root (graph, node->in[k])]);
      for (guint k = 0; k < node->n_out; k++)
        from[node->out[k]] = depends;
    }
  return from[nn_graph_root (graph, value)];
}

const NnNode *
nn_graph_find_node (const NnGraph *graph, const char *op)
{
  for (guint i = 0; i < nn_graph_n_nodes (graph); i++)
    if (g_str_equal (nn_graph_node (graph, i)->op->id, op))
      return nn_graph_node (graph, i);
  return NULL;
}

const NnNode *
nn_graph_maker (const NnGraph *graph, NnValue value, guint *out)
{
  const NnValue root = nn_graph_root (graph, value);

  for (guint i = 0; i < nn_graph_n_nodes (graph); i++)
    for (*out = 0; *out < nn_graph_node (graph, i)->n_out; (*out)++)
      if (nn_graph_node (graph, i)->out[*out] == root)
        return nn_graph_node (graph, i);
  return NULL;
}

const NnNode *
nn_graph_user (const NnGraph *graph, guint weight, guint *operand)
{
  for (guint i = 0; i < nn_graph_n_nodes (graph); i++)
    for (*operand = 1; *operand < nn_graph_node (graph, i)->n_in; (*operand)++)
      {
        const NnValue in = nn_graph_node (graph, i)->in[*operand];
        const NnGraphValue *root = in != NN_NO_VALUE ? nn_graph_value (graph, nn_graph_root (graph, in)) : NULL;

        if (root != NULL && root->role == NN_VALUE_WEIGHT && root->weight == weight)
          return nn_graph_node (graph, i);
      }
  return NULL;
}

NnValue
nn_graph_root (const NnGraph *graph, NnValue value)
{
  const NnGraphValue *v;

  while ((v = nn_graph_value (graph, value))->role == NN_VALUE_VIEW)
    value = v->of;
  return value;
}

static NnOperand
describe_value (const NnGraph *graph, NnValue value)
{
  const NnShape *shape = &nn_graph_value (graph, value)->shape;

  return (NnOperand) {
    .shape = *shape,
    .size = nn_shape_size (shape),
    .whole = nn_graph_value (graph, value)->whole,
  };
}

static double
node_flops (const NnGraph *graph, const NnNode *node)
{
  NnStep step = { .op = node->op };
  double flops = 0;

  memcpy (step.arg, node->arg, sizeof step.arg);
  for (guint i = 0; i < node->n_in; i++)
    if (node->in[i] != NN_NO_VALUE)
      step.in[i] = describe_value (graph, node->in[i]);
  for (guint i = 0; i < node->n_out; i++)
    step.out[i] = describe_value (graph, node->out[i]);
  for (guint i = 0; i < node->n_out - node->op->n_saved; i++)
    flops += step.out[i].size;
  return node->op->flops != NULL ? node->op->flops (&step) : flops;
}

double
nn_graph_flops (const NnGraph *graph, guint layer)
{
  double flops = 0;

  for (guint i = 0; i < graph->nodes->len; i++)
    if (layer == 0 || nn_graph_node (graph, i)->layer == layer)
      flops += node_flops (graph, nn_graph_node (graph, i));
  return flops;
}
