#include "explain.h"

#include <math.h>

#include "explanation.h"
#include "nudge.h"
#include "text.h"

/* What an answer is made with. */
typedef struct
{
  NnTrainer *trainer;
  const NnGraph *graph;
  const NnQuestion *question;
  gint64 example;
  NnWhy *why;
} Asking;

static double
sum_of (const double *x, const double *arg)
{
  return x[0] + x[1];
}

static const NnWhyForm plus_form = { .text = "%s + %s", .n = 2, .value = sum_of };

static gsize
size_of (const NnGraph *graph, NnValue value)
{
  return nn_shape_size (&nn_graph_value (graph, value)->shape);
}

/* The node that makes a value; NULL where it is given. */
static const NnNode *
maker_of (const NnGraph *graph, NnValue value)
{
  const NnValue root = nn_graph_root (graph, value);

  for (guint i = 0; i < nn_graph_n_nodes (graph); i++)
    for (guint k = 0; k < nn_graph_node (graph, i)->n_out; k++)
      if (nn_graph_node (graph, i)->out[k] == root)
        return nn_graph_node (graph, i);
  return NULL;
}

static const NnGraphOutput *
output_of (const NnGraph *graph, guint layer)
{
  for (guint i = 0; i < nn_graph_n_outputs (graph); i++)
    if (nn_graph_output_at (graph, i)->layer == layer)
      return nn_graph_output_at (graph, i);
  return NULL;
}

/* ---- Values ---- */

/* From the layer's first sum to this number; returns whether all of it is known. */
static gboolean
explain_value (const Asking *asking, NnValue value, gsize index)
{
  const NnNode *node = maker_of (asking->graph, value);
  const NnExplanation *row;
  NnWhyAt at = { asking->trainer, asking->graph, node, -1 };

  if (node == NULL || node->seat != asking->question->layer)
    return TRUE;   /* handed on as it came */
  if ((row = nn_explanation_find (node->op)) == NULL || row->value == NULL)
    return FALSE;
  if (row->before != NULL)
    {
      if (!explain_value (asking, node->in[0], row->before (&at, index)))
        return FALSE;
      at.previous = (int) asking->why->steps->len - 1;
    }
  row->value (&at, index, asking->why);
  return TRUE;
}

static gboolean
answer_value (const Asking *asking)
{
  const NnValue value = nn_graph_result (asking->graph, asking->question->layer);
  const float *numbers;

  if (value == NN_NO_VALUE || asking->question->index >= size_of (asking->graph, value))
    return FALSE;
  numbers = nn_trainer_open_value (asking->trainer, value);
  if (numbers == NULL || !explain_value (asking, value, asking->question->index))
    return FALSE;
  asking->why->result = numbers[asking->question->index];
  return TRUE;
}

static gboolean
answer_loss (const Asking *asking)
{
  const NnGraphOutput *output = output_of (asking->graph, asking->question->layer);
  const float *loss;

  if (output == NULL || asking->example < 0 || !explain_value (asking, output->loss, 0))
    return FALSE;
  loss = nn_trainer_open_value (asking->trainer, output->loss);
  asking->why->result = loss != NULL ? loss[0] : NAN;
  return asking->why->steps->len > 0;
}

/* ---- Slopes ---- */

/* The blame that comes back from all that read the value, each in steps of its own, then added up. */
static gboolean
explain_blame (const Asking *asking, NnValue value, gsize index)
{
  const NnValue root = nn_graph_root (asking->graph, value);
  int last = -1;

  for (guint i = 0; i < nn_graph_n_nodes (asking->graph); i++)
    for (guint k = 0; k < nn_graph_node (asking->graph, i)->n_in; k++)
      {
        const NnNode *node = nn_graph_node (asking->graph, i);
        const NnExplanation *row = nn_explanation_find (node->op);
        const NnWhyAt at = { asking->trainer, asking->graph, node, -1 };
        const guint before = asking->why->steps->len;

        if (nn_graph_root (asking->graph, node->in[k]) != root
            || (!node->op->is_loss && nn_trainer_open_slope (asking->trainer, node->out[0]) == NULL))
          continue;
        if (row == NULL || row->slope == NULL)
          return FALSE;
        row->slope (&at, k, index, asking->why);
        if (asking->why->steps->len == before)
          return FALSE;
        if (last >= 0)
          {
            const guint one = (guint) last, two = asking->why->steps->len - 1;
            NnWhyStep *line = nn_why_add_line (asking->why, N_("together"), &plus_form);

            line->x[0] = nn_why_step (asking->why, one)->result;
            line->x[1] = nn_why_step (asking->why, two)->result;
            line->link[0] = (NnWhyLink) { NN_LINK_RESULT, one };
            line->link[1] = (NnWhyLink) { NN_LINK_RESULT, two };
            line->result = line->x[0] + line->x[1];
          }
        last = (int) asking->why->steps->len - 1;
      }
  return last >= 0;
}

