/* What a network that was edited takes over from the training of the one that it was. */
#include "trainer-private.h"

#include <string.h>

#include "kept.h"

/* A layer keeps its id when it is renamed, and a new one never gets the id of one that was taken away. */
static guint
find_weight (const NnGraph *graph, const NnWeightSpec *wanted)
{
  const guint i = nn_graph_find_weight (graph, wanted->layer, wanted->role);

  return i != NN_NO_WEIGHT && nn_weight_spec_same (nn_graph_weight_spec (graph, i), wanted) ? i : NN_NO_WEIGHT;
}

/* Of the layer that a new one was copied from. */
static guint
find_twin (const NnTrainer *trainer, const NnGraph *graph, const NnWeightSpec *wanted)
{
  const NnLayer *layer = nn_network_layer (trainer->network, wanted->layer);
  const NnWeightSpec *found;
  guint i;

  if (layer == NULL || layer->twin == 0 || nn_graph_find_weight (graph, wanted->layer, wanted->role) != NN_NO_WEIGHT)
    return NN_NO_WEIGHT;
  if ((i = nn_graph_find_weight (graph, layer->twin, wanted->role)) == NN_NO_WEIGHT)
    return NN_NO_WEIGHT;
  found = nn_graph_weight_spec (graph, i);
  return nn_shape_equal (&found->shape, &wanted->shape) && found->columns == wanted->columns ? i : NN_NO_WEIGHT;
}

/* Whether what comes from the data and what is asked for are as many numbers, and as many things to choose from. */
static gboolean
same_fields (const NnField *a, guint n_a, const NnField *b, guint n_b)
{
  if (n_a != n_b)
    return FALSE;
  for (guint i = 0; i < n_a; i++)
    if (!nn_shape_equal (&a[i].shape, &b[i].shape) || a[i].n_parts != b[i].n_parts)
      return FALSE;
  return TRUE;
}

static gboolean
same_data (const NnTrainer *a, const NnTrainer *b)
{
  const NnDataInfo *of_a = nn_dataset_info (a->dataset), *of_b = nn_dataset_info (b->dataset);

  return same_fields (of_a->inputs, of_a->n_inputs, of_b->inputs, of_b->n_inputs) &&
         same_fields (of_a->targets, of_a->n_targets, of_b->targets, of_b->n_targets);
}

static void
adopt_weight (NnTrainer *trainer, guint to, const NnTrainer *other, guint from)
{
  const NnOptimiser *optimiser = nn_updater_optimiser (trainer->updater);

  memcpy (nn_weights_floats (trainer->weights, to), nn_weights_floats (other->weights, from),
          nn_trainer_weight_bytes (trainer, to));
  if (optimiser != nn_updater_optimiser (other->updater))
    return;
  for (guint state = 0; state < nn_optimiser_n_states (optimiser); state++)
    memcpy (nn_trainer_state_floats (trainer, state, to), nn_trainer_state_floats (other, state, from), nn_trainer_weight_bytes (trainer, to));
}

/* What waits for the next nudge waits on where every weight is the other's; else its part would be missing for some. */
static void
adopt_gathered (NnTrainer *trainer, const NnTrainer *other)
{
  const guint gathered = nn_optimiser_n_states (nn_updater_optimiser (trainer->updater));
  const guint others = nn_optimiser_n_states (nn_updater_optimiser (other->updater));

  nn_updater_set_n_gathered (trainer->updater, nn_updater_n_gathered (other->updater));
  for (guint i = 0; i < nn_graph_n_weights (trainer->graph) && nn_updater_n_gathered (trainer->updater) > 0; i++)
    {
      const guint from = find_weight (other->graph, nn_graph_weight_spec (trainer->graph, i));

      if (from == NN_NO_WEIGHT)
        nn_updater_set_n_gathered (trainer->updater, 0);
      else
        memcpy (nn_trainer_state_floats (trainer, gathered, i), nn_trainer_state_floats (other, others, from), nn_trainer_weight_bytes (trainer, i));
    }
}

