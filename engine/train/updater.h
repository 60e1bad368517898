/**
 * NnUpdater:
 *
 * The second half of a training step: adds the slices' gradients up, adds the penalties, clips, and lets the optimiser
 * change the weights; each number is touched once, while it is in the cache. The parts that threads take are cut along
 * fixed chunks, so that their number changes no bit.
 *
 * Thread-safety: one thread at a time; the pool helps inside.
 */
#pragma once

#include "optimiser.h"
#include "pool.h"
#include "weights.h"

G_BEGIN_DECLS

typedef struct _NnUpdater NnUpdater;

/* Borrows the weights. NN_ERROR_MEMORY. (transfer full) */
NnUpdater *nn_updater_new   (NnWeights *weights, const NnTuning *tuning, GError **error);
void       nn_updater_free  (NnUpdater *updater);
void       nn_updater_reset (NnUpdater *updater);                   /* states to zero, step count to zero */

/* Another optimiser starts from zero states; other numbers apply at once. NN_ERROR_MEMORY: nothing changed. */
gboolean   nn_updater_tune  (NnUpdater *updater, const NnTuning *tuning, GError **error);

/* gradient[0 … n - 1] are blocks of the weights' layout; their sum, as the optimiser saw it (penalties in,
 * clipped), is left in the first. */
void       nn_updater_step  (NnUpdater *updater, NnPool *pool, float *const *gradient, guint n, double rate);

/* A step of which these are one batch's gradients of tuning.accumulate: they are added to the others', and the weights
 * change when all are in. TRUE: they did. Their sum is left in the first. */
gboolean   nn_updater_gather (NnUpdater *updater, NnPool *pool, float *const *gradient, guint n, double rate);

/* Of two networks in turn (nn_graph_takes_turns()): whether the next nudge is the maker's, as the tuning says; the other's weights stay
 * then, and their gradients count as 0. FALSE: it is the judge's, or there is one network. */
gboolean   nn_updater_forges (const NnUpdater *updater);

/* What resuming needs. */
const NnOptimiser *nn_updater_optimiser (const NnUpdater *updater);
float     *nn_updater_state (const NnUpdater *updater, guint state);   /* a block of the weights' layout */
gint64     nn_updater_steps (const NnUpdater *updater);                /* since the states were zero */
void       nn_updater_set_steps (NnUpdater *updater, gint64 steps);

/* Batches whose gradients wait for the others', and the sum of them: a block of the weights' layout, NULL where each batch
 * is a step. What could not wait any longer with this tuning is dropped. */
guint      nn_updater_n_gathered (const NnUpdater *updater);
float     *nn_updater_gathered (const NnUpdater *updater);
void       nn_updater_set_n_gathered (NnUpdater *updater, guint n);

/* For steps that run elsewhere and do the same: numbers side by side that are trained alike, or that penalties act on. */
typedef struct
{
  gsize first, end;
  guint pace;              /* whose coefficients apply … */
  gboolean rests;          /* … unless it is the other network's turn: their gradients count as 0 */
} NnStretch;

guint            nn_updater_n_paces  (const NnUpdater *updater);
void             nn_updater_prepare  (NnUpdater *updater, double rate, float *coefficient);   /* [pace][NN_OPTIMISER_COEFFICIENTS], of the next nudge */
guint            nn_updater_n_stretches (const NnUpdater *updater);
NnStretch        nn_updater_stretch  (const NnUpdater *updater, guint i);                     /* as of the next nudge */
const NnStretch *nn_updater_decaying (const NnUpdater *updater, guint *n);                    /* only first and end count */
void             nn_updater_count    (NnUpdater *updater);                                    /* a batch was taken, as nn_updater_gather() counts them */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NnUpdater, nn_updater_free)

G_END_DECLS
