/* Linear: y = x Wᵀ + b, with x [rows][in], W [out][in]. */
#include "explanation.h"
#include "text.h"

#include <math.h>

/* Where a number stands. */
typedef struct
{
  gsize n_in, n_out, rows;
} Sizes;

static Sizes
sizes_of (const NnWhyAt *at)
{
  const NnShape *weight = &nn_graph_value (at->graph, at->node->in[1])->shape;

  return (Sizes) { weight->dim[1], weight->dim[0], nn_why_size (at, 0) / weight->dim[1] };
}

static void
value (const NnWhyAt *at, gsize index, NnWhy *why)
{
  const Sizes sizes = sizes_of (at);
  const gsize row = index / sizes.n_out, out = index % sizes.n_out;
  const float *x = nn_why_in (at, 0), *w = nn_why_in (at, 1), *b = nn_why_in (at, 2);
  NnWhyStep *table = nn_why_add_table (why, N_("sum"));

  table->heads[0] = N_("input");
  table->heads[1] = N_("weight");
  table->heads[2] = N_("product");
  for (gsize i = 0; i < sizes.n_in; i++)
    nn_why_add_term (table, &(NnWhyTerm) {
                              .source = nn_why_weighed (at, nn_why_source (at, 0, row * sizes.n_in + i), 1,
                                                     out * sizes.n_in + i),
                              .form = &nn_why_product,
                              .x = { x[row * sizes.n_in + i], w[out * sizes.n_in + i] },
                            });
  if (b != NULL)
    nn_why_add_term (table, &(NnWhyTerm) {
                              .source = nn_why_weighed (at, (NnWhySource) { .name = N_("bias") }, 2, out),
                              .x = { b[out] },
                              .stays = TRUE,
                            });
  nn_why_fold (table);
  table->result = nn_why_sum (at, index, table);
}

/* By an input: what all the sums it goes into are blamed for, each through its weight. */
static void
input_slope (const NnWhyAt *at, gsize index, NnWhy *why)
{
  const Sizes sizes = sizes_of (at);
  const gsize row = index / sizes.n_in, in = index % sizes.n_in;
  const float *dy = nn_why_slope_out (at), *w = nn_why_in (at, 1);
  NnWhyStep *table = nn_why_add_table (why, N_("gradient"));

  table->heads[0] = N_("gradient of the sum");
  table->heads[1] = N_("weight");
  table->heads[2] = N_("product");
  for (gsize o = 0; o < sizes.n_out; o++)
    nn_why_add_term (table, &(NnWhyTerm) {
                              .source = nn_why_weighed (at, nn_why_out_source (at, row * sizes.n_out + o), 1, o * sizes.n_in + in),
                              .form = &nn_why_product,
                              .x = { dy[row * sizes.n_out + o], w[o * sizes.n_in + in] },
                            });
  nn_why_fold (table);
  table->result = nn_why_total (table);
}

/* By a weight or a bias: with several rows, each has its part. */
static void
weight_slope (const NnWhyAt *at, guint operand, gsize index, NnWhy *why)
{
  const Sizes sizes = sizes_of (at);
  const gsize out = operand == 1 ? index / sizes.n_in : index, in = operand == 1 ? index % sizes.n_in : 0;
  const float *dy = nn_why_slope_out (at), *x = nn_why_in (at, 0);
  NnWhyStep *table = nn_why_add_table (why, N_("gradient"));

  table->heads[0] = N_("gradient of the sum");
  table->heads[1] = operand == 1 ? N_("input") : NULL;
  table->heads[2] = operand == 1 ? N_("product") : NULL;
  for (gsize r = 0; r < sizes.rows; r++)
    nn_why_add_term (table, &(NnWhyTerm) {
                              .source = operand == 1 ? nn_why_source (at, 0, r * sizes.n_in + in)
                                                     : nn_why_out_source (at, r * sizes.n_out + out),
                              .form = operand == 1 ? &nn_why_product : NULL,
                              .x = { dy[r * sizes.n_out + out], operand == 1 ? x[r * sizes.n_in + in] : 0 },
                            });
  nn_why_fold (table);
  table->result = nn_why_total (table);
}

static void
slope (const NnWhyAt *at, guint operand, gsize index, NnWhy *why)
{
  if (nn_why_slope_out (at) == NULL)
    return;
  if (operand == 0)
    input_slope (at, index, why);
  else
    weight_slope (at, operand, index, why);
}

static void
part (const NnWhyAt *at, guint operand, gsize index, NnWhy *why)
{
  const Sizes sizes = sizes_of (at);
  const float *x = nn_why_in (at, 0), *w = nn_why_in (at, 1);
  NnWhyStep *table;

  if (operand != 1 || sizes.rows != 1)
    return;
  table = nn_why_add_table (why, N_("its part of the sum"));
  table->heads[0] = N_("input");
  table->heads[1] = N_("weight");
  table->heads[2] = N_("product");
  nn_why_add_term (table, &(NnWhyTerm) {
                            .source = nn_why_weighed (at, nn_why_source (at, 0, index % sizes.n_in), 1, index),
                            .form = &nn_why_product,
                            .x = { x[index % sizes.n_in], w[index] },
                          });
  nn_why_fold (table);
  table->result = nn_why_term (table, 0)->value;
}

static const char *const axes[] = { N_("sum"), N_("number"), NULL };

const NnExplanation nn_explanation_linear = { .op = "linear", .axes = axes, .value = value, .slope = slope, .part = part };
