/* The table of explanations, made from the one list, and what their slots share. */
#include "explanation.h"

#include "text.h"

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
  return operand < at->node->n_in && at->node->in[operand] != NN_NO_VALUE ? nn_trainer_open_value (at->trainer, at->node->in[operand]) : NULL;
}

const float *
nn_why_out (const NnWhyAt *at)
{
  return nn_trainer_open_value (at->trainer, at->node->out[at->out]);
}

const float *
nn_why_slope_in (const NnWhyAt *at, guint operand)
{
  return operand < at->node->n_in && at->node->in[operand] != NN_NO_VALUE ? nn_trainer_open_slope (at->trainer, at->node->in[operand]) : NULL;
}

const float *
nn_why_slope_out (const NnWhyAt *at)
{
  return nn_trainer_open_slope (at->trainer, at->node->out[at->out]);
}

gsize
nn_why_size (const NnWhyAt *at, guint operand)
{
  return nn_shape_size (nn_why_shape (at, operand));
}

const NnShape *
nn_why_shape (const NnWhyAt *at, guint operand)
{
  return &nn_graph_value (at->graph, at->node->in[operand])->shape;
}

const NnShape *
nn_why_out_shape (const NnWhyAt *at)
{
  return &nn_graph_value (at->graph, at->node->out[at->out])->shape;
}

NnStep
nn_why_shapes (const NnWhyAt *at)
{
  NnStep step = { .op = at->node->op };

  for (guint i = 0; i < NN_OP_ARGS; i++)
    step.arg[i] = at->node->arg[i];
  for (guint i = 0; i < at->node->n_in; i++)
    if (at->node->in[i] != NN_NO_VALUE)
      step.in[i] = (NnOperand) { .shape = *nn_why_shape (at, i), .size = nn_why_size (at, i) };
  for (guint i = 0; i < at->node->n_out; i++)
    step.out[i].shape = nn_graph_value (at->graph, at->node->out[i])->shape;
  return step;
}

/* A number that a layer keeps to itself stands on no card. Who reads from outside a group reads what the group hands on. */
static NnWhySource
source_of (const NnWhyAt *at, NnValue value, gsize index)
{
  const NnGraph *graph = at->graph;
  const NnValue root = nn_graph_root (graph, value);
  const guint seat = nn_graph_value (graph, value)->seat, owner = nn_graph_value (graph, value)->layer;
  const guint layers[] = { owner != at->node->layer ? owner : seat, seat, nn_graph_value (graph, root)->seat };

  for (guint i = 0; i < G_N_ELEMENTS (layers); i++)
    {
      const NnValue result = nn_graph_result (graph, layers[i]);

      if (result != NN_NO_VALUE && nn_graph_root (graph, result) == root)
        return (NnWhySource) { .layer = layers[i], .index = index };
    }
  return (NnWhySource) { .index = index, .shape = nn_graph_value (graph, value)->shape };
}

NnWhySource
nn_why_source (const NnWhyAt *at, guint operand, gsize index)
{
  return source_of (at, at->node->in[operand], index);
}

NnWhySource
nn_why_out_source (const NnWhyAt *at, gsize index)
{
  return source_of (at, at->node->out[at->out], index);
}

/* The weight may be seen in another shape, or be a part of one that was cut. */
NnWhySource
nn_why_weighed (const NnWhyAt *at, NnWhySource source, guint operand, gsize index)
{
  NnValue value = nn_graph_root (at->graph, at->node->in[operand]);
  NnWhyAt maker = { .trainer = at->trainer, .graph = at->graph, .previous = -1 };

  while ((maker.node = nn_graph_maker (at->graph, value, &maker.out)) != NULL && nn_explanation_find (maker.node->op)->before != NULL)
    {
      const NnWhyFrom from = nn_explanation_find (maker.node->op)->before (&maker, index);

      index = from.index;
      value = nn_graph_root (at->graph, maker.node->in[from.operand]);
    }
  if (nn_graph_value (at->graph, value)->role != NN_VALUE_WEIGHT)
    return source;
  source.weight_layer = at->node->seat;
  source.role = nn_graph_role_at (at->graph, nn_graph_value (at->graph, value)->weight, source.weight_layer);
  if (source.role == NULL)   /* lent by another layer */
    {
      source.weight_layer = nn_graph_value (at->graph, value)->seat;
      source.role = nn_graph_role_at (at->graph, nn_graph_value (at->graph, value)->weight, source.weight_layer);
    }
  source.weight_index = index;
  return source;
}

NnWhyLink
nn_why_link (int step)
{
  return step >= 0 ? (NnWhyLink) { NN_LINK_RESULT, (guint) step } : (NnWhyLink) { NN_LINK_NONE, 0 };
}

NnWhyLink
nn_why_previous (const NnWhyAt *at)
{
  return nn_why_link (at->previous);
}

double
nn_why_going_on (const NnWhyAt *at, gsize index, const NnWhy *why)
{
  return at->previous >= 0 ? nn_why_step (why, (guint) at->previous)->result : nn_why_in (at, 0)[index];
}

double
nn_why_coming_back (const NnWhyAt *at, gsize index, const NnWhy *why)
{
  return at->previous >= 0 ? nn_why_step (why, (guint) at->previous)->result : nn_why_slope_out (at)[index];
}

double
nn_why_sum (const NnWhyAt *at, gsize index, const NnWhyStep *table)
{
  return at->depth > 0 ? nn_why_total (table) : nn_why_out (at)[index];
}

guint
nn_why_nothing (NnWhy *why, const char *title, const char *remark)
{
  NnWhyStep *line = nn_why_add_line (why, title, &nn_why_number);

  line->remark = remark;
  line->result = 0;
  return why->steps->len - 1;
}

guint
nn_why_go_on (NnWhy *why, const char *title, const NnWhyForm *form, double by)
{
  const int previous = (int) why->steps->len - 1;
  const double x = nn_why_step (why, (guint) previous)->result;
  NnWhyStep *line = nn_why_add_line (why, title, form);

  line->x[0] = x;
  line->x[1] = by;
  line->link[0] = nn_why_link (previous);
  line->result = nn_why_apply (form, line->x, line->arg);
  return why->steps->len - 1;
}

guint
nn_why_together (NnWhy *why, int one, int two)
{
  NnWhyStep *line = nn_why_add_line (why, N_("together"), &nn_why_plus);

  line->x[0] = nn_why_step (why, (guint) one)->result;
  line->x[1] = nn_why_step (why, (guint) two)->result;
  line->link[0] = nn_why_link (one);
  line->link[1] = nn_why_link (two);
  line->result = line->x[0] + line->x[1];
  return why->steps->len - 1;
}

double
nn_why_total (const NnWhyStep *table)
{
  double total = table->more;

  for (guint i = 0; i < table->n_shown; i++)
    total += nn_why_term (table, i)->value;
  return total;
}
