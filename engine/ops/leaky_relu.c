/* Leaky ReLU: y = x where x > 0, else 0.01 x (Maas et al. 2013; torch.nn.LeakyReLU with its default slope). */
#include "elementwise.h"
#include "op-rows.h"

static double
value (double x)
{
  return x > 0 ? x : 0.01 * x;
}

static double
slope (double x, double y)
{
  return y > 0 ? 1 : 0.01;
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

const NnOp nn_op_leaky_relu = {
  .id = "leaky_relu",
  .n_in = 1,
  .n_out = 1,
  .reads_out = NN_OPERAND (0),
  .shape = nn_elementwise_shape,
  .reference = { forward, backward },
};
