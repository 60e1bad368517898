/* What only moves numbers, or hands them on while the network is asked: where each came from. */
#include "explanation.h"
#include "merge.h"
#include "permute.h"
#include "text.h"

/* ---- Where from: of a number of the result ---- */

static NnWhyFrom
same_place (const NnWhyAt *at, gsize index)
{
  return (NnWhyFrom) { 0, index };
}

static NnWhyFrom
from_example (const NnWhyAt *at, gsize index)
{
  return (NnWhyFrom) { 1, index };
}

static NnWhyFrom
from_repeated (const NnWhyAt *at, gsize index)
{
  return (NnWhyFrom) { 0, index % nn_why_size (at, 0) };
}

static NnWhyFrom
from_slice (const NnWhyAt *at, gsize index)
{
  const NnAlong along = nn_along (nn_why_shape (at, 0), (guint) at->node->arg[0]);
  const gsize run = (gsize) at->node->arg[2] * along.inner;

  return (NnWhyFrom) { 0, index / run * along.length * along.inner + (gsize) at->node->arg[1] * along.inner + index % run };
}

static NnWhyFrom
from_permuted (const NnWhyAt *at, gsize index)
{
  const NnStep step = nn_why_shapes (at);
  const NnPermutation turn = nn_permutation (&step);
  gsize from = 0;

  for (guint k = NN_MAX_RANK; k-- > 0; index /= turn.dim[k])
    from += index % turn.dim[k] * turn.step[k];
  return (NnWhyFrom) { 0, from };
}

static gsize
run_of (const NnWhyAt *at, guint operand)
{
  const NnAlong along = nn_along (nn_why_shape (at, operand), (guint) at->node->arg[0]);

  return along.length * along.inner;
}

static NnWhyFrom
from_joined (const NnWhyAt *at, gsize index)
{
  const NnAlong along = nn_along (nn_why_out_shape (at), (guint) at->node->arg[0]);
  const gsize row = index / (along.length * along.inner);
  gsize in_row = index % (along.length * along.inner);
  guint operand = 0;

  for (; in_row >= run_of (at, operand); operand++)
    in_row -= run_of (at, operand);
  return (NnWhyFrom) { operand, row * run_of (at, operand) + in_row };
}

/* ---- Rows ---- */

static const struct
{
  const char *op, *remark;
} remarks[] = {
  { "concat", N_("No number changes: the blocks only stand side by side.") },
  { "permute", N_("No number changes: they only come in another order.") },
  { "slice", N_("No number changes: only a part is handed on.") },
  { "repeat", N_("No number changes: they only come several times.") },
  { "dropout", N_("Asked, the network drops nothing. In a training step some numbers are set to 0 at random, and the others made larger for it.") },
  { "noise", N_("Asked, the network adds nothing. In a training step a random number is added to each.") },
  { "draw", N_("What is looked at is handed on. In a training step all numbers are drawn at random.") },
  { "real_or_made", N_("What is looked at is a real example. In a training step every other one is made.") },
};

static const char *
remark_on (const NnWhyAt *at)
{
  for (guint i = 0; i < G_N_ELEMENTS (remarks); i++)
    if (g_str_equal (remarks[i].op, at->node->op->id))
      return remarks[i].remark;
  return NULL;
}

/* Inside a layer it is not worth a line: what it goes on from says all. */
static void
value (const NnWhyAt *at, gsize index, NnWhy *why)
{
  const NnWhyFrom from = nn_explanation_find (at->node->op)->before (at, index);
  NnWhyStep *line;

  if (at->previous >= 0)
    return;
  line = nn_why_add_line (why, N_("handed on"), &nn_why_number);
  line->remark = remark_on (at);
  line->source[0] = nn_why_source (at, from.operand, from.index);
  line->x[0] = line->result = nn_why_out (at)[index];
}

/* Whose numbers they are stays for another layer to say; what a layer keeps to itself is followed to where it is used. */
static void
hand_back (const NnWhyAt *at, gsize index, NnWhy *why)
{
  const NnWhySource source = nn_why_out_source (at, index);
  NnWhyStep *line;

  if (source.layer == 0 && nn_why_blame (at, at->node->out[0], index, why))
    return;
  line = nn_why_add_line (why, N_("gradient"), &nn_why_number);
  line->remark = N_("The gradient comes back the way the number went.");
  line->source[0] = source;
  line->link[0] = nn_why_previous (at);
  line->x[0] = line->result = nn_why_coming_back (at, index, why);
}

static void
same_slope (const NnWhyAt *at, guint operand, gsize index, NnWhy *why)
{
  if (nn_why_slope_out (at) != NULL)
    hand_back (at, index, why);
}

/* ---- Back: the numbers of the result that one of an operand became ---- */

/* Of all numbers of the result; none: nothing comes back. */
static void
gathered_slope (const NnWhyAt *at, guint operand, gsize index, NnWhy *why)
{
  const NnExplanation *row = nn_explanation_find (at->node->op);
  const gsize n = (gsize) nn_shape_size (nn_why_out_shape (at));
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (gsize));
  NnWhyStep *table;

  if (nn_why_slope_out (at) == NULL)
    return;
  for (gsize i = 0; i < n; i++)
    {
      const NnWhyFrom from = row->before (at, i);

      if (from.operand == operand && from.index == index)
        g_array_append_val (places, i);
    }
  if (places->len == 0)
    nn_why_nothing (why, N_("gradient"), N_("It is not handed on: no blame comes back to it."));
  if (places->len == 1)
    hand_back (at, g_array_index (places, gsize, 0), why);
  if (places->len <= 1)
    return;
  table = nn_why_add_table (why, N_("gradient"));
  table->heads[0] = N_("gradient there");
  for (guint i = 0; i < places->len; i++)
    {
      const gsize place = g_array_index (places, gsize, i);

      nn_why_add_term (table, &(NnWhyTerm) { .source = nn_why_out_source (at, place), .x = { nn_why_slope_out (at)[place] } });
    }
  nn_why_fold (table);
  table->result = nn_why_total (table);
}

/* What is looked at counts as real: nothing comes back to what was made. */
static void
real_slope (const NnWhyAt *at, guint operand, gsize index, NnWhy *why)
{
  nn_why_nothing (why, N_("gradient"), N_("What is looked at is a real example: no blame comes back to what was made."));
}

#define ROW(id, from, back) \
  const NnExplanation nn_explanation_##id = { .op = #id, .before = from, .value = value, .slope = back, .bends = TRUE };

ROW (concat, from_joined, gathered_slope)
ROW (permute, from_permuted, gathered_slope)
ROW (slice, from_slice, gathered_slope)
ROW (repeat, from_repeated, gathered_slope)
ROW (dropout, same_place, same_slope)
ROW (noise, same_place, same_slope)
ROW (draw, same_place, same_slope)
ROW (real_or_made, from_example, real_slope)
