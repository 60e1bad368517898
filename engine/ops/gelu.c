/* GELU: y = x Φ (x), Φ the distribution of the standard normal (Hendrycks and Gimpel 2016; torch.nn.GELU, exact form).
 * Its slope is Φ (x) + x φ (x). */
#include "elementwise.h"
#include "op-rows.h"

#include <math.h>

static double
value (double x)
{
  return x * 0.5 * erfc (-x * G_SQRT2 / 2);
}

static double
slope (double x, double y)
{
  return 0.5 * erfc (-x * G_SQRT2 / 2) + x * exp (-x * x / 2) / sqrt (2 * G_PI);
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

const NnOp nn_op_gelu = {
  .id = "gelu",
  .n_in = 1,
  .n_out = 1,
  .reads_in = NN_OPERAND (0),
  .shape = nn_elementwise_shape,
  .reference = { forward, backward },
};
