/* Tanh: y = tanh x, with slope 1 − y². */
#include "elementwise.h"
#include "op-rows.h"

#include <math.h>

static double
value (double x)
{
  return tanh (x);
}

static double
slope (double x, double y)
{
  return 1 - y * y;
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

const NnOp nn_op_tanh = {
  .id = "tanh",
  .n_in = 1,
  .n_out = 1,
  .reads_out = NN_OPERAND (0),
  .shape = nn_elementwise_shape,
  .reference = { forward, backward },
};
