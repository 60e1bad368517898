/* Losses that compare number with number: the mean over an example's numbers. */
#include <math.h>

#include "explanation.h"
#include "text.h"

enum { WEIGHT, DELTA };   /* the operations' arguments */

/* How one loss is written: its value for an answer and a target, and its slope. They may depend on both. */
typedef struct
{
  const char *op;
  const NnWhyForm *(*value) (double x, double target, double delta);
  const NnWhyForm *(*slope) (double x, double target, double delta);   /* of one number, before the mean */
  const char *head;
  gboolean squeezes;         /* the score becomes a probability first */
} Loss;

static double
log_yes (const double *x, const double *arg)
{
  return -log (x[0]);
}

static double
log_no (const double *x, const double *arg)
{
  return -log1p (-x[0]);
}

static double
square (const double *x, const double *arg)
{
  return (x[0] - x[1]) * (x[0] - x[1]);
}

static double
distance (const double *x, const double *arg)
{
  return fabs (x[0] - x[1]);
}

static double
half_square (const double *x, const double *arg)
{
  return square (x, arg) / 2;
}

static double
straight (const double *x, const double *arg)
{
  return (distance (x, arg) - x[2] / 2) * x[2];
}

static double
twice_difference (const double *x, const double *arg)
{
  return 2 * (x[0] - x[1]);
}

static double
difference (const double *x, const double *arg)
{
  return x[0] - x[1];
}

static double
sign (const double *x, const double *arg)
{
  return (x[0] > x[1]) - (x[0] < x[1]);
}

static double
limited_sign (const double *x, const double *arg)
{
  return sign (x, arg) * x[2];
}

static const NnWhyForm log_yes_form = { .text = "−ln %s", .n = 1, .value = log_yes };
static const NnWhyForm log_no_form = { .text = "−ln(1 − %s)", .n = 1, .value = log_no };
static const NnWhyForm square_form = { .text = "(%s − %s)²", .n = 2, .value = square };
static const NnWhyForm distance_form = { .text = "|%s − %s|", .n = 2, .value = distance };
static const NnWhyForm half_square_form = { .text = "(%s − %s)² ÷ 2", .n = 2, .value = half_square };
static const NnWhyForm straight_form = { .text = "(|%s − %s| − %s ÷ 2) × %s", .n = 4, .value = straight };
static const NnWhyForm twice_form = { .text = "2 × (%s − %s)", .n = 2, .value = twice_difference };
static const NnWhyForm difference_form = { .text = "%s − %s", .n = 2, .value = difference };
static const NnWhyForm sign_form = { .text = N_("1 if %s is above %s, −1 if below"), .n = 2, .value = sign };
static const NnWhyForm limited_sign_form = { .text = N_("(1 if %s is above %s, −1 if below) × %s"), .n = 3, .value = limited_sign };

static const NnWhyForm *
entropy_value (double x, double target, double delta)
{
  return target > 0.5 ? &log_yes_form : &log_no_form;
}

static const NnWhyForm *
entropy_slope (double x, double target, double delta)
{
  return &difference_form;
}

static const NnWhyForm *
mse_value (double x, double target, double delta)
{
  return &square_form;
}

static const NnWhyForm *
mse_slope (double x, double target, double delta)
{
  return &twice_form;
}

static const NnWhyForm *
mae_value (double x, double target, double delta)
{
  return &distance_form;
}

static const NnWhyForm *
mae_slope (double x, double target, double delta)
{
  return &sign_form;
}

static const NnWhyForm *
huber_value (double x, double target, double delta)
{
  return fabs (x - target) <= delta ? &half_square_form : &straight_form;
}

static const NnWhyForm *
huber_slope (double x, double target, double delta)
{
  return fabs (x - target) <= delta ? &difference_form : &limited_sign_form;
}

static const Loss losses[] = {
  { "binary_cross_entropy", entropy_value, entropy_slope, N_("minus logarithm"), TRUE },
  { "mse", mse_value, mse_slope, N_("square"), FALSE },
  { "mae", mae_value, mae_slope, N_("distance"), FALSE },
  { "huber", huber_value, huber_slope, N_("miss"), FALSE },
};

static const Loss *
find_loss (const NnWhyAt *at)
{
  for (guint i = 0; i < G_N_ELEMENTS (losses); i++)
    if (g_str_equal (losses[i].op, at->node->op->id))
      return &losses[i];
  return NULL;
}

/* The number that is compared: for binary cross entropy the probability that the sigmoid makes of the score. */
static double
answer (const Loss *loss, float raw)
{
  return loss->squeezes ? 1 / (1 + exp (-(double) raw)) : raw;
}

static void
add_line (const NnWhyAt *at, const NnWhyForm *form, const char *title, double x, double target, NnWhy *why)
{
  NnWhyStep *line = nn_why_add_line (why, title, form);

  line->x[0] = x;
  line->x[1] = target;
  line->x[2] = line->x[3] = at->node->arg[DELTA];
  line->result = nn_why_apply (form, line->x, line->arg);
}

static void
value (const NnWhyAt *at, gsize index, NnWhy *why)
{
  const Loss *loss = find_loss (at);
  const gsize n = nn_why_size (at, 0);
  const float *raw = nn_why_in (at, 0), *target = nn_why_in (at, 1);
  NnWhyStep *table, *last;

  if (n == 1)
    add_line (at, loss->value (answer (loss, raw[0]), target[0], at->node->arg[DELTA]), N_("loss"),
              answer (loss, raw[0]), target[0], why);
  else
    {
      table = nn_why_add_table (why, N_("sum"));
      table->heads[0] = N_("answer");
      table->heads[1] = loss->squeezes ? NULL : N_("target");
      table->heads[2] = loss->head;
      table->result = 0;
      for (gsize i = 0; i < n; i++)
        {
          const NnWhyTerm term = {
            .source = { .layer = at->node->seat, .index = i },
            .form = loss->value (answer (loss, raw[i]), target[i], at->node->arg[DELTA]),
            .x = { answer (loss, raw[i]), target[i], at->node->arg[DELTA], at->node->arg[DELTA] },
          };

          nn_why_add_term (table, &term);
          table->result += nn_why_apply (term.form, term.x, table->arg);
        }
      nn_why_fold (table);
      nn_why_go_on (why, N_("loss"), &nn_why_quotient, n);
    }
  last = nn_why_step (why, why->steps->len - 1);
  last->result = nn_why_out (at)[0];
  last->is_coarse = TRUE;
}

static void
slope (const NnWhyAt *at, guint operand, gsize index, NnWhy *why)
{
  const Loss *loss = find_loss (at);
  const gsize n = nn_why_size (at, 0);
  const double x = answer (loss, nn_why_in (at, 0)[index]), target = nn_why_in (at, 1)[index];
  const double weight = at->node->arg[WEIGHT];

  add_line (at, loss->slope (x, target, at->node->arg[DELTA]), N_("gradient"), x, target, why);
  if (n > 1)
    nn_why_go_on (why, N_("of the mean"), &nn_why_quotient, n);
  if (weight != 1)
    nn_why_go_on (why, N_("times the loss weight"), &nn_why_product, weight);
  nn_why_step (why, why->steps->len - 1)->result = nn_why_slope_in (at, 0)[index];
}

#define ROW(id) const NnExplanation nn_explanation_##id = { .op = #id, .value = value, .slope = slope };

ROW (binary_cross_entropy)
ROW (mse)
ROW (mae)
ROW (huber)
