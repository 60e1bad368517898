#include "plan.h"

#include "big-block.h"
#include "text.h"

#include <string.h>

NnPlanStep
nn_plan_blank_step (const NnOp *op)
{
  NnPlanStep step = { .op = op, .scratch = NN_NO_BLOCK };

  for (guint i = 0; i < NN_OP_INPUTS; i++)
    step.in[i].block = step.d_in[i].block = NN_NO_BLOCK;
  for (guint i = 0; i < NN_OP_OUTPUTS; i++)
    step.out[i].block = step.d_out[i].block = NN_NO_BLOCK;
  return step;
}

guint
nn_plan_add_block (NnPlan *plan, const NnPlanBlock *block)
{
  NnPlanBlock added = *block;

  added.size = nn_shape_size (&block->shape);
  added.first = G_MAXUINT;
  added.last = 0;
  g_array_append_val (plan->blocks, added);
  return plan->blocks->len - 1;
}

guint
nn_plan_holder (const NnPlan *plan, NnValue value)
{
  return plan->block_of[nn_graph_root (plan->graph, value)];
}

gsize
nn_plan_bytes (const NnPlanBlock *block, guint rows, gsize element)
{
  const gsize bytes = nn_size_times (block->size >= G_MAXINT64 ? G_MAXSIZE : block->size, element);

  return nn_size_aligned (block->per_row ? nn_size_times (bytes, rows) : bytes);
}

static void
outline_operands (const NnPlanOperand *planned, NnOperand *outline, guint n)
{
  for (guint i = 0; i < n; i++)
    outline[i] = (NnOperand) {
      .shape = planned[i].shape,
      .size = nn_shape_size (&planned[i].shape),
      .whole = planned[i].whole,
    };
}

NnStep
nn_plan_outline (const NnPlanStep *step)
{
  NnStep outline = { .op = step->op, .stream = step->stream };

  memcpy (outline.arg, step->arg, sizeof outline.arg);
  outline_operands (step->in, outline.in, NN_OP_INPUTS);
  outline_operands (step->out, outline.out, NN_OP_OUTPUTS);
  outline_operands (step->d_in, outline.d_in, NN_OP_INPUTS);
  outline_operands (step->d_out, outline.d_out, NN_OP_OUTPUTS);
  return outline;
}

void
nn_plan_add_step (NnPlan *plan, NnPlanStep step, gboolean backward)
{
  const NnKernel *kernel = plan->backend->kernel (step.op);
  const gboolean has_part = (backward ? kernel->backward_part : kernel->forward_part) != NULL;

  step.meets = FALSE;
  if (has_part)
    {
      step.stage = backward ? NN_STAGE_BACKWARD_PART : NN_STAGE_FORWARD_PART;
      g_array_append_val (plan->steps, step);
    }
  step.stage = backward ? NN_STAGE_BACKWARD : NN_STAGE_FORWARD;
  step.meets = has_part;
  g_array_append_val (plan->steps, step);
}

static void
add_weight_blocks (NnPlan *plan)
{
  for (NnValue v = 0; v < nn_graph_n_values (plan->graph); v++)
    {
      const NnGraphValue *value = nn_graph_value (plan->graph, v);

      if (value->role == NN_VALUE_WEIGHT)
        plan->block_of[v] = nn_plan_add_block (plan, &(NnPlanBlock) {
                                                       .place = NN_PLACE_WEIGHT,
                                                       .weight = value->weight,
                                                       .layer = value->layer,
                                                       .shape = value->shape,
                                                     });
    }
}

/* The block of a value's root, made when it is asked for the first time. */
static guint
hold_value (NnPlan *plan, NnValue value)
{
  const NnValue root = nn_graph_root (plan->graph, value);
  const NnGraphValue *owner = nn_graph_value (plan->graph, root);

  if (plan->block_of[root] == NN_NO_BLOCK)
    plan->block_of[root] = nn_plan_add_block (plan, &(NnPlanBlock) {
                                                      .place = NN_PLACE_ARENA,
                                                      .layer = owner->layer,
                                                      .shape = owner->shape,
                                                      .per_row = !owner->whole,
                                                    });
  return plan->block_of[root];
}

