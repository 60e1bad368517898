/* The loss of one example, as the card of the output shows it. */
#pragma once

#include "trainer.h"

G_BEGIN_DECLS

/* What the first output makes of this input (input size numbers), against the target of the data set's example; with the operations'
 * own definitions, in double. NaN where it cannot be told. */
double nn_example_loss (NnTrainer *trainer, const float *input, gsize example);

G_END_DECLS
