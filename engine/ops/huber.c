/* Huber loss: the mean of e² / 2 where |e| = |x − t| < δ, else δ (|e| − δ / 2) (torch.nn.HuberLoss). arg: weight, δ. */
#include "loss.h"
#include "op-rows.h"

#include <math.h>

static double
value (double x, double target, const double *arg)
{
  const double delta = arg[1];
  const double e = fabs (x - target);

  return e < delta ? 0.5 * e * e : delta * (e - 0.5 * delta);
}

static double
slope (double x, double target, const double *arg)
{
  return CLAMP (x - target, -arg[1], arg[1]);
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

const NnOp nn_op_huber = {
  .id = "huber",
  .n_in = 2,
  .n_out = 1,
  .is_loss = TRUE,
  .closed_in = NN_OPERAND (1),
  .reads_in = NN_OPERAND (0) | NN_OPERAND (1),
  .shape = nn_loss_shape,
  .reference = { forward, backward },
};
