#include "moment.h"

#include <string.h>

#include "errors.h"
#include "text.h"
#include "trainer-private.h"

/* A tally as files have it; how many answers were asked for came later, and stands at the end. */
typedef struct
{
  double loss;
  guint64 right, n;
} Count;

typedef struct
{
  double loss;
  guint64 n;
} TurnCount;

/* All of a moment that is no block of numbers. */
typedef struct
{
  guint64 seed;
  gint64 steps, epoch, optimiser_steps;
  guint64 at, n;               /* examples of the epoch already used, and how many it has */
  gint64 epoch_ended;
  Count tally, last_epoch;     /* of this epoch so far, of the last whole one */
  guint64 gathered;            /* batches whose gradients wait for the next nudge */
  guint64 asked, last_asked;   /* of the tallies */
  TurnCount turns[NN_N_TURNS], last_turns[NN_N_TURNS];   /* of the tallies */
} Place;

struct _NnMoment
{
  gatomicrefcount refs;
  NnGraph *graph;              /* owned reference */
  const NnOptimiser *optimiser;
  gsize n;                     /* numbers in a block: all weights, as NnWeights lays them out */
  float *numbers;              /* n weights, n of each of the optimiser's states and, if any wait, of gradients; owned */
  Place place;
};

/* In files a place is one tensor of floats, which hold 16 bits each without loss. */
#define WORDS (sizeof (Place) / sizeof (guint64))
#define PARTS (sizeof (guint64) / sizeof (guint16))
#define PLACE "place"

/* Files from before each of two networks' losses were counted do not have them; older ones do not say how many answers were asked for, and
 * still older ones not how many gradients were gathered. */
#define OLDEST_WORDS (offsetof (Place, gathered) / sizeof (guint64))
#define OLD_WORDS (offsetof (Place, asked) / sizeof (guint64))
#define LATER_WORDS (offsetof (Place, turns) / sizeof (guint64))

G_STATIC_ASSERT (sizeof (Place) == 24 * sizeof (guint64));

static Count
get_count (const NnTally *tally)
{
  return (Count) { .loss = tally->loss, .right = tally->right, .n = tally->n };
}

static NnTally
get_tally (const Count *count, guint64 asked, const TurnCount *turns)
{
  NnTally tally = { .loss = count->loss, .right = count->right, .asked = asked, .n = count->n };

  for (guint i = 0; i < NN_N_TURNS; i++)
    tally.turn[i] = (NnTurnTally) { turns[i].loss, turns[i].n };
  return tally;
}

static void
get_turns (const NnTally *tally, TurnCount *turns)
{
  for (guint i = 0; i < NN_N_TURNS; i++)
    turns[i] = (TurnCount) { tally->turn[i].loss, tally->turn[i].n };
}

static Place
get_place (const NnTrainer *trainer)
{
  Place place = {
    .seed = trainer->seed,
    .steps = trainer->steps,
    .epoch = trainer->batcher->epoch,
    .optimiser_steps = nn_updater_steps (trainer->updater),
    .at = trainer->batcher->at,
    .n = trainer->batcher->n,
    .epoch_ended = trainer->epoch_ended,
    .tally = get_count (&trainer->epoch),
    .last_epoch = get_count (&trainer->last_epoch),
    .gathered = nn_updater_n_gathered (trainer->updater),
    .asked = trainer->epoch.asked,
    .last_asked = trainer->last_epoch.asked,
  };

  get_turns (&trainer->epoch, place.turns);
  get_turns (&trainer->last_epoch, place.last_turns);
  return place;
}

static void
go_to_place (NnTrainer *trainer, const Place *place)
{
  if (trainer->seed != place->seed)
    nn_trainer_set_seed (trainer, place->seed);
  trainer->steps = place->steps;
  trainer->epoch_ended = place->epoch_ended;
  nn_batcher_seek (trainer->batcher, place->epoch, place->n == trainer->batcher->n ? place->at : 0);
  trainer->epoch = get_tally (&place->tally, place->asked, place->turns);
  trainer->last_epoch = get_tally (&place->last_epoch, place->last_asked, place->last_turns);
  nn_trainer_enter_epoch (trainer);
}

static guint
count_blocks (const NnOptimiser *optimiser, const Place *place)
{
  return 1 + nn_optimiser_n_states (optimiser) + (place->gathered > 0);
}

