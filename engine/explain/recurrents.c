/* Recurrent layers: the gates of one unit at one step, each a sum over what comes in and over the state of the step before, then the
 * cell and the state that they make. */
#include "recurrent.h"

#include "explanation.h"
#include "text.h"

#include <math.h>

#define SHOWN 3   /* terms of each gate's sum: there are several */

static double
two_products (const double *x, const double *arg)
{
  return x[0] * x[1] + x[2] * x[3];
}

static double
by_tanh (const double *x, const double *arg)
{
  return x[0] * tanh (x[1]);
}

static double
gated_tanh (const double *x, const double *arg)
{
  return tanh (x[0] + x[1] * x[2]);
}

static double
mixed (const double *x, const double *arg)
{
  return (1 - x[0]) * x[1] + x[2] * x[3];
}

static const NnWhyForm two_products_form = { .text = "%s × %s + %s × %s", .n = 4, .value = two_products };
static const NnWhyForm by_tanh_form = { .text = "%s × tanh(%s)", .n = 2, .value = by_tanh };
static const NnWhyForm gated_tanh_form = { .text = "tanh(%s + %s × %s)", .n = 3, .value = gated_tanh };
static const NnWhyForm mixed_form = { .text = "(1 − %s) × %s + %s × %s", .n = 4, .value = mixed };

/* ---- Where ---- */

/* One unit at one step. */
typedef struct
{
  const NnWhyAt *at;
  gsize steps, size;
  gboolean reverse;
  gsize t, k;                /* step and unit */
  const NnNode *come;        /* that weighs what comes in; NULL: another layer did */
} Unit;

static Unit
find_unit (const NnWhyAt *at, gsize index)
{
  const NnShape *out = &nn_graph_value (at->graph, at->node->out[0])->shape;
  guint result;
  Unit unit = {
    .at = at,
    .steps = (gsize) out->dim[0],
    .size = (gsize) out->dim[1],
    .reverse = at->node->arg[NN_RECURRENT_REVERSE] != 0,
    .t = index / (gsize) out->dim[1],
    .k = index % (gsize) out->dim[1],
  };

  unit.come = nn_graph_maker (at->graph, at->node->in[NN_RECURRENT_X], &result);
  return unit;
}

static gsize
count_gates (const Unit *unit)
{
  return nn_why_size (unit->at, NN_RECURRENT_WEIGHT) / (unit->size * unit->size);
}

/* The step before in the direction of reading; −1: none. And the one after. */
static gssize
step_before (const Unit *unit, gsize t)
{
  return unit->reverse ? (t + 1 < unit->steps ? (gssize) t + 1 : -1) : (gssize) t - 1;
}

static gssize
step_after (const Unit *unit, gsize t)
{
  return unit->reverse ? (gssize) t - 1 : (t + 1 < unit->steps ? (gssize) t + 1 : -1);
}

static const float *
result_of (const Unit *unit, guint out)
{
  return nn_trainer_open_value (unit->at->trainer, unit->at->node->out[out]);
}

/* A state, or a cell, of the step before: of result `out`, or what the sequence began with. NULL: zeros. */
static const float *
state_before (const Unit *unit, gsize t, guint out, guint beginning)
{
  const gssize before = step_before (unit, t);

  return before >= 0 ? result_of (unit, out) + (gsize) before * unit->size : nn_why_in (unit->at, beginning);
}

/* Two directions stand side by side in what the layer hands on. */
static NnWhySource
source_of_state (const Unit *unit, gsize t, gsize k)
{
  const NnWhyAt *at = unit->at;
  NnWhyAt joined = { .trainer = at->trainer, .graph = at->graph, .previous = -1 };
  const NnValue result = nn_graph_result (at->graph, at->node->seat);

  joined.node = result != NN_NO_VALUE ? nn_graph_maker (at->graph, result, &joined.out) : NULL;
  if (joined.node != NULL && g_str_equal (joined.node->op->id, "concat") && nn_why_out_shape (&joined)->rank == 2)
    for (guint i = 0; i < joined.node->n_in; i++)
      if (joined.node->in[i] == at->node->out[0])
        return nn_why_out_source (&joined, t * joined.node->n_in * unit->size + i * unit->size + k);
  return nn_why_out_source (&(NnWhyAt) { .trainer = at->trainer, .graph = at->graph, .node = at->node }, t * unit->size + k);
}

