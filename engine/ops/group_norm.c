/* Group norm: y = (x − mean) / √(variance + ε) · scale + shift. Each example's channels are cut into arg[0] groups side by
 * side; mean and variance are a group's, over all places (Wu and He 2018; torch.nn.GroupNorm). One group: the whole
 * example; as many as channels: each by itself (instance norm). arg: groups, epsilon. in: x, scale, shift, the last two
 * may be missing. Besides y it saves each group's mean and 1 / deviation. */
#include "norm.h"
#include "op-rows.h"
#include "text.h"

#include <math.h>

#define SAVED 1

static gboolean
shape (const double *arg, const NnShape *in, guint n_in, NnShape *out, GError **error)
{
  const gint64 channels = in[0].dim[in[0].rank - 1], groups = arg[0];

  if (groups < 1 || channels % groups != 0)
    {
      g_set_error (error, NN_ERROR, NN_ERROR_NETWORK,
                   _("%.0f channels cannot be cut into %.0f equal groups: choose a number of groups that divides them."),
                   (double) channels, (double) groups);
      return FALSE;
    }
  if (!nn_norm_shape (in, n_in, error))
    return FALSE;
  out[0] = in[0];
  out[SAVED] = NN_SHAPE (groups, 2);
  return TRUE;
}

static double
flops (const NnStep *step)
{
  return 4.0 * step->in[0].size;
}

/* Calls for each number of a group: x[place · channels + first + k], k below the group's width. */
#define FOR_GROUP(i, on, first, width)                                                              \
  for (gsize place_ = 0; place_ < (on).places; place_++)                                            \
    for (gsize i = place_ * (on).channels + (first), end_ = i + (width); i < end_; i++)

static void
measure_group (const double *x, NnChannels on, gsize first, gsize width, double epsilon, double *saved)
{
  const double n = on.places * width;
  double mean = 0, squares = 0;

  FOR_GROUP (i, on, first, width)
    mean += x[i] / n;
  FOR_GROUP (i, on, first, width)
    squares += (x[i] - mean) * (x[i] - mean);
  saved[0] = mean;
  saved[1] = 1 / sqrt (squares / n + epsilon);
}

static void
forward (const NnStep *step, const NnRun *run)
{
  const NnChannels on = nn_channels (&step->in[0]);
  const gsize groups = step->arg[0], width = on.channels / groups;
  const double *scale = step->in[NN_NORM_SCALE].data, *shift = step->in[NN_NORM_SHIFT].data;

  for (gsize k = 0; k < run->rows * groups; k++)
    {
      const gsize row = k / groups, first = k % groups * width;
      const double *x = (const double *) step->in[0].data + row * step->in[0].size;
      double *y = (double *) step->out[0].data + row * step->in[0].size;
      double *saved = (double *) step->out[SAVED].data + 2 * k;

      measure_group (x, on, first, width, step->arg[1], saved);
      FOR_GROUP (i, on, first, width)
        {
          const gsize c = i % on.channels;

          y[i] = (x[i] - saved[0]) * saved[1] * (scale != NULL ? scale[c] : 1) + (shift != NULL ? shift[c] : 0);
        }
    }
}

static void
backward_input (const NnStep *step, const NnRun *run)
{
  const NnChannels on = nn_channels (&step->in[0]);
  const gsize groups = step->arg[0], width = on.channels / groups;
  const double *scale = step->in[NN_NORM_SCALE].data;
  const double n = on.places * width;

  for (gsize k = 0; k < run->rows * groups; k++)
    {
      const gsize at = k / groups * step->in[0].size, first = k % groups * width;
      const double *x = (const double *) step->in[0].data + at, *dy = (const double *) step->d_out[0].data + at;
      const double *saved = (const double *) step->out[SAVED].data + 2 * k;
      double *dx = (double *) step->d_in[0].data + at;
      double sum = 0, product = 0;

      FOR_GROUP (i, on, first, width)
        {
          const double slope = dy[i] * (scale != NULL ? scale[i % on.channels] : 1);

          sum += slope / n;
          product += slope * (x[i] - saved[0]) * saved[1] / n;
        }
      FOR_GROUP (i, on, first, width)
        dx[i] = (dy[i] * (scale != NULL ? scale[i % on.channels] : 1) - sum - (x[i] - saved[0]) * saved[1] * product) *
                saved[1];
    }
}

static void
backward_channels (const NnStep *step, const NnRun *run)
{
  const NnChannels on = nn_channels (&step->in[0]);
  const gsize groups = step->arg[0], width = on.channels / groups;
  const double *x = step->in[0].data, *dy = step->d_out[0].data, *saved = step->out[SAVED].data;
  double *d_scale = step->d_in[NN_NORM_SCALE].data, *d_shift = step->d_in[NN_NORM_SHIFT].data;

  for (gsize c = 0; c < on.channels; c++)
    {
      double sum = 0, product = 0;

      for (gsize i = c; i < run->rows * step->in[0].size; i += on.channels)
        {
          const double *used = saved + 2 * (i / step->in[0].size * groups + c / width);

          sum += dy[i];
          product += dy[i] * (x[i] - used[0]) * used[1];
        }
      if (d_shift != NULL)
        d_shift[c] = sum;
      if (d_scale != NULL)
        d_scale[c] = product;
    }
}

static void
backward (const NnStep *step, const NnRun *run)
{
  if (step->d_in[0].data != NULL)
    backward_input (step, run);
  backward_channels (step, run);
}

const NnOp nn_op_group_norm = {
  .id = "group_norm",
  .n_in = 3,
  .n_out = 2,
  .n_saved = 1,
  .reads_in = NN_OPERAND (NN_NORM_X) | NN_OPERAND (NN_NORM_SCALE),
  .reads_out = NN_OPERAND (SAVED),
  .shape = shape,
  .flops = flops,
  .reference = { forward, backward },
};
