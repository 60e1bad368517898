/* Layer norm: y = (x − mean) / √(variance + ε) · scale + shift over the last axis, for every place by itself (Ba et al.
 * 2016; torch.nn.LayerNorm). arg: epsilon. in: x, scale, shift, the last two may be missing. Besides y it saves each
 * place's mean and 1 / deviation. */
#include "norm.h"
#include "op-rows.h"

#include <math.h>

#define SAVED 1

static gboolean
shape (const double *arg, const NnShape *in, guint n_in, NnShape *out, GError **error)
{
  if (!nn_norm_shape (in, n_in, error))
    return FALSE;
  out[0] = in[0];
  out[SAVED] = NN_SHAPE (nn_shape_size (&in[0]) / in[0].dim[in[0].rank - 1], 2);
  return TRUE;
}

static double
flops (const NnStep *step)
{
  return 4.0 * step->in[0].size;
}

static void
forward (const NnStep *step, const NnRun *run)
{
  const NnChannels on = nn_channels (&step->in[0]);
  const double *scale = step->in[NN_NORM_SCALE].data, *shift = step->in[NN_NORM_SHIFT].data;

  for (gsize p = 0; p < run->rows * on.places; p++)
    {
      const double *x = (const double *) step->in[0].data + p * on.channels;
      double *y = (double *) step->out[0].data + p * on.channels;
      double *saved = (double *) step->out[SAVED].data + 2 * p;
      double mean = 0, squares = 0;

      for (gsize c = 0; c < on.channels; c++)
        mean += x[c] / on.channels;
      for (gsize c = 0; c < on.channels; c++)
        squares += (x[c] - mean) * (x[c] - mean);
      saved[0] = mean;
      saved[1] = 1 / sqrt (squares / on.channels + step->arg[0]);
      for (gsize c = 0; c < on.channels; c++)
        y[c] = (x[c] - mean) * saved[1] * (scale != NULL ? scale[c] : 1) + (shift != NULL ? shift[c] : 0);
    }
}

static void
backward_input (const NnStep *step, const NnRun *run)
{
  const NnChannels on = nn_channels (&step->in[0]);
  const double *scale = step->in[NN_NORM_SCALE].data;

  for (gsize p = 0; p < run->rows * on.places; p++)
    {
      const double *x = (const double *) step->in[0].data + p * on.channels;
      const double *dy = (const double *) step->d_out[0].data + p * on.channels;
      const double *saved = (const double *) step->out[SAVED].data + 2 * p;
      double *dx = (double *) step->d_in[0].data + p * on.channels;
      double sum = 0, product = 0;

      for (gsize c = 0; c < on.channels; c++)
        {
          const double slope = dy[c] * (scale != NULL ? scale[c] : 1);

          sum += slope / on.channels;
          product += slope * (x[c] - saved[0]) * saved[1] / on.channels;
        }
      for (gsize c = 0; c < on.channels; c++)
        dx[c] = (dy[c] * (scale != NULL ? scale[c] : 1) - sum - (x[c] - saved[0]) * saved[1] * product) * saved[1];
    }
}

static void
backward (const NnStep *step, const NnRun *run)
{
  const NnChannels on = nn_channels (&step->in[0]);
  const double *x = step->in[0].data, *dy = step->d_out[0].data, *saved = step->out[SAVED].data;
  double *d_scale = step->d_in[NN_NORM_SCALE].data, *d_shift = step->d_in[NN_NORM_SHIFT].data;

  if (step->d_in[0].data != NULL)
    backward_input (step, run);
  for (gsize c = 0; c < on.channels; c++)
    {
      double sum = 0, product = 0;

      for (gsize p = 0; p < run->rows * on.places; p++)
        {
          sum += dy[p * on.channels + c];
          product += dy[p * on.channels + c] * (x[p * on.channels + c] - saved[2 * p]) * saved[2 * p + 1];
        }
      if (d_shift != NULL)
        d_shift[c] = sum;
      if (d_scale != NULL)
        d_scale[c] = product;
    }
}

const NnOp nn_op_layer_norm = {
  .id = "layer_norm",
  .n_in = 3,
  .n_out = 2,
  .n_saved = 1,
  .reads_in = NN_OPERAND (NN_NORM_X) | NN_OPERAND (NN_NORM_SCALE),
  .reads_out = NN_OPERAND (SAVED),
  .shape = shape,
  .flops = flops,
  .reference = { forward, backward },
};