static NnMoment *
moment_new (const NnTrainer *trainer, const Place *place)
{
  const NnOptimiser *optimiser = nn_updater_optimiser (trainer->updater);
  const gsize blocks = count_blocks (optimiser, place);
  float *numbers = g_try_malloc0_n (trainer->weights->n * blocks, sizeof *numbers);
  NnMoment *moment;

  if (numbers == NULL && trainer->weights->n > 0)
    return NULL;
  moment = g_new0 (NnMoment, 1);
  g_atomic_ref_count_init (&moment->refs);
  moment->graph = nn_graph_ref (trainer->graph);
  moment->optimiser = optimiser;
  moment->n = trainer->weights->n;
  moment->numbers = numbers;
  moment->place = *place;
  return moment;
}

/* Where the trainer has the numbers of a moment's block. NULL: it has no such block. */
static float *
find_block (const NnMoment *moment, const NnTrainer *trainer, guint block)
{
  if (block == 0)
    return trainer->weights->data;
  if (block > nn_optimiser_n_states (moment->optimiser))
    return nn_updater_gathered (trainer->updater);
  return moment->optimiser == nn_updater_optimiser (trainer->updater) ? nn_updater_state (trainer->updater, block - 1) : NULL;
}

NnMoment *
nn_moment_take (const NnTrainer *trainer)
{
  const Place place = get_place (trainer);
  NnMoment *moment = moment_new (trainer, &place);

  if (moment == NULL)
    return NULL;
  nn_trainer_sync ((NnTrainer *) trainer);   /* it is the same trainer, with its numbers here */
  for (guint block = 0; block < count_blocks (moment->optimiser, &place); block++)
    memcpy (moment->numbers + block * moment->n, find_block (moment, trainer, block), moment->n * sizeof (float));
  return moment;
}

NnMoment *
nn_moment_ref (NnMoment *moment)
{
  g_atomic_ref_count_inc (&moment->refs);
  return moment;
}

void
nn_moment_unref (NnMoment *moment)
{
  if (moment == NULL || !g_atomic_ref_count_dec (&moment->refs))
    return;
  nn_graph_unref (moment->graph);
  g_free (moment->numbers);
  g_free (moment);
}

static gboolean
same_weights (const NnGraph *a, const NnGraph *b)
{
  if (nn_graph_n_weights (a) != nn_graph_n_weights (b))
    return FALSE;
  for (guint i = 0; i < nn_graph_n_weights (a); i++)
    if (!nn_weight_spec_same (nn_graph_weight_spec (a, i), nn_graph_weight_spec (b, i)))
      return FALSE;
  return TRUE;
}

gboolean
nn_moment_fits (const NnMoment *moment, const NnTrainer *trainer)
{
  return same_weights (trainer->graph, moment->graph);
}

gboolean
nn_trainer_recall (NnTrainer *trainer, const NnMoment *moment)
{
  if (!nn_moment_fits (moment, trainer))
    return FALSE;

  nn_trainer_touch (trainer);
  nn_updater_reset (trainer->updater);
  for (guint block = 0; block < count_blocks (moment->optimiser, &moment->place); block++)
    {
      float *numbers = find_block (moment, trainer, block);

      if (numbers != NULL)
        memcpy (numbers, moment->numbers + block * moment->n, moment->n * sizeof (float));
    }
  if (moment->optimiser == nn_updater_optimiser (trainer->updater))
    nn_updater_set_steps (trainer->updater, moment->place.optimiser_steps);
  nn_updater_set_n_gathered (trainer->updater, moment->place.gathered);
  memset (trainer->gradients[0], 0, moment->n * sizeof (float));   /* they were of another moment's step */
  go_to_place (trainer, &moment->place);
  return TRUE;
}

gint64
nn_moment_step (const NnMoment *moment)
{
  return moment->place.steps;
}

gsize
nn_moment_bytes (const NnMoment *moment)
{
  return sizeof *moment + moment->n * count_blocks (moment->optimiser, &moment->place) * sizeof (float);
}

/* ---- Files ---- */

static char *
block_name (const NnMoment *moment, const char *prefix, guint block, const NnWeightSpec *spec)
{
  if (block == 0)
    return g_strdup_printf ("%s%s", prefix, spec->name);
  if (block > nn_optimiser_n_states (moment->optimiser))
    return g_strdup_printf ("%s" NN_TENSOR_GATHERED ".%s", prefix, spec->name);
  return g_strdup_printf ("%s" NN_TENSOR_STATE ".%s.%s", prefix, moment->optimiser->states[block - 1], spec->name);
}

/* A weight's numbers begin on a cache line, as in NnWeights. */
static float *
block_numbers (const NnMoment *moment, const NnTrainer *trainer, guint block, guint weight)
{
  return moment->numbers + block * moment->n + trainer->weights->place[weight].first;
}

