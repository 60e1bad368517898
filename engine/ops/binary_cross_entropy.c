/* Binary cross entropy of a logit x against t in [0, 1]: the mean of max (x, 0) − x t + ln (1 + e^−|x|), which is
 * −t ln σ (x) − (1 − t) ln (1 − σ (x)) without overflow (torch.nn.BCEWithLogitsLoss).
 * Its slope is σ (x) − t. arg: weight. */
#include "loss.h"
#include "op-rows.h"

#include <math.h>

static double
value (double x, double target, const double *arg)
{
  return fmax (x, 0) - x * target + log1p (exp (-fabs (x)));
}

static double
slope (double x, double target, const double *arg)
{
  return 1 / (1 + exp (-x)) - target;
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

const NnOp nn_op_binary_cross_entropy = {
  .id = "binary_cross_entropy",
  .n_in = 2,
  .n_out = 1,
  .is_loss = TRUE,
  .closed_in = NN_OPERAND (1),
  .reads_in = NN_OPERAND (0) | NN_OPERAND (1),
  .shape = nn_loss_shape,
  .reference = { forward, backward },
};
