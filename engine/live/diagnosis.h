/* What a training's numbers say, in words for a student. */
#pragma once

#include "trainer.h"

G_BEGIN_DECLS

/* Why training cannot go on after this step: a loss that is no number any more. (transfer full) translated; NULL: all is well. */
char *nn_diagnose_step (const NnSample *sample, double rate);

G_END_DECLS
