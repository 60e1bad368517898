#include "trainer-private.h"

#include <math.h>
#include <string.h>

#include "text.h"

/* In files: "optimiser.mean.dense_1.weight", and how often the optimiser has run since its numbers were zero. */
#define STATE_PREFIX "optimiser."
#define STATE_STEPS STATE_PREFIX "steps"
#define STATE_BATCHES STATE_PREFIX "batches"   /* how many have been gathered; not there: none */

/* Floats count exactly up to here; long before it the steps have stopped to matter. */
#define MOST_STEPS (1 << 24)

/* Steps and epochs that a file may claim: a double counts exactly up to here, and there is room to go on. */
#define MOST_COUNTED (G_GINT64_CONSTANT (1) << 53)

/* The gradients that wait are one state more. */
static char *
state_name (const NnOptimiser *optimiser, guint state, const NnWeightSpec *spec)
{
  if (state == nn_optimiser_n_states (optimiser))
    return g_strdup_printf (NN_TENSOR_GATHERED ".%s", spec->name);
  return g_strdup_printf (STATE_PREFIX "%s.%s", optimiser->states[state], spec->name);
}

static gsize
weight_bytes (const NnTrainer *trainer, guint i)
{
  return trainer->weights->place[i].size * sizeof (float);
}

static float *
state_floats (const NnTrainer *trainer, guint state, guint i)
{
  const guint n_states = nn_optimiser_n_states (nn_updater_optimiser (trainer->updater));
  float *block = state < n_states ? nn_updater_state (trainer->updater, state) : nn_updater_gathered (trainer->updater);

  return block + trainer->weights->place[i].first;
}

static guint
count_states (const NnTrainer *trainer)
{
  return nn_optimiser_n_states (nn_updater_optimiser (trainer->updater)) + (nn_updater_n_gathered (trainer->updater) > 0);
}

/* ---- Out ---- */

static void
save_block (NnTensors *tensors, const char *name, const NnShape *shape, const float *numbers)
{
  memcpy (nn_tensors_add (tensors, name, shape), numbers, nn_shape_size (shape) * sizeof (float));
}

static void
save_state (const NnTrainer *trainer, NnTensors *tensors)
{
  const NnOptimiser *optimiser = nn_updater_optimiser (trainer->updater);
  const float steps = MIN (nn_updater_steps (trainer->updater), MOST_STEPS);
  const float batches = nn_updater_n_gathered (trainer->updater);

  save_block (tensors, STATE_STEPS, &NN_SHAPE (1), &steps);
  if (batches > 0)
    save_block (tensors, STATE_BATCHES, &NN_SHAPE (1), &batches);
  for (guint state = 0; state < count_states (trainer); state++)
    for (guint i = 0; i < nn_graph_n_weights (trainer->graph); i++)
      {
        const NnWeightSpec *spec = nn_graph_weight_spec (trainer->graph, i);
        g_autofree char *name = state_name (optimiser, state, spec);

        save_block (tensors, name, &spec->shape, state_floats (trainer, state, i));
      }
}

NnTensors *
nn_trainer_save (NnTrainer *trainer, gboolean state)
{
  NnTensors *tensors = nn_tensors_new ();

  for (guint i = 0; i < nn_graph_n_weights (trainer->graph); i++)
    {
      const NnWeightSpec *spec = nn_graph_weight_spec (trainer->graph, i);

      save_block (tensors, spec->name, &spec->shape, nn_weights_floats (trainer->weights, i));
    }
  if (state)
    save_state (trainer, tensors);
  return tensors;
}

/* ---- In ---- */

static gboolean
check_weight (const NnTensors *tensors, const NnWeightSpec *spec, GError **error)
{
  const NnTensor *tensor = nn_tensors_find (tensors, spec->name);
  g_autofree char *wanted = nn_shape_to_string (&spec->shape);
  g_autofree char *found = tensor != NULL ? nn_shape_to_string (&tensor->shape) : NULL;

  if (tensor == NULL)
    g_set_error (error, NN_ERROR, NN_ERROR_FORMAT,
                 _("The file has no weights called %s: it belongs to another network."), spec->name);
  else if (!nn_shape_equal (&tensor->shape, &spec->shape))
    g_set_error (error, NN_ERROR, NN_ERROR_FORMAT,
                 _("The weights %s are %s in the file but %s in the network: it belongs to another network."),
                 spec->name, found, wanted);
  else
    return TRUE;
  return FALSE;
}

