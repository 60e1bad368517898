/* Attention: what share of its look one step gives another, and what a step gets from the values by those shares. */
#include "attention.h"

#include "explanation.h"
#include "text.h"

#include <math.h>

static double
by_root (const double *x, const double *arg)
{
  return x[0] / sqrt (x[1]);
}

static const NnWhyForm by_root_form = { .text = "%s ÷ √%s", .n = 2, .value = by_root };

/* One head. */
typedef struct
{
  const NnWhyAt *at;
  NnAttention on;
  gsize head;
  const float *shares;       /* [steps][others] */
} Head;

static Head
find_head (const NnWhyAt *at, gsize head)
{
  const NnStep step = nn_why_shapes (at);
  Head found = { .at = at, .on = nn_attention (&step), .head = head };

  found.shares = nn_trainer_open_value (at->trainer, at->node->out[NN_ATTENTION_SHARES]) + head * found.on.steps * found.on.others;
  return found;
}

/* Place of number d of a step's query (0), key (1) or value (2) in its operand. */
static gsize
place_of (const Head *head, guint which, gsize step, gsize d)
{
  return nn_attention_at (&head->on, which, 0, head->head) + step * head->on.apart[which] + d;
}

static double
number_of (const Head *head, guint which, gsize step, gsize d)
{
  return nn_why_in (head->at, head->on.operand[which])[place_of (head, which, step, d)];
}

static NnWhySource
source_of (const Head *head, guint which, gsize step, gsize d)
{
  return nn_why_source (head->at, head->on.operand[which], place_of (head, which, step, d));
}

static double
score_of (const Head *head, gsize t, gsize s)
{
  double sum = 0;

  for (gsize d = 0; d < head->on.depth; d++)
    sum += number_of (head, 0, t, d) * number_of (head, 1, s, d);
  return sum / sqrt (head->on.depth);
}

/* ---- A number that is handed on ---- */

static void
value (const NnWhyAt *at, gsize index, NnWhy *why)
{
  const NnStep step = nn_why_shapes (at);
  const gsize size = nn_attention (&step).size, t = index / size;
  const Head head = find_head (at, index % size / nn_attention (&step).depth);
  NnWhyStep *table = nn_why_add_table (why, N_("sum"));

  table->heads[0] = N_("value");
  table->heads[1] = N_("share");
  table->heads[2] = N_("product");
  for (gsize s = 0; s < nn_attention_seen (&head.on, t); s++)
    nn_why_add_term (table, &(NnWhyTerm) {
                              .source = source_of (&head, 2, s, index % head.on.depth),
                              .form = &nn_why_product,
                              .x = { number_of (&head, 2, s, index % head.on.depth), head.shares[t * head.on.others + s] },
                            });
  nn_why_fold (table);
  table->result = nn_why_sum (at, index, table);
}

/* ---- A share ---- */

/* The step that a query or a key was made of, by its first number: where another layer has handed it on. */
static NnWhySource
step_seen (const Head *head, guint which, gsize step)
{
  NnWhyAt at = { .trainer = head->at->trainer, .graph = head->at->graph, .node = head->at->node, .previous = -1 };
  guint operand = head->on.operand[which];
  NnWhySource source = { 0 };

  while (at.node != NULL && at.node->seat == head->at->node->seat && source.layer == 0)
    {
      source = nn_why_source (&at, operand, step * (gsize) nn_why_shape (&at, operand)->dim[1]);
      at.node = nn_graph_maker (at.graph, at.node->in[operand], &at.out);
      operand = 0;
    }
  return source;
}

/* How alike query and key are. */
static guint
add_score (const Head *head, gsize t, gsize s, NnWhy *why)
{
  NnWhyStep *table = nn_why_add_table (why, N_("query · key"));

  table->heads[0] = N_("query");
  table->heads[1] = N_("key");
  table->heads[2] = N_("product");
  for (gsize d = 0; d < head->on.depth; d++)
    nn_why_add_term (table, &(NnWhyTerm) {
                              .source = source_of (head, 0, t, d),
                              .form = &nn_why_product,
                              .x = { number_of (head, 0, t, d), number_of (head, 1, s, d) },
                            });
  nn_why_fold (table);
  table->result = nn_why_total (table);
  nn_why_go_on (why, N_("score"), &by_root_form, head->on.depth);
  nn_why_step (why, why->steps->len - 1)->source[0] = step_seen (head, 0, t);
  nn_why_step (why, why->steps->len - 1)->source[1] = step_seen (head, 1, s);
  return why->steps->len - 1;
}

/* As a whole: of a table that has a line for each step that is looked at. */
static NnWhySource
whole_step (const Head *head, gsize step)
{
  return (NnWhySource) { .index = step, .shape = NN_SHAPE ((gint64) head->on.others, 1) };
}

/* The powers of e of all scores that this step gives, of which the one asked about must be seen. */
static guint
add_powers (const Head *head, gsize t, gsize s, double out, NnWhy *why)
{
  NnWhyStep *table = nn_why_add_table (why, N_("sum of powers"));

  table->heads[0] = N_("score");
  table->heads[2] = N_("power of e");
  table->remark = out != 0 ? N_("The largest score is taken out of all of them: the shares stay the same.") : NULL;
  for (gsize other = 0; other < nn_attention_seen (&head->on, t); other++)
    nn_why_add_term (table, &(NnWhyTerm) {
                              .source = whole_step (head, other),
                              .form = out != 0 ? &nn_why_power_less : &nn_why_power,
                              .x = { score_of (head, t, other), out },
                              .stays = other == s,
                            });
  nn_why_fold (table);
  table->result = nn_why_total (table);
  return why->steps->len - 1;
}

