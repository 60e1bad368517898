#include "weights.h"

#include <string.h>

#include "explanation.h"

/* ---- Names ---- */

/* The operation that reads it says what its axes are called. */
static const char *const *
find_axes (const NnGraph *graph, guint weight)
{
  for (guint i = 0; i < nn_graph_n_nodes (graph); i++)
    for (guint k = 0; k < nn_graph_node (graph, i)->n_in; k++)
      {
        const NnNode *node = nn_graph_node (graph, i);
        const NnGraphValue *value = node->in[k] != NN_NO_VALUE ? nn_graph_value (graph, nn_graph_root (graph, node->in[k])) : NULL;
        const NnExplanation *row = nn_explanation_find (node->op);

        if (value != NULL && value->role == NN_VALUE_WEIGHT && value->weight == weight && row != NULL && row->axes != NULL)
          return row->axes;
      }
  return NULL;
}

/* ---- Order ---- */

/* Numbers of a layer that are walked together: a weight row by row, each with its bias behind it. */
typedef struct
{
  const char *role, *bias;   /* as the layer knows them; bias NULL: none of its own */
  gsize rows, each;
} Block;

/* The role of the bias that has a number for each row of a weight; NULL: there is none. */
static const char *
find_bias (const NnGraph *graph, guint layer, guint weight)
{
  const NnWeightSpec *spec = nn_graph_weight_spec (graph, weight);
  g_auto (GStrv) parts = g_strsplit (nn_graph_role_at (graph, weight, layer), "weight", 2);
  g_autofree char *role = parts[1] != NULL ? g_strconcat (parts[0], "bias", parts[1], NULL) : NULL;
  const guint found = role != NULL ? nn_graph_find_weight (graph, layer, role) : NN_NO_WEIGHT;

  return found != NN_NO_WEIGHT && nn_shape_size (&nn_graph_weight_spec (graph, found)->shape) == spec->shape.dim[0]
           ? g_intern_string (role)
           : NULL;
}

static gboolean
is_bias_of_another (const NnGraph *graph, guint layer, const char *role)
{
  for (guint i = 0; i < nn_graph_n_weights (graph); i++)
    if (nn_graph_role_at (graph, i, layer) != NULL && g_strcmp0 (find_bias (graph, layer, i), role) == 0)
      return TRUE;
  return FALSE;
}

static GArray *
list_blocks (const NnGraph *graph, guint layer)
{
  GArray *blocks = g_array_new (FALSE, FALSE, sizeof (Block));

  for (guint i = 0; i < nn_graph_n_weights (graph); i++)
    {
      const NnWeightSpec *spec = nn_graph_weight_spec (graph, i);
      Block block = { .role = nn_graph_role_at (graph, i, layer) };

      if (block.role == NULL || spec->state || is_bias_of_another (graph, layer, block.role))
        continue;
      block.bias = find_bias (graph, layer, i);
      block.rows = (gsize) spec->shape.dim[0];
      block.each = (gsize) nn_shape_size (&spec->shape) / block.rows;
      g_array_append_val (blocks, block);
    }
  return blocks;
}

static gsize
count (const Block *block)
{
  return block->rows * (block->each + (block->bias != NULL));
}

static NnWhyWeightAt
number_at (const Block *block, gsize place)
{
  const gsize each = block->each + (block->bias != NULL);
  const gboolean is_bias = place % each == block->each;

  return (NnWhyWeightAt) {
    .role = is_bias ? block->bias : block->role,
    .index = is_bias ? place / each : place / each * block->each + place % each,
  };
}

/* Its place in the block; FALSE: it is in another. */
static gboolean
find_place (const Block *block, const NnQuestion *question, gsize *place)
{
  const gsize each = block->each + (block->bias != NULL);

  if (g_str_equal (block->role, question->role))
    *place = question->index / block->each * each + question->index % block->each;
  else if (block->bias != NULL && g_str_equal (block->bias, question->role))
    *place = question->index * each + block->each;
  else
    return FALSE;
  return TRUE;
}

/* From the last of a layer comes the first again. */
static void
find_neighbours (const NnGraph *graph, NnWhy *why)
{
  g_autoptr (GArray) blocks = list_blocks (graph, why->question.layer);

  for (guint i = 0; i < blocks->len; i++)
    {
      const Block *block = &g_array_index (blocks, Block, i), *after = &g_array_index (blocks, Block, (i + 1) % blocks->len);
      const Block *before = &g_array_index (blocks, Block, (i + blocks->len - 1) % blocks->len);
      gsize place;

      if (!find_place (block, &why->question, &place))
        continue;
      why->weight.next = place + 1 < count (block) ? number_at (block, place + 1) : number_at (after, 0);
      why->weight.previous = place > 0 ? number_at (block, place - 1) : number_at (before, count (before) - 1);
    }
}

void
nn_why_place_weight (const NnGraph *graph, NnWhy *why)
{
  const guint weight = why->question.role != NULL ? nn_graph_find_weight (graph, why->question.layer, why->question.role) : NN_NO_WEIGHT;

  if (weight == NN_NO_WEIGHT)
    return;
  why->weight.shape = nn_graph_weight_spec (graph, weight)->shape;
  why->weight.axes = find_axes (graph, weight);
  find_neighbours (graph, why);
}