static gboolean
check_tensors (const NnGraph *graph, const NnTensors *tensors, GError **error)
{
  guint n_weights = 0;

  for (guint i = 0; i < nn_graph_n_weights (graph); i++)
    if (!check_weight (tensors, nn_graph_weight_spec (graph, i), error))
      return FALSE;
  for (guint i = 0; i < nn_tensors_n (tensors); i++)
    n_weights += !g_str_has_prefix (nn_tensors_at (tensors, i)->name, STATE_PREFIX) &&
                 !nn_tensor_is_tape (nn_tensors_at (tensors, i)->name);
  if (n_weights == nn_graph_n_weights (graph))
    return TRUE;

  g_set_error (error, NN_ERROR, NN_ERROR_FORMAT,
               _("The file has %u weights but the network %u: it belongs to another network."), n_weights,
               nn_graph_n_weights (graph));
  return FALSE;
}

/* 0 where there is none, or none that can be. */
static guint
read_count (const NnTensors *tensors, const char *name)
{
  const NnTensor *count = nn_tensors_find (tensors, name);

  return count != NULL && nn_shape_size (&count->shape) == 1 && count->data[0] >= 0 && count->data[0] <= MOST_STEPS ? count->data[0] : 0;
}

/* The state only helps: where the file has none, or one of another optimiser, it starts from zero. */
static void
load_state (NnTrainer *trainer, const NnTensors *tensors)
{
  const NnOptimiser *optimiser = nn_updater_optimiser (trainer->updater);
  gboolean all = TRUE;

  nn_updater_reset (trainer->updater);
  nn_updater_set_steps (trainer->updater, read_count (tensors, STATE_STEPS));
  nn_updater_set_n_gathered (trainer->updater, read_count (tensors, STATE_BATCHES));
  for (guint state = 0; state < count_states (trainer); state++)
    for (guint i = 0; i < nn_graph_n_weights (trainer->graph); i++)
      {
        const NnWeightSpec *spec = nn_graph_weight_spec (trainer->graph, i);
        g_autofree char *name = state_name (optimiser, state, spec);
        const NnTensor *tensor = nn_tensors_find (tensors, name);

        if (tensor != NULL && nn_shape_equal (&tensor->shape, &spec->shape))
          memcpy (state_floats (trainer, state, i), tensor->data, weight_bytes (trainer, i));
        else
          all = FALSE;
      }
  if (!all)
    nn_updater_set_n_gathered (trainer->updater, 0);
}

/* Examples of the epoch that the steps since its beginning have used; 0 where they do not add up with this batch
 * and data. */
static guint32
place_in_epoch (const NnTrainer *trainer, gint64 step, gint64 epoch)
{
  const gint64 n = trainer->batcher->n, batch = nn_program_batch (trainer->program);
  gint64 before, since, at;

  if (__builtin_mul_overflow (epoch, (n + batch - 1) / batch, &before) ||
      __builtin_sub_overflow (step, before, &since) || __builtin_mul_overflow (since, batch, &at))
    return 0;
  return at >= 0 && at < n ? at : 0;
}

gboolean
nn_trainer_load (NnTrainer *trainer, const NnTensors *tensors, gint64 step, gint64 epoch, GError **error)
{
  if (!check_tensors (trainer->graph, tensors, error))
    return FALSE;

  for (guint i = 0; i < nn_graph_n_weights (trainer->graph); i++)
    {
      const NnTensor *tensor = nn_tensors_find (tensors, nn_graph_weight_spec (trainer->graph, i)->name);

      memcpy (nn_weights_floats (trainer->weights, i), tensor->data, weight_bytes (trainer, i));
    }
  load_state (trainer, tensors);
  trainer->steps = CLAMP (step, 0, MOST_COUNTED);
  trainer->epoch = trainer->last_epoch = (NnTally) { 0 };
  trainer->epoch_ended = FALSE;
  nn_batcher_seek (trainer->batcher, CLAMP (epoch, 0, MOST_COUNTED), place_in_epoch (trainer, step, epoch));
  nn_trainer_enter_epoch (trainer);
  return TRUE;
}

