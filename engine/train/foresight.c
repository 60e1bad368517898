#include "foresight.h"

#include <string.h>

#include "denormals.h"
#include "trainer-private.h"

/* Blocks that a step changes: weights, the first slice's gradient, what is gathered of several batches, and the optimiser's
 * states. */
#define BLOCKS (3 + NN_OPTIMISER_STATES)

typedef struct
{
  float *block[BLOCKS];    /* borrowed; NULL: not there */
  float *copy[BLOCKS];     /* owned */
  gsize n;                 /* numbers in each */
  gint64 updates;          /* the optimiser's steps */
  gint64 steps, epoch;     /* of training */
  guint32 at;
  guint n_gathered;
} Before;

static void
forget (Before *before)
{
  for (guint i = 0; i < BLOCKS; i++)
    nn_big_free (before->copy[i]);
}

static gboolean
remember (const NnTrainer *trainer, Before *before)
{
  *before = (Before) {
    .block = { trainer->weights->data, trainer->gradients[0], nn_updater_gathered (trainer->updater) },
    .n = trainer->weights->n,
    .updates = nn_updater_steps (trainer->updater),
    .steps = trainer->steps,
    .epoch = trainer->batcher->epoch,
    .at = trainer->batcher->at,
    .n_gathered = nn_updater_n_gathered (trainer->updater),
  };
  for (guint i = 0; i < NN_OPTIMISER_STATES; i++)
    before->block[3 + i] = nn_updater_state (trainer->updater, i);
  for (guint i = 0; i < BLOCKS; i++)
    {
      if (before->block[i] == NULL)
        continue;
      if ((before->copy[i] = nn_weights_block (trainer->weights)) == NULL)
        {
          forget (before);
          return FALSE;
        }
      memcpy (before->copy[i], before->block[i], before->n * sizeof (float));
    }
  return TRUE;
}

static void
take_back (NnTrainer *trainer, Before *before)
{
  for (guint i = 0; i < BLOCKS; i++)
    if (before->block[i] != NULL)
      memcpy (before->block[i], before->copy[i], before->n * sizeof (float));
  nn_updater_set_steps (trainer->updater, before->updates);
  nn_updater_set_n_gathered (trainer->updater, before->n_gathered);
  trainer->steps = before->steps;
  if (trainer->batcher->epoch == before->epoch && trainer->batcher->at == before->at)
    return;
  nn_batcher_seek (trainer->batcher, before->epoch, before->at);
  nn_trainer_enter_epoch (trainer);
}

static void
read_states (const NnTrainer *trainer, gsize at, float state[NN_OPTIMISER_STATES])
{
  for (guint i = 0; i < NN_OPTIMISER_STATES; i++)
    {
      const float *numbers = nn_updater_state (trainer->updater, i);

      state[i] = numbers != NULL ? numbers[at] : 0;
    }
}

/* The slices' parts, in the order in which the updater adds them. */
static float
add_slices (const NnTrainer *trainer, guint active, gsize at)
{
  float sum = 0;

  for (guint slice = 0; slice < active; slice++)
    sum += trainer->gradients[slice][at];
  return sum;
}

static float
penalty (const NnTrainer *trainer, guint weight, float value)
{
  if (!nn_graph_weight_spec (trainer->graph, weight)->decays)
    return 0;
  return trainer->tuning.l2 * value + trainer->tuning.l1 * ((value > 0) - (value < 0));
}

/* The next batch. TRUE: with it the weights changed, at this rate. Its gradient is added to `sum`. */
static gboolean
take_batch (NnTrainer *trainer, gsize at, float *sum, guint *examples, double *rate)
{
  const guint rows = MIN (nn_program_batch (trainer->program), trainer->batcher->n - trainer->batcher->at);
  const guint active = nn_program_active (trainer->program, rows);
  gboolean changed;

  *rate = nn_trainer_rate (trainer);
  *examples += rows;
  nn_trainer_run_batch (trainer, rows);
  *sum += add_slices (trainer, active, at);
  changed = nn_updater_gather (trainer->updater, trainer->pool, trainer->gradients, active, *rate);
  if (changed)
    return TRUE;
  trainer->steps++;
  if (nn_batcher_move (trainer->batcher, rows))
    nn_trainer_enter_epoch (trainer);
  return FALSE;
}

static void
step (NnTrainer *trainer, guint weight, gsize at, NnForesight *foresight)
{
  const float *weights = trainer->weights->data, *gathered = nn_updater_gathered (trainer->updater);
  const guint done = nn_updater_n_gathered (trainer->updater);
  const guint64 denormals = nn_denormals_flush ();
  float sum = done > 0 ? gathered[at] : 0;
  double rate;

  foresight->penalty = penalty (trainer, weight, weights[at]);
  foresight->batches = gathered != NULL ? trainer->tuning.accumulate : 1;
  foresight->to_come = foresight->batches - done;
  foresight->tuning = &trainer->tuning;
  read_states (trainer, at, foresight->state);

  while (!take_batch (trainer, at, &sum, &foresight->examples, &rate))
    ;
  nn_denormals_restore (denormals);

  foresight->rate = rate * nn_graph_weight_spec (trainer->graph, weight)->rate;
  foresight->gradient = gathered != NULL ? sum * (1.0f / trainer->tuning.accumulate) : sum;
  foresight->seen = gathered != NULL ? gathered[at] : trainer->gradients[0][at];
  foresight->next = weights[at];
  foresight->count = nn_updater_steps (trainer->updater);
  read_states (trainer, at, foresight->next_state);
}

gboolean
nn_trainer_foresee (NnTrainer *trainer, guint weight, gsize index, NnForesight *foresight)
{
  Before before;

  if (weight >= nn_graph_n_weights (trainer->graph) || index >= trainer->weights->place[weight].size)
    return FALSE;
  *foresight = (NnForesight) { .stays = !nn_graph_weight_spec (trainer->graph, weight)->trained };
  foresight->weight = foresight->next = ((float *) trainer->weights->data)[trainer->weights->place[weight].first + index];
  if (foresight->stays)
    return TRUE;
  nn_trainer_sync (trainer);
  if (!remember (trainer, &before))
    return FALSE;
  step (trainer, weight, trainer->weights->place[weight].first + index, foresight);
  take_back (trainer, &before);
  forget (&before);
  return TRUE;
}
