/**
 * NnTally, answers:
 *
 * Losses and right answers counted up in doubles, always in the examples' order, so that the same run gives the same
 * bits.
 */
#pragma once

#include "graph.h"

G_BEGIN_DECLS

typedef struct
{
  double loss;             /* sum over the examples */
  gsize right;             /* answers that were; of a sequence each step gives one */
  gsize asked;             /* answers that were asked for */
  gsize n;                 /* examples */
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

G_END_DECLS
