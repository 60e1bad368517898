/* What is made of a place, a time or a point, and what is added for it. */
#include "point-features.h"

#include "explanation.h"
#include "text.h"

#include <math.h>

#define BASE 10000.0   /* of the waves: see engine/ops/positional.c and time_embedding.c */
#define TURN 5.0       /* of a point's waves: see engine/ops/features.c */

static double
sine (const double *x, const double *arg)
{
  return sin (x[0] * x[1]);
}

static double
cosine (const double *x, const double *arg)
{
  return cos (x[0] * x[1]);
}

static double
square (const double *x, const double *arg)
{
  return x[0] * x[0];
}

static const NnWhyForm sine_form = { .text = "sin(%s × %s)", .n = 2, .value = sine };
static const NnWhyForm cosine_form = { .text = "cos(%s × %s)", .n = 2, .value = cosine };
static const NnWhyForm square_form = { .text = "%s²", .n = 1, .value = square };

/* A wave of a place or a time. */
static guint
add_wave (NnWhy *why, const NnWhyForm *form, double at, double speed)
{
  NnWhyStep *line = nn_why_add_line (why, N_("wave"), form);

  line->x[0] = at;
  line->x[1] = speed;
  line->result = nn_why_apply (form, line->x, line->arg);
  return why->steps->len - 1;
}

/* ---- Positions ---- */

static NnWhyFrom
same_place (const NnWhyAt *at, gsize index)
{
  return (NnWhyFrom) { 0, index };
}

static void
positional_value (const NnWhyAt *at, gsize index, NnWhy *why)
{
  const gsize size = (gsize) nn_why_shape (at, 0)->dim[1], place = index / size, number = index % size;
  const float *table = nn_why_in (at, 1);
  NnWhyStep *line;
  int wave = -1;

  if (table == NULL)
    wave = (int) add_wave (why, number % 2 == 0 ? &sine_form : &cosine_form, place,
                           pow (BASE, -(double) (number / 2 * 2) / size));
  line = nn_why_add_line (why, N_("sum"), &nn_why_plus);
  line->remark = table != NULL ? N_("The number, and the one that was learned for this place.")
                               : N_("The number, and the wave at this place, counted from 0.");
  line->x[0] = nn_why_going_on (at, index, why);
  line->x[1] = table != NULL ? table[index] : nn_why_step (why, (guint) wave)->result;
  line->link[0] = nn_why_previous (at);
  line->link[1] = nn_why_link (wave);
  line->source[0] = at->previous < 0 ? nn_why_source (at, 0, index) : (NnWhySource) { 0 };
  if (table != NULL)
    line->source[1] = nn_why_weighed (at, (NnWhySource) { 0 }, 1, index);
  line->result = nn_why_out (at)[index];
}

/* As it is, to the number and to the one that was added. */
static void
positional_slope (const NnWhyAt *at, guint operand, gsize index, NnWhy *why)
{
  NnWhyStep *line;

  if (nn_why_slope_out (at) == NULL)
    return;
  line = nn_why_add_line (why, N_("gradient"), &nn_why_number);
  line->remark = N_("A sum hands its whole gradient back to each of its terms.");
  line->source[0] = nn_why_out_source (at, index);
  line->x[0] = line->result = nn_why_slope_out (at)[index];
}

static const char *const axes[] = { N_("step"), N_("number"), NULL };

const NnExplanation nn_explanation_positional = {
  .op = "positional",
  .axes = axes,
  .before = same_place,
  .value = positional_value,
  .slope = positional_slope,
};

/* ---- Time of a diffusion ---- */

static void
time_value (const NnWhyAt *at, gsize index, NnWhy *why)
{
  const gsize half = (gsize) nn_shape_size (nn_why_out_shape (at)) / 2;
  const guint step = add_wave (why, index < half ? &sine_form : &cosine_form, nn_why_in (at, 0)[0],
                               exp (-log (BASE) * (index % half) / half));

  nn_why_step (why, step)->source[0] = nn_why_source (at, 0, 0);
  nn_why_step (why, step)->remark = N_("The time, times how fast this wave turns.");
  nn_why_step (why, step)->result = nn_why_out (at)[index];
}

const NnExplanation nn_explanation_time_embedding = { .op = "time_embedding", .value = time_value };

/* ---- Features of a point ---- */

/* Which of the point's numbers a feature is of, and how. */
static const struct
{
  const char *id;
  const NnWhyForm *form;
  guint of[2];               /* second: of a product */
} features[NN_N_FEATURES] = {
  { "x", &nn_why_number, { 0 } },      { "y", &nn_why_number, { 1 } },      { "x2", &square_form, { 0 } },
  { "y2", &square_form, { 1 } },       { "xy", &nn_why_product, { 0, 1 } }, { "sin_x", &sine_form, { 0 } },
  { "sin_y", &sine_form, { 1 } },
};

/* The index-th of those that are chosen. */
static guint
find_feature (guint bits, gsize index)
{
  guint i = 0;

  for (;; i++)
    if ((bits >> i & 1) != 0 && index-- == 0)
      return i;
}

static void
feature_value (const NnWhyAt *at, gsize index, NnWhy *why)
{
  const guint i = find_feature ((guint) at->node->arg[0], index);
  const float *point = nn_why_in (at, 0);
  NnWhyStep *line = nn_why_add_line (why, N_("feature"), features[i].form);

  line->remark = N_("Made of the point’s x and y before the network sees it.");
  line->x[0] = point[features[i].of[0]];
  line->x[1] = features[i].form == &sine_form ? TURN : point[features[i].of[1]];
  line->result = nn_why_out (at)[index];
}

/* Only the network's own numbers are asked for their gradients; a point's are its features' slopes, added up. */
static void
feature_slope (const NnWhyAt *at, guint operand, gsize index, NnWhy *why)
{
  const float *point = nn_why_in (at, 0), *dy = nn_why_slope_out (at);
  NnWhyStep *table;

  if (dy == NULL)
    return;
  table = nn_why_add_table (why, N_("gradient"));
  table->heads[0] = N_("gradient of the feature");
  table->heads[1] = N_("slope");
  table->heads[2] = N_("product");
  for (guint i = 0, out = 0; i < NN_N_FEATURES; i++)
    if (((guint) at->node->arg[0] >> i & 1) != 0)
      {
        double by[2];

        nn_features[i].slope (point[0], point[1], &by[0], &by[1]);
        nn_why_add_term (table, &(NnWhyTerm) {
                                  .source = nn_why_out_source (at, out),
                                  .form = &nn_why_product,
                                  .x = { dy[out], by[index] },
                                });
        out++;
      }
  nn_why_fold (table);
  table->result = nn_why_total (table);
}

const NnExplanation nn_explanation_features = { .op = "features", .value = feature_value, .slope = feature_slope };
