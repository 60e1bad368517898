#include "nudge.h"

#include <math.h>

#include "foresight.h"
#include "text.h"

/* The lines of one nudge, as they grow. */
typedef struct
{
  NnWhy *why;
  const NnForesight *seen;
  guint gradient;            /* the step whose result the optimiser gets */
} Nudge;

static double
less_product (const double *x, const double *arg)
{
  return x[0] - x[1] * x[2];
}

static double
product_plus (const double *x, const double *arg)
{
  return x[0] * x[1] + x[2];
}

static double
two_products (const double *x, const double *arg)
{
  return x[0] * x[1] + x[2] * x[3];
}

static double
product_and_square (const double *x, const double *arg)
{
  return x[0] * x[1] + x[2] * x[3] * x[3];
}

static double
by_root (const double *x, const double *arg)
{
  return x[0] / (sqrt (x[1]) + x[2]);
}

static double
rate_by_root (const double *x, const double *arg)
{
  return x[0] * x[1] / (sqrt (x[2]) + x[3]);
}

static double
unbias (const double *x, const double *arg)
{
  return x[0] / (1 - pow (x[1], x[2]));
}

static double
shrunk (const double *x, const double *arg)
{
  return x[0] * (1 - x[1] * x[2]) - x[3];
}

static const NnWhyForm less_product_form = { .text = "%s − %s × %s", .n = 3, .value = less_product };
static const NnWhyForm product_plus_form = { .text = "%s × %s + %s", .n = 3, .value = product_plus };
static const NnWhyForm two_products_form = { .text = "%s × %s + %s × %s", .n = 4, .value = two_products };
static const NnWhyForm product_and_square_form = { .text = "%s × %s + %s × %s²", .n = 4, .value = product_and_square };
static const NnWhyForm by_root_form = { .text = "%s ÷ (√%s + %s)", .n = 3, .value = by_root };
static const NnWhyForm rate_by_root_form = { .text = "%s × %s ÷ (√%s + %s)", .n = 4, .value = rate_by_root };
static const NnWhyForm unbias_form = { .text = "%s ÷ (1 − %s^%s)", .n = 3, .value = unbias };
static const NnWhyForm shrunk_form = { .text = "%s × (1 − %s × %s) − %s", .n = 4, .value = shrunk };

/* A number of a line: a constant (step −1), or the result of an earlier step. */
typedef struct
{
  double value;
  int step;
} Number;

static Number
constant (double value)
{
  return (Number) { value, -1 };
}

static Number
result_of (const Nudge *nudge, guint step)
{
  return (Number) { nn_why_step (nudge->why, step)->result, (int) step };
}

static Number
gradient (const Nudge *nudge)
{
  return result_of (nudge, nudge->gradient);
}

/* Returns the step. */
static guint
add (const Nudge *nudge, const char *title, const NnWhyForm *form, const Number *numbers, double result)
{
  const guint step = nudge->why->steps->len;
  NnWhyStep *line = nn_why_add_line (nudge->why, title, form);

  for (guint k = 0; k < form->n; k++)
    {
      line->x[k] = numbers[k].value;
      if (numbers[k].step >= 0)
        line->link[k] = (NnWhyLink) { NN_LINK_RESULT, (guint) numbers[k].step };
    }
  line->result = result;
  return step;
}

/* What the optimiser gets: the gradient of the loss, the penalties, both clipped. */
static void
add_gradient (Nudge *nudge)
{
  const NnForesight *seen = nudge->seen;
  const double both = (double) seen->gradient + seen->penalty;

  nudge->gradient = add (nudge, N_("gradient"), &nn_why_number, (Number[]) { constant (seen->gradient) }, seen->gradient);
  if (seen->penalty != 0)
    nudge->gradient = add (nudge, N_("with penalty"), &nn_why_plus,
                           (Number[]) { gradient (nudge), constant (seen->penalty) }, both);
  if (seen->tuning->clip > 0 && both != 0 && fabs (seen->seen / both - 1) > 1e-6)
    nudge->gradient = add (nudge, N_("clipped"), &nn_why_product,
                           (Number[]) { gradient (nudge), constant (seen->seen / both) }, seen->seen);
}

/* The last line: its numbers have names, and what it changes is seen. */
static void
finish (const Nudge *nudge, guint step, const char *first, const char *second, const char *third)
{
  NnWhyStep *line = nn_why_step (nudge->why, step);

  line->captions[0] = first;
  line->captions[1] = second;
  line->captions[2] = third;
  line->visible = (double) nudge->seen->next - nudge->seen->weight;
}

static void
add_new (const Nudge *nudge, guint step, const char *direction)
{
  const NnForesight *seen = nudge->seen;

  step = add (nudge, N_("new"), &less_product_form,
              (Number[]) { constant (seen->weight), constant (seen->rate), result_of (nudge, step) }, seen->next);
  finish (nudge, step, N_("old"), N_("rate"), direction);
}