static NnWhySource
source_before (const Unit *unit, gsize t, guint beginning, gsize k)
{
  const gssize before = step_before (unit, t);

  return before >= 0 ? source_of_state (unit, (gsize) before, k) : nn_why_source (unit->at, beginning, k);
}

/* ---- Sums ---- */

/* Of row i of the weights: what comes in, weighed. */
static void
add_coming (const Unit *unit, gsize i, NnWhyStep *table)
{
  const NnWhyAt come = { .trainer = unit->at->trainer, .graph = unit->at->graph, .node = unit->come, .previous = -1 };
  const gsize n = (gsize) nn_why_shape (&come, 1)->dim[1];
  const float *x = nn_why_in (&come, 0) + unit->t * n, *w = nn_why_in (&come, 1) + i * n, *b = nn_why_in (&come, 2);

  for (gsize j = 0; j < n; j++)
    nn_why_add_term (table, &(NnWhyTerm) {
                              .source = nn_why_weighed (&come, nn_why_source (&come, 0, unit->t * n + j), 1, i * n + j),
                              .form = &nn_why_product,
                              .x = { x[j], w[j] },
                            });
  if (b != NULL)
    nn_why_add_term (table, &(NnWhyTerm) {
                              .source = nn_why_weighed (&come, (NnWhySource) { .name = N_("bias") }, 2, i),
                              .x = { b[i] },
                            });
}

/* And the state of the step before. */
static void
add_state (const Unit *unit, gsize i, NnWhyStep *table)
{
  const float *h = state_before (unit, unit->t, 0, NN_RECURRENT_H), *b = nn_why_in (unit->at, NN_RECURRENT_BIAS);
  const float *w = nn_why_in (unit->at, NN_RECURRENT_WEIGHT) + i * unit->size;

  for (gsize j = 0; h != NULL && j < unit->size; j++)
    nn_why_add_term (table, &(NnWhyTerm) {
                              .source = nn_why_weighed (unit->at, source_before (unit, unit->t, NN_RECURRENT_H, j), NN_RECURRENT_WEIGHT,
                                                        i * unit->size + j),
                              .form = &nn_why_product,
                              .x = { h[j], w[j] },
                            });
  if (b != NULL)
    nn_why_add_term (table, &(NnWhyTerm) {
                              .source = nn_why_weighed (unit->at, (NnWhySource) { .name = N_("bias of the state") }, NN_RECURRENT_BIAS, i),
                              .x = { b[i] },
                            });
}

typedef enum
{
  COMING = 1 << 0,
  STATE = 1 << 1,
} Parts;

static guint
add_sum (const Unit *unit, gsize gate, Parts parts, const char *title, guint most, NnWhy *why)
{
  NnWhyStep *table = nn_why_add_table (why, title);

  table->heads[0] = N_("number");
  table->heads[1] = N_("weight");
  table->heads[2] = N_("product");
  table->most = most;
  if (parts & COMING)
    add_coming (unit, gate * unit->size + unit->k, table);
  if (parts & STATE)
    add_state (unit, gate * unit->size + unit->k, table);
  nn_why_fold (table);
  table->result = nn_why_total (table);
  return why->steps->len - 1;
}

/* A sum and what bends it, as it was kept by the operation. */
static guint
add_gate (const Unit *unit, gsize gate, const char *sum, const char *title, const char *bend, double kept, NnWhy *why)
{
  const guint step = add_sum (unit, gate, COMING | STATE, sum, SHOWN, why);
  const double x = nn_why_step (why, step)->result;
  NnWhyStep *line = nn_why_add_line (why, title, nn_why_function (bend));

  line->x[0] = x;
  line->link[0] = nn_why_link ((int) step);
  line->result = kept;
  return why->steps->len - 1;
}

