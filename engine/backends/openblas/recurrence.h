/* What the recurrent kernels share: the weight between states packed once a run, so that a step multiplies straight from
 * it and bends the sums while they are at hand; and the way back, whose weight gradient is one product over all steps. */
#pragma once

#include "recurrent.h"

#include "fast-math.h"
#include "vectors.h"

#define NN_RECURRENCE_TALL 8      /* the most rows of a tile */
#define NN_RECURRENCE_GATES 4     /* the most gates */

/* What is not there: a masked vector would take hundreds of cycles to be loaded from NULL. */
static const float nn_recurrence_zeros[16];

/* weight_hh and bias_hh in blocks of `lanes` numbers of the state: [block][gate][size][lanes] and [block][gate][lanes],
 * the last block filled up with 0. */
typedef struct
{
  NnRecurrence on;
  gsize lanes, blocks;
  float *weight, *bias;
  const float *first;    /* h before the first step, [rows][size]; NULL: 0 */
  float *h;              /* out[0] */
} NnPacked;

NnPacked nn_recurrence_pack    (const NnStep *step, const NnRun *run, gsize lanes);
gsize    nn_recurrence_scratch (const NnStep *step, guint rows, gboolean backward);

/* The state before the s-th step; NULL: 0. */
static inline const float *
nn_recurrence_before (const NnRecurrence *on, const float *first, const float *h, gsize row, gsize s)
{
  if (s > 0)
    return h + nn_recurrent_at (on, row, s - 1) * on->size;
  return first != NULL ? first + row * on->size : NULL;
}

/* ---- The way back ---- */

/* Blocks of [rows][size]: d_h is what came back through the sums of the step after, direct what passed by them, d_c the
 * cells'; they begin with 0. d_x and d_hidden are [rows][steps][gates · size], the same where the op has no use for two. */
typedef struct
{
  NnRecurrence on;
  const NnStep *step;
  float *d_h, *direct, *d_c;
  float *d_x, *d_hidden;
  float *before;         /* [rows][steps][size]: each step's state before */
  const float *zeros;    /* [size] */
} NnBack;

typedef void (*NnBackCell) (const NnBack *back, gsize s);   /* of all rows: fills d_x and d_hidden of the step, and direct and d_c for the one before */

void nn_recurrence_back (const NnStep *step, const NnRun *run, NnBackCell cell, gboolean two);
