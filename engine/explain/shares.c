/* Softmax and the loss that stands on it: powers of e, shares of their sum, and the logarithm of a share. */
#include <math.h>

#include "ends.h"
#include "explanation.h"
#include "text.h"

#define SMALL_SHARE 1e-4  /* below it a share has too few digits left to take the logarithm of */

static double
power (const double *x, const double *arg)
{
  return exp (x[0]);
}

static double
power_less (const double *x, const double *arg)
{
  return exp (x[0] - x[1]);
}

static double
minus_log (const double *x, const double *arg)
{
  return -log (x[0]);
}

static double
log_less (const double *x, const double *arg)
{
  return log (x[0]) - x[1];
}

static double
log_more_less (const double *x, const double *arg)
{
  return log (x[0]) + x[1] - x[2];
}

static double
share_slope (const double *x, const double *arg)
{
  return x[0] * (x[1] - x[2]);
}

static double
weighed_difference (const double *x, const double *arg)
{
  return (x[0] - x[1]) * x[2];
}

const NnWhyForm nn_why_power = { .text = "e^%s", .n = 1, .value = power };
const NnWhyForm nn_why_power_less = { .text = "e^(%s − %s)", .n = 2, .value = power_less };
static const NnWhyForm minus_log_form = { .text = "−ln %s", .n = 1, .value = minus_log };
static const NnWhyForm log_less_form = { .text = "ln %s − %s", .n = 2, .value = log_less };
static const NnWhyForm log_more_less_form = { .text = "ln %s + %s − %s", .n = 3, .value = log_more_less };
const NnWhyForm nn_why_share_slope = { .text = "%s × (%s − %s)", .n = 3, .value = share_slope };
static const NnWhyForm weighed_difference_form = { .text = "(%s − %s) × %s", .n = 3, .value = weighed_difference };

static gsize
row_size (const NnWhyAt *at)
{
  const NnShape *shape = &nn_graph_value (at->graph, at->node->in[0])->shape;

  return shape->dim[shape->rank - 1];
}

/* What is taken out of all scores before powers are made: 0 where they are small. */
static double
taken_out (const float *x, gsize n)
{
  double largest = x[0], size = 0;

  for (gsize i = 0; i < n; i++)
    {
      largest = MAX (largest, x[i]);
      size = MAX (size, fabs (x[i]));
    }
  return size > NN_WHY_SIMPLE ? largest : 0;
}

/* The table of e^x over the row that starts at `first`, of which the number at `index` must be seen; returns the step. */
static guint
add_powers (const NnWhyAt *at, gsize first, gsize index, NnWhy *why)
{
  const gsize n = row_size (at);
  const float *x = nn_why_in (at, 0) + first;
  const double out = taken_out (x, n);
  const guint step = why->steps->len;
  NnWhyStep *table = nn_why_add_table (why, N_("sum of powers"));

  table->heads[0] = N_("score");
  table->heads[2] = N_("power of e");
  table->remark = out != 0 ? N_("The largest score is taken out of all of them: the shares stay the same.") : NULL;
  table->link[0] = nn_why_previous (at);
  table->result = 0;
  for (gsize i = 0; i < n; i++)
    {
      const NnWhyTerm term = {
        .source = { .layer = at->node->seat, .index = first + i },
        .form = out != 0 ? &nn_why_power_less : &nn_why_power,
        .x = { i == index ? nn_why_going_on (at, first + i, why) : x[i], out },
        .stays = i == index,
      };

      nn_why_add_term (table, &term);
      table->result += nn_why_apply (term.form, term.x, table->arg);
    }
  nn_why_fold (table);
  return step;
}

static guint
add_share (const NnWhyAt *at, gsize first, gsize index, guint powers, NnWhy *why)
{
  const float *x = nn_why_in (at, 0) + first;
  const double less[] = { nn_why_going_on (at, first + index, why), taken_out (x, row_size (at)) };
  const guint step = why->steps->len;
  NnWhyStep *line = nn_why_add_line (why, N_("share"), &nn_why_quotient);

  line->x[0] = power_less (less, NULL);
  line->x[1] = nn_why_step (why, powers)->result;
  line->link[0] = (NnWhyLink) { NN_LINK_TERM, powers };
  line->link[1] = (NnWhyLink) { NN_LINK_RESULT, powers };
  line->result = line->x[0] / line->x[1];
  line->is_coarse = TRUE;
  return step;
}