static void
set_number (NnWhy *why, NnWhyStep *line, guint k, guint step)
{
  line->x[k] = nn_why_step (why, step)->result;
  line->link[k] = nn_why_link ((int) step);
}

/* ---- Values ---- */

static void
rnn_value (const NnWhyAt *at, gsize index, NnWhy *why)
{
  const Unit unit = find_unit (at, index);
  const guint sum = add_sum (&unit, 0, COMING | STATE, N_("sum"), 0, why);
  NnWhyStep *line = nn_why_add_line (why, N_("state"), nn_why_function (at->node->arg[NN_RNN_RELU] != 0 ? "relu" : "tanh"));

  set_number (why, line, 0, sum);
  line->result = nn_why_out (at)[index];
}

static double
lstm_gate (const Unit *unit, gsize t, gsize gate, gsize k)
{
  return result_of (unit, NN_LSTM_GATES)[(t * 4 + gate) * unit->size + k];
}

/* What is kept of the cell and what is added to it. */
static guint
add_cell (const Unit *unit, NnWhy *why)
{
  const float *before = state_before (unit, unit->t, NN_LSTM_CELLS, NN_RECURRENT_C);
  const guint keep = add_gate (unit, 1, N_("sum for f"), N_("f: kept of the cell"), "sigmoid",
                               lstm_gate (unit, unit->t, 1, unit->k), why);
  const guint add = add_gate (unit, 0, N_("sum for i"), N_("i: let in"), "sigmoid", lstm_gate (unit, unit->t, 0, unit->k), why);
  const guint new = add_gate (unit, 2, N_("sum for g"), N_("g: the new"), "tanh", lstm_gate (unit, unit->t, 2, unit->k), why);
  NnWhyStep *line = nn_why_add_line (why, N_("cell"), &two_products_form);

  set_number (why, line, 0, keep);
  line->x[1] = before != NULL ? before[unit->k] : 0;
  set_number (why, line, 2, add);
  set_number (why, line, 3, new);
  line->remark = before != NULL ? N_("f × the cell of the step before + i × g")
                                : N_("f × the cell of the step before, which begins at 0, + i × g");
  line->result = result_of (unit, NN_LSTM_CELLS)[unit->t * unit->size + unit->k];
  return why->steps->len - 1;
}

static void
lstm_value (const NnWhyAt *at, gsize index, NnWhy *why)
{
  const Unit unit = find_unit (at, index);
  const guint cell = add_cell (&unit, why);
  guint show;
  NnWhyStep *line;

  if (at->out == NN_LSTM_CELLS)
    return;
  show = add_gate (&unit, 3, N_("sum for o"), N_("o: shown of the cell"), "sigmoid", lstm_gate (&unit, unit.t, 3, unit.k), why);
  line = nn_why_add_line (why, N_("state"), &by_tanh_form);
  set_number (why, line, 0, show);
  set_number (why, line, 1, cell);
  line->result = nn_why_out (at)[index];
}

/* r, z, n and what n got from the state. */
static double
gru_gate (const Unit *unit, gsize t, gsize gate, gsize k)
{
  return result_of (unit, NN_GRU_GATES)[(t * 4 + gate) * unit->size + k];
}

static guint
add_new (const Unit *unit, guint reset, NnWhy *why)
{
  const guint coming = add_sum (unit, 2, COMING, N_("sum of what comes in"), SHOWN, why);
  const guint state = add_sum (unit, 2, STATE, N_("sum of the state"), SHOWN, why);
  NnWhyStep *line = nn_why_add_line (why, N_("n: the new"), &gated_tanh_form);

  set_number (why, line, 0, coming);
  set_number (why, line, 1, reset);
  set_number (why, line, 2, state);
  line->result = gru_gate (unit, unit->t, 2, unit->k);
  return why->steps->len - 1;
}

