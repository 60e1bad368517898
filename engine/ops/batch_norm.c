/* Batch norm: y = (x − mean) / √(variance + ε) · scale + shift, channel by channel over the whole batch and all places
 * (Ioffe and Szegedy 2015; torch.nn.BatchNorm1d and 2d). While training, mean and variance (divided by n) are the
 * batch's, and the running ones move towards them: r ← (1 − m) r + m v, where the variance is divided by n − 1.
 * Otherwise the running ones are used. The slices of a batch meet: see norm.h for what they tell each other. */
#include "norm.h"
#include "op-rows.h"

#include <math.h>

static gboolean
shape (const double *arg, const NnShape *in, guint n_in, NnShape *out, GError **error)
{
  const gint64 channels = in[0].dim[in[0].rank - 1];

  if (!nn_norm_shape (in, n_in, error))
    return FALSE;
  out[NN_NORM_Y] = in[0];
  out[NN_NORM_FOUND] = NN_SHAPE (1 + 2 * channels);
  out[NN_NORM_USED] = NN_SHAPE (2 * channels);
  out[NN_NORM_SLOPES] = NN_SHAPE (2 * channels);
  return TRUE;
}

static double
flops (const NnStep *step)
{
  return 4.0 * step->in[0].size;
}

static double
mean_of (const double *x, gsize n, gsize stride)
{
  double sum = 0;

  for (gsize i = 0; i < n; i++)
    sum += x[i * stride];
  return sum / n;
}

static double
squares_of (const double *x, gsize n, gsize stride, double mean)
{
  double sum = 0;

  for (gsize i = 0; i < n; i++)
    sum += (x[i * stride] - mean) * (x[i * stride] - mean);
  return sum;
}

static void
forward_part (const NnStep *step, const NnRun *run)
{
  const NnChannels on = nn_channels (&step->in[NN_NORM_X]);
  const gsize n = run->rows * on.places;
  const double *x = step->in[NN_NORM_X].data;
  double *found = step->out[NN_NORM_FOUND].data;
  double *mean = found + 1, *squares = mean + on.channels;

  found[0] = n;
  for (gsize c = 0; c < on.channels && run->training; c++)
    {
      mean[c] = mean_of (x + c, n, on.channels);
      squares[c] = squares_of (x + c, n, on.channels, mean[c]);
    }
}

/* All slices' numbers of one channel together (Chan, Golub and LeVeque 1979). */
typedef struct
{
  double n, mean, squares;
} Moments;

static Moments
meet (const NnStep *step, const NnRun *run, gsize channels, gsize c)
{
  Moments all = { 0 };

  for (guint i = 0; i < nn_n_peers (run); i++)
    {
      const double *found = nn_peer (step, run, i)->out[NN_NORM_FOUND].data;
      const double n = all.n + found[0];
      const double gap = found[1 + c] - all.mean;

      all.squares += found[1 + channels + c] + gap * gap * all.n * found[0] / n;
      all.mean += gap * found[0] / n;
      all.n = n;
    }
  return all;
}

static void
move (double *running, double momentum, double value)
{
  *running = (1 - momentum) * *running + momentum * value;
}

/* Finds what the channels are normalised by. The first slice moves the running statistics for all. */
static void
settle (const NnStep *step, const NnRun *run)
{
  const gsize channels = nn_channels (&step->in[NN_NORM_X]).channels;
  double *running_mean = step->in[NN_NORM_RUNNING_MEAN].data;
  double *running_variance = step->in[NN_NORM_RUNNING_VARIANCE].data;
  double *mean = step->out[NN_NORM_USED].data, *factor = mean + channels;

  for (gsize c = 0; c < channels; c++)
    {
      Moments all = { .n = 1, .mean = running_mean[c], .squares = running_variance[c] };

      if (run->training)
        all = meet (step, run, channels, c);
      mean[c] = all.mean;
      factor[c] = 1 / sqrt (all.squares / all.n + step->arg[0]);
      if (run->training && run->first_row == 0)
        {
          move (&running_mean[c], step->arg[1], all.mean);
          move (&running_variance[c], step->arg[1], all.squares / MAX (all.n - 1, 1));
        }
    }
}

