/* What is drawn at random while training: lists around a mean, and examples that drown in noise. */
#include "diffusion.h"
#include "explanation.h"
#include "text.h"

#include <math.h>

/* ---- Sampling: asked, its mean ---- */

static NnWhyFrom
from_mean (const NnWhyAt *at, gsize index)
{
  return (NnWhyFrom) { 0, index };
}

static void
sampling_value (const NnWhyAt *at, gsize index, NnWhy *why)
{
  NnWhyStep *line = nn_why_add_line (why, N_("mean"), &nn_why_number);

  line->remark = N_("Asked, the network hands on the mean. In a training step e^(s ÷ 2) times a random number is added.");
  line->source[0] = nn_why_source (at, 0, index);
  line->link[0] = nn_why_previous (at);
  line->x[0] = line->result = nn_why_out (at)[index];
}

static void
sampling_slope (const NnWhyAt *at, guint operand, gsize index, NnWhy *why)
{
  NnWhyStep *line;

  if (nn_why_slope_out (at) == NULL)
    return;
  if (operand == 1)
    {
      nn_why_nothing (why, N_("from what was drawn"), N_("Asked, the network draws nothing, so the variance changes nothing."));
      return;
    }
  line = nn_why_add_line (why, N_("from what was drawn"), &nn_why_number);
  line->source[0] = nn_why_out_source (at, index);
  line->x[0] = line->result = nn_why_slope_out (at)[index];
}

const NnExplanation nn_explanation_sampling = {
  .op = "sampling",
  .before = from_mean,
  .value = sampling_value,
  .slope = sampling_slope,
};

/* ---- The divergence from the bell curve ---- */

static double
divergence (const double *x, const double *arg)
{
  return (x[0] * x[0] + exp (x[1]) - x[2] - 1) / 2;
}

static double
half_power (const double *x, const double *arg)
{
  return (exp (x[0]) - 1) / 2;
}

static const NnWhyForm divergence_form = { .text = "(%s² + e^%s − %s − 1) ÷ 2", .n = 3, .value = divergence };
static const NnWhyForm half_power_form = { .text = "(e^%s − 1) ÷ 2", .n = 1, .value = half_power };

static void
kl_value (const NnWhyAt *at, gsize index, NnWhy *why)
{
  const float *m = nn_why_in (at, 0), *s = nn_why_in (at, 1);
  NnWhyStep *table = nn_why_add_table (why, N_("divergence"));

  table->remark = N_("Of each mean and each logarithm s of a variance.");
  for (gsize i = 0; i < nn_why_size (at, 0); i++)
    nn_why_add_term (table, &(NnWhyTerm) { .source = nn_why_source (at, 0, i), .form = &divergence_form, .x = { m[i], s[i], s[i] } });
  nn_why_fold (table);
  table->result = nn_why_out (at)[0];
}

static void
kl_slope (const NnWhyAt *at, guint operand, gsize index, NnWhy *why)
{
  NnWhyStep *line = nn_why_add_line (why, N_("from the divergence"), operand == 0 ? &nn_why_number : &half_power_form);

  line->remark = N_("The divergence pulls it towards the bell curve.");
  line->x[0] = nn_why_in (at, operand)[index];
  line->source[0] = nn_why_source (at, operand, index);
  line->result = nn_why_apply (line->form, line->x, line->arg);
  if (at->node->arg[0] != 1)
    nn_why_go_on (why, N_("times its weight"), &nn_why_product, at->node->arg[0]);
}

const NnExplanation nn_explanation_kl = { .op = "kl", .value = kl_value, .slope = kl_slope };

/* ---- Diffusion ---- */

enum { STEPS, SCHEDULE, LOW, HIGH };   /* the operation's arguments */
enum { NOISY, NOISE, TIME };           /* its results */

static double
evened (const double *x, const double *arg)
{
  return 2 * (x[0] - x[1]) / (x[2] - x[1]) - 1;
}

static double
drowned (const double *x, const double *arg)
{
  return sqrt (x[0]) * x[1] + sqrt (x[2]) * x[3];
}

static const NnWhyForm evened_form = { .text = N_("%s, brought from %s … %s to −1 … 1"), .n = 3, .value = evened };
static const NnWhyForm drowned_form = { .text = "√%s × %s + √%s × %s", .n = 4, .value = drowned };

static void
diffuse_value (const NnWhyAt *at, gsize index, NnWhy *why)
{
  const double *arg = at->node->arg;
  const float *time = nn_trainer_open_value (at->trainer, at->node->out[TIME]);
  const float *noise = nn_trainer_open_value (at->trainer, at->node->out[NOISE]);
  const double left = nn_diffusion_left ((NnNoiseSchedule) arg[SCHEDULE], (guint) arg[STEPS], (guint) time[0]);
  NnWhyStep *line;

  if (at->out != NOISY)
    {
      line = nn_why_add_line (why, at->out == NOISE ? N_("noise") : N_("time"), &nn_why_number);
      line->remark = N_("It is drawn at random, anew for every example.");
      line->x[0] = line->result = nn_why_out (at)[index];
      return;
    }
  line = nn_why_add_line (why, N_("example"), &evened_form);
  line->x[0] = nn_why_in (at, 0)[index];
  line->x[1] = arg[LOW];
  line->x[2] = arg[HIGH];
  line->result = nn_why_apply (line->form, line->x, line->arg);
  line = nn_why_add_line (why, N_("drowned in noise"), &drowned_form);
  line->remark = N_("The later the time, the less is left of the example and the more there is of the noise.");
  line->x[0] = left;
  line->x[1] = nn_why_step (why, why->steps->len - 2)->result;
  line->link[1] = nn_why_link ((int) why->steps->len - 2);
  line->x[2] = 1 - left;
  line->x[3] = noise[index];
  line->result = nn_why_out (at)[index];
}

const NnExplanation nn_explanation_diffuse = { .op = "diffuse", .value = diffuse_value };