static void
gru_value (const NnWhyAt *at, gsize index, NnWhy *why)
{
  const Unit unit = find_unit (at, index);
  const float *before = state_before (&unit, unit.t, 0, NN_RECURRENT_H);
  const guint reset = add_gate (&unit, 0, N_("sum for r"), N_("r: let through of the state"), "sigmoid",
                                gru_gate (&unit, unit.t, 0, unit.k), why);
  const guint new = add_new (&unit, reset, why);
  const guint keep = add_gate (&unit, 1, N_("sum for z"), N_("z: kept of the state"), "sigmoid",
                               gru_gate (&unit, unit.t, 1, unit.k), why);
  NnWhyStep *line = nn_why_add_line (why, N_("state"), &mixed_form);

  set_number (why, line, 0, keep);
  set_number (why, line, 1, new);
  set_number (why, line, 2, keep);
  line->x[3] = before != NULL ? before[unit.k] : 0;
  line->result = nn_why_out (at)[index];
}

/* ---- Slopes ---- */

/* The gradient by a sum of the state: that of the whole sum, but where the GRU lets only a part of it through. */
static double
hidden_slope (const Unit *unit, gsize t, gsize i)
{
  const double slope = nn_why_slope_in (unit->at, NN_RECURRENT_X)[t * count_gates (unit) * unit->size + i];
  const gboolean is_new = g_str_equal (unit->at->node->op->id, "gru") && i / unit->size == 2;

  return is_new ? slope * gru_gate (unit, t, 0, i % unit->size) : slope;
}

static gboolean
has_slopes (const NnWhyAt *at)
{
  return nn_why_slope_in (at, NN_RECURRENT_X) != NULL;
}

/* All of the loss's gradient by a state: from the layers behind, and through all steps after it. */
static double
state_slope (const Unit *unit, gsize t, gsize k)
{
  const float *w = nn_why_in (unit->at, NN_RECURRENT_WEIGHT);
  const float *dy = nn_trainer_open_slope (unit->at->trainer, unit->at->node->out[0]);
  const gboolean is_gru = g_str_equal (unit->at->node->op->id, "gru");
  const gssize after = step_after (unit, t);
  double slope = dy != NULL ? dy[t * unit->size + k] : 0;

  for (gsize i = 0; after >= 0 && i < count_gates (unit) * unit->size; i++)
    slope += hidden_slope (unit, (gsize) after, i) * w[i * unit->size + k];
  if (is_gru && after >= 0)
    slope += gru_gate (unit, (gsize) after, 1, k) * state_slope (unit, (gsize) after, k);
  return slope;
}

/* What comes back to unit k of the state before step t, through all gates of that step. */
static guint
add_back (const Unit *unit, gsize t, gsize k, NnWhy *why)
{
  const float *w = nn_why_in (unit->at, NN_RECURRENT_WEIGHT);
  NnWhyStep *table = nn_why_add_table (why, N_("from the step after"));
  guint step = why->steps->len - 1;

  table->heads[0] = N_("gradient of the sum");
  table->heads[1] = N_("weight");
  table->heads[2] = N_("product");
  for (gsize i = 0; i < count_gates (unit) * unit->size; i++)
    nn_why_add_term (table, &(NnWhyTerm) {
                              .source = nn_why_weighed (unit->at, source_of_state (unit, t, i % unit->size), NN_RECURRENT_WEIGHT,
                                                        i * unit->size + k),
                              .form = &nn_why_product,
                              .x = { hidden_slope (unit, t, i), w[i * unit->size + k] },
                            });
  nn_why_fold (table);
  table->result = nn_why_total (table);
  if (g_str_equal (unit->at->node->op->id, "gru"))
    {
      NnWhyStep *line = nn_why_add_line (why, N_("kept as it was"), &nn_why_product);

      line->x[0] = gru_gate (unit, t, 1, k);
      line->x[1] = state_slope (unit, t, k);
      line->result = line->x[0] * line->x[1];
      step = nn_why_together (why, (int) step, (int) step + 1);
    }
  return step;
}

/* What came back from the layers behind is not all: the next step has read the state, too. */
static void
inside (const NnWhyAt *at, gsize index, NnWhy *why)
{
  const Unit unit = find_unit (at, index);
  const gssize after = step_after (&unit, unit.t);

  if (after < 0 || at->out != 0 || at->previous < 0 || !has_slopes (at))
    return;
  nn_why_together (why, at->previous, (int) add_back (&unit, (gsize) after, unit.k, why));
}

