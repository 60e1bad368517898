#include "explain.h"

#include <math.h>

#include "explanation.h"
#include "nudge.h"
#include "text.h"
#include "weights.h"

/* What an answer is made with. */
typedef struct
{
  NnTrainer *trainer;
  const NnGraph *graph;
  const NnQuestion *question;
  gint64 example;
  NnWhy *why;
} Asking;

#define DEEPEST 3   /* operations before the one asked about whose numbers are explained too: in a stack of layers there is no end of them */

static gsize
size_of (const NnGraph *graph, NnValue value)
{
  return nn_shape_size (&nn_graph_value (graph, value)->shape);
}

static const NnGraphOutput *
output_of (const NnGraph *graph, guint layer)
{
  for (guint i = 0; i < nn_graph_n_outputs (graph); i++)
    if (nn_graph_output_at (graph, i)->layer == layer)
      return nn_graph_output_at (graph, i);
  return NULL;
}

/* The layer that is asked about made it. */
static gboolean
is_own (const Asking *asking, NnValue value)
{
  guint out;
  const NnNode *node = nn_graph_maker (asking->graph, value, &out);

  return node != NULL && node->seat == asking->question->layer;
}

/* ---- Values ---- */

/* From a layer's first sum to this number, as far as it was made in that layer; returns the step that has it, or −1. */
static int
explain_value (NnTrainer *trainer, const NnGraph *graph, guint layer, guint depth, NnValue value, gsize index, NnWhy *why)
{
  NnWhyAt at = { .trainer = trainer, .graph = graph, .previous = -1, .depth = depth };
  const guint first = why->steps->len;
  const NnExplanation *row;

  at.node = nn_graph_maker (graph, value, &at.out);
  if (at.node == NULL || at.node->seat != layer || depth > DEEPEST || (row = nn_explanation_find (at.node->op)) == NULL)
    return -1;
  if (row->before != NULL)
    {
      const NnWhyFrom from = row->before (&at, index);

      at.previous = explain_value (trainer, graph, layer, depth + 1, at.node->in[from.operand], from.index, why);
    }
  if (row->value != NULL)
    row->value (&at, index, why);
  return why->steps->len > first ? (int) why->steps->len - 1 : -1;
}

int
nn_why_made (const NnWhyAt *at, guint operand, gsize index, NnWhy *why)
{
  return explain_value (at->trainer, at->graph, at->node->seat, at->depth + 1, at->node->in[operand], index, why);
}

static gboolean
answer_value (const Asking *asking)
{
  const NnValue value = nn_graph_result (asking->graph, asking->question->layer);
  const float *numbers;

  if (value == NN_NO_VALUE || asking->question->index >= size_of (asking->graph, value))
    return FALSE;
  numbers = nn_trainer_open_value (asking->trainer, value);
  if (numbers == NULL)
    return FALSE;
  explain_value (asking->trainer, asking->graph, asking->question->layer, 0, value, asking->question->index, asking->why);
  if (asking->why->steps->len == 0 && is_own (asking, value))
    return FALSE;
  asking->why->result = numbers[asking->question->index];
  return TRUE;
}

static gboolean
answer_loss (const Asking *asking)
{
  const int own = nn_graph_loss_of (asking->graph, asking->question->layer);
  const NnGraphLoss *loss = own >= 0 ? nn_graph_loss_at (asking->graph, (guint) own) : NULL;
  const float *number;

  /* Of an example given by hand nobody knows what is right; what a layer asks of its own numbers needs no answer. */
  if (loss == NULL || (asking->example < 0 && output_of (asking->graph, asking->question->layer) != NULL))
    return FALSE;
  explain_value (asking->trainer, asking->graph, asking->question->layer, 0, loss->value, 0, asking->why);
  number = nn_trainer_open_value (asking->trainer, loss->value);
  asking->why->result = number != NULL ? loss->weight * number[0] : NAN;
  if (asking->why->steps->len > 0 && loss->weight != 1)
    nn_why_step (asking->why, nn_why_go_on (asking->why, N_("times its weight"), &nn_why_product, loss->weight))->result = asking->why->result;
  return asking->why->steps->len > 0;
}

/* ---- Slopes ---- */

static gboolean
is_blamed (NnTrainer *trainer, const NnNode *node)
{
  gboolean any = node->op->is_loss;

  for (guint i = 0; i < node->n_out; i++)
    any |= nn_trainer_open_slope (trainer, node->out[i]) != NULL;
  return any;
}

