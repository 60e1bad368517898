/* Norms: y = (x − mean) ÷ √(variance + ε) · scale + shift, by whatever numbers the mean and the variance are of. */
#include <math.h>

#include "explanation.h"
#include "norm.h"
#include "text.h"

static double
root (const double *x, const double *arg)
{
  return sqrt (x[0] + x[1]);
}

static double
normed (const double *x, const double *arg)
{
  return (x[0] - x[1]) / x[2];
}

static double
square (const double *x, const double *arg)
{
  return (x[0] - x[1]) * (x[0] - x[1]);
}

static double
scaled (const double *x, const double *arg)
{
  return x[0] * x[1] + x[2];
}

static double
three (const double *x, const double *arg)
{
  return x[0] * x[1] * x[2];
}

static double
scaled_down (const double *x, const double *arg)
{
  return x[0] * x[1] / x[2];
}

static double
less_product (const double *x, const double *arg)
{
  return x[0] - x[1] * x[2];
}

static const NnWhyForm root_form = { .text = "√(%s + %s)", .n = 2, .value = root };
static const NnWhyForm normed_form = { .text = "(%s − %s) ÷ %s", .n = 3, .value = normed };
static const NnWhyForm square_form = { .text = "(%s − %s)²", .n = 2, .value = square };
static const NnWhyForm scaled_form = { .text = "%s × %s + %s", .n = 3, .value = scaled };
static const NnWhyForm three_form = { .text = "%s × %s × %s", .n = 3, .value = three };
static const NnWhyForm scaled_down_form = { .text = "%s × %s ÷ %s", .n = 3, .value = scaled_down };
static const NnWhyForm less_product_form = { .text = "%s − %s × %s", .n = 3, .value = less_product };

/* Which numbers are normed together with one. */
typedef struct
{
  const NnWhyAt *at;
  gsize channels;            /* the last axis */
  gsize first, width;        /* channels of the group */
  gsize from, places;        /* places of the group */
  double epsilon;
  const float *x, *scale, *shift;
} Group;

/* By the row's place and channel of a number. */
static Group
group_of (const NnWhyAt *at, gsize index)
{
  const NnShape *shape = nn_why_shape (at, 0);
  const gsize channels = (gsize) shape->dim[shape->rank - 1];
  const gboolean in_groups = g_str_equal (at->node->op->id, "group_norm");
  const gsize width = in_groups ? channels / (gsize) at->node->arg[0] : channels;

  return (Group) {
    .at = at,
    .channels = channels,
    .first = index % channels / width * width,
    .width = width,
    .from = in_groups ? 0 : index / channels,
    .places = in_groups ? nn_why_size (at, 0) / channels : 1,
    .epsilon = at->node->arg[in_groups ? 1 : 0],
    .x = nn_why_in (at, 0),
    .scale = nn_why_in (at, NN_NORM_SCALE),
    .shift = nn_why_in (at, NN_NORM_SHIFT),
  };
}

static gsize
count (const Group *group)
{
  return group->places * group->width;
}

/* The i-th number of the group, among all. */
static gsize
number_at (const Group *group, gsize i)
{
  return (group->from + i / group->width) * group->channels + group->first + i % group->width;
}

/* ---- Mean and deviation ---- */

/* What one is normed by, and the steps that have it; −1: given. */
typedef struct
{
  double mean, deviation;
  int mean_step, deviation_step;
} Norm;

static guint
add_deviation (double variance, double epsilon, int variance_step, NnWhy *why)
{
  NnWhyStep *line = nn_why_add_line (why, N_("deviation"), &root_form);

  line->x[0] = variance;
  line->x[1] = epsilon;
  line->link[0] = nn_why_link (variance_step);
  line->result = nn_why_apply (line->form, line->x, line->arg);
  return why->steps->len - 1;
}

static guint
add_mean (const Group *group, NnWhy *why)
{
  NnWhyStep *table = nn_why_add_table (why, N_("sum"));

  table->heads[0] = N_("input");
  for (gsize i = 0; i < count (group); i++)
    nn_why_add_term (table, &(NnWhyTerm) {
                              .source = nn_why_source (group->at, 0, number_at (group, i)),
                              .x = { group->x[number_at (group, i)] },
                            });
  nn_why_fold (table);
  table->result = nn_why_total (table);
  return nn_why_go_on (why, N_("mean"), &nn_why_quotient, count (group));
}

static guint
add_variance (const Group *group, guint mean, NnWhy *why)
{
  const double middle = nn_why_step (why, mean)->result;
  NnWhyStep *table = nn_why_add_table (why, N_("sum of squares"));

  table->heads[0] = N_("input");
  table->heads[2] = N_("square");
  table->link[1] = nn_why_link ((int) mean);
  for (gsize i = 0; i < count (group); i++)
    nn_why_add_term (table, &(NnWhyTerm) { .form = &square_form, .x = { group->x[number_at (group, i)], middle } });
  nn_why_fold (table);
  table->result = nn_why_total (table);
  return nn_why_go_on (why, N_("variance"), &nn_why_quotient, count (group));
}

