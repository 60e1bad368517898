/* The table of explanations, made from the one list, and what their slots share. */
#include "explanation.h"

static const NnExplanation *const rows[] = {
#define NN_ROW(id) &nn_explanation_##id,
#include "nn-explanation-rows.inc"
#undef NN_ROW
};

const NnExplanation *
nn_explanation_find (const NnOp *op)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (g_str_equal (rows[i]->op, op->id))
      return rows[i];
  return NULL;
}

const float *
nn_why_in (const NnWhyAt *at, guint operand)
{
  return operand < at->node->n_in ? nn_trainer_open_value (at->trainer, at->node->in[operand]) : NULL;
}

const float *
nn_why_out (const NnWhyAt *at)
{
  return nn_trainer_open_value (at->trainer, at->node->out[0]);
}

const float *
nn_why_slope_in (const NnWhyAt *at, guint operand)
{
  return nn_trainer_open_slope (at->trainer, at->node->in[operand]);
}

const float *
nn_why_slope_out (const NnWhyAt *at)
{
  return nn_trainer_open_slope (at->trainer, at->node->out[0]);
}

gsize
nn_why_size (const NnWhyAt *at, guint operand)
{
  return nn_shape_size (&nn_graph_value (at->graph, at->node->in[operand])->shape);
}

NnWhySource
nn_why_source (const NnWhyAt *at, guint operand, gsize index)
{
  const NnValue value = at->node->in[operand];
  const guint layer = nn_graph_value (at->graph, value)->seat;

  /* A number that a layer keeps to itself stands on no card. */
  return (NnWhySource) { .layer = nn_graph_result (at->graph, layer) == value ? layer : 0, .index = index };
}

NnWhyLink
nn_why_previous (const NnWhyAt *at)
{
  return at->previous >= 0 ? (NnWhyLink) { NN_LINK_RESULT, (guint) at->previous } : (NnWhyLink) { NN_LINK_NONE, 0 };
}
