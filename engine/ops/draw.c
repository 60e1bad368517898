/* Draws: as many numbers as arrive, from the normal distribution, anew in every step; what arrives does not matter, unless it is
 * looked at (run->looking): then it is taken for drawn. */
#include "elementwise.h"
#include "noise.h"
#include "op-rows.h"

#include <string.h>

static void
forward (const NnStep *step, const NnRun *run)
{
  const gsize size = step->in[0].size;
  double *y = step->out[0].data, drawn[NN_NOISE_BLOCK];

  if (run->looking)
    {
      memcpy (y, step->in[0].data, run->rows * size * sizeof *y);
      return;
    }
  for (gsize r = 0; r < run->rows; r++)
    for (gsize i = 0; i < size; i++)
      {
        if (i % NN_NOISE_BLOCK == 0)
          nn_noise_draw (step, run, run->first_row + r, size, i / NN_NOISE_BLOCK, drawn);
        y[r * size + i] = drawn[i % NN_NOISE_BLOCK];
      }
}

const NnOp nn_op_draw = {
  .id = "draw",
  .n_in = 1,
  .n_out = 1,
  .closed_in = NN_OPERAND (0),
  .shape = nn_elementwise_shape,
  .reference = { .forward = forward },
};
