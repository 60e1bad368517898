#include "kept.h"

#include <string.h>

#define PLACE_BITS 18   /* of each of three coordinates */
#define SLOT_BITS 5     /* which operand, where blocks are put beside each other; and again */
#define NO_NAME G_MAXUINT64   /* its coordinates are too large to be packed: it is no number that was there before */

/* A graph, and the node that made each of its values; NULL: none did. */
typedef struct
{
  const NnGraph *graph;
  const NnNode **maker;
} Origin;

/* ---- What comes from which unit ---- */

static void
origin_init (Origin *origin, const NnGraph *graph)
{
  origin->graph = graph;
  origin->maker = g_new0 (const NnNode *, nn_graph_n_values (graph));
  for (guint i = 0; i < nn_graph_n_nodes (graph); i++)
    for (guint k = 0; k < nn_graph_node (graph, i)->n_out; k++)
      if (nn_graph_node (graph, i)->out[k] != NN_NO_VALUE)
        origin->maker[nn_graph_node (graph, i)->out[k]] = nn_graph_node (graph, i);
}

static void
origin_clear (Origin *origin)
{
  g_free (origin->maker);
}

static const NnShape *
shape_of (const Origin *origin, NnValue value)
{
  return &nn_graph_value (origin->graph, value)->shape;
}

static gint64
last_size (const NnShape *shape)
{
  return shape->dim[shape->rank - 1];
}

/* Each number of its result comes from the one in the same place, and no other unit mixes in. */
static gboolean
passes_on (const Origin *origin, const NnNode *node)
{
  if (node->in[0] == NN_NO_VALUE || !nn_shape_equal (shape_of (origin, node->in[0]), shape_of (origin, node->out[0])))
    return FALSE;
  for (guint i = 1; i < node->n_in; i++)
    if (node->in[i] != NN_NO_VALUE && nn_graph_value (origin->graph, node->in[i])->whole && shape_of (origin, node->in[i])->rank > 1)
      return FALSE;
  return TRUE;
}

static gboolean
joins_units (const Origin *origin, const NnNode *node)
{
  return g_str_equal (node->op->id, "concat") && (guint) node->arg[0] == shape_of (origin, node->out[0])->rank - 1;
}

/* The operand that a number of the join comes from, and its index there. */
static guint
find_operand (const Origin *origin, const NnNode *join, gsize *index)
{
  const gint64 width = last_size (shape_of (origin, join->out[0]));
  const gint64 row = *index / width;
  gint64 at = *index % width, own;
  guint slot = 0;

  for (own = last_size (shape_of (origin, join->in[0])); at >= own; own = last_size (shape_of (origin, join->in[++slot])))
    at -= own;
  *index = row * own + at;
  return slot;
}

/* A number's coordinates, the unit last, in one number. */
static guint64
pack_place (const NnShape *shape, gsize index, guint64 slots)
{
  guint64 place = 0;

  for (guint i = shape->rank, shift = 0; i-- > 0; shift = MIN (shift + PLACE_BITS, 2 * PLACE_BITS))
    {
      const guint64 at = index % shape->dim[i];

      if (at >> PLACE_BITS != 0)
        return NO_NAME;
      place += at << shift;
      index /= shape->dim[i];
    }
  return place | slots << (3 * PLACE_BITS);
}

/* What a number is of, said so that it is the same after units were added or taken away. */
static guint64
name_number (const Origin *origin, NnValue value, gsize index)
{
  guint64 slots = 0;

  for (;;)
    {
      const NnNode *maker = origin->maker[value = nn_graph_root (origin->graph, value)];

      if (maker != NULL && joins_units (origin, maker))
        {
          const guint slot = find_operand (origin, maker, &index);

          slots = (slots << SLOT_BITS | (slot + 1)) & ((1 << 2 * SLOT_BITS) - 1);
          value = maker->in[slot];
        }
      else if (maker != NULL && passes_on (origin, maker))
        value = maker->in[0];
      else
        return pack_place (shape_of (origin, value), index, slots);
    }
}

/* ---- The rows and columns of a weight ---- */

static void
name_features (guint features, GArray *names)
{
  for (guint64 bit = 0; features >> bit != 0; bit++)
    if (features >> bit & 1)
      g_array_append_val (names, bit);
}

static void
name_inputs (const Origin *origin, NnValue from, gint64 n, GArray *names)
{
  for (gint64 i = 0; i < n; i++)
    {
      const guint64 name = name_number (origin, from, i);

      g_array_append_val (names, name);
    }
}

