/* RMSprop (torch.optim.RMSprop, not centred; Tieleman and Hinton 2012): v ← α v + (1 − α) g²; u = g / (√v + ε); w ←
 * w − η u, or with momentum b ← μ b + u; w ← w − η b. v and b start at 0. */
#include "optimiser-rows.h"
#include "vector.h"

#include <math.h>

enum { RATE, MOMENTUM, ALPHA, REST, EPSILON };

static void
prepare (const NnTuning *tuning, double rate, gint64 step, float c[NN_OPTIMISER_COEFFICIENTS])
{
  c[RATE] = rate;
  c[MOMENTUM] = tuning->momentum;
  c[ALPHA] = tuning->alpha;
  c[REST] = 1 - tuning->alpha;
  c[EPSILON] = tuning->epsilon;
}

NN_KERNEL static void
update_plain (const float *c, gsize n, float *restrict w, const float *restrict g, float *restrict v)
{
  const float rate = c[RATE], alpha = c[ALPHA], rest = c[REST], epsilon = c[EPSILON];

  for (gsize i = 0; i < n; i++)
    {
      v[i] = alpha * v[i] + rest * g[i] * g[i];
      w[i] -= rate * g[i] / (sqrtf (v[i]) + epsilon);
    }
}

NN_KERNEL static void
update_momentum (const float *c,
                 gsize n,
                 float *restrict w,
                 const float *restrict g,
                 float *restrict v,
                 float *restrict b)
{
  const float rate = c[RATE], momentum = c[MOMENTUM], alpha = c[ALPHA], rest = c[REST], epsilon = c[EPSILON];

  for (gsize i = 0; i < n; i++)
    {
      v[i] = alpha * v[i] + rest * g[i] * g[i];
      b[i] = momentum * b[i] + g[i] / (sqrtf (v[i]) + epsilon);
      w[i] -= rate * b[i];
    }
}

static void
update (const float *c, gsize n, float *weight, const float *gradient, float *const state[NN_OPTIMISER_STATES])
{
  if (c[MOMENTUM] == 0)
    update_plain (c, n, weight, gradient, state[0]);
  else
    update_momentum (c, n, weight, gradient, state[0], state[1]);
}

const NnOptimiser nn_optimiser_rmsprop = {
  .id = "rmsprop",
  .states = { "square", "momentum" },
  .rule = NN_RULE_RMSPROP,
  .prepare = prepare,
  .update = update,
};
