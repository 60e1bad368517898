/* Sigmoid: y = 1 / (1 + e^−x), with slope y (1 − y). */
#include "elementwise.h"
#include "op-rows.h"

#include <math.h>

static double
value (double x)
{
  return 1 / (1 + exp (-x));
}

static double
slope (double x, double y)
{
  return y * (1 - y);
}

static void
forward (const NnStep *step, const NnRun *run)
{
  nn_elementwise_forward (step, run, value);
}

static void
backward (const NnStep *step, const NnRun *run)
{
  nn_elementwise_backward (step, run, slope);
}

const NnOp nn_op_sigmoid = {
  .id = "sigmoid",
  .n_in = 1,
  .n_out = 1,
  .reads_out = NN_OPERAND (0),
  .shape = nn_elementwise_shape,
  .reference = { forward, backward },
};
