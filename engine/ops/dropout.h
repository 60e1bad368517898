/* Which numbers a dropout drops: the same in every back end, whoever computes which slice of the batch. Each number
 * is named by the run's seed and step, the operation's stream, the example's index in the batch and its own place in
 * it. */
#pragma once

#include "op.h"

G_BEGIN_DECLS

#define NN_DROPOUT_BLOCK 4   /* numbers that share one draw of random words */

typedef struct
{
  guint64 seed;         /* of nn_philox () … */
  guint64 stream;
  guint64 blocks;       /* … whose counter is example × blocks + block */
  guint32 threshold;    /* a number is dropped when its word is below */
  double scale;         /* what is kept is multiplied by this */
} NnDropout;

NnDropout nn_dropout (const NnStep *step, const NnRun *run);

G_END_DECLS
