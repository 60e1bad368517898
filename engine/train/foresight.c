#include "foresight.h"

#include <string.h>

#include "denormals.h"
#include "trainer-private.h"

/* Blocks that a step changes: weights, the first slice's gradient, and the optimiser's states. */
#define BLOCKS (2 + NN_OPTIMISER_STATES)

typedef struct
{
  float *block[BLOCKS];    /* borrowed; NULL: not there */
  float *copy[BLOCKS];     /* owned */
  gsize n;                 /* numbers in each */
  gint64 steps;            /* the optimiser's */
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
  *before = (Before) { .block = { trainer->weights->data, trainer->gradients[0] }, .n = trainer->weights->n };
  before->steps = nn_updater_steps (trainer->updater);
  for (guint i = 0; i < NN_OPTIMISER_STATES; i++)
    before->block[2 + i] = nn_updater_state (trainer->updater, i);
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
  nn_updater_set_steps (trainer->updater, before->steps);
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

static void
step (NnTrainer *trainer, guint weight, gsize at, NnForesight *foresight)
{
  const float *weights = trainer->weights->data;
  const guint rows = MIN (nn_program_batch (trainer->program), trainer->batcher->n - trainer->batcher->at);
  const guint active = nn_program_active (trainer->program, rows);
  const guint64 denormals = nn_denormals_flush ();

  foresight->penalty = penalty (trainer, weight, weights[at]);
  foresight->examples = rows;
  foresight->rate = nn_trainer_rate (trainer) * nn_graph_weight_spec (trainer->graph, weight)->rate;
  foresight->tuning = &trainer->tuning;
  read_states (trainer, at, foresight->state);

  nn_trainer_run_batch (trainer, rows);
  foresight->gradient = add_slices (trainer, active, at);
  nn_updater_step (trainer->updater, trainer->pool, trainer->gradients, active, nn_trainer_rate (trainer));
  nn_denormals_restore (denormals);

  foresight->seen = trainer->gradients[0][at];
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
  if (!remember (trainer, &before))
    return FALSE;
  step (trainer, weight, trainer->weights->place[weight].first + index, foresight);
  take_back (trainer, &before);
  forget (&before);
  return TRUE;
}
