/* Stochastic gradient descent (torch.optim.SGD, dampening 0), with momentum after Sutskever et al. 2013:
 * b ← μ b + g; w ← w − η b, or with Nesterov's momentum w ← w − η (g + μ b). b starts at 0. */
#include "optimiser-rows.h"
#include "vector.h"

enum { RATE, MOMENTUM, NESTEROV };

static void
prepare (const NnTuning *tuning, double rate, gint64 step, float c[NN_OPTIMISER_COEFFICIENTS])
{
  c[RATE] = rate;
  c[MOMENTUM] = tuning->momentum;
  c[NESTEROV] = tuning->nesterov;
}

NN_KERNEL static void
update_plain (float rate, gsize n, float *restrict w, const float *restrict g)
{
  for (gsize i = 0; i < n; i++)
    w[i] -= rate * g[i];
}

/* The step is rate × (own × g + buffered × b): plain momentum has own 0 and buffered 1. */
NN_KERNEL static void
update_momentum (const float *c, gsize n, float *restrict w, const float *restrict g, float *restrict b)
{
  const float rate = c[RATE], momentum = c[MOMENTUM];
  const float own = c[NESTEROV], buffered = c[NESTEROV] != 0 ? momentum : 1;

  for (gsize i = 0; i < n; i++)
    {
      b[i] = momentum * b[i] + g[i];
      w[i] -= rate * (own * g[i] + buffered * b[i]);
    }
}

static void
update (const float *c, gsize n, float *weight, const float *gradient, float *const state[NN_OPTIMISER_STATES])
{
  if (c[MOMENTUM] == 0)
    update_plain (c[RATE], n, weight, gradient);
  else
    update_momentum (c, n, weight, gradient, state[0]);
}

const NnOptimiser nn_optimiser_sgd = {
  .id = "sgd",
  .states = { "momentum" },
  .rule = NN_RULE_SGD,
  .prepare = prepare,
  .update = update,
};
