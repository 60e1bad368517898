#include "example-loss.h"

#include <math.h>

#include "batcher.h"

/* The output layer's own part of the graph, run on one example: what comes from before it is asked of the trainer. */
typedef struct
{
  NnTrainer *trainer;
  const NnGraph *graph;
  const NnGraphOutput *output;
  const float *input;
  gsize example;
  GHashTable *known; /* value to double array */
} Tail;

static gsize
size_of (const NnGraph *graph, NnValue value)
{
  return nn_shape_size (&nn_graph_value (graph, value)->shape);
}

static double *
widen (const float *from, gsize n)
{
  double *wide = g_new (double, n);

  for (gsize i = 0; i < n; i++)
    wide[i] = from[i];
  return wide;
}

static double *
read_weight (const Tail *self, NnValue value)
{
  gsize n;
  const float *weight = nn_trainer_weight (self->trainer, nn_graph_value (self->graph, value)->weight, &n);

  return widen (weight, n);
}

static double *
read_target (const Tail *self, NnValue value)
{
  const gsize n = size_of (self->graph, value);
  const guint32 example = self->example;
  g_autofree float *target = g_new (float, n);

  nn_gather_targets (self->output->encoding) (nn_trainer_dataset (self->trainer), &example, 1, n, target);
  return widen (target, n);
}

/* What another layer hands on. NULL: no layer hands on this value. */
static double *
read_result (const Tail *self, NnValue value)
{
  const NnNetwork *network = nn_trainer_network (self->trainer);
  const gsize n = size_of (self->graph, value);

  for (guint i = 0; i < nn_network_n_layers (network); i++)
    {
      const guint layer = nn_network_layer_at (network, i)->id;
      const NnValue result = nn_graph_result (self->graph, layer);
      g_autofree float *numbers = NULL;

      if (result == NN_NO_VALUE || nn_graph_root (self->graph, result) != value)
        continue;
      numbers = g_new (float, n);
      nn_trainer_predict (self->trainer, layer, self->input, 1, numbers);
      return widen (numbers, n);
    }
  return NULL;
}

static double *(*const read_value[]) (const Tail *self, NnValue value) = {
  [NN_VALUE_INPUT] = read_result,
  [NN_VALUE_TARGET] = read_target,
  [NN_VALUE_WEIGHT] = read_weight,
  [NN_VALUE_RESULT] = read_result,
};

static double *
find_value (Tail *self, NnValue value)
{
  const NnValue root = nn_graph_root (self->graph, value);
  double *numbers = g_hash_table_lookup (self->known, GUINT_TO_POINTER (root));

  if (numbers != NULL)
    return numbers;
  numbers = read_value[nn_graph_value (self->graph, root)->role](self, root);
  if (numbers != NULL)
    g_hash_table_insert (self->known, GUINT_TO_POINTER (root), numbers);
  return numbers;
}

static NnOperand
describe_operand (const Tail *self, NnValue value, double *numbers)
{
  const NnShape shape = nn_graph_value (self->graph, value)->shape;

  return (NnOperand) { numbers, shape, nn_shape_size (&shape) };
}

static gboolean
run_node (Tail *self, const NnNode *node)
{
  const NnRun run = { .rows = 1, .scale = 1 };
  NnStep step = { .op = node->op, .stream = node->stream };

  for (guint i = 0; i < NN_OP_ARGS; i++)
    step.arg[i] = node->arg[i];
  for (guint i = 0; i < node->n_in; i++)
    {
      double *numbers = find_value (self, node->in[i]);

      if (numbers == NULL)
        return FALSE;
      step.in[i] = describe_operand (self, node->in[i], numbers);
    }
  for (guint i = 0; i < node->n_out; i++)
    {
      double *numbers = g_new0 (double, size_of (self->graph, node->out[i]));

      g_hash_table_insert (self->known, GUINT_TO_POINTER (node->out[i]), numbers);
      step.out[i] = describe_operand (self, node->out[i], numbers);
    }
  node->op->reference.forward (&step, &run);
  return TRUE;
}

double
nn_example_loss (NnTrainer *trainer, const float *input, gsize example)
{
  const NnGraph *graph = nn_trainer_graph (trainer);
  g_autoptr (GHashTable) known = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  Tail self = {
    .trainer = trainer,
    .graph = graph,
    .output = nn_graph_output_at (graph, 0),
    .input = input,
    .example = example,
    .known = known,
  };
  const double *loss;

  for (guint i = 0; i < nn_graph_n_nodes (graph); i++)
    {
      const NnNode *node = nn_graph_node (graph, i);

      if (node->layer == self.output->layer && !run_node (&self, node))
        return NAN;
    }
  loss = g_hash_table_lookup (known, GUINT_TO_POINTER (self.output->loss));
  return loss != NULL ? loss[0] : NAN;
}
