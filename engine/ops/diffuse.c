/* Diffusion: drowns an example in noise. Its numbers are brought to −1 … 1; a step t is drawn for each example, and
 * √a x + √(1 − a) n is handed on, with the noise n, which the network is asked for, and t (diffusion.h). When the run says
 * that what comes in is as noisy as after so many steps, it is handed on as it is. No gradient passes: it is the first of a
 * network. arg: steps, schedule, lowest and highest number of an example. out: noisy, noise, t. */
#include "diffusion.h"
#include "noise.h"
#include "op-rows.h"

#include <math.h>

static gboolean
shape (const double *arg, const NnShape *in, guint n_in, NnShape *out, GError **error)
{
  out[0] = out[1] = in[0];
  out[2] = NN_SHAPE (1);
  return TRUE;
}

static void
drown (const NnStep *step, const NnRun *run, gsize row, double *noisy, double *noise)
{
  const gsize size = step->in[0].size;
  const double *x = (const double *) step->in[0].data + row * size;
  const guint t = nn_noise_below (step, run, run->first_row + row, step->arg[0]) + 1;
  const double left = nn_diffusion_left (step->arg[1], step->arg[0], t);
  double drawn[NN_NOISE_BLOCK];

  ((double *) step->out[2].data)[row] = t;
  for (gsize i = 0; i < size; i++)
    {
      const double even = 2 * (x[i] - step->arg[2]) / (step->arg[3] - step->arg[2]) - 1;

      if (i % NN_NOISE_BLOCK == 0)
        nn_noise_draw (step, run, run->first_row + row, size, i / NN_NOISE_BLOCK, drawn);
      noise[i] = drawn[i % NN_NOISE_BLOCK];
      noisy[i] = sqrt (left) * even + sqrt (1 - left) * noise[i];
    }
}

static void
forward (const NnStep *step, const NnRun *run)
{
  const gsize size = step->in[0].size;
  double *noisy = step->out[0].data, *noise = step->out[1].data;

  for (gsize r = 0; r < run->rows; r++, noisy += size, noise += size)
    {
      if (run->time == 0)
        {
          drown (step, run, r, noisy, noise);
          continue;
        }
      ((double *) step->out[2].data)[r] = run->time;
      for (gsize i = 0; i < size; i++)
        {
          noisy[i] = ((const double *) step->in[0].data)[r * size + i];
          noise[i] = 0;
        }
    }
}

const NnOp nn_op_diffuse = {
  .id = "diffuse",
  .n_in = 1,
  .n_out = 3,
  .closed_in = NN_OPERAND (0),
  .shape = shape,
  .reference = { .forward = forward },
};
