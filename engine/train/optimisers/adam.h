/* What Adam and AdamW share. Private to the optimisers. */
#pragma once

#include "optimiser.h"

/* decay: what is taken off each weight first, as a share of it. */
void nn_adam_prepare (const NnTuning *tuning, double rate, gint64 step, double decay,
                      float c[NN_OPTIMISER_COEFFICIENTS]);
void nn_adam_update  (const float *c, gsize n, float *weight, const float *gradient,
                      float *const state[NN_OPTIMISER_STATES]);
