/* AdamW (torch.optim.AdamW; Loshchilov and Hutter, "Decoupled weight decay regularization", ICLR 2019): first w ← w
 * (1 − η λ), biases included as there, then Adam. */
#include "adam.h"
#include "optimiser-rows.h"

static void
prepare (const NnTuning *tuning, double rate, gint64 step, float c[NN_OPTIMISER_COEFFICIENTS])
{
  nn_adam_prepare (tuning, rate, step, rate * tuning->weight_decay, c);
}

const NnOptimiser nn_optimiser_adamw = {
  .id = "adamw",
  .states = { "mean", "square" },
  .rule = NN_RULE_ADAM,
  .prepare = prepare,
  .update = nn_adam_update,
};
