#include "graphs.h"

#define GRAPHS 200

/* Who wrote each 64 bytes last: a reader must find the block it asks for. */
static void
read_block (const NnPlan *plan, const guint *owner, const NnPlanOperand *operand, guint rows, gsize element)
{
  const NnPlanBlock *block = operand->block != NN_NO_BLOCK ? nn_plan_block (plan, operand->block) : NULL;

  if (block == NULL || block->place != NN_PLACE_ARENA)
    return;
  for (gsize at = 0; at < nn_plan_bytes (block, rows, element); at += NN_BIG_ALIGN)
    g_assert_cmpuint (owner[(block->offset + at) / NN_BIG_ALIGN], ==, operand->block);
}

static void
write_block (const NnPlan *plan, guint *owner, guint id, guint rows, gsize element)
{
  const NnPlanBlock *block = id != NN_NO_BLOCK ? nn_plan_block (plan, id) : NULL;

  if (block == NULL || block->place != NN_PLACE_ARENA)
    return;
  for (gsize at = 0; at < nn_plan_bytes (block, rows, element); at += NN_BIG_ALIGN)
    owner[(block->offset + at) / NN_BIG_ALIGN] = id;
}

/* Runs the plan on tags instead of numbers. What a step reads is checked after it has written: its own results must
 * not lie over its operands. */
static void
run_tags (const NnPlan *plan, guint rows, gsize element)
{
  g_autofree guint *owner = g_new0 (guint, plan->arena / NN_BIG_ALIGN + 1);

  for (NnValue v = 0; v < nn_graph_n_values (plan->graph); v++)
    {
      const NnValueRole role = nn_graph_value (plan->graph, v)->role;

      if (role == NN_VALUE_INPUT || role == NN_VALUE_TARGET)
        write_block (plan, owner, plan->block_of[v], rows, element);
    }
  for (guint i = 0; i < plan->steps->len; i++)
    {
      const NnPlanStep *step = nn_plan_step (plan, i);

      for (guint k = 0; !nn_plan_is_backward (step) && k < NN_OP_OUTPUTS; k++)
        write_block (plan, owner, step->out[k].block, rows, element);
      for (guint k = 0; k < NN_OP_INPUTS; k++)
        write_block (plan, owner, step->d_in[k].block, rows, element);
      for (guint k = 0; k < NN_OP_INPUTS; k++)
        read_block (plan, owner, &step->in[k], rows, element);
      for (guint k = 0; k < NN_OP_OUTPUTS; k++)
        {
          read_block (plan, owner, &step->out[k], rows, element);
          read_block (plan, owner, &step->d_out[k], rows, element);
        }
    }
  for (guint i = 0; i < nn_graph_n_outputs (plan->graph); i++)
    {
      const NnPlanOperand kept = { .block = nn_plan_holder (plan, nn_graph_output_at (plan->graph, i)->raw) };

      read_block (plan, owner, &kept, rows, element);
    }
}

static void
test_random_graphs (void)
{
  NnRng rng = nn_rng (1, nn_rng_stream_of ("layout"));
  double arena = 0, bound = 0;

  for (guint i = 0; i < GRAPHS; i++)
    {
      const guint rows = 1 + nn_rng_below (&rng, 30);
      g_autoptr (NnGraph) graph = make_random (&rng, 1 + nn_rng_below (&rng, 40), 1 + nn_rng_below (&rng, 50));
      const guint n_outputs = nn_graph_n_outputs (graph);
      const NnValue keep[] = {
        nn_graph_output_at (graph, 0)->raw,
        nn_graph_output_at (graph, n_outputs - 1)->raw,
      };
      g_autoptr (NnPlan) plan = nn_plan_new (graph, &nn_backend_reference, keep, n_outputs, i % 4 != 0);

      nn_plan_lay_out (plan, rows, sizeof (float));
      g_assert_cmpuint (plan->lower_bound, <=, plan->arena);
      run_tags (plan, rows, sizeof (float));
      arena += plan->arena;
      bound += plan->lower_bound;
    }
  g_test_message ("arenas are %.3f times their lower bound", arena / bound);
  g_assert_cmpfloat (arena, <=, 1.1 * bound);
}

/* A chain of activations without training lives in two blocks, however long it is. */
static void
test_reuse (void)
{
  g_autoptr (NnGraph) graph = nn_graph_new ();
  g_autoptr (NnPlan) plan = NULL;
  NnValue x = nn_graph_input (graph, 0, &NN_SHAPE (16));

  for (guint i = 0; i < 50; i++)
    x = nn_graph_op (graph, "tanh", NULL, &x, 1);
  plan = nn_plan_new (graph, &nn_backend_reference, &x, 1, FALSE);
  nn_plan_lay_out (plan, 10, sizeof (float));
  g_assert_cmpuint (plan->arena, ==, 2 * 16 * 10 * sizeof (float));
  g_assert_cmpuint (plan->lower_bound, ==, plan->arena);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/program/layout/random-graphs", test_random_graphs);
  g_test_add_func ("/engine/program/layout/reuse", test_reuse);
  return g_test_run ();
}
