/**
 * NnRateTest:
 *
 * A learning-rate range test: a copy of a training goes on from where that is, with a learning rate that grows from step to step
 * until the loss runs away. Where it is lowest, or begins to rise, the rate is nearly too high; a tenth of that is a good one. The
 * trainer itself is only read.
 *
 * Thread-safety: one thread at a time.
 */
#pragma once

#include "trainer.h"

G_BEGIN_DECLS

typedef struct
{
  double rate;
  double loss;           /* mean of the batches of this nudge */
  double smooth;         /* mean of the losses so far, the older the less */
} NnRatePoint;

typedef struct _NnRateTest NnRateTest;

/* NN_ERROR_MEMORY: there is no room for a second training. (transfer full) */
NnRateTest *nn_rate_test_new  (const NnTrainer *trainer, GError **error);
void        nn_rate_test_free  (NnRateTest *test);
gboolean    nn_rate_test_step  (NnRateTest *test);                  /* one nudge; FALSE: it is done */

const NnRatePoint *nn_rate_test_points (const NnRateTest *test, guint *n);   /* (transfer none) until the next step; rates rise */

/* What points come to: a rate of one digit, or NaN where no rate made the loss clearly lower or higher. */
double      nn_rate_test_suggest (const NnRatePoint *points, guint n);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NnRateTest, nn_rate_test_free)

G_END_DECLS