/* Units or features became more or fewer: those that are left keep what they have learned. FALSE: none is. */
static gboolean
adopt_part (NnTrainer *trainer, guint to, const NnTrainer *other)
{
  const NnWeightSpec *wanted = nn_graph_weight_spec (trainer->graph, to);
  const guint from = nn_graph_find_weight (other->graph, wanted->layer, wanted->role);
  const NnOptimiser *optimiser = nn_updater_optimiser (trainer->updater);
  const gboolean same_optimiser = optimiser == nn_updater_optimiser (other->updater);
  NnKept kept;

  if (from == NN_NO_WEIGHT || !same_data (trainer, other) || !nn_kept_find (&kept, trainer->graph, to, other->graph, from))
    return FALSE;
  nn_kept_copy (&kept, nn_weights_floats (trainer->weights, to), nn_weights_floats (other->weights, from));
  for (guint state = 0; state < nn_optimiser_n_states (optimiser) && same_optimiser; state++)
    nn_kept_copy (&kept, nn_trainer_state_floats (trainer, state, to), nn_trainer_state_floats (other, state, from));
  nn_kept_clear (&kept);
  return TRUE;
}

/* The seed came with the last reset, not with the network: it stays, and with it the split and the order of
 * examples. */
static void
adopt_place (NnTrainer *trainer, const NnTrainer *other)
{
  const gboolean same_data = nn_dataset_n (trainer->dataset) == nn_dataset_n (other->dataset);

  if (trainer->seed != other->seed)
    nn_trainer_set_seed (trainer, other->seed);
  trainer->steps = other->steps;
  if (nn_updater_optimiser (trainer->updater) == nn_updater_optimiser (other->updater))
    nn_updater_set_steps (trainer->updater, nn_updater_steps (other->updater));
  if (same_data && trainer->batcher->n == other->batcher->n)
    {
      nn_batcher_seek (trainer->batcher, other->batcher->epoch, other->batcher->at);
      trainer->epoch = other->epoch;
      trainer->last_epoch = other->last_epoch;
    }
  else
    nn_batcher_seek (trainer->batcher, other->batcher->epoch, 0);
  nn_trainer_enter_epoch (trainer);
}

/* What its layer came with from another document. */
static void
take_brought (NnTrainer *trainer, guint i)
{
  const NnWeightSpec *wanted = nn_graph_weight_spec (trainer->graph, i);
  const NnLayer *layer = nn_network_layer (trainer->network, wanted->layer);
  const NnTensor *tensor = layer != NULL && layer->brought != NULL ? nn_tensors_find (layer->brought, wanted->role) : NULL;

  if (tensor != NULL && nn_shape_equal (&tensor->shape, &wanted->shape))
    memcpy (nn_weights_floats (trainer->weights, i), tensor->data, nn_trainer_weight_bytes (trainer, i));
}

void
nn_trainer_take_brought (NnTrainer *trainer)
{
  for (guint i = 0; i < nn_graph_n_weights (trainer->graph); i++)
    take_brought (trainer, i);
}

guint
nn_trainer_adopt (NnTrainer *trainer, const NnTrainer *other)
{
  guint adopted = 0;

  nn_trainer_sync ((NnTrainer *) other);   /* it is the same trainer, with its numbers here */
  nn_trainer_touch (trainer);
  for (guint i = 0; i < nn_graph_n_weights (trainer->graph); i++)
    {
      const NnWeightSpec *wanted = nn_graph_weight_spec (trainer->graph, i);
      const guint own = find_weight (other->graph, wanted);
      const guint whole = own != NN_NO_WEIGHT ? own : find_twin (trainer, other->graph, wanted);

      if (whole != NN_NO_WEIGHT)
        adopt_weight (trainer, i, other, whole);
      else if (nn_graph_find_weight (other->graph, wanted->layer, wanted->role) == NN_NO_WEIGHT)
        take_brought (trainer, i);
      adopted += whole != NN_NO_WEIGHT || adopt_part (trainer, i, other);
    }
  if (adopted > 0)
    {
      adopt_place (trainer, other);
      adopt_gathered (trainer, other);
    }
  return adopted;
}