/* Marks the nodes that lead to the wanted values (roots), the last first: a node's results are read by later nodes
 * only. */
static void
mark_needed (NnPlan *plan, gboolean *wanted)
{
  for (guint i = nn_graph_n_nodes (plan->graph); i-- > 0;)
    {
      const NnNode *node = nn_graph_node (plan->graph, i);

      for (guint k = 0; k < node->n_out; k++)
        plan->needed[i] |= wanted[node->out[k]];
      for (guint k = 0; plan->needed[i] && k < node->n_in; k++)
        if (node->in[k] != NN_NO_VALUE)
          wanted[nn_graph_root (plan->graph, node->in[k])] = TRUE;
    }
}

static NnPlanOperand
make_operand (NnPlan *plan, NnValue value)
{
  const NnGraphValue *described;

  if (value == NN_NO_VALUE)
    return (NnPlanOperand) { .block = NN_NO_BLOCK };
  described = nn_graph_value (plan->graph, value);
  return (NnPlanOperand) { hold_value (plan, value), described->shape, described->whole };
}

/* What slices that meet read of each other. */
static void
share_outputs (NnPlan *plan, const NnPlanStep *step)
{
  if (plan->backend->kernel (step->op)->forward_part == NULL)
    return;
  for (guint k = 0; k < step->op->n_out; k++)
    if ((step->op->whole_out & NN_OPERAND (k)) != 0)
      nn_plan_block (plan, step->out[k].block)->met = TRUE;
}

static void
add_forward_steps (NnPlan *plan)
{
  for (guint i = 0; i < nn_graph_n_nodes (plan->graph); i++)
    {
      const NnNode *node = nn_graph_node (plan->graph, i);
      NnPlanStep step = nn_plan_blank_step (node->op);

      if (!plan->needed[i])
        continue;
      step.stream = node->stream;
      step.layer = node->layer;
      step.whole = nn_graph_is_whole (plan->graph, node);
      memcpy (step.arg, node->arg, sizeof step.arg);
      for (guint k = 0; k < node->n_in; k++)
        step.in[k] = make_operand (plan, node->in[k]);
      for (guint k = 0; k < node->n_out; k++)
        step.out[k] = make_operand (plan, node->out[k]);
      share_outputs (plan, &step);
      nn_plan_add_step (plan, step, FALSE);
    }
}

/* Memory for a step alone. How much depends on the rows, and is found when they are known. */
static void
add_scratch (NnPlan *plan)
{
  for (guint i = 0; i < plan->steps->len; i++)
    {
      NnPlanStep *step = nn_plan_step (plan, i);
      const guint layer = step->out[0].block != NN_NO_BLOCK ? nn_plan_block (plan, step->out[0].block)->layer : 0;

      if (plan->backend->kernel (step->op)->scratch != NULL)
        step->scratch = nn_plan_add_block (plan, &(NnPlanBlock) { .place = NN_PLACE_ARENA, .layer = layer });
    }
}

static void
live_at (NnPlan *plan, guint block, guint step)
{
  if (block == NN_NO_BLOCK)
    return;
  nn_plan_block (plan, block)->first = MIN (nn_plan_block (plan, block)->first, step);
  nn_plan_block (plan, block)->last = MAX (nn_plan_block (plan, block)->last, step);
}

/* A block lives from the step that writes it to the last that reads it. Inputs and targets are filled before the
 * first step, what is kept is read after the last. */