static double
taken_out (const Head *head, gsize t)
{
  double most = score_of (head, t, 0), size = 0;

  for (gsize s = 0; s < nn_attention_seen (&head->on, t); s++)
    {
      most = MAX (most, score_of (head, t, s));
      size = MAX (size, fabs (score_of (head, t, s)));
    }
  return size > NN_WHY_SIMPLE ? most : 0;
}

/* Whose share of whose look; FALSE: there is no such pair. */
static gboolean
find_pair (const NnWhyAt *at, gsize index, Head *head, gsize *t, gsize *s)
{
  const NnStep step = nn_why_shapes (at);
  const NnAttention on = nn_attention (&step);

  if (index >= on.heads * on.steps * on.others)
    return FALSE;
  *head = find_head (at, index / (on.steps * on.others));
  *t = index / on.others % on.steps;
  *s = index % on.others;
  return TRUE;
}

static void
share (const NnWhyAt *at, gsize index, NnWhy *why)
{
  Head head;
  gsize t, s;
  guint score, powers;
  double out;
  NnWhyStep *line;

  if (!find_pair (at, index, &head, &t, &s))
    return;
  if (s >= nn_attention_seen (&head.on, t))
    {
      nn_why_nothing (why, N_("share"), N_("It comes later: this layer lets a step see only itself and what came before."));
      return;
    }
  out = taken_out (&head, t);
  score = add_score (&head, t, s, why);
  powers = add_powers (&head, t, s, out, why);
  line = nn_why_add_line (why, N_("its power of e"), out != 0 ? &nn_why_power_less : &nn_why_power);
  line->x[0] = nn_why_step (why, score)->result;
  line->x[1] = out;
  line->link[0] = nn_why_link ((int) score);
  line->result = nn_why_apply (line->form, line->x, line->arg);
  line = nn_why_step (why, nn_why_go_on (why, N_("share"), &nn_why_quotient, nn_why_step (why, powers)->result));
  line->link[1] = nn_why_link ((int) powers);
  line->result = head.shares[t * head.on.others + s];
}

/* What a share is blamed for: every number of the step that looks, times the value it got there. */
static double
blame (const Head *head, gsize t, gsize s)
{
  const float *dy = nn_why_slope_out (head->at) + t * head->on.size + head->head * head->on.depth;
  double sum = 0;

  for (gsize d = 0; d < head->on.depth; d++)
    sum += dy[d] * number_of (head, 2, s, d);
  return sum;
}

static guint
add_blame (const Head *head, gsize t, gsize s, NnWhy *why)
{
  const gsize first = t * head->on.size + head->head * head->on.depth;
  NnWhyStep *table = nn_why_add_table (why, N_("gradient of the share"));

  table->heads[0] = N_("gradient");
  table->heads[1] = N_("value");
  table->heads[2] = N_("product");
  for (gsize d = 0; d < head->on.depth; d++)
    nn_why_add_term (table, &(NnWhyTerm) {
                              .source = nn_why_out_source (head->at, first + d),
                              .form = &nn_why_product,
                              .x = { nn_why_slope_out (head->at)[first + d], number_of (head, 2, s, d) },
                            });
  nn_why_fold (table);
  table->result = nn_why_total (table);
  return why->steps->len - 1;
}

static guint
add_mean (const Head *head, gsize t, NnWhy *why)
{
  NnWhyStep *table = nn_why_add_table (why, N_("mean gradient"));

  table->heads[0] = N_("gradient of the share");
  table->heads[1] = N_("share");
  table->heads[2] = N_("product");
  for (gsize other = 0; other < nn_attention_seen (&head->on, t); other++)
    nn_why_add_term (table, &(NnWhyTerm) {
                              .source = whole_step (head, other),
                              .form = &nn_why_product,
                              .x = { blame (head, t, other), head->shares[t * head->on.others + other] },
                            });
  nn_why_fold (table);
  table->result = nn_why_total (table);
  return why->steps->len - 1;
}

static void
share_blame (const NnWhyAt *at, gsize index, NnWhy *why)
{
  Head head;
  gsize t, s;
  guint own, mean;
  NnWhyStep *line;

  if (!find_pair (at, index, &head, &t, &s) || nn_why_slope_out (at) == NULL)
    return;
  if (s >= nn_attention_seen (&head.on, t))
    {
      nn_why_nothing (why, N_("gradient of the score"), N_("It is not seen, so nothing depends on it."));
      return;
    }
  own = add_blame (&head, t, s, why);
  mean = add_mean (&head, t, why);
  line = nn_why_add_line (why, N_("gradient of the score"), &nn_why_share_slope);
  line->x[0] = head.shares[t * head.on.others + s];
  line->x[1] = nn_why_step (why, own)->result;
  line->x[2] = nn_why_step (why, mean)->result;
  line->link[1] = nn_why_link ((int) own);
  line->link[2] = nn_why_link ((int) mean);
  line->result = nn_why_apply (line->form, line->x, line->arg);
}

const NnExplanation nn_explanation_attention = {
  .op = "attention",
  .value = value,
  .share = share,
  .share_slope = share_blame,
};
