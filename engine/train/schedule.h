/**
 * NnSchedule:
 *
 * How the learning rate changes from epoch to epoch; formulas of torch.optim.lr_scheduler (StepLR, CosineAnnealingLR
 * with smallest rate 0). A row's id is also its choice in the recipe.
 */
#pragma once

#include "tuning.h"

G_BEGIN_DECLS

struct _NnSchedule
{
  const char *id;                                                /* "cosine" */
  double (*factor) (const NnTuning *tuning, gint64 epoch);       /* of the rate in this epoch, counted from 0 */
  gboolean ends;                                                 /* after the schedule's length the rate is 0 for good */
};

const NnSchedule        *nn_schedule_find (const char *id);      /* NULL if there is none */
const NnSchedule *const *nn_schedule_rows (guint *n);

/* After how many epochs no weight moves any more; 0: that never comes. */
gint64 nn_schedule_length (const NnTuning *tuning);

/* The warm-up's factor: from 1 / warmup in the first step (step 0) in a straight line to 1. */
double nn_schedule_warmup (const NnTuning *tuning, gint64 step);

G_END_DECLS