static void
save_place (const Place *place, const char *prefix, NnTensors *tensors)
{
  g_autofree char *name = g_strconcat (prefix, PLACE, NULL);
  float *out = nn_tensors_add (tensors, name, &NN_SHAPE (WORDS * PARTS));
  guint16 parts[WORDS * PARTS];

  memcpy (parts, place, sizeof parts);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    out[i] = parts[i];
}

void
nn_moment_save (const NnMoment *moment, const NnTrainer *trainer, const char *prefix, NnTensors *tensors)
{
  save_place (&moment->place, prefix, tensors);
  for (guint block = 0; block < count_blocks (moment->optimiser, &moment->place); block++)
    for (guint i = 0; i < nn_graph_n_weights (moment->graph); i++)
      {
        const NnWeightSpec *spec = nn_graph_weight_spec (moment->graph, i);
        g_autofree char *name = block_name (moment, prefix, block, spec);

        memcpy (nn_tensors_add (tensors, name, &spec->shape), block_numbers (moment, trainer, block, i),
                nn_shape_size (&spec->shape) * sizeof (float));
      }
}

static gboolean
refuse (const char *name, GError **error)
{
  g_set_error (error, NN_ERROR, NN_ERROR_FORMAT, _("The tape's %s is damaged or belongs to another network."), name);
  return FALSE;
}

/* What can be divided by, sought or counted on from there. */
static gboolean
is_sound (const Place *place)
{
  const gint64 most = G_GINT64_CONSTANT (1) << 53;

  return place->steps >= 0 && place->steps <= most && place->epoch >= 0 && place->epoch <= most &&
         place->optimiser_steps >= 0 && place->optimiser_steps <= most && place->at < place->n &&
         place->n <= G_MAXUINT32 && place->gathered <= G_MAXUINT32;
}

/* A file of any age. */
static gboolean
is_place (const NnTensor *tensor)
{
  static const gint64 words[] = { WORDS, LATER_WORDS, OLD_WORDS, OLDEST_WORDS };

  for (guint i = 0; tensor != NULL && i < G_N_ELEMENTS (words); i++)
    if (nn_shape_equal (&tensor->shape, &NN_SHAPE (words[i] * PARTS)))
      return TRUE;
  return FALSE;
}

static gboolean
load_place (Place *place, const char *prefix, const NnTensors *tensors, GError **error)
{
  g_autofree char *name = g_strconcat (prefix, PLACE, NULL);
  const NnTensor *tensor = nn_tensors_find (tensors, name);
  guint16 parts[WORDS * PARTS] = { 0 };

  if (!is_place (tensor))
    return refuse (name, error);
  for (gint64 i = 0; i < tensor->shape.dim[0]; i++)
    {
      if (!(tensor->data[i] >= 0 && tensor->data[i] <= G_MAXUINT16))
        return refuse (name, error);
      parts[i] = tensor->data[i];
    }
  memcpy (place, parts, sizeof parts);
  if (place->asked == 0)   /* then right ones are counted anew as well */
    place->tally.right = 0;
  if (place->last_asked == 0)
    place->last_epoch.right = 0;
  return is_sound (place) || refuse (name, error);
}

/* The optimiser's state only helps: where the file has none it starts from zero. */
static gboolean
load_block (const NnMoment *moment, const NnTrainer *trainer, guint block, guint weight, const char *prefix,
            const NnTensors *tensors, GError **error)
{
  const NnWeightSpec *spec = nn_graph_weight_spec (moment->graph, weight);
  g_autofree char *name = block_name (moment, prefix, block, spec);
  const NnTensor *tensor = nn_tensors_find (tensors, name);

  if (tensor != NULL && nn_shape_equal (&tensor->shape, &spec->shape))
    memcpy (block_numbers (moment, trainer, block, weight), tensor->data, nn_shape_size (&spec->shape) * sizeof (float));
  else if (block == 0 || block > nn_optimiser_n_states (moment->optimiser))
    return refuse (name, error);
  return TRUE;
}

NnMoment *
nn_moment_load (const NnTrainer *trainer, const char *prefix, const NnTensors *tensors, GError **error)
{
  g_autoptr (NnMoment) moment = NULL;
  Place place;

  if (!load_place (&place, prefix, tensors, error))
    return NULL;
  if ((moment = moment_new (trainer, &place)) == NULL)
    {
      g_set_error_literal (error, NN_ERROR, NN_ERROR_MEMORY, _("There is not enough memory for the tape."));
      return NULL;
    }
  for (guint block = 0; block < count_blocks (moment->optimiser, &place); block++)
    for (guint i = 0; i < nn_graph_n_weights (moment->graph); i++)
      if (!load_block (moment, trainer, block, i, prefix, tensors, error))
        return NULL;
  return g_steal_pointer (&moment);
}
