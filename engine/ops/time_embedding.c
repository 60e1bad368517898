/* Embedding of a time: waves of it, from fast to slow. With half = arg[0] / 2 and w_i = 10000^(−i / half): sin (w_i t), i <
 * half, then cos (w_i t) (Vaswani et al. 2017, as diffusion networks use it). No gradient passes. */
#include "op-rows.h"

#include <math.h>

static gboolean
shape (const double *arg, const NnShape *in, guint n_in, NnShape *out, GError **error)
{
  out[0] = NN_SHAPE ((gint64) arg[0]);
  return TRUE;
}

static void
forward (const NnStep *step, const NnRun *run)
{
  const gsize size = step->out[0].size, half = size / 2;
  const double *t = step->in[0].data;
  double *y = step->out[0].data;

  for (gsize r = 0; r < run->rows; r++)
    for (gsize i = 0; i < half; i++)
      {
        const double angle = t[r] * exp (-log (10000.0) * i / half);

        y[r * size + i] = sin (angle);
        y[r * size + half + i] = cos (angle);
      }
}

const NnOp nn_op_time_embedding = {
  .id = "time_embedding",
  .n_in = 1,
  .n_out = 1,
  .closed_in = NN_OPERAND (0),
  .shape = shape,
  .reference = { .forward = forward },
};