/* Back through what the layer did to its sum. */
static void
explain_inside (const Asking *asking, NnValue value, gsize index)
{
  const NnNode *node = maker_of (asking->graph, value);
  const NnExplanation *row = node != NULL ? nn_explanation_find (node->op) : NULL;
  const guint before = asking->why->steps->len;
  const NnWhyAt at = { asking->trainer, asking->graph, node, (int) before - 1 };
  gsize inner;

  if (row == NULL || row->before == NULL || row->slope == NULL || node->seat != asking->question->layer
      || nn_trainer_open_slope (asking->trainer, node->in[0]) == NULL)
    return;
  inner = row->before (&at, index);
  row->slope (&at, 0, inner, asking->why);
  if (asking->why->steps->len > before)
    explain_inside (asking, node->in[0], inner);
}

static gboolean
answer_slope (const Asking *asking)
{
  const NnGraphOutput *output = output_of (asking->graph, asking->question->layer);
  const NnValue value = output != NULL ? output->raw : nn_graph_result (asking->graph, asking->question->layer);

  if (value == NN_NO_VALUE || asking->example < 0 || asking->question->index >= size_of (asking->graph, value)
      || nn_trainer_open_slope (asking->trainer, value) == NULL
      || !explain_blame (asking, value, asking->question->index))
    return FALSE;
  if (output == NULL)
    explain_inside (asking, value, asking->question->index);
  asking->why->result = nn_why_step (asking->why, asking->why->steps->len - 1)->result;
  return TRUE;
}

/* ---- Weights ---- */

/* Where the weight is used first. */
static const NnNode *
user_of (const NnGraph *graph, guint weight, guint *operand)
{
  for (guint i = 0; i < nn_graph_n_nodes (graph); i++)
    for (guint k = 0; k < nn_graph_node (graph, i)->n_in; k++)
      {
        const NnGraphValue *value = nn_graph_value (graph, nn_graph_node (graph, i)->in[k]);

        if (value->role == NN_VALUE_WEIGHT && value->weight == weight)
          {
            *operand = k;
            return nn_graph_node (graph, i);
          }
      }
  return NULL;
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
  guint operand;
  const NnNode *node = weight != NN_NO_WEIGHT ? user_of (asking->graph, weight, &operand) : NULL;
  const NnExplanation *row = node != NULL ? nn_explanation_find (node->op) : NULL;
  const NnWhyAt at = { asking->trainer, asking->graph, node, -1 };
  const float *numbers;
  gsize n;

  if (row == NULL)
    return FALSE;
  numbers = nn_trainer_weight (asking->trainer, weight, &n);
  if (question->index >= n)
    return FALSE;
  asking->why->old = asking->why->result = numbers[question->index];
  if (question->about == NN_WHY_WEIGHT)
    {
      if (row->part != NULL)
        row->part (&at, operand, question->index, asking->why);
      return TRUE;
    }
  asking->why->batch_slope = batch_slope (asking->trainer, weight, question->index);
  if (asking->example >= 0 && row->slope != NULL)
    row->slope (&at, operand, question->index, asking->why);
  if (asking->why->steps->len > 0)
    asking->why->result = nn_why_step (asking->why, asking->why->steps->len - 1)->result;
  return asking->why->steps->len > 0;
}

static gboolean
answer_nudge (const Asking *asking)
{
  const guint weight = nn_graph_find_weight (asking->graph, asking->question->layer, asking->question->role);

  return weight != NN_NO_WEIGHT && nn_explain_nudge (asking->trainer, weight, asking->question->index, asking->why);
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
};

gboolean
nn_explain (NnTrainer *trainer, const NnQuestion *question, gint64 example, const float *input, NnWhy *why)
{
  const Asking asking = { trainer, nn_trainer_graph (trainer), question, example, why };

  nn_why_restart (why);
  if (question->about == NN_WHY_NOTHING
      || (answers[question->about].needs_example && !nn_trainer_open (trainer, example, input))
      || !answers[question->about].answer (&asking))
    {
      nn_why_restart (why);
      return FALSE;
    }
  why->question = *question;
  why->example = example;
  why->step = nn_trainer_steps (trainer);
  return TRUE;
}
