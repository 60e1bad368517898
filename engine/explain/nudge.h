/* The next step of one number of a weight, as the optimiser makes it. Private to this room. */
#pragma once

#include "trainer.h"
#include "why.h"

G_BEGIN_DECLS

gboolean nn_explain_nudge (NnTrainer *trainer, guint weight, gsize index, NnWhy *why);   /* FALSE: see nn_trainer_foresee() */

G_END_DECLS