/* Of a layer's own units: blocks, such as gates, of as many each. */
static void
name_units (gint64 n, guint blocks, GArray *names)
{
  for (gint64 i = 0; i < n; i++)
    {
      const gint64 each = n / MAX (blocks, 1);
      const guint64 name = i % each >> PLACE_BITS != 0 ? NO_NAME : (guint64) (i / each) << PLACE_BITS | i % each;

      g_array_append_val (names, name);
    }
}

/* Names for the rows and columns of a weight: of what arrives, where it meets a row or column each, else of the layer's units. */
static void
name_axes (const NnGraph *graph, guint weight, GArray *rows, GArray *columns)
{
  const NnWeightSpec *spec = nn_graph_weight_spec (graph, weight);
  const gint64 height = spec->shape.dim[0], width = spec->shape.rank > 1 ? spec->shape.dim[1] : 1;
  guint operand = 0;
  const NnNode *user = nn_graph_user (graph, weight, &operand);
  const gint64 arriving = user != NULL && user->in[0] != NN_NO_VALUE ? last_size (&nn_graph_value (graph, user->in[0])->shape) : 0;
  const gboolean scales = user != NULL && user->in[1] != NN_NO_VALUE && nn_graph_value (graph, user->in[1])->shape.rank == 1;
  const gboolean weighs = operand == 1 && !scales;
  Origin origin;

  origin_init (&origin, graph);
  if (height == arriving && spec->blocks == 0 && (scales || (weighs && width != arriving)))
    name_inputs (&origin, user->in[0], height, rows);
  else
    name_units (height, spec->blocks, rows);

  if (spec->columns != 0)
    name_features (spec->columns, columns);
  else if (weighs && width == arriving)
    name_inputs (&origin, user->in[0], width, columns);
  else
    name_units (width, 1, columns);
  origin_clear (&origin);
}

/* Where each name stood before. TRUE: one did at least. */
static gboolean
match (const GArray *names, const GArray *former, GArray *places)
{
  g_autoptr (GHashTable) known = g_hash_table_new (g_int64_hash, g_int64_equal);
  gboolean any = FALSE;

  for (guint i = 0; i < former->len; i++)
    g_hash_table_insert (known, &g_array_index (former, guint64, i), GUINT_TO_POINTER (i + 1));
  for (guint i = 0; i < names->len; i++)
    {
      const guint64 *name = &g_array_index (names, guint64, i);
      const gint place = *name != NO_NAME ? GPOINTER_TO_INT (g_hash_table_lookup (known, name)) - 1 : -1;

      g_array_append_val (places, place);
      any |= place >= 0;
    }
  return any;
}

static gboolean
may_share (const NnWeightSpec *spec, const NnWeightSpec *former)
{
  if (spec->shape.rank != former->shape.rank || spec->blocks != former->blocks || (spec->columns != 0) != (former->columns != 0))
    return FALSE;
  for (guint i = 2; i < spec->shape.rank; i++)
    if (spec->shape.dim[i] != former->shape.dim[i])
      return FALSE;
  return TRUE;
}

gboolean
nn_kept_find (NnKept *kept, const NnGraph *graph, guint weight, const NnGraph *former, guint former_weight)
{
  const NnWeightSpec *spec = nn_graph_weight_spec (graph, weight), *was = nn_graph_weight_spec (former, former_weight);
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (guint64)), columns = g_array_new (FALSE, FALSE, sizeof (guint64));
  g_autoptr (GArray) was_rows = g_array_new (FALSE, FALSE, sizeof (guint64)), was_columns = g_array_new (FALSE, FALSE, sizeof (guint64));

  if (!may_share (spec, was))
    return FALSE;
  name_axes (graph, weight, rows, columns);
  name_axes (former, former_weight, was_rows, was_columns);
  *kept = (NnKept) {
    .rows = g_array_new (FALSE, FALSE, sizeof (gint)),
    .columns = g_array_new (FALSE, FALSE, sizeof (gint)),
    .former_columns = was_columns->len,
    .size = nn_shape_size (&spec->shape) / (rows->len * columns->len),
  };
  if (match (rows, was_rows, kept->rows) && match (columns, was_columns, kept->columns))
    return TRUE;
  nn_kept_clear (kept);
  return FALSE;
}

void
nn_kept_clear (NnKept *kept)
{
  g_array_unref (kept->rows);
  g_array_unref (kept->columns);
}

void
nn_kept_copy (const NnKept *kept, float *to, const float *from)
{
  for (guint r = 0; r < kept->rows->len; r++)
    for (guint c = 0; c < kept->columns->len; c++, to += kept->size)
      {
        const gint row = g_array_index (kept->rows, gint, r), column = g_array_index (kept->columns, gint, c);

        if (row >= 0 && column >= 0)
          memcpy (to, from + (row * kept->former_columns + column) * kept->size, kept->size * sizeof *to);
      }
}
