/**
 * VtMean:
 *
 * The training's loss and accuracy as they are told: the mean over the last epoch, and at first over the later half of what was
 * trained, so that it is of the network nearly as it is. Weighted by examples. A plain value that goes along the points of a curve.
 */
#pragma once

#include "worker.h"

G_BEGIN_DECLS

typedef struct
{
  guint first, window;   /* points: where it began, and from where on they are in the sums */
  double loss_sum, accuracy_sum, examples;
  NnTurnTally turn[NN_N_TURNS];   /* of two networks in turn, each one's */
} VtMean;

/* The next point; the first is 0, for a mean that is all zeros. It begins anew where the network was changed by hand, and after a loss
 * that is no number: one NaN must not stay in the sums for ever. FALSE: the point was of no training, or no number. */
gboolean vt_mean_take (VtMean *mean, const NnPoint *points, guint i);

static inline gboolean
vt_mean_is_known (const VtMean *mean)
{
  return mean->examples > 0;
}

static inline double
vt_mean_loss (const VtMean *mean)
{
  return mean->loss_sum / mean->examples;
}

static inline double
vt_mean_accuracy (const VtMean *mean)
{
  return mean->accuracy_sum / mean->examples;
}

G_END_DECLS