/* A layer's or a group's own numbers: their mean, then how far from it they are. */
static Norm
explain_own (const Group *group, NnWhy *why)
{
  const guint mean = add_mean (group, why), variance = add_variance (group, mean, why);
  const guint deviation = add_deviation (nn_why_step (why, variance)->result, group->epsilon, (int) variance, why);

  return (Norm) { nn_why_step (why, mean)->result, nn_why_step (why, deviation)->result, (int) mean, (int) deviation };
}

/* Batch norm is asked here, not trained: by what it has kept. */
static Norm
explain_running (const Group *group, gsize index, NnWhy *why)
{
  const gsize channel = index % group->channels;
  const double mean = nn_why_in (group->at, NN_NORM_RUNNING_MEAN)[channel];
  const double variance = nn_why_in (group->at, NN_NORM_RUNNING_VARIANCE)[channel];
  const guint deviation = add_deviation (variance, group->epsilon, -1, why);

  nn_why_step (why, deviation)->remark =
      N_("Mean and variance are the running ones, kept from training. In a training step they are the batch’s own.");
  return (Norm) { mean, nn_why_step (why, deviation)->result, -1, (int) deviation };
}

static gboolean
is_running (const NnWhyAt *at)
{
  return g_str_equal (at->node->op->id, "batch_norm");
}

static Norm
explain_norm (const Group *group, gsize index, NnWhy *why)
{
  return is_running (group->at) ? explain_running (group, index, why) : explain_own (group, why);
}

/* The same without steps. Group and layer norm save each group's mean and 1 ÷ deviation. */
static Norm
find_norm (const NnWhyAt *at, gsize index)
{
  const Group group = group_of (at, index);
  const gsize channel = index % group.channels;
  const float *saved;

  if (is_running (at))
    return (Norm) {
      .mean = nn_why_in (at, NN_NORM_RUNNING_MEAN)[channel],
      .deviation = sqrt (nn_why_in (at, NN_NORM_RUNNING_VARIANCE)[channel] + group.epsilon),
      .mean_step = -1,
      .deviation_step = -1,
    };
  saved = nn_trainer_open_value (at->trainer, at->node->out[1]) + 2 * (group.from + channel / group.width);
  return (Norm) { saved[0], 1 / saved[1], -1, -1 };
}

/* ---- Values ---- */

static NnWhyFrom
before (const NnWhyAt *at, gsize index)
{
  return (NnWhyFrom) { 0, index };
}

static guint
add_normed (const Group *group, const Norm *norm, gsize index, NnWhy *why)
{
  NnWhyStep *line = nn_why_add_line (why, N_("normed"), &normed_form);

  line->x[0] = nn_why_going_on (group->at, index, why);
  line->x[1] = norm->mean;
  line->x[2] = norm->deviation;
  line->link[0] = nn_why_previous (group->at);
  line->link[1] = nn_why_link (norm->mean_step);
  line->link[2] = nn_why_link (norm->deviation_step);
  line->source[0] = group->at->previous < 0 ? nn_why_source (group->at, 0, index) : (NnWhySource) { 0 };
  line->result = nn_why_apply (line->form, line->x, line->arg);
  return why->steps->len - 1;
}

static void
value (const NnWhyAt *at, gsize index, NnWhy *why)
{
  const Group group = group_of (at, index);
  const gsize channel = index % group.channels;
  const Norm norm = explain_norm (&group, index, why);
  const guint normed = add_normed (&group, &norm, index, why);
  NnWhyStep *line = nn_why_step (why, normed);

  if (group.scale != NULL)
    {
      const double x = line->result;

      line = nn_why_add_line (why, N_("scaled and shifted"), &scaled_form);
      line->x[0] = x;
      line->x[1] = group.scale[channel];
      line->x[2] = group.shift != NULL ? group.shift[channel] : 0;
      line->source[1] = nn_why_weighed (at, (NnWhySource) { 0 }, NN_NORM_SCALE, channel);
      if (group.shift != NULL)
        line->source[2] = nn_why_weighed (at, (NnWhySource) { 0 }, NN_NORM_SHIFT, channel);
      line->link[0] = nn_why_link ((int) normed);
    }
  line->result = nn_why_out (at)[index];
}

/* ---- Slopes ---- */

static double
scale_of (const Group *group, gsize index)
{
  return group->scale != NULL ? group->scale[index % group->channels] : 1;
}

