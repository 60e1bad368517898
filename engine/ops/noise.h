/* Bell-shaped random numbers: the same in every back end, whoever computes which slice of the batch. Each is named by the
 * run's seed and step, the operation's stream, the example's index in the batch and its own place in it. */
#pragma once

#include "op.h"

G_BEGIN_DECLS

#define NN_NOISE_BLOCK 4   /* numbers that share one draw */

/* The numbers from block · NN_NOISE_BLOCK on of an example, in a row of `size`. */
guint nn_noise_below (const NnStep *step, const NnRun *run, guint64 example, guint n);   /* one number of the example's: 0 … n − 1 */

void nn_noise_draw (const NnStep *step, const NnRun *run, guint64 example, gsize size, gsize block,
                    double out[NN_NOISE_BLOCK]);

G_END_DECLS