/* ---- Softmax ---- */

static NnWhyFrom
before (const NnWhyAt *at, gsize index)
{
  return (NnWhyFrom) { 0, index };
}

static void
softmax_value (const NnWhyAt *at, gsize index, NnWhy *why)
{
  const gsize first = index - index % row_size (at);
  const guint powers = add_powers (at, first, index - first, why);
  const guint share = add_share (at, first, index - first, powers, why);

  nn_why_step (why, share)->result = nn_why_out (at)[index];
}

static void
softmax_slope (const NnWhyAt *at, guint operand, gsize index, NnWhy *why)
{
  const gsize n = row_size (at), first = index - index % n;
  const float *y = nn_why_out (at), *dy = nn_why_slope_out (at);
  const guint step = why->steps->len;
  NnWhyStep *table, *line;

  if (dy == NULL)
    return;
  table = nn_why_add_table (why, N_("mean gradient"));
  table->heads[0] = N_("gradient");
  table->heads[1] = N_("share");
  table->heads[2] = N_("product");
  table->result = 0;
  for (gsize i = first; i < first + n; i++)
    {
      nn_why_add_term (table, &(NnWhyTerm) {
                                .source = { .layer = at->node->seat, .index = i },
                                .form = &nn_why_product,
                                .x = { dy[i], y[i] },
                              });
      table->result += (double) dy[i] * y[i];
    }
  nn_why_fold (table);
  line = nn_why_add_line (why, N_("gradient of the score"), &nn_why_share_slope);
  line->x[0] = y[index];
  line->x[1] = nn_why_coming_back (at, index, why);
  line->x[2] = nn_why_step (why, step)->result;
  line->link[1] = nn_why_previous (at);
  line->link[2] = (NnWhyLink) { NN_LINK_RESULT, step };
  line->result = nn_why_apply (line->form, line->x, line->arg);
}

const NnExplanation nn_explanation_softmax = {
  .op = "softmax",
  .before = before,
  .value = softmax_value,
  .slope = softmax_slope,
  .bends = TRUE,
};

/* ---- Cross entropy, for one right class at each place ---- */

/* Of the place that a score belongs to; −1: none. */
static int
right_class (const NnWhyAt *at, gsize place)
{
  const float *target = nn_why_in (at, 1);

  return target[place] >= 0 && target[place] < row_size (at) ? (int) target[place] : -1;
}

/* Those that are asked for. */
static gsize
count_places (const NnWhyAt *at)
{
  const gsize places = nn_why_size (at, 1);

  return at->node->arg[NN_CROSS_ENTROPY_ENDS] == 0 ? places : nn_places_asked (nn_why_in (at, 1), places);
}

/* ln Σ e^x − x of the right class says the same where the share itself is too small to be written. */
static void
add_log_of_sum (const NnWhyAt *at, guint powers, int right, NnWhy *why)
{
  const float *x = nn_why_in (at, 0);
  const double out = taken_out (x, row_size (at)), sum = nn_why_step (why, powers)->result;
  NnWhyStep *line = nn_why_add_line (why, N_("loss"), out != 0 ? &log_more_less_form : &log_less_form);

  line->remark = N_("The right answer’s share is too small to be written: this is minus its logarithm.");
  line->x[0] = sum;
  line->x[1] = out != 0 ? out : x[right];
  line->x[2] = x[right];
  line->link[0] = (NnWhyLink) { NN_LINK_RESULT, powers };
  line->result = nn_why_out (at)[0];
}