/* By a channel's scale or shift: over all its places. */
static void
channel_slope (const NnWhyAt *at, guint operand, gsize channel, NnWhy *why)
{
  const float *dy = nn_why_slope_out (at), *x = nn_why_in (at, 0);
  const gsize n = nn_why_size (at, 0), channels = (gsize) nn_why_shape (at, 0)->dim[nn_why_shape (at, 0)->rank - 1];
  NnWhyStep *table = nn_why_add_table (why, N_("gradient"));

  table->heads[0] = N_("gradient");
  table->heads[1] = operand == NN_NORM_SCALE ? N_("normed") : NULL;
  table->heads[2] = operand == NN_NORM_SCALE ? N_("product") : NULL;
  for (gsize i = channel; i < n; i += channels)
    {
      const Norm norm = operand == NN_NORM_SCALE ? find_norm (at, i) : (Norm) { 0, 1, -1, -1 };

      nn_why_add_term (table, &(NnWhyTerm) {
                                .source = nn_why_out_source (at, i),
                                .form = operand == NN_NORM_SCALE ? &nn_why_product : NULL,
                                .x = { dy[i], (x[i] - norm.mean) / norm.deviation },
                              });
    }
  nn_why_fold (table);
  table->result = nn_why_total (table);
}

/* The running mean and variance do not move with the number: its blame is only stretched. */
static void
running_slope (const Group *group, gsize index, NnWhy *why)
{
  const Norm norm = explain_running (group, index, why);
  NnWhyStep *line = nn_why_add_line (why, N_("gradient"), &scaled_down_form);

  line->x[0] = nn_why_slope_out (group->at)[index];
  line->x[1] = scale_of (group, index);
  line->x[2] = norm.deviation;
  line->link[2] = nn_why_link (norm.deviation_step);
  line->result = nn_why_apply (line->form, line->x, line->arg);
}

/* The mean over the group of blame times scale; with `norm`, times the number as it was normed, too. */
static guint
add_mean_blame (const Group *group, const Norm *norm, NnWhy *why)
{
  const float *dy = nn_why_slope_out (group->at);
  NnWhyStep *table = nn_why_add_table (why, norm != NULL ? N_("sum with the normed") : N_("sum of blame"));

  table->heads[0] = N_("gradient");
  for (gsize i = 0; i < count (group); i++)
    {
      const gsize at = number_at (group, i);

      nn_why_add_term (table, &(NnWhyTerm) {
                                .source = nn_why_out_source (group->at, at),
                                .form = norm != NULL ? &three_form : &nn_why_product,
                                .x = { dy[at], scale_of (group, at),
                                       norm != NULL ? (group->x[at] - norm->mean) / norm->deviation : 0 },
                              });
    }
  nn_why_fold (table);
  table->result = nn_why_total (table);
  return nn_why_go_on (why, norm != NULL ? N_("mean with the normed") : N_("mean of blame"), &nn_why_quotient, count (group));
}

/* Mean and deviation move with every number of the group: what they take out is blame that all share. */
static void
own_slope (const Group *group, gsize index, NnWhy *why)
{
  const Norm norm = find_norm (group->at, index);
  const guint blame = add_mean_blame (group, NULL, why), together = add_mean_blame (group, &norm, why);
  const double own = nn_why_slope_out (group->at)[index] * scale_of (group, index), taken = nn_why_step (why, blame)->result;
  const double with = nn_why_step (why, together)->result, x = (group->x[index] - norm.mean) / norm.deviation;
  NnWhyStep *line = nn_why_add_line (why, N_("less the mean of blame"), &nn_why_difference);
  guint step;

  line->x[0] = own;
  line->x[1] = taken;
  line->link[1] = nn_why_link ((int) blame);
  line->result = own - taken;
  line = nn_why_add_line (why, N_("less its part in the other"), &less_product_form);
  line->x[0] = own - taken;
  line->x[1] = x;
  line->x[2] = with;
  line->link[0] = nn_why_link ((int) why->steps->len - 2);
  line->link[2] = nn_why_link ((int) together);
  line->result = nn_why_apply (line->form, line->x, line->arg);
  step = nn_why_go_on (why, N_("gradient"), &nn_why_quotient, norm.deviation);
  nn_why_step (why, step)->remark = N_("Divided by the deviation.");
}

static void
slope (const NnWhyAt *at, guint operand, gsize index, NnWhy *why)
{
  const Group group = operand == NN_NORM_X ? group_of (at, index) : (Group) { 0 };

  if (nn_why_slope_out (at) == NULL)
    return;
  if (operand != NN_NORM_X)
    channel_slope (at, operand, index, why);
  else if (nn_why_slope_in (at, 0) == NULL)
    return;
  else if (is_running (at))
    running_slope (&group, index, why);
  else
    own_slope (&group, index, why);
}

static const char *const axes[] = { N_("channel"), NULL };

#define ROW(id) \
  const NnExplanation nn_explanation_##id = { .op = #id, .axes = axes, .before = before, .value = value, .slope = slope };

ROW (batch_norm)
ROW (group_norm)
ROW (layer_norm)
