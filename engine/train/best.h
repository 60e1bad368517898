/**
 * NnBest:
 *
 * The moment of a training with the lowest loss so far, kept to go back to when it ends. Validation counts where there is any,
 * else training.
 *
 * Thread-safety: one thread at a time.
 */
#pragma once

#include "moment.h"
#include "stopping.h"

G_BEGIN_DECLS

typedef struct
{
  NnMoment *moment;        /* owned; NULL: none yet */
  NnStoppingScore score;   /* its */
  NnSample training;       /* nn_trainer_last_epoch() then */
} NnBest;

void     nn_best_clear (NnBest *best);
void     nn_best_offer (NnBest *best, const NnTrainer *trainer, const NnStoppingScore *score);   /* the trainer as it is, which has this score */
gboolean nn_best_is_past (const NnBest *best, const NnTrainer *trainer);   /* there is one, and training has gone on since */
char    *nn_best_say   (const NnBest *best);                         /* (transfer full) the sentence that tells of going back to it */

G_END_DECLS
