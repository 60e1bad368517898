#include "why.h"

#include <math.h>
#include <stdlib.h>

static double
number (const double *x, const double *arg)
{
  return x[0];
}

static double
add (const double *x, const double *arg)
{
  return x[0] + x[1];
}

static double
multiply (const double *x, const double *arg)
{
  return x[0] * x[1];
}

static double
divide (const double *x, const double *arg)
{
  return x[0] / x[1];
}

static double
subtract (const double *x, const double *arg)
{
  return x[0] - x[1];
}

const NnWhyForm nn_why_number = { .text = "%s", .n = 1, .value = number };
const NnWhyForm nn_why_plus = { .text = "%s + %s", .n = 2, .value = add };
const NnWhyForm nn_why_product = { .text = "%s × %s", .n = 2, .value = multiply };
const NnWhyForm nn_why_quotient = { .text = "%s ÷ %s", .n = 2, .value = divide };
const NnWhyForm nn_why_difference = { .text = "%s − %s", .n = 2, .value = subtract };

static void
clear_step (gpointer data)
{
  g_clear_pointer (&((NnWhyStep *) data)->terms, g_array_unref);
}

void
nn_why_init (NnWhy *why)
{
  *why = (NnWhy) { .steps = g_array_new (FALSE, TRUE, sizeof (NnWhyStep)) };
  g_array_set_clear_func (why->steps, clear_step);
}

void
nn_why_clear (NnWhy *why)
{
  g_clear_pointer (&why->steps, g_array_unref);
}

void
nn_why_restart (NnWhy *why)
{
  GArray *steps = why->steps;

  g_array_set_size (steps, 0);
  *why = (NnWhy) { .steps = steps, .example = -1, .result = NAN, .old = NAN, .batch_slope = NAN };
}

static NnWhyStep *
add_step (NnWhy *why, const char *title)
{
  NnWhyStep *step;

  g_array_set_size (why->steps, why->steps->len + 1);
  step = nn_why_step (why, why->steps->len - 1);
  *step = (NnWhyStep) { .title = title, .result = NAN };
  return step;
}

NnWhyStep *
nn_why_add_table (NnWhy *why, const char *title)
{
  NnWhyStep *step = add_step (why, title);

  step->terms = g_array_new (FALSE, FALSE, sizeof (NnWhyTerm));
  return step;
}

NnWhyStep *
nn_why_add_line (NnWhy *why, const char *title, const NnWhyForm *form)
{
  NnWhyStep *step = add_step (why, title);

  step->form = form;
  return step;
}

void
nn_why_add_term (NnWhyStep *table, const NnWhyTerm *term)
{
  g_array_append_vals (table->terms, term, 1);
}

NnWhyTerm *
nn_why_term (const NnWhyStep *step, guint i)
{
  return &g_array_index (step->terms, NnWhyTerm, i);
}

NnWhyStep *
nn_why_step (const NnWhy *why, guint i)
{
  return &g_array_index (why->steps, NnWhyStep, i);
}

/* By the operation's own definition. */
static double
apply_op (const NnWhyForm *form, double x, const double *arg)
{
  const NnOp *op = nn_op_find (form->op);
  const NnRun run = { .rows = 1, .scale = 1 };
  double y = 0, dy = 1, dx = 0;
  NnStep step = { .op = op, .in[0] = { &x, NN_SHAPE (1), 1 }, .out[0] = { &y, NN_SHAPE (1), 1 } };

  for (guint i = 0; i < NN_OP_ARGS; i++)
    step.arg[i] = arg[i];
  op->reference.forward (&step, &run);
  if (!form->is_slope)
    return y;
  step.d_out[0] = (NnOperand) { &dy, NN_SHAPE (1), 1 };
  step.d_in[0] = (NnOperand) { &dx, NN_SHAPE (1), 1 };
  op->reference.backward (&step, &run);
  return dx;
}

double
nn_why_apply (const NnWhyForm *form, const double *x, const double *arg)
{
  if (form == NULL)
    return x[0];
  return form->op != NULL ? apply_op (form, x[0], arg) : form->value (x, arg);
}

/* A term and its place, while the largest are looked for. */
typedef struct
{
  NnWhyTerm term;
  guint place;
} Placed;

/* What is no number counts as largest: it must not hide. */
static double
weight_of (const NnWhyTerm *term)
{
  return isnan (term->value) || term->stays ? G_MAXDOUBLE : fabs (term->value);
}

static int
compare_size (gconstpointer a, gconstpointer b)
{
  const Placed *p = a, *q = b;
  const double difference = weight_of (&q->term) - weight_of (&p->term);

  return difference != 0 ? (difference > 0) - (difference < 0) : (p->place > q->place) - (p->place < q->place);
}

static int
compare_place (gconstpointer a, gconstpointer b)
{
  const Placed *p = a, *q = b;

  return (p->place > q->place) - (p->place < q->place);
}

static void
sort_terms (GArray *terms, guint n_shown)
{
  g_autofree Placed *placed = g_new (Placed, terms->len);

  for (guint i = 0; i < terms->len; i++)
    placed[i] = (Placed) { g_array_index (terms, NnWhyTerm, i), i };
  qsort (placed, terms->len, sizeof *placed, compare_size);
  qsort (placed, n_shown, sizeof *placed, compare_place);
  for (guint i = 0; i < terms->len; i++)
    g_array_index (terms, NnWhyTerm, i) = placed[i].term;
}

void
nn_why_fold (NnWhyStep *table)
{
  GArray *terms = table->terms;

  for (guint i = 0; i < terms->len; i++)
    {
      NnWhyTerm *term = nn_why_term (table, i);

      term->value = nn_why_apply (term->form, term->x, table->arg);
    }
  table->n_shown = terms->len;
  table->n_more = 0;
  table->more = 0;
  if (terms->len <= (table->most > 0 ? table->most : NN_WHY_ALL))
    return;

  table->n_shown = table->most > 0 ? table->most : NN_WHY_SHOWN;
  sort_terms (terms, table->n_shown);
  for (guint i = table->n_shown; i < terms->len; i++)
    table->more += nn_why_term (table, i)->value;
  table->n_more = terms->len - table->n_shown;
  if (terms->len > NN_WHY_TERMS)
    g_array_set_size (terms, NN_WHY_TERMS);
}