/* One that reads it, in steps of its own; then added to what the others blame it for, if `last` has that. */
static gboolean
blame_by (const NnWhyAt *at, guint operand, gsize index, int last, NnWhy *why)
{
  const NnExplanation *row = nn_explanation_find (at->node->op);
  const guint before = why->steps->len;

  if (row == NULL || row->slope == NULL)
    return FALSE;
  row->slope (at, operand, index, why);
  if (why->steps->len == before)
    return FALSE;
  if (last >= 0)
    nn_why_together (why, last, (int) why->steps->len - 1);
  return TRUE;
}

gboolean
nn_why_blame (const NnWhyAt *at, NnValue value, gsize index, NnWhy *why)
{
  const NnValue root = nn_graph_root (at->graph, value);
  int last = -1;

  for (guint i = 0; i < nn_graph_n_nodes (at->graph); i++)
    for (guint k = 0; k < nn_graph_node (at->graph, i)->n_in; k++)
      {
        const NnWhyAt reader = { .trainer = at->trainer, .graph = at->graph, .node = nn_graph_node (at->graph, i), .previous = -1 };

        if (reader.node->in[k] == NN_NO_VALUE || nn_graph_root (at->graph, reader.node->in[k]) != root
            || (reader.node->op->closed_in & NN_OPERAND (k)) != 0 || !is_blamed (at->trainer, reader.node))
          continue;
        if (!blame_by (&reader, k, index, last, why))
          return FALSE;
        last = (int) why->steps->len - 1;
      }
  return last >= 0;
}

/* Back through what the layer did to its sum. */
static void
explain_inside (const Asking *asking, NnValue value, gsize index)
{
  NnWhyAt at = { .trainer = asking->trainer, .graph = asking->graph, .previous = (int) asking->why->steps->len - 1 };
  const NnExplanation *row;
  NnWhyFrom from;

  at.node = nn_graph_maker (asking->graph, value, &at.out);
  row = at.node != NULL ? nn_explanation_find (at.node->op) : NULL;
  if (row == NULL || at.node->seat != asking->question->layer)
    return;
  if (row->inside != NULL)
    row->inside (&at, index, asking->why);
  if (!row->bends)
    return;
  from = row->before (&at, index);
  if (!is_own (asking, at.node->in[from.operand]) || nn_trainer_open_slope (asking->trainer, at.node->in[from.operand]) == NULL)
    return;
  row->slope (&at, from.operand, from.index, asking->why);
  explain_inside (asking, at.node->in[from.operand], from.index);
}

static gboolean
answer_slope (const Asking *asking)
{
  const NnGraphOutput *output = output_of (asking->graph, asking->question->layer);
  const NnValue value = output != NULL ? output->raw : nn_graph_result (asking->graph, asking->question->layer);
  const NnWhyAt at = { .trainer = asking->trainer, .graph = asking->graph, .previous = -1 };

  if (value == NN_NO_VALUE || asking->example < 0 || asking->question->index >= size_of (asking->graph, value)
      || nn_trainer_open_slope (asking->trainer, value) == NULL
      || !nn_why_blame (&at, value, asking->question->index, asking->why))
    return FALSE;
  if (output == NULL)
    explain_inside (asking, value, asking->question->index);
  asking->why->result = nn_why_step (asking->why, asking->why->steps->len - 1)->result;
  return TRUE;
}

/* ---- Weights ---- */

static NnValue
find_value (const NnGraph *graph, guint weight)
{
  for (NnValue v = 0; v < nn_graph_n_values (graph); v++)
    if (nn_graph_value (graph, v)->role == NN_VALUE_WEIGHT && nn_graph_value (graph, v)->weight == weight)
      return v;
  return NN_NO_VALUE;
}

/* What it adds, where one operation alone reads it, to the sum it belongs to. */
static void
explain_part (const Asking *asking, NnValue value)
{
  for (guint i = 0; i < nn_graph_n_nodes (asking->graph); i++)
    for (guint k = 0; k < nn_graph_node (asking->graph, i)->n_in; k++)
      {
        const NnWhyAt at = { .trainer = asking->trainer, .graph = asking->graph, .node = nn_graph_node (asking->graph, i), .previous = -1 };
        const NnExplanation *row = nn_explanation_find (at.node->op);

        if (at.node->in[k] != value || row == NULL || row->part == NULL)
          continue;
        row->part (&at, k, asking->question->index, asking->why);
        return;
      }
}

