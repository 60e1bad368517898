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

gsize
nn_trainer_weight_bytes (const NnTrainer *trainer, guint i)
{
  return trainer->weights->place[i].size * sizeof (float);
}

float *
nn_trainer_state_floats (const NnTrainer *trainer, guint state, guint i)
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

        save_block (tensors, name, &spec->shape, nn_trainer_state_floats (trainer, state, i));
      }
}

NnTensors *
nn_trainer_save (NnTrainer *trainer, gboolean state)
{
  NnTensors *tensors = nn_tensors_new ();

  nn_trainer_sync (trainer);
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
          memcpy (nn_trainer_state_floats (trainer, state, i), tensor->data, nn_trainer_weight_bytes (trainer, i));
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

  nn_trainer_touch (trainer);
  for (guint i = 0; i < nn_graph_n_weights (trainer->graph); i++)
    {
      const NnTensor *tensor = nn_tensors_find (tensors, nn_graph_weight_spec (trainer->graph, i)->name);

      memcpy (nn_weights_floats (trainer->weights, i), tensor->data, nn_trainer_weight_bytes (trainer, i));
    }
  load_state (trainer, tensors);
  trainer->steps = CLAMP (step, 0, MOST_COUNTED);
  trainer->epoch = trainer->last_epoch = (NnTally) { 0 };
  trainer->epoch_ended = FALSE;
  nn_batcher_seek (trainer->batcher, CLAMP (epoch, 0, MOST_COUNTED), place_in_epoch (trainer, step, epoch));
  nn_trainer_enter_epoch (trainer);
  return TRUE;
}
