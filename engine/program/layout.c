#include "plan.h"

#include "big-block.h"

/* Where blocks of the arena go: the largest first, each at the lowest offset where nothing lies that lives at the
 * same time (greedy by size: Pisarchyk and Lee, "Efficient Memory Management for Deep Neural Net Inference", 2020). */

typedef struct
{
  NnPlanBlock *block;
  gsize bytes;
} Placed;

static int
compare_sizes (gconstpointer a, gconstpointer b)
{
  const Placed *p = a, *q = b;

  if (p->bytes != q->bytes)
    return p->bytes < q->bytes ? 1 : -1;
  return p->block < q->block ? -1 : p->block > q->block;   /* the same plan, the same arena */
}

static int
compare_offsets (gconstpointer a, gconstpointer b)
{
  const Placed *p = a, *q = b;

  return p->block->offset < q->block->offset ? -1 : p->block->offset > q->block->offset;
}

static gboolean
lives_with (const NnPlanBlock *a, const NnPlanBlock *b)
{
  return a->first <= b->last && b->first <= a->last;
}

/* `placed` holds the blocks that have their offsets, in the order of these. */
static gsize
find_gap (const GArray *placed, const Placed *next)
{
  gsize free_from = 0;

  for (guint i = 0; i < placed->len; i++)
    {
      const Placed *other = &g_array_index (placed, Placed, i);

      if (!lives_with (other->block, next->block))
        continue;
      if (other->block->offset >= nn_size_plus (free_from, next->bytes))
        break;
      free_from = MAX (free_from, nn_size_plus (other->block->offset, other->bytes));
    }
  return free_from;
}

static gsize
fullest_step (const GArray *wanted, guint n_steps)
{
  gsize fullest = 0;

  for (guint step = 0; step <= n_steps; step++)
    {
      gsize sum = 0;

      for (guint i = 0; i < wanted->len; i++)
        {
          const Placed *w = &g_array_index (wanted, Placed, i);

          if (w->block->first <= step && step <= w->block->last)
            sum = nn_size_plus (sum, w->bytes);
        }
      fullest = MAX (fullest, sum);
    }
  return fullest;
}

static void
measure_scratch (NnPlan *plan, guint rows)
{
  for (guint i = 0; i < plan->steps->len; i++)
    {
      const NnPlanStep *step = nn_plan_step (plan, i);
      const NnStep outline = nn_plan_outline (step);

      if (step->scratch != NN_NO_BLOCK)
        nn_plan_block (plan, step->scratch)->size =
          plan->backend->kernel (step->op)->scratch (&outline, step->whole ? 1 : rows, nn_plan_is_backward (step));
    }
}

void
nn_plan_lay_out (NnPlan *plan, guint rows, gsize element)
{
  g_autoptr (GArray) wanted = g_array_new (FALSE, FALSE, sizeof (Placed));
  g_autoptr (GArray) placed = g_array_new (FALSE, FALSE, sizeof (Placed));

  measure_scratch (plan, rows);
  for (guint i = 0; i < plan->blocks->len; i++)
    {
      NnPlanBlock *block = nn_plan_block (plan, i);
      const Placed entry = { block, nn_plan_bytes (block, rows, element) };

      if (block->place == NN_PLACE_ARENA && block->first <= block->last)
        g_array_append_val (wanted, entry);
    }
  g_array_sort (wanted, compare_sizes);

  plan->arena = 0;
  for (guint i = 0; i < wanted->len; i++)
    {
      const Placed *next = &g_array_index (wanted, Placed, i);

      next->block->offset = find_gap (placed, next);
      plan->arena = MAX (plan->arena, nn_size_plus (next->block->offset, next->bytes));
      g_array_append_val (placed, *next);
      g_array_sort (placed, compare_offsets);
    }
  plan->lower_bound = fullest_step (wanted, plan->steps->len);
}
