/* Mean absolute error: the mean of |x − t|, with slope 0 where they are equal (torch.nn.L1Loss). arg: weight. */
#include "loss.h"
#include "op-rows.h"

#include <math.h>

static double
value (double x, double target, const double *arg)
{
  return fabs (x - target);
}

static double
slope (double x, double target, const double *arg)
{
  return (x > target) - (x < target);
}

static void
forward (const NnStep *step, const NnRun *run)
{
  nn_loss_forward (step, run, value);
}

static void
backward (const NnStep *step, const NnRun *run)
{
  nn_loss_backward (step, run, slope);
}

const NnOp nn_op_mae = {
  .id = "mae",
  .n_in = 2,
  .n_out = 1,
  .is_loss = TRUE,
  .closed_in = NN_OPERAND (1),
  .reads_in = NN_OPERAND (0) | NN_OPERAND (1),
  .shape = nn_loss_shape,
  .reference = { forward, backward },
};
