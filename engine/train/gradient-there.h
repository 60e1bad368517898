/* The side of a gradient check that runs on a device: a program there, filled from here and recorded once. Private to this room. */
#pragma once

#include "device.h"
#include "program.h"

G_BEGIN_DECLS

typedef struct _NnGradientThere NnGradientThere;

/* Borrows the graph's weights, floats, which it brings there. NN_ERROR_DEVICE, NN_ERROR_MEMORY. (transfer full) */
NnGradientThere *nn_gradient_there_new  (NnGraph *graph, NnWeights *weights, const NnProgramOptions *options, GError **error);
void             nn_gradient_there_free (NnGradientThere *there);

void          nn_gradient_there_put  (NnGradientThere *there, NnValue value, const float *numbers, gsize n);
void          nn_gradient_there_run  (NnGradientThere *there, const NnRun *run);
const float  *nn_gradient_there_gradient (NnGradientThere *there);   /* of the last run, in the weights' layout */
double        nn_gradient_there_loss (NnGradientThere *there, guint rows);   /* of the last run: the weighted sum, a mean over the rows */

/* How far the loss, as computed there, is from what the gradient from there says, where weight i moves along its gradient: relative to
 * the gradient's length, or to `smallest` where that is longer. The inputs must be there. */
double        nn_gradient_there_moved (NnGradientThere *there, guint i, const NnRun *run, double smallest);

/* What went wrong first in any of the above; NULL: nothing. (transfer full) */
GError       *nn_gradient_there_steal_error (NnGradientThere *there);

G_END_DECLS
