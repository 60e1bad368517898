#include "plan.h"

#include "big-block.h"

/* Where blocks of the arena go: one after the other, each at the lowest offset where nothing lies that lives at the same
 * time. The largest first is best as a rule (greedy by size: Pisarchyk and Lee, "Efficient Memory Management for Deep Neural Net
 * Inference", 2020); where it leaves gaps other orders are tried. */

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

/* As they are needed. */
static int
compare_starts (gconstpointer a, gconstpointer b)
{
  const NnPlanBlock *p = ((const Placed *) a)->block, *q = ((const Placed *) b)->block;

  return p->first != q->first ? (p->first < q->first ? -1 : 1) : compare_sizes (a, b);
}

/* Those that stay longest. */
static int
compare_lives (gconstpointer a, gconstpointer b)
{
  const NnPlanBlock *p = ((const Placed *) a)->block, *q = ((const Placed *) b)->block;
  const guint one = p->last - p->first, other = q->last - q->first;

  return one != other ? (one < other ? 1 : -1) : compare_sizes (a, b);
}

/* As they are let go, backwards. */
static int
compare_ends (gconstpointer a, gconstpointer b)
{
  const NnPlanBlock *p = ((const Placed *) a)->block, *q = ((const Placed *) b)->block;

  return p->last != q->last ? (p->last < q->last ? 1 : -1) : compare_sizes (a, b);
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

static const GCompareFunc orders[] = { compare_sizes, compare_starts, compare_lives, compare_ends };

/* In an order; returns the arena's bytes. */
static gsize
place_all (GArray *wanted, GCompareFunc order)
{
  g_autoptr (GArray) placed = g_array_new (FALSE, FALSE, sizeof (Placed));
  gsize arena = 0;

  g_array_sort (wanted, order);
  for (guint i = 0; i < wanted->len; i++)
    {
      const Placed *next = &g_array_index (wanted, Placed, i);

      next->block->offset = find_gap (placed, next);
      arena = MAX (arena, nn_size_plus (next->block->offset, next->bytes));
      g_array_append_val (placed, *next);
      g_array_sort (placed, compare_offsets);
    }
  return arena;
}

/* The first of the best orders, for the same plan always the same. */
static void
place_best (NnPlan *plan, GArray *wanted)
{
  guint best = 0, last = 0;

  plan->arena = place_all (wanted, orders[0]);
  for (guint i = 1; i < G_N_ELEMENTS (orders) && plan->arena > plan->lower_bound; i++)
    {
      const gsize arena = place_all (wanted, orders[i]);

      last = i;
      if (arena >= plan->arena)
        continue;
      plan->arena = arena;
      best = i;
    }
  if (last != best)
    place_all (wanted, orders[best]);
}

void
nn_plan_lay_out (NnPlan *plan, guint rows, gsize element)
{
  g_autoptr (GArray) wanted = g_array_new (FALSE, FALSE, sizeof (Placed));

  measure_scratch (plan, rows);
  for (guint i = 0; i < plan->blocks->len; i++)
    {
      NnPlanBlock *block = nn_plan_block (plan, i);
      const Placed entry = { block, nn_plan_bytes (block, rows, element) };

      if (block->place == NN_PLACE_ARENA && block->first <= block->last)
        g_array_append_val (wanted, entry);
    }
  plan->lower_bound = fullest_step (wanted, plan->steps->len);
  place_best (plan, wanted);
}
