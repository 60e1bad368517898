/* SiLU: y = x σ (x), σ the sigmoid (Elfwing et al. 2017; torch.nn.SiLU). Its slope is σ (x) (1 + x (1 − σ (x))). */
#include "elementwise.h"
#include "op-rows.h"

#include <math.h>

static double
value (double x)
{
  return x / (1 + exp (-x));
}

static double
slope (double x, double y)
{
  return (1 + x / (1 + exp (x))) / (1 + exp (-x));
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

const NnOp nn_op_silu = {
  .id = "silu",
  .n_in = 1,
  .n_out = 1,
  .reads_in = NN_OPERAND (0),
  .shape = nn_elementwise_shape,
  .reference = { forward, backward },
};