static void
sgd (const Nudge *nudge)
{
  const NnForesight *seen = nudge->seen;
  const double momentum = seen->tuning->momentum;
  guint step = nudge->gradient;

  if (momentum != 0)
    step = add (nudge, N_("momentum"), &product_plus_form,
                (Number[]) { constant (momentum), constant (seen->state[0]), gradient (nudge) }, seen->next_state[0]);
  if (momentum != 0 && seen->tuning->nesterov)
    step = add (nudge, N_("look ahead"), &product_plus_form,
                (Number[]) { constant (momentum), result_of (nudge, step), gradient (nudge) },
                momentum * seen->next_state[0] + seen->seen);
  add_new (nudge, step, momentum != 0 ? N_("momentum") : N_("gradient"));
}

static void
rmsprop (const Nudge *nudge)
{
  const NnForesight *seen = nudge->seen;
  const double alpha = seen->tuning->alpha, momentum = seen->tuning->momentum;
  const double size = seen->seen / (sqrt (seen->next_state[0]) + seen->tuning->epsilon);
  guint step;

  step = add (nudge, N_("mean square"), &product_and_square_form,
              (Number[]) { constant (alpha), constant (seen->state[0]), constant (1 - alpha), gradient (nudge) },
              seen->next_state[0]);
  step = add (nudge, N_("size"), &by_root_form,
              (Number[]) { gradient (nudge), result_of (nudge, step), constant (seen->tuning->epsilon) }, size);
  if (momentum != 0)
    step = add (nudge, N_("momentum"), &product_plus_form,
                (Number[]) { constant (momentum), constant (seen->state[1]), result_of (nudge, step) },
                seen->next_state[1]);
  add_new (nudge, step, N_("size"));
}

/* The two means of Adam, corrected for having started at 0, and the step they make. */
static guint
add_adam_step (const Nudge *nudge)
{
  const NnForesight *seen = nudge->seen;
  const double beta1 = seen->tuning->beta1, beta2 = seen->tuning->beta2, count = seen->count;
  const double mean = seen->next_state[0] / (1 - pow (beta1, count));
  const double square = seen->next_state[1] / (1 - pow (beta2, count));
  guint first, second;

  first = add (nudge, N_("mean"), &two_products_form,
               (Number[]) { constant (beta1), constant (seen->state[0]), constant (1 - beta1), gradient (nudge) },
               seen->next_state[0]);
  second = add (nudge, N_("mean square"), &product_and_square_form,
                (Number[]) { constant (beta2), constant (seen->state[1]), constant (1 - beta2), gradient (nudge) },
                seen->next_state[1]);
  first = add (nudge, N_("fair mean"), &unbias_form,
               (Number[]) { result_of (nudge, first), constant (beta1), constant (count) }, mean);
  second = add (nudge, N_("fair square"), &unbias_form,
                (Number[]) { result_of (nudge, second), constant (beta2), constant (count) }, square);
  g_array_index (nudge->why->steps, NnWhyStep, second).remark =
      N_("Adam's own: mean and mean square begin at 0, and are divided by what is missing yet.");
  return add (nudge, N_("step"), &rate_by_root_form,
              (Number[]) { constant (seen->rate), result_of (nudge, first), result_of (nudge, second),
                           constant (seen->tuning->epsilon) },
              seen->rate * mean / (sqrt (square) + seen->tuning->epsilon));
}

static void
adam (const Nudge *nudge)
{
  guint step = add_adam_step (nudge);

  step = add (nudge, N_("new"), &nn_why_difference,
              (Number[]) { constant (nudge->seen->weight), result_of (nudge, step) }, nudge->seen->next);
  finish (nudge, step, N_("old"), N_("step"), NULL);
}

static void
adamw (const Nudge *nudge)
{
  const NnForesight *seen = nudge->seen;
  const guint step = add_adam_step (nudge);

  finish (nudge,
          add (nudge, N_("new"), &shrunk_form,
               (Number[]) { constant (seen->weight), constant (seen->rate), constant (seen->tuning->weight_decay),
                            result_of (nudge, step) },
               seen->next),
          N_("old"), N_("rate"), N_("decay"));
}

/* A row for each optimiser of engine/train. */
static const struct
{
  const char *id;
  void (*explain) (const Nudge *nudge);
} rows[] = { { "sgd", sgd }, { "rmsprop", rmsprop }, { "adam", adam }, { "adamw", adamw } };

gboolean
nn_explain_nudge (NnTrainer *trainer, guint weight, gsize index, NnWhy *why)
{
  NnForesight seen;
  Nudge nudge = { .why = why, .seen = &seen };

  if (!nn_trainer_foresee (trainer, weight, index, &seen))
    return FALSE;
  why->old = seen.weight;
  why->result = seen.next;
  if (seen.stays)
    {
      add (&nudge, N_("frozen: it stays"), &nn_why_number, (Number[]) { constant (seen.weight) }, seen.next);
      return TRUE;
    }
  why->batch_slope = seen.gradient;
  why->nudge = (NnNudgeFacts) {
    .examples = seen.examples, .batches = seen.batches, .to_come = seen.to_come, .rate = seen.rate,
  };
  add_gradient (&nudge);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (g_str_equal (rows[i].id, seen.tuning->optimiser->id))
      {
        rows[i].explain (&nudge);
        return TRUE;
      }
  return TRUE;
}