/* ---- From another trainer ---- */

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

/* The same neurons with other features: those that both have keep their columns. */
static guint
find_columns (const NnGraph *graph, const NnWeightSpec *wanted)
{
  const guint i = nn_graph_find_weight (graph, wanted->layer, wanted->role);
  const NnWeightSpec *found = i != NN_NO_WEIGHT ? nn_graph_weight_spec (graph, i) : NULL;

  return found != NULL && (found->columns & wanted->columns) != 0 && found->shape.dim[0] == wanted->shape.dim[0]
    ? i : NN_NO_WEIGHT;
}

static void
copy_columns (float *to, const NnWeightSpec *wanted, const float *from, const NnWeightSpec *found)
{
  const gsize to_width = wanted->shape.dim[1], from_width = found->shape.dim[1];
  gsize at = 0, from_at = 0;

  for (guint feature = 1; feature <= MAX (wanted->columns, found->columns); feature <<= 1)
    {
      for (gint64 row = 0; row < wanted->shape.dim[0] && (wanted->columns & found->columns & feature) != 0; row++)
        to[row * to_width + at] = from[row * from_width + from_at];
      at += (wanted->columns & feature) != 0;
      from_at += (found->columns & feature) != 0;
    }
}

static void
adopt_weight (NnTrainer *trainer, guint to, const NnTrainer *other, guint from)
{
  const NnOptimiser *optimiser = nn_updater_optimiser (trainer->updater);

  memcpy (nn_weights_floats (trainer->weights, to), nn_weights_floats (other->weights, from),
          weight_bytes (trainer, to));
  if (optimiser != nn_updater_optimiser (other->updater))
    return;
  for (guint state = 0; state < nn_optimiser_n_states (optimiser); state++)
    memcpy (state_floats (trainer, state, to), state_floats (other, state, from), weight_bytes (trainer, to));
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
        memcpy (state_floats (trainer, gathered, i), state_floats (other, others, from), weight_bytes (trainer, i));
    }
}

static void
adopt_columns (NnTrainer *trainer, guint to, const NnTrainer *other, guint from)
{
  const NnWeightSpec *wanted = nn_graph_weight_spec (trainer->graph, to), *found = nn_graph_weight_spec (other->graph, from);
  const NnOptimiser *optimiser = nn_updater_optimiser (trainer->updater);

  copy_columns (nn_weights_floats (trainer->weights, to), wanted, nn_weights_floats (other->weights, from), found);
  if (optimiser != nn_updater_optimiser (other->updater))
    return;
  for (guint state = 0; state < nn_optimiser_n_states (optimiser); state++)
    copy_columns (state_floats (trainer, state, to), wanted, state_floats (other, state, from), found);
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
    memcpy (nn_weights_floats (trainer->weights, i), tensor->data, weight_bytes (trainer, i));
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

  for (guint i = 0; i < nn_graph_n_weights (trainer->graph); i++)
    {
      const NnWeightSpec *wanted = nn_graph_weight_spec (trainer->graph, i);
      const guint own = find_weight (other->graph, wanted), part = find_columns (other->graph, wanted);
      const guint whole = own != NN_NO_WEIGHT ? own : find_twin (trainer, other->graph, wanted);

      if (whole != NN_NO_WEIGHT)
        adopt_weight (trainer, i, other, whole);
      else if (part != NN_NO_WEIGHT)
        adopt_columns (trainer, i, other, part);
      else if (nn_graph_find_weight (other->graph, wanted->layer, wanted->role) == NN_NO_WEIGHT)
        take_brought (trainer, i);
      adopted += whole != NN_NO_WEIGHT || part != NN_NO_WEIGHT;
    }
  if (adopted > 0)
    {
      adopt_place (trainer, other);
      adopt_gathered (trainer, other);
    }
  return adopted;
}
