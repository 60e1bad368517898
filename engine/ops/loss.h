/* What the losses that compare number with number have in common: the loss of an example is the mean over its
 * numbers, its gradient multiplied by the run's scale and by arg[0], the weight of this loss in the sum. Private to
 * this room. */
#pragma once

#include "op.h"

typedef double (*NnLossValue) (double x, double target, const double *arg);   /* x is the prediction */
typedef double (*NnLossSlope) (double x, double target, const double *arg);   /* dvalue/dx */

gboolean nn_loss_shape    (const double *arg, const NnShape *in, guint n_in, NnShape *out, GError **error);
void     nn_loss_forward  (const NnStep *step, const NnRun *run, NnLossValue value);
void     nn_loss_backward (const NnStep *step, const NnRun *run, NnLossSlope slope);