static double
batch_slope (NnTrainer *trainer, guint weight, gsize index)
{
  gsize n;
  const float *gradient = nn_trainer_gradient (trainer, weight, &n);

  return nn_trainer_steps (trainer) > 0 && index < n ? gradient[index] : NAN;
}

static gboolean
answer_weight (const Asking *asking)
{
  const NnQuestion *question = asking->question;
  const guint weight = nn_graph_find_weight (asking->graph, question->layer, question->role);
  const NnWhyAt at = { .trainer = asking->trainer, .graph = asking->graph, .previous = -1 };
  NnValue value;
  const float *numbers;
  gsize n;

  if (weight == NN_NO_WEIGHT)
    return FALSE;
  value = find_value (asking->graph, weight);
  numbers = nn_trainer_weight (asking->trainer, weight, &n);
  if (question->index >= n)
    return FALSE;
  asking->why->old = asking->why->result = numbers[question->index];
  if (question->about == NN_WHY_WEIGHT)
    {
      explain_part (asking, value);
      return TRUE;
    }
  asking->why->batch_slope = batch_slope (asking->trainer, weight, question->index);
  if (asking->example < 0 || !nn_why_blame (&at, value, question->index, asking->why))
    return FALSE;
  asking->why->result = nn_why_step (asking->why, asking->why->steps->len - 1)->result;
  return TRUE;
}

static gboolean
answer_nudge (const Asking *asking)
{
  const guint weight = nn_graph_find_weight (asking->graph, asking->question->layer, asking->question->role);

  return weight != NN_NO_WEIGHT && nn_explain_nudge (asking->trainer, weight, asking->question->index, asking->why);
}

/* ---- Shares ---- */

static gboolean
answer_share (const Asking *asking)
{
  const gboolean is_slope = asking->question->about == NN_WHY_SHARE_SLOPE;

  for (guint i = 0; i < nn_graph_n_nodes (asking->graph); i++)
    {
      const NnWhyAt at = { .trainer = asking->trainer, .graph = asking->graph, .node = nn_graph_node (asking->graph, i), .previous = -1 };
      const NnExplanation *row = nn_explanation_find (at.node->op);

      if (at.node->seat != asking->question->layer || row == NULL || row->share == NULL || row->share_slope == NULL)
        continue;
      if (is_slope && asking->example < 0)
        return FALSE;
      (is_slope ? row->share_slope : row->share) (&at, asking->question->index, asking->why);
      if (asking->why->steps->len > 0)
        asking->why->result = nn_why_step (asking->why, asking->why->steps->len - 1)->result;
      return asking->why->steps->len > 0;
    }
  return FALSE;
}

/* Each way of asking, and whether an example must be run for it. */
static const struct
{
  gboolean (*answer) (const Asking *asking);
  gboolean needs_example;
} answers[] = {
  [NN_WHY_VALUE] = { answer_value, TRUE },   [NN_WHY_SLOPE] = { answer_slope, TRUE },
  [NN_WHY_LOSS] = { answer_loss, TRUE },     [NN_WHY_WEIGHT] = { answer_weight, TRUE },
  [NN_WHY_WEIGHT_SLOPE] = { answer_weight, TRUE }, [NN_WHY_NUDGE] = { answer_nudge, FALSE },
  [NN_WHY_SHARE] = { answer_share, TRUE },   [NN_WHY_SHARE_SLOPE] = { answer_share, TRUE },
};

/* A group hands on what a layer inside makes: that one's arithmetic is the group's. */
static guint
maker_of (const NnGraph *graph, guint layer)
{
  const NnValue result = nn_graph_result (graph, layer);
  const NnGraphValue *value = result != NN_NO_VALUE ? nn_graph_value (graph, nn_graph_root (graph, result)) : NULL;

  return value != NULL && value->layer == layer ? value->seat : layer;
}

gboolean
nn_explain (NnTrainer *trainer, const NnQuestion *question, gint64 example, const float *input, NnWhy *why)
{
  const NnQuestion asked = { question->about, maker_of (nn_trainer_graph (trainer), question->layer), question->role, question->index };
  const Asking asking = { trainer, nn_trainer_graph (trainer), &asked, example, why };

  nn_why_restart (why);
  if (question->about == NN_WHY_NOTHING
      || (answers[question->about].needs_example && !nn_trainer_open (trainer, example, input))
      || !answers[question->about].answer (&asking))
    {
      nn_why_restart (why);
      return FALSE;
    }
  why->question = *question;
  nn_why_place_weight (asking.graph, why);
  why->example = example;
  why->step = nn_trainer_steps (trainer);
  return TRUE;
}