static void
find_lives (NnPlan *plan, const NnValue *keep, guint n_keep)
{
  for (guint i = 0; i < plan->steps->len; i++)
    {
      const NnPlanStep *step = nn_plan_step (plan, i);

      live_at (plan, step->scratch, i);
      for (guint k = 0; k < NN_OP_INPUTS; k++)
        {
          live_at (plan, step->in[k].block, i);
          live_at (plan, step->d_in[k].block, i);
        }
      for (guint k = 0; k < NN_OP_OUTPUTS; k++)
        {
          live_at (plan, step->out[k].block, i);
          live_at (plan, step->d_out[k].block, i);
        }
    }
  for (NnValue v = 0; v < nn_graph_n_values (plan->graph); v++)
    {
      const NnValueRole role = nn_graph_value (plan->graph, v)->role;

      if (role == NN_VALUE_INPUT || role == NN_VALUE_TARGET)
        live_at (plan, plan->block_of[v], 0);
    }
  for (guint i = 0; i < n_keep; i++)
    live_at (plan, nn_plan_holder (plan, keep[i]), plan->steps->len);
  for (guint i = 0; i < plan->blocks->len; i++)
    if (nn_plan_block (plan, i)->met)
      live_at (plan, i, plan->steps->len);
}

gboolean
nn_plan_check (const NnGraph *graph, const NnBackend *backend, const NnNetwork *network, GError **error)
{
  for (guint i = 0; i < nn_graph_n_nodes (graph); i++)
    {
      const NnNode *node = nn_graph_node (graph, i);
      const NnLayer *layer = network != NULL ? nn_network_layer (network, node->layer) : NULL;

      if (backend->kernel (node->op) != NULL)
        continue;
      g_set_error (error, NN_ERROR, NN_ERROR_DEVICE,
                   _("The layer “%s” needs the operation %s, which the back end %s cannot do yet: train on the processor."),
                   layer != NULL ? layer->name : "?", node->op->id, backend->id);
      return FALSE;
    }
  return TRUE;
}

NnPlan *
nn_plan_new (NnGraph *graph, const NnBackend *backend, const NnValue *keep, guint n_keep, gboolean training)
{
  NnPlan *plan = g_new0 (NnPlan, 1);
  const guint n_values = nn_graph_n_values (graph);
  g_autofree gboolean *wanted = g_new0 (gboolean, n_values);

  plan->graph = nn_graph_ref (graph);
  plan->backend = backend;
  plan->blocks = g_array_new (FALSE, FALSE, sizeof (NnPlanBlock));
  plan->steps = g_array_new (FALSE, FALSE, sizeof (NnPlanStep));
  plan->needed = g_new0 (gboolean, nn_graph_n_nodes (graph));
  plan->block_of = g_new (guint, n_values);
  for (NnValue v = 0; v < n_values; v++)
    plan->block_of[v] = NN_NO_BLOCK;

  for (guint i = 0; i < n_keep; i++)
    wanted[nn_graph_root (graph, keep[i])] = TRUE;
  for (guint i = 0; training && i < nn_graph_n_losses (graph); i++)
    wanted[nn_graph_root (graph, nn_graph_loss_at (graph, i)->value)] = TRUE;

  add_weight_blocks (plan);
  for (guint i = 0; i < n_keep; i++)
    hold_value (plan, keep[i]);
  mark_needed (plan, wanted);
  add_forward_steps (plan);
  if (training)
    nn_plan_differentiate (plan);
  add_scratch (plan);
  find_lives (plan, keep, n_keep);
  return plan;
}

void
nn_plan_keep_all (NnPlan *plan)
{
  for (guint i = 0; i < plan->blocks->len; i++)
    {
      NnPlanBlock *block = nn_plan_block (plan, i);

      if (block->first <= block->last)
        block->last = plan->steps->len;
    }
}

void
nn_plan_free (NnPlan *plan)
{
  if (plan == NULL)
    return;
  g_array_unref (plan->blocks);
  g_array_unref (plan->steps);
  g_free (plan->needed);
  g_free (plan->block_of);
  g_free (plan->gradient_of);
  nn_graph_unref (plan->graph);
  g_free (plan);
}
