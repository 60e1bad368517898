/* Operations that make one number of one number, each for itself. */
#include "explanation.h"
#include "text.h"

/* How a function is written. The slope is written by the result where that is simple; else it is the operation's own. */
typedef struct
{
  NnWhyForm value, slope;
  const char *title;
  gboolean by_result;        /* the slope's number is the result, not the input */
  const char *remark;        /* about the slope, or NULL */
} Function;

static double
slope_of_tanh (const double *y, const double *arg)
{
  return 1 - y[0] * y[0];
}

static double
slope_of_sigmoid (const double *y, const double *arg)
{
  return y[0] * (1 - y[0]);
}

#define SLOPE(id) { .text = N_("slope at %s"), .n = 1, .op = id, .is_slope = TRUE }

static const Function functions[] = {
  {
    .title = N_("ReLU"),
    .value = { .text = N_("the larger of 0 and %s"), .n = 1, .op = "relu" },
    .slope = SLOPE ("relu"),
    .remark = N_("ReLU has slope 1 above 0 and slope 0 below."),
  },
  {
    .title = N_("Leaky ReLU"),
    .value = { .text = N_("%s, or a hundredth of it below 0"), .n = 1, .op = "leaky_relu" },
    .slope = SLOPE ("leaky_relu"),
    .remark = N_("Leaky ReLU has slope 1 above 0 and slope 0.01 below."),
  },
  {
    .title = N_("GELU"),
    .value = { .text = "GELU(%s)", .n = 1, .op = "gelu" },
    .slope = SLOPE ("gelu"),
  },
  {
    .title = N_("SiLU"),
    .value = { .text = "SiLU(%s)", .n = 1, .op = "silu" },
    .slope = SLOPE ("silu"),
  },
  {
    .title = N_("Sigmoid"),
    .value = { .text = "1 ÷ (1 + 1 ÷ e^%s)", .n = 1, .op = "sigmoid" },
    .slope = { .text = N_("y × (1 − y) for y = %s"), .n = 1, .value = slope_of_sigmoid },
    .by_result = TRUE,
  },
  {
    .title = N_("Tanh"),
    .value = { .text = "tanh(%s)", .n = 1, .op = "tanh" },
    .slope = { .text = N_("1 − y² for y = %s"), .n = 1, .value = slope_of_tanh },
    .by_result = TRUE,
  },
};

static const Function *
find_function (const char *op)
{
  for (guint i = 0; i < G_N_ELEMENTS (functions); i++)
    if (g_str_equal (functions[i].value.op, op))
      return &functions[i];
  return NULL;
}

static NnWhyFrom
before (const NnWhyAt *at, gsize index)
{
  return (NnWhyFrom) { 0, index };
}

static void
copy_args (const NnWhyAt *at, NnWhyStep *step)
{
  for (guint i = 0; i < NN_OP_ARGS; i++)
    step->arg[i] = at->node->arg[i];
}

static void
value (const NnWhyAt *at, gsize index, NnWhy *why)
{
  const Function *function = find_function (at->node->op->id);
  NnWhyStep *line = nn_why_add_line (why, function->title, &function->value);

  copy_args (at, line);
  line->x[0] = nn_why_going_on (at, index, why);
  line->link[0] = nn_why_previous (at);
  if (at->previous < 0)
    line->source[0] = nn_why_source (at, 0, index);
  line->result = nn_why_out (at)[index];
}

/* First the slope at this number, then blame times slope. */
static void
slope (const NnWhyAt *at, guint operand, gsize index, NnWhy *why)
{
  const Function *function = find_function (at->node->op->id);
  const guint step = why->steps->len;
  NnWhyStep *line;

  if (nn_why_slope_in (at, 0) == NULL || nn_why_slope_out (at) == NULL)
    return;
  line = nn_why_add_line (why, N_("slope"), &function->slope);
  line->remark = function->remark;
  copy_args (at, line);
  line->x[0] = (function->by_result ? nn_why_out (at) : nn_why_in (at, 0))[index];
  line->result = nn_why_apply (line->form, line->x, line->arg);

  line = nn_why_add_line (why, N_("gradient of the sum"), &nn_why_product);
  line->x[0] = nn_why_coming_back (at, index, why);
  line->x[1] = nn_why_step (why, step)->result;
  line->link[0] = nn_why_previous (at);
  line->link[1] = (NnWhyLink) { NN_LINK_RESULT, step };
  line->result = line->x[0] * line->x[1];
}

const NnWhyForm *
nn_why_function (const char *op)
{
  return &find_function (op)->value;
}

#define ROW(id) \
  const NnExplanation nn_explanation_##id = { .op = #id, .before = before, .value = value, .slope = slope, .bends = TRUE };

ROW (relu)
ROW (leaky_relu)
ROW (gelu)
ROW (silu)
ROW (sigmoid)
ROW (tanh)
