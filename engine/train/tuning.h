/* NnTuning: the recipe's settings as plain numbers, read once so that a step asks nothing by name. */
#pragma once

#include "recipe.h"

G_BEGIN_DECLS

typedef struct _NnOptimiser NnOptimiser;
typedef struct _NnSchedule NnSchedule;

typedef struct
{
  const NnOptimiser *optimiser;
  const NnSchedule *schedule;
  double rate;                     /* learning rate before schedule and warm-up */
  double momentum;
  gboolean nesterov;
  double alpha;
  double beta1, beta2;
  double epsilon;
  double weight_decay;
  double l1, l2;
  guint judge_steps, maker_steps;  /* nudges in a row of each of two networks in turn */
  guint accumulate;                /* batches whose gradients are averaged before a step */
  double clip;                     /* largest norm of the gradient; 0: off */
  double every, factor;            /* of the schedule: epochs, and what the rate is multiplied by */
  gint64 warmup;                   /* steps */
  gint64 epochs;                   /* 0: until paused */
  NnTarget target;                 /* good enough to stop */
  double target_accuracy, target_loss;
  gint64 patience;                 /* epochs without a better loss before it stops; 0: for ever */
  gboolean keep_best;              /* ends with the weights that had the lowest loss */
  guint batch;
  double validation;               /* share of the examples */
  guint64 seed;
} NnTuning;

void nn_tuning_read (NnTuning *tuning, const NnSettings *recipe);

G_END_DECLS