static void
forward (const NnStep *step, const NnRun *run)
{
  const NnChannels on = nn_channels (&step->in[NN_NORM_X]);
  const double *x = step->in[NN_NORM_X].data;
  const double *scale = step->in[NN_NORM_SCALE].data, *shift = step->in[NN_NORM_SHIFT].data;
  const double *mean = step->out[NN_NORM_USED].data, *factor = mean + on.channels;
  double *y = step->out[NN_NORM_Y].data;

  settle (step, run);
  for (gsize i = 0; i < run->rows * step->in[NN_NORM_X].size; i++)
    {
      const gsize c = i % on.channels;

      y[i] = (x[i] - mean[c]) * factor[c] * (scale != NULL ? scale[c] : 1) + (shift != NULL ? shift[c] : 0);
    }
}

static void
backward_part (const NnStep *step, const NnRun *run)
{
  const NnChannels on = nn_channels (&step->in[NN_NORM_X]);
  const gsize n = run->rows * on.places;
  const double *x = step->in[NN_NORM_X].data, *dy = step->d_out[NN_NORM_Y].data;
  const double *mean = step->out[NN_NORM_USED].data, *factor = mean + on.channels;
  double *d_scale = step->d_in[NN_NORM_SCALE].data, *d_shift = step->d_in[NN_NORM_SHIFT].data;
  double *sum = step->out[NN_NORM_SLOPES].data, *product = sum + on.channels;

  for (gsize c = 0; c < on.channels; c++)
    {
      sum[c] = product[c] = 0;
      for (gsize i = c; i < n * on.channels; i += on.channels)
        {
          sum[c] += dy[i];
          product[c] += dy[i] * (x[i] - mean[c]) * factor[c];
        }
      if (d_shift != NULL)
        d_shift[c] = sum[c];
      if (d_scale != NULL)
        d_scale[c] = product[c];
    }
}

/* Means of dy and of dy x̂ over the batch, which the batch's own statistics take out of the gradient. */
static void
mean_slopes (const NnStep *step, const NnRun *run, gsize channels, gsize c, double *sum, double *product)
{
  double n = 0;

  *sum = *product = 0;
  for (guint i = 0; i < nn_n_peers (run) && run->training; i++)
    {
      const double *slopes = nn_peer (step, run, i)->out[NN_NORM_SLOPES].data;

      n += ((const double *) nn_peer (step, run, i)->out[NN_NORM_FOUND].data)[0];
      *sum += slopes[c];
      *product += slopes[channels + c];
    }
  if (n > 0)
    {
      *sum /= n;
      *product /= n;
    }
}

static void
backward (const NnStep *step, const NnRun *run)
{
  const NnChannels on = nn_channels (&step->in[NN_NORM_X]);
  const gsize n = run->rows * on.places;
  const double *x = step->in[NN_NORM_X].data, *dy = step->d_out[NN_NORM_Y].data;
  const double *scale = step->in[NN_NORM_SCALE].data;
  const double *mean = step->out[NN_NORM_USED].data, *factor = mean + on.channels;
  double *dx = step->d_in[NN_NORM_X].data;

  for (gsize c = 0; c < on.channels && dx != NULL; c++)
    {
      double sum, product;

      mean_slopes (step, run, on.channels, c, &sum, &product);
      for (gsize i = c; i < n * on.channels; i += on.channels)
        dx[i] = (dy[i] - sum - (x[i] - mean[c]) * factor[c] * product) * factor[c] * (scale != NULL ? scale[c] : 1);
    }
}

const NnOp nn_op_batch_norm = {
  .id = "batch_norm",
  .n_in = 5,
  .n_out = 4,
  .n_saved = 3,
  .whole_out = NN_OPERAND (NN_NORM_FOUND) | NN_OPERAND (NN_NORM_USED) | NN_OPERAND (NN_NORM_SLOPES),
  .closed_in = NN_OPERAND (NN_NORM_RUNNING_MEAN) | NN_OPERAND (NN_NORM_RUNNING_VARIANCE),
  .reads_in = NN_OPERAND (NN_NORM_X) | NN_OPERAND (NN_NORM_SCALE),
  .reads_out = NN_OPERAND (NN_NORM_FOUND) | NN_OPERAND (NN_NORM_USED) | NN_OPERAND (NN_NORM_SLOPES),
  .shape = shape,
  .flops = flops,
  .reference = { forward, backward, forward_part, backward_part },
};
