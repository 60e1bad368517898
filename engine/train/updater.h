/**
 * NnUpdater:
 *
 * The second half of a training step: adds the slices' gradients up, adds the penalties, clips, and lets the optimiser
 * change the weights; each number is touched once, while it is in the cache. Each slice's thread takes a part of the
 * weights, cut along fixed chunks, so that the number of threads changes no bit.
 *
 * Where there are several slices, each has a copy of the weights of its own. The thread that changes a part writes it
 * into its copy and into the weights; the others fetch it from there before they run. So no core writes what another
 * one keeps reading, which is the slowest thing that two cores can do to each other.
 *
 * Thread-safety: one thread at a time, but for fetch(); the pool helps inside.
 */
#pragma once

#include "optimiser.h"
#include "pool.h"
#include "weights.h"

G_BEGIN_DECLS

/* Blocks of the weights' layout that belong to a slice. */
typedef struct
{
  float *gradient;
  float *weights;   /* its copy; the weights themselves where there is one slice only */
} NnUpdaterSlice;

typedef struct _NnUpdater NnUpdater;

/* Borrows the weights. NN_ERROR_MEMORY. (transfer full) */
NnUpdater *nn_updater_new   (NnWeights *weights, const NnTuning *tuning, GError **error);
void       nn_updater_free  (NnUpdater *updater);
void       nn_updater_bind  (NnUpdater *updater, const NnUpdaterSlice *slices, guint n);   /* 1 to NN_POOL_MAX; borrows their blocks */
void       nn_updater_reset (NnUpdater *updater);                   /* states to zero, step count to zero */
void       nn_updater_touch (NnUpdater *updater);                   /* somebody else has written the weights */

/* Another optimiser starts from zero states; other numbers apply at once. NN_ERROR_MEMORY: nothing changed. */
gboolean   nn_updater_tune  (NnUpdater *updater, const NnTuning *tuning, GError **error);

/* Brings a slice's copy of the weights up to date. Before it runs, by the thread that runs it. */
void       nn_updater_fetch (NnUpdater *updater, guint slice);

/* Updates with the gradients of the first `active` slices. */
void       nn_updater_step  (NnUpdater *updater, NnPool *pool, guint active, double rate);

/* The gradient of the last step, as the optimiser saw it: summed, penalties in, clipped. In the weights' layout. */
const float *nn_updater_gradient (NnUpdater *updater);

/* What resuming needs. */
const NnOptimiser *nn_updater_optimiser (const NnUpdater *updater);
float     *nn_updater_state (const NnUpdater *updater, guint state);   /* a block of the weights' layout */
gint64     nn_updater_steps (const NnUpdater *updater);                /* since the states were zero */
void       nn_updater_set_steps (NnUpdater *updater, gint64 steps);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NnUpdater, nn_updater_free)

G_END_DECLS
