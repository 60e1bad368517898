/**
 * NnOptimiser:
 *
 * How a gradient changes a weight. A row per optimiser, one file each in optimisers/, found through the list in
 * engine/train/meson.build; formulas and defaults are those of torch.optim (version 2). A row's id is also its choice
 * in the recipe.
 */
#pragma once

#include "device-step.h"
#include "tuning.h"

G_BEGIN_DECLS

#define NN_OPTIMISER_STATES 2
#define NN_OPTIMISER_COEFFICIENTS NN_DEVICE_COEFFICIENTS

struct _NnOptimiser
{
  const char *id;                                /* "adam" */
  const char *states[NN_OPTIMISER_STATES];       /* what it remembers for each weight, by name in files; NULL: no more */

  NnUpdateRule rule;                             /* what update () is on a device, with the same coefficients */

  /* What the numbers that are the same for all weights come to in this step: rate is the learning rate now, step counts
   * from 1 since the states were zero. */
  void (*prepare) (const NnTuning *tuning, double rate, gint64 step, float c[NN_OPTIMISER_COEFFICIENTS]);

  /* n weights, which together with their states start on a cache line. No number depends on another: any
   * thread may take any part. */
  void (*update) (const float *c, gsize n, float *weight, const float *gradient,
                  float *const state[NN_OPTIMISER_STATES]);
};

const NnOptimiser        *nn_optimiser_find (const char *id);   /* NULL if there is none */
const NnOptimiser *const *nn_optimiser_rows (guint *n);
guint                     nn_optimiser_n_states (const NnOptimiser *optimiser);

G_END_DECLS
