#include "plan.h"

#include <string.h>

/* Reverse-mode differentiation over a plan. The forward steps are walked from the last to the first; each hands one
 * gradient to every operand that leads to a weight. A kernel overwrites its results, so a value with several
 * readers gets one block from each and a `sum` over them, once all have been written: they all stand after the
 * value's own step. */

typedef struct
{
  NnPlan *plan;
  const NnOp *sum;
  gboolean *wanted;      /* by block: it is a weight, or made from one by operations that pass gradients */
  GArray **given;        /* by block: guint, the gradient blocks its readers gave */
} Walk;

static gboolean
is_trained (const NnPlan *plan, const NnPlanBlock *block)
{
  return block->place == NN_PLACE_WEIGHT && nn_graph_weight_spec (plan->graph, block->weight)->trained;
}

static void
mark_wanted (Walk *walk, guint n_forward)
{
  for (guint i = 0; i < walk->plan->blocks->len; i++)
    walk->wanted[i] = is_trained (walk->plan, nn_plan_block (walk->plan, i));
  for (guint i = 0; i < n_forward; i++)
    {
      const NnPlanStep *step = nn_plan_step (walk->plan, i);
      gboolean passes = FALSE;

      for (guint k = 0; k < NN_OP_INPUTS; k++)
        passes |= step->in[k].block != NN_NO_BLOCK && walk->wanted[step->in[k].block];
      passes &= !step->op->is_loss && walk->plan->backend->kernel (step->op)->backward != NULL;
      for (guint k = 0; passes && k < NN_OP_OUTPUTS; k++)
        if (step->out[k].block != NN_NO_BLOCK)
          walk->wanted[step->out[k].block] = TRUE;
    }
}

/* A gradient of the block's numbers, in the arena. */
static guint
add_gradient (Walk *walk, guint block)
{
  NnPlanBlock gradient = *nn_plan_block (walk->plan, block);

  gradient.place = NN_PLACE_ARENA;
  gradient.met = FALSE;
  return nn_plan_add_block (walk->plan, &gradient);
}

/* The gradients given to a block added up: as many as `sum` takes at a time. */
static guint
add_sum (Walk *walk, guint block)
{
  const NnPlanBlock of = *nn_plan_block (walk->plan, block);
  GArray *given = walk->given[block];
  guint total = g_array_index (given, guint, 0);

  for (guint next = 1; next < given->len;)
    {
      NnPlanStep step = nn_plan_blank_step (walk->sum);
      guint n = 0;

      step.layer = of.layer;
      step.whole = !of.per_row;
      step.in[n++] = (NnPlanOperand) { total, of.shape, step.whole };
      while (n < walk->sum->n_in && next < given->len)
        step.in[n++] = (NnPlanOperand) { g_array_index (given, guint, next++), of.shape, step.whole };
      total = add_gradient (walk, block);
      step.out[0] = (NnPlanOperand) { total, of.shape, step.whole };
      nn_plan_add_step (walk->plan, step, FALSE);
    }
  return total;
}

/* The whole gradient of a block; NN_NO_BLOCK if no loss depends on it. */
static guint
gather_gradient (Walk *walk, guint block)
{
  if (block == NN_NO_BLOCK || walk->given[block] == NULL)
    return NN_NO_BLOCK;
  return walk->plan->gradient_of[block] = add_sum (walk, block);
}

static gboolean
is_asked_for (const NnPlan *plan, guint loss)
{
  for (guint i = 0; i < nn_graph_n_losses (plan->graph); i++)
    if (nn_plan_holder (plan, nn_graph_loss_at (plan->graph, i)->value) == loss)
      return TRUE;
  return FALSE;
}

static gboolean
gather_results (Walk *walk, NnPlanStep *step)
{
  gboolean any = FALSE;

  for (guint k = 0; k < NN_OP_OUTPUTS; k++)
    {
      step->d_out[k] = step->out[k];
      step->d_out[k].block = gather_gradient (walk, step->out[k].block);
      any |= step->d_out[k].block != NN_NO_BLOCK;
    }
  return any;
}

static gboolean
give_gradients (Walk *walk, NnPlanStep *step)
{
  gboolean any = FALSE;

  for (guint k = 0; k < NN_OP_INPUTS; k++)
    {
      const guint block = step->in[k].block;

      step->d_in[k] = step->in[k];
      step->d_in[k].block = NN_NO_BLOCK;
      if (block == NN_NO_BLOCK || !walk->wanted[block] || (step->op->closed_in & NN_OPERAND (k)) != 0)
        continue;
      step->d_in[k].block = add_gradient (walk, block);
      if (walk->given[block] == NULL)
        walk->given[block] = g_array_new (FALSE, FALSE, sizeof (guint));
      g_array_append_val (walk->given[block], step->d_in[k].block);
      any = TRUE;
    }
  return any;
}

/* What backward does not read need not be kept until then. */
static void
drop_unread (NnPlanStep *step)
{
  for (guint k = 0; k < NN_OP_INPUTS; k++)
    if ((step->op->reads_in & NN_OPERAND (k)) == 0)
      step->in[k].block = NN_NO_BLOCK;
  for (guint k = 0; k < NN_OP_OUTPUTS; k++)
    if ((step->op->reads_out & NN_OPERAND (k)) == 0)
      step->out[k].block = NN_NO_BLOCK;
}

static void
step_back (Walk *walk, guint forward)
{
  NnPlanStep step = *nn_plan_step (walk->plan, forward);

  if (nn_plan_step (walk->plan, forward)->stage == NN_STAGE_FORWARD_PART)
    return;
  if (walk->plan->backend->kernel (step.op)->backward == NULL)
    return;
  if (step.op->is_loss ? !is_asked_for (walk->plan, step.out[0].block) : !gather_results (walk, &step))
    return;
  if (!give_gradients (walk, &step))
    return;
  drop_unread (&step);
  nn_plan_add_step (walk->plan, step, TRUE);
}

/* A weight's gradient leaves the arena: it is what the program is run for. */
static void
place_weight_gradients (Walk *walk, guint n_blocks)
{
  for (guint i = 0; i < n_blocks; i++)
    {
      const NnPlanBlock *weight = nn_plan_block (walk->plan, i);
      const guint gradient = weight->place == NN_PLACE_WEIGHT ? gather_gradient (walk, i) : NN_NO_BLOCK;

      if (gradient != NN_NO_BLOCK)
        nn_plan_block (walk->plan, gradient)->place = NN_PLACE_GRADIENT;
    }
}

void
nn_plan_differentiate (NnPlan *plan)
{
  const guint n_forward = plan->steps->len, n_blocks = plan->blocks->len;
  g_autofree gboolean *wanted = g_new0 (gboolean, n_blocks);
  g_autofree GArray **given = g_new0 (GArray *, n_blocks);
  Walk walk = { .plan = plan, .sum = nn_op_find ("sum"), .wanted = wanted, .given = given };

  plan->gradient_of = g_new (guint, n_blocks);
  for (guint i = 0; i < n_blocks; i++)
    plan->gradient_of[i] = NN_NO_BLOCK;
  mark_wanted (&walk, n_forward);
  for (guint i = n_forward; i-- > 0;)
    step_back (&walk, i);
  place_weight_gradients (&walk, n_blocks);

  for (guint i = 0; i < n_blocks; i++)
    g_clear_pointer (&given[i], g_array_unref);
}
