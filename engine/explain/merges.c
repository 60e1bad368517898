/* What joins several blocks number by number, and the dot product. */
#include "explanation.h"
#include "text.h"

#define MOST_IN_LINE NN_WHY_NUMBERS

static double
sum_of_three (const double *x, const double *arg)
{
  return x[0] + x[1] + x[2];
}

static double
sum_of_four (const double *x, const double *arg)
{
  return x[0] + x[1] + x[2] + x[3];
}

static double
product_of_three (const double *x, const double *arg)
{
  return x[0] * x[1] * x[2];
}

static double
product_of_four (const double *x, const double *arg)
{
  return x[0] * x[1] * x[2] * x[3];
}

/* Of 1 to 4 numbers. */
static const NnWhyForm sums[] = {
  { .text = "%s + %s + %s", .n = 3, .value = sum_of_three },
  { .text = "%s + %s + %s + %s", .n = 4, .value = sum_of_four },
};
static const NnWhyForm products[] = {
  { .text = "%s × %s × %s", .n = 3, .value = product_of_three },
  { .text = "%s × %s × %s × %s", .n = 4, .value = product_of_four },
};

static const NnWhyForm *
form_of (const NnWhyForm *two, const NnWhyForm *more, guint n)
{
  return n == 1 ? &nn_why_number : n == 2 ? two : &more[n - 3];
}

/* ---- A line of numbers, the rest joined one by one ---- */

typedef struct
{
  double x;
  int step;                  /* that made it in the same layer; −1: none */
  NnWhySource source;
} Number;

/* Each number of the operands at a place, but the one of operand `without`. */
static guint
find_numbers (const NnWhyAt *at, guint without, gsize index, Number numbers[NN_OP_INPUTS])
{
  guint n = 0;

  for (guint i = 0; i < at->node->n_in; i++)
    if (i != without && at->node->in[i] != NN_NO_VALUE)
      numbers[n++] = (Number) { nn_why_in (at, i)[index], -1, nn_why_source (at, i, index) };
  return n;
}

static guint
add_line (NnWhy *why, const char *title, const NnWhyForm *two, const NnWhyForm *more, const Number *numbers, guint n)
{
  NnWhyStep *line = nn_why_add_line (why, title, form_of (two, more, n));

  for (guint i = 0; i < n; i++)
    {
      line->x[i] = numbers[i].x;
      line->link[i] = nn_why_link (numbers[i].step);
      line->source[i] = numbers[i].step < 0 ? numbers[i].source : (NnWhySource) { 0 };
    }
  line->result = nn_why_apply (line->form, line->x, line->arg);
  return why->steps->len - 1;
}

/* So many in a line at most; the next one goes on from its result. */
static void
join (NnWhy *why, const char *title, const NnWhyForm *two, const NnWhyForm *more, Number *numbers, guint n)
{
  while (n > MOST_IN_LINE)
    {
      const guint step = add_line (why, title, two, more, numbers, MOST_IN_LINE);

      numbers[MOST_IN_LINE - 1] = (Number) { nn_why_step (why, step)->result, (int) step, { 0 } };
      numbers += MOST_IN_LINE - 1;
      n -= MOST_IN_LINE - 1;
    }
  add_line (why, title, two, more, numbers, n);
}

static void
set_result (NnWhy *why, double result)
{
  nn_why_step (why, why->steps->len - 1)->result = result;
}

static guint
operand_of (const NnWhyAt *at, guint i)
{
  guint k = 0;

  for (; k < at->node->n_in; k++)
    if (at->node->in[k] != NN_NO_VALUE && i-- == 0)
      break;
  return k;
}

