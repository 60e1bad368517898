/* What batch and group norm share: the places of their operands, and their shape rule. */
#pragma once

#include "op.h"

G_BEGIN_DECLS

/* Channels are the last axis; `places` are all numbers of a row before it. */
typedef struct
{
  gsize channels;
  gsize places;
} NnChannels;

NnChannels nn_channels (const NnOperand *operand);

/* in[0] has channels; the operands from 1 to n_in − 1 have a number for each. */
gboolean nn_norm_shape (const NnShape *in, guint n_in, GError **error);

/* ---- Batch norm ---- */

/* arg: epsilon, momentum. in: x, scale, shift, running mean, running variance. Scale and shift may be missing. */
enum
{
  NN_NORM_X,
  NN_NORM_SCALE,
  NN_NORM_SHIFT,
  NN_NORM_RUNNING_MEAN,
  NN_NORM_RUNNING_VARIANCE,
};

/* out, besides y: what this slice found, [1 + 2 channels]: how many numbers a channel has here, their means, and the sums
 * of their squared distances from them; what the channels are normalised by, [2 channels]: means and 1 / deviations; and
 * this slice's part of the gradient, [2 channels]: Σ dy and Σ dy x̂. */
enum
{
  NN_NORM_Y,
  NN_NORM_FOUND,
  NN_NORM_USED,
  NN_NORM_SLOPES,
};

G_END_DECLS
