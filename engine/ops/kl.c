/* Kullback-Leibler divergence of a bell curve with mean m and variance e^s from the one with mean 0 and variance 1, summed
 * over the numbers of an example: −½ Σ (1 + s − m² − e^s) (Kingma and Welling 2014). arg: weight. in: m, s. */
#include "loss.h"
#include "op-rows.h"

#include <math.h>

static void
forward (const NnStep *step, const NnRun *run)
{
  const gsize size = step->in[0].size;
  const double *m = step->in[0].data, *s = step->in[1].data;
  double *loss = step->out[0].data;

  for (gsize r = 0; r < run->rows; r++)
    {
      loss[r] = 0;
      for (gsize i = r * size; i < (r + 1) * size; i++)
        loss[r] -= (1 + s[i] - m[i] * m[i] - exp (s[i])) / 2;
    }
}

static void
backward (const NnStep *step, const NnRun *run)
{
  const double scale = run->scale * step->arg[0];
  const double *m = step->in[0].data, *s = step->in[1].data;
  double *d_m = step->d_in[0].data, *d_s = step->d_in[1].data;

  for (gsize i = 0; i < run->rows * step->in[0].size; i++)
    {
      if (d_m != NULL)
        d_m[i] = scale * m[i];
      if (d_s != NULL)
        d_s[i] = scale * (exp (s[i]) - 1) / 2;
    }
}

const NnOp nn_op_kl = {
  .id = "kl",
  .n_in = 2,
  .n_out = 1,
  .is_loss = TRUE,
  .reads_in = NN_OPERAND (0) | NN_OPERAND (1),
  .shape = nn_loss_shape,
  .reference = { forward, backward },
};
