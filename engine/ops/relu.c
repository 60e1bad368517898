/* ReLU: y = max (0, x), with slope 0 at 0 (torch.nn.ReLU). What is not a number stays so, that it may be noticed. */
#include "elementwise.h"
#include "op-rows.h"

static double
value (double x)
{
  return x < 0 ? 0 : x;
}

static double
slope (double x, double y)
{
  return y <= 0 ? 0 : 1;
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

const NnOp nn_op_relu = {
  .id = "relu",
  .n_in = 1,
  .n_out = 1,
  .reads_out = NN_OPERAND (0),
  .shape = nn_elementwise_shape,
  .reference = { forward, backward },
};
