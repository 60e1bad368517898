/* The inner loops of convolution, over pictures laid out by picture.h: for one example, sums over channels and taps at many
 * places, and the gradient of the weights, sums over places. */
#pragma once

#include <glib.h>

/* Weights as these loops read and write them: by column block of the target, then channel, then tap, the block's numbers
 * side by side. The columns fill blocks two vectors wide, and a last one of one or two. */
gsize nn_taps_width  (gsize columns, gsize first);   /* of the block that begins at column `first` */
gsize nn_taps_padded (gsize columns);                /* all blocks together */

#define NN_TAPS_FLAT 8
#define NN_TAPS_BEYOND 32   /* numbers behind the last place of a flat row that are read, though they count for nothing */

/* Whether rows of so many places, of so many columns, go faster flat: places fill the vectors there, else columns do. */
gboolean nn_taps_prefer_flat (gsize places, gsize columns);

/* target[place, column] = start[column] + Σ source[place under tap, channel] weight[channel, tap, column], then ReLU. */
typedef struct
{
  gboolean flat;           /* the picture is: weights are [channel][tap][column], columns NN_TAPS_FLAT at most */
  const float *source;
  gsize source_block;      /* from block to block of channels */
  gsize channels;
  const gint32 *offset;    /* by channel of a block and tap: from a place to the number under the tap; flat: by tap */
  gsize taps;
  gsize down;              /* source: from a row of places to the next; places in a row lie a dot apart */
  const float *weight;
  float *target;
  gsize target_row, target_dot;   /* from row to row and place to place */
  gsize places[2];
  gsize columns;
  const float *start;      /* NULL: 0 */
  gboolean relu;
} NnTapSum;

/* weight[channel, tap, column] += Σ source[place under tap, channel] other[place, column]: other is laid out too. */
typedef struct
{
  const float *source;
  gsize source_block;
  gsize channels;
  const gint32 *offset;
  gsize taps;
  gsize down;
  const float *other;
  gsize other_block, other_row;
  gsize places[2];
  gsize columns;
  float *weight;
} NnTapWeigh;

void nn_taps_sum   (const NnTapSum *sum);
void nn_taps_weigh (const NnTapWeigh *weigh);
