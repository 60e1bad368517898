/* Mean squared error: the mean of (x − t)² (torch.nn.MSELoss). arg: weight. */
#include "loss.h"
#include "op-rows.h"

static double
value (double x, double target, const double *arg)
{
  return (x - target) * (x - target);
}

static double
slope (double x, double target, const double *arg)
{
  return 2 * (x - target);
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

const NnOp nn_op_mse = {
  .id = "mse",
  .n_in = 2,
  .n_out = 1,
  .is_loss = TRUE,
  .closed_in = NN_OPERAND (1),
  .reads_in = NN_OPERAND (0) | NN_OPERAND (1),
  .shape = nn_loss_shape,
  .reference = { forward, backward },
};
