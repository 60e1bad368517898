/* Transposed convolution (torch.nn.ConvTranspose2d): each dot of x is spread over the window, y[iy·s + ky·d − p, ix·s + kx·d −
 * p, o] += x[iy, ix, i] w[i, o, ky, kx], starting from b[o]. in: x [height, width, channels], weight [in, out / groups, down,
 * across], bias [out] or nothing. It is conv2d backwards: y is the large picture. With arg relu, y is 0 where that is
 * negative. */
#include "conv.h"
#include "op-rows.h"
#include "text.h"

#include <string.h>

static gboolean
shape (const double *arg, const NnShape *in, guint n_in, NnShape *out, GError **error)
{
  gint64 side[2];

  if (!nn_conv_fits (arg, in, n_in, TRUE, error))
    return FALSE;
  for (guint i = 0; i < 2; i++)
    {
      side[i] = nn_conv_spread (arg, i, in[0].dim[i], in[1].dim[2 + i]);
      if (arg[NN_WINDOW_STRIDE + i] < 1 || arg[NN_WINDOW_DILATION + i] < 1 || side[i] < 1)
        {
          g_set_error (error, NN_ERROR, NN_ERROR_NETWORK, _("Nothing is left of the picture when its edge is cut off."));
          return FALSE;
        }
    }
  out[0] = NN_SHAPE (side[0], side[1], in[1].dim[1] * (gint64) arg[NN_CONV_GROUPS]);
  return TRUE;
}

static NnConv
conv (const NnStep *step)
{
  return nn_conv (step->arg, &step->out[0].shape, &step->in[0].shape, &step->in[1].shape);
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

  nn_conv_start (step->out[0].data, step->in[2].data, n, c.large);
  nn_conv_scatter (&c, run->rows, (NnGated) { step->in[0].data, NULL }, step->in[1].data, step->out[0].data);
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
      nn_conv_gather (&c, run->rows, dy, step->in[1].data, step->d_in[0].data);
    }
  if (step->d_in[1].data != NULL)
    {
      memset (step->d_in[1].data, 0, step->d_in[1].size * sizeof (double));
      nn_conv_weigh (&c, run->rows, dy, x, step->d_in[1].data);
    }
  if (step->d_in[2].data != NULL)
    nn_conv_sum (dy, step->d_in[2].data, run->rows * step->d_out[0].size, c.large);
}

const NnOp nn_op_conv_transpose2d = {
  .id = "conv_transpose2d",
  .n_in = 3,
  .n_out = 1,
  .reads_in = NN_OPERAND (0) | NN_OPERAND (1),
  .reads_out = NN_OPERAND (0),
  .shape = shape,
  .flops = flops,
  .reference = { forward, backward },
};