static void
single_loss (const NnWhyAt *at, NnWhy *why)
{
  const int right = right_class (at, 0);
  guint powers, share;
  double probability;
  NnWhyStep *line;

  if (right < 0)
    return;
  powers = add_powers (at, 0, right, why);
  share = add_share (at, 0, right, powers, why);
  probability = nn_why_step (why, share)->result;
  if (!(probability >= SMALL_SHARE))
    {
      g_array_set_size (why->steps, share);
      add_log_of_sum (at, powers, right, why);
      return;
    }
  nn_why_step (why, share)->title = N_("share of the right answer");
  line = nn_why_add_line (why, N_("loss"), &minus_log_form);
  line->x[0] = probability;
  line->link[0] = (NnWhyLink) { NN_LINK_RESULT, share };
  line->result = nn_why_out (at)[0];
  line->is_coarse = TRUE;
}

static double
share_at (const NnWhyAt *at, gsize place, gsize index)
{
  const gsize n = row_size (at);
  const float *x = nn_why_in (at, 0) + place * n;
  double sum = 0;

  for (gsize i = 0; i < n; i++)
    sum += exp ((double) x[i] - x[index]);
  return 1 / sum;
}

/* The mean over the places. */
static void
mean_loss (const NnWhyAt *at, NnWhy *why)
{
  const gsize places = count_places (at), n = row_size (at);
  NnWhyStep *table = nn_why_add_table (why, N_("sum")), *line;

  table->heads[0] = N_("share of the right answer");
  table->heads[2] = N_("minus logarithm");
  table->result = 0;
  for (gsize place = 0; place < places; place++)
    {
      const int right = right_class (at, place);
      const NnWhyTerm term = {
        .source = { .layer = at->node->seat, .index = place * n + MAX (right, 0) },
        .form = &minus_log_form,
        .x = { right >= 0 ? share_at (at, place, right) : NAN },
      };

      nn_why_add_term (table, &term);
      table->result += nn_why_apply (term.form, term.x, table->arg);
    }
  nn_why_fold (table);
  line = nn_why_add_line (why, N_("loss"), &nn_why_quotient);
  line->x[0] = nn_why_step (why, why->steps->len - 2)->result;
  line->x[1] = places;
  line->link[0] = (NnWhyLink) { NN_LINK_RESULT, why->steps->len - 2 };
  line->result = nn_why_out (at)[0];
  line->is_coarse = TRUE;
}

static void
cross_entropy_value (const NnWhyAt *at, gsize index, NnWhy *why)
{
  if (count_places (at) == 1)
    single_loss (at, why);
  else
    mean_loss (at, why);
}

static void
cross_entropy_slope (const NnWhyAt *at, guint operand, gsize index, NnWhy *why)
{
  const gsize places = count_places (at), n = row_size (at), first = index - index % n, score = index - first;
  const int right = operand == 0 ? right_class (at, index / n) : -1;
  const double weight = at->node->arg[0];
  NnWhyStep *line;
  guint powers, share;

  if (right < 0)
    return;
  if (index / n >= places)
    {
      nn_why_nothing (why, N_("gradient of the score"), N_("It stands behind the end of the answer, where nothing is asked for."));
      return;
    }
  powers = add_powers (at, first, score, why);
  share = add_share (at, first, score, powers, why);
  line = nn_why_add_line (why, N_("gradient of the score"), weight == 1 ? &nn_why_difference : &weighed_difference_form);
  line->remark = (int) score == right ? N_("The share less 1, for the right answer.")
                                      : N_("The share less 0, for a wrong answer.");
  line->x[0] = nn_why_step (why, share)->result;
  line->x[1] = (int) score == right;
  line->x[2] = weight;
  line->link[0] = (NnWhyLink) { NN_LINK_RESULT, share };
  /* In double precision: close to a right answer, the difference of floats has hardly a digit left. */
  line->result = nn_why_apply (line->form, line->x, line->arg);
  line->is_coarse = fabs (line->result) < SMALL_SHARE;
  if (places > 1)
    nn_why_go_on (why, N_("of the mean"), &nn_why_quotient, places);
}

const NnExplanation nn_explanation_cross_entropy = {
  .op = "cross_entropy",
  .value = cross_entropy_value,
  .slope = cross_entropy_slope,
};
