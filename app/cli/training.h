/**
 * VtTraining:
 *
 * A trainer run to a limit, telling how it goes. Stops early, and in order, when the user interrupts (Ctrl-C).
 */
#pragma once

#include "news.h"
#include "trainer.h"

G_BEGIN_DECLS

/* How far; the one that is not 0 counts. */
typedef struct
{
  gint64 epochs, steps;
  double seconds;
} VtLimit;

typedef struct
{
  VtLimit limit;
  gint64 every;                /* steps between two step lines; 0: about ten an epoch */
  const VtReporter *reporter;
  FILE *log;                   /* CSV, a line an epoch; NULL: none */
} VtTrainingOptions;

gint64   vt_epoch_steps (const NnTrainer *trainer);   /* steps in an epoch */

/* FALSE, NN_ERROR_NETWORK: the loss became NaN or infinite. */
gboolean vt_train       (NnTrainer *trainer, const VtTrainingOptions *options, GError **error);

G_END_DECLS