static void
join_value (const NnWhyAt *at, gsize index, const char *title, const NnWhyForm *two, const NnWhyForm *more, NnWhy *why)
{
  Number numbers[NN_OP_INPUTS];
  const guint n = find_numbers (at, NN_OP_INPUTS, index, numbers);

  for (guint i = 0; i < n; i++)
    {
      numbers[i].step = nn_why_made (at, operand_of (at, i), index, why);
      if (numbers[i].step >= 0)
        numbers[i].x = nn_why_step (why, (guint) numbers[i].step)->result;
    }
  join (why, title, two, more, numbers, n);
  set_result (why, nn_why_out (at)[index]);
}

/* ---- Sum ---- */

static void
sum_value (const NnWhyAt *at, gsize index, NnWhy *why)
{
  join_value (at, index, N_("sum"), &nn_why_plus, sums, why);
}

/* The whole gradient goes to each. */
static void
sum_slope (const NnWhyAt *at, guint operand, gsize index, NnWhy *why)
{
  const Number one = { nn_why_slope_out (at) != NULL ? nn_why_slope_out (at)[index] : 0, -1, nn_why_out_source (at, index) };

  if (nn_why_slope_out (at) == NULL)
    return;
  add_line (why, N_("gradient"), NULL, NULL, &one, 1);
  nn_why_step (why, why->steps->len - 1)->remark = N_("A sum hands its whole gradient back to each of its terms.");
}

const NnExplanation nn_explanation_sum = { .op = "sum", .value = sum_value, .slope = sum_slope };

/* ---- Product ---- */

static void
multiply_value (const NnWhyAt *at, gsize index, NnWhy *why)
{
  join_value (at, index, N_("product"), &nn_why_product, products, why);
}

static void
multiply_slope (const NnWhyAt *at, guint operand, gsize index, NnWhy *why)
{
  Number numbers[1 + NN_OP_INPUTS];
  guint n;

  if (nn_why_slope_out (at) == NULL)
    return;
  numbers[0] = (Number) { nn_why_slope_out (at)[index], -1, nn_why_out_source (at, index) };
  n = 1 + find_numbers (at, operand, index, numbers + 1);
  join (why, N_("gradient"), &nn_why_product, products, numbers, n);
  nn_why_step (why, why->steps->len - 1)->remark = N_("The gradient of the product, times all the other numbers.");
}

const NnExplanation nn_explanation_multiply = { .op = "multiply", .value = multiply_value, .slope = multiply_slope };

/* ---- Dot product ---- */

static void
dot_value (const NnWhyAt *at, gsize index, NnWhy *why)
{
  const gsize n = nn_why_size (at, 0) / (gsize) nn_shape_size (nn_why_out_shape (at));
  const float *a = nn_why_in (at, 0), *b = nn_why_in (at, 1);
  NnWhyStep *table = nn_why_add_table (why, N_("sum"));

  table->heads[0] = N_("first");
  table->heads[1] = N_("second");
  table->heads[2] = N_("product");
  for (gsize i = index * n; i < (index + 1) * n; i++)
    nn_why_add_term (table, &(NnWhyTerm) {
                              .source = nn_why_source (at, 0, i),
                              .second = nn_why_source (at, 1, i),
                              .form = &nn_why_product,
                              .x = { a[i], b[i] },
                            });
  nn_why_fold (table);
  table->result = nn_why_out (at)[index];
}

static void
dot_slope (const NnWhyAt *at, guint operand, gsize index, NnWhy *why)
{
  const gsize n = nn_why_size (at, 0) / (gsize) nn_shape_size (nn_why_out_shape (at));
  const guint other = operand == 0 ? 1 : 0;
  Number numbers[2];

  if (nn_why_slope_out (at) == NULL)
    return;
  numbers[0] = (Number) { nn_why_slope_out (at)[index / n], -1, nn_why_out_source (at, index / n) };
  numbers[1] = (Number) { nn_why_in (at, other)[index], -1, nn_why_source (at, other, index) };
  add_line (why, N_("gradient"), &nn_why_product, products, numbers, 2);
}

const NnExplanation nn_explanation_dot = { .op = "dot", .value = dot_value, .slope = dot_slope };
