/**
 * NnForesight:
 *
 * What the next nudge will do to one number of a weight, found by taking the steps to it and taking them back: the very numbers
 * that training will use, until weights, recipe or data change. Where gradients of several batches are gathered, it is the nudge
 * that they make together.
 */
#pragma once

#include "optimiser.h"
#include "trainer.h"

G_BEGIN_DECLS

typedef struct
{
  float weight, next;            /* before and after */
  gboolean stays;                /* it is frozen, or no parameter: the step leaves it as it is, and the rest means nothing */
  float gradient;                /* of the loss, mean over the examples of the step */
  float penalty;                 /* what L1 and L2 add to it */
  float seen;                    /* what the optimiser gets: both together, clipped */
  double rate;                   /* the layer's factor included */
  gint64 count;                  /* which step it is for the optimiser, from 1 */
  /* what the optimiser remembers of it, in the order of its row */
  float state[NN_OPTIMISER_STATES], next_state[NN_OPTIMISER_STATES];
  guint examples;                /* in the batches to come that the gradient is of */
  guint batches, to_come;        /* that the gradient is the mean over, and how many of them have not been taken yet */
  const NnTuning *tuning;        /* the trainer's */
} NnForesight;

/* FALSE: there is no such number, or no memory to take the step back. The trainer is then, and after, as it was before. */
gboolean nn_trainer_foresee (NnTrainer *trainer, guint weight, gsize index, NnForesight *foresight);

G_END_DECLS