/* By a weight of the state or its bias: every step has its part. */
static void
weight_slope (const NnWhyAt *at, guint operand, gsize index, NnWhy *why)
{
  const Unit unit = find_unit (at, 0);
  const gsize i = operand == NN_RECURRENT_WEIGHT ? index / unit.size : index, k = index % unit.size;
  NnWhyStep *table = nn_why_add_table (why, N_("gradient"));

  table->remark = N_("Every step of the sequence has its part.");
  table->heads[0] = N_("gradient of the sum");
  table->heads[1] = operand == NN_RECURRENT_WEIGHT ? N_("state before") : NULL;
  table->heads[2] = operand == NN_RECURRENT_WEIGHT ? N_("product") : NULL;
  for (gsize t = 0; t < unit.steps; t++)
    {
      const float *h = state_before (&unit, t, 0, NN_RECURRENT_H);

      if (operand == NN_RECURRENT_BIAS)
        nn_why_add_term (table, &(NnWhyTerm) { .source = source_of_state (&unit, t, i % unit.size), .x = { hidden_slope (&unit, t, i) } });
      else if (h != NULL)
        nn_why_add_term (table, &(NnWhyTerm) {
                                  .source = source_before (&unit, t, NN_RECURRENT_H, k),
                                  .form = &nn_why_product,
                                  .x = { hidden_slope (&unit, t, i), h[k] },
                                });
    }
  if (table->terms->len == 0)
    {
      g_array_set_size (why->steps, why->steps->len - 1);
      nn_why_nothing (why, N_("gradient"), N_("There is a single step, and its state before is 0."));
      return;
    }
  nn_why_fold (table);
  table->result = nn_why_total (table);
}

/* All of the loss's gradient by a cell: what is shown of it, and what the next step keeps. */
static double
cell_slope (const Unit *unit, gsize t, gsize k)
{
  const float *dc = nn_trainer_open_slope (unit->at->trainer, unit->at->node->out[NN_LSTM_CELLS]);
  const double bent = tanh (result_of (unit, NN_LSTM_CELLS)[t * unit->size + k]);
  const gssize after = step_after (unit, t);
  double slope = state_slope (unit, t, k) * lstm_gate (unit, t, 3, k) * (1 - bent * bent);

  if (dc != NULL)
    slope += dc[t * unit->size + k];
  if (after >= 0)
    slope += cell_slope (unit, (gsize) after, k) * lstm_gate (unit, (gsize) after, 1, k);
  return slope;
}

/* By what the sequence began with. */
static void
beginning_slope (const NnWhyAt *at, guint operand, gsize index, NnWhy *why)
{
  const Unit unit = find_unit (at, 0);
  const gsize first = unit.reverse ? unit.steps - 1 : 0;
  NnWhyStep *line;

  if (operand == NN_RECURRENT_H)
    {
      add_back (&unit, first, index, why);
      return;
    }
  line = nn_why_add_line (why, N_("gradient"), &nn_why_product);
  line->remark = N_("The gradient of the first cell, times what is kept of this one.");
  line->x[0] = cell_slope (&unit, first, index);
  line->x[1] = lstm_gate (&unit, first, 1, index);
  line->result = line->x[0] * line->x[1];
}

static void
slope (const NnWhyAt *at, guint operand, gsize index, NnWhy *why)
{
  if (operand == NN_RECURRENT_X || !has_slopes (at))
    return;
  if (operand == NN_RECURRENT_WEIGHT || operand == NN_RECURRENT_BIAS)
    weight_slope (at, operand, index, why);
  else
    beginning_slope (at, operand, index, why);
}

static const char *const axes[] = { N_("sum"), N_("unit"), NULL };

#define ROW(id) \
  const NnExplanation nn_explanation_##id = { .op = #id, .axes = axes, .value = id##_value, .slope = slope, .inside = inside };

ROW (rnn)
ROW (lstm)
ROW (gru)
