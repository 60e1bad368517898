/**
 * NnTally, answers:
 *
 * Losses and right answers counted up in doubles, always in the examples' order, so that the same run gives the same
 * bits.
 */
#pragma once

#include "graph.h"

G_BEGIN_DECLS

/* Of two networks in turn, whose: each has a loss of its own. */
typedef enum
{
  NN_TURN_JUDGE,
  NN_TURN_MAKER,
  NN_N_TURNS,
} NnTurn;

typedef struct
{
  double loss;             /* sum over the examples */
  gsize n;                 /* examples */
} NnTurnTally;

typedef struct
{
  double loss;             /* sum over the examples */
  gsize right;             /* answers that were; of a sequence each step gives one */
  gsize asked;             /* answers that were asked for */
  gsize n;                 /* examples */
  NnTurnTally turn[NN_N_TURNS];   /* of those, by turn; zeros where there is one network */
} NnTally;

/* The class that raw numbers stand for: of one number its sign (0: negative), of several the largest. */
guint  nn_answer        (const float *raw, gsize size);

/* The class that an encoded target stands for; not for NN_ENCODE_VALUES. */
guint  nn_truth         (NnEncoding encoding, const float *target, gsize size);

/* Over n rows, one after the other. */
double nn_sum_losses    (const float *loss, guint n);
gsize  nn_count_right   (NnEncoding encoding, const float *raw, gsize raw_size, const float *target, gsize target_size,
                         gsize n);

void   nn_tally_add     (NnTally *tally, const NnTally *more);
void   nn_tally_take    (NnTally *tally, NnTurn turn);              /* all of it was of this turn */

G_END_DECLS
