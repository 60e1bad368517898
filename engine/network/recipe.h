/* The training recipe's rows: everything that says how to train, none of what. Definitions follow torch.optim. */
#pragma once

#include "settings.h"

G_BEGIN_DECLS

/* regime (a row of regime.c), judge_steps and maker_steps of adversarial, noise_steps and noise_schedule (linear, cosine) of denoise, optimiser (sgd, rmsprop, adam, adamw), learning_rate, batch, momentum, nesterov, alpha, beta1, beta2, epsilon, weight_decay
 * (adamw), l1, l2, accumulate (batches a nudge), clip (largest gradient norm, 0: off), schedule (constant, step, cosine), schedule_every (epochs),
 * schedule_factor, warmup (steps), epochs (0: until paused),
 * target (none, accuracy, loss), target_accuracy (0 to 1), target_loss, patience (epochs, 0: for ever), keep_best, validation (share of the examples, 0 to 0.9), seed. */
extern const NnParam nn_recipe_params[];

/* What `target` says. */
typedef enum
{
  NN_TARGET_NONE,
  NN_TARGET_ACCURACY,
  NN_TARGET_LOSS,
} NnTarget;

G_END_DECLS
