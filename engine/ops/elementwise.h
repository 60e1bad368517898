/* What the rows of operations that treat every number alone have in common. Private to this room. */
#pragma once

#include "op.h"

typedef double (*NnElementValue) (double x);
typedef double (*NnElementSlope) (double x, double y);   /* dy/dx; x or y is 0 where the row says it is not needed */

gboolean nn_elementwise_shape    (const double *arg, const NnShape *in, guint n_in, NnShape *out, GError **error);
void     nn_elementwise_forward  (const NnStep *step, const NnRun *run, NnElementValue value);
void     nn_elementwise_backward (const NnStep *step, const NnRun *run, NnElementSlope slope);
