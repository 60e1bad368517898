/* Convolution (torch.nn.Conv2d): y[oy, ox, o] = b[o] + Σ x[oy·s + ky·d − p, ox·s + kx·d − p, i] w[o, i, ky, kx] over the taps
 * inside the picture and the channels i of o's group. in: x [height, width, channels], weight [out, in / groups, down,
 * across], bias [out] or nothing. With arg relu, y is 0 where that is negative. */
#include "conv.h"
#include "op-rows.h"

#include <string.h>

static gboolean
shape (const double *arg, const NnShape *in, guint n_in, NnShape *out, GError **error)
{
  NnAxis axis[2];

  if (!nn_conv_fits (arg, in, n_in, FALSE, error))
    return FALSE;
  for (guint i = 0; i < 2; i++)
    axis[i] = nn_window_axis (arg, i, in[0].dim[i], in[1].dim[2 + i]);
  if (!nn_window_fits (axis, error))
    return FALSE;
  out[0] = NN_SHAPE (axis[0].out, axis[1].out, in[1].dim[0]);
  return TRUE;
}

static NnConv
conv (const NnStep *step)
{
  return nn_conv (step->arg, &step->in[0].shape, &step->out[0].shape, &step->in[1].shape);
}

static double
flops (const NnStep *step)
{
  const NnConv c = conv (step);

  return nn_conv_flops (&c);
}

static void
forward (const NnStep *step, const NnRun *run)
{
  const NnConv c = conv (step);
  const gsize n = run->rows * step->out[0].size;

  nn_conv_start (step->out[0].data, step->in[2].data, n, c.small);
  nn_conv_gather (&c, run->rows, (NnGated) { step->in[0].data, NULL }, step->in[1].data, step->out[0].data);
  nn_conv_bend (&c, step->out[0].data, n);
}

static void
backward (const NnStep *step, const NnRun *run)
{
  const NnConv c = conv (step);
  const NnGated x = { step->in[0].data, NULL };
  const NnGated dy = { step->d_out[0].data, c.relu ? step->out[0].data : NULL };

  if (step->d_in[0].data != NULL)
    {
      memset (step->d_in[0].data, 0, run->rows * step->d_in[0].size * sizeof (double));
      nn_conv_scatter (&c, run->rows, dy, step->in[1].data, step->d_in[0].data);
    }
  if (step->d_in[1].data != NULL)
    {
      memset (step->d_in[1].data, 0, step->d_in[1].size * sizeof (double));
      nn_conv_weigh (&c, run->rows, x, dy, step->d_in[1].data);
    }
  if (step->d_in[2].data != NULL)
    nn_conv_sum (dy, step->d_in[2].data, run->rows * step->d_out[0].size, c.small);
}

const NnOp nn_op_conv2d = {
  .id = "conv2d",
  .n_in = 3,
  .n_out = 1,
  .reads_in = NN_OPERAND (0) | NN_OPERAND (1),
  .reads_out = NN_OPERAND (0),
  .shape = shape,
  .flops = flops,
  .reference = { forward, backward },
};
