/* Adam (torch.optim.Adam; Kingma and Ba, "Adam: a method for stochastic optimization", ICLR 2015): m ← m + (1 −
 * β₁)(g − m); v ← β₂ v + (1 − β₂) g²; w ← w − η m̂ / (√v̂ + ε) with m̂ = m / (1 − β₁ᵗ), v̂ = v / (1 − β₂ᵗ). m and v
 * start at 0. */
#include "adam.h"

#include "optimiser-rows.h"
#include "vector.h"

#include <math.h>

enum { SIZE, KEEP, REST1, BETA2, REST2, ROOT, EPSILON };

void
nn_adam_prepare (const NnTuning *tuning, double rate, gint64 step, double decay, float c[NN_OPTIMISER_COEFFICIENTS])
{
  c[SIZE] = rate / (1 - pow (tuning->beta1, step));
  c[KEEP] = 1 - decay;
  c[REST1] = 1 - tuning->beta1;
  c[BETA2] = tuning->beta2;
  c[REST2] = 1 - tuning->beta2;
  c[ROOT] = 1 / sqrt (1 - pow (tuning->beta2, step));
  c[EPSILON] = tuning->epsilon;
}

NN_KERNEL static void
update_numbers (const float *c,
                gsize n,
                float *restrict w,
                const float *restrict g,
                float *restrict m,
                float *restrict v)
{
  const float size = c[SIZE], keep = c[KEEP], rest1 = c[REST1], beta2 = c[BETA2], rest2 = c[REST2];
  const float root = c[ROOT], epsilon = c[EPSILON];

  for (gsize i = 0; i < n; i++)
    {
      m[i] += rest1 * (g[i] - m[i]);
      v[i] = beta2 * v[i] + rest2 * g[i] * g[i];
      w[i] = keep * w[i] - size * m[i] / (sqrtf (v[i]) * root + epsilon);
    }
}

void
nn_adam_update (const float *c, gsize n, float *weight, const float *gradient, float *const state[NN_OPTIMISER_STATES])
{
  update_numbers (c, n, weight, gradient, state[0], state[1]);
}

static void
prepare (const NnTuning *tuning, double rate, gint64 step, float c[NN_OPTIMISER_COEFFICIENTS])
{
  nn_adam_prepare (tuning, rate, step, 0, c);
}

const NnOptimiser nn_optimiser_adam = {
  .id = "adam",
  .states = { "mean", "square" },
  .rule = NN_RULE_ADAM,
  .prepare = prepare,
  .update = nn_adam_update,
};
