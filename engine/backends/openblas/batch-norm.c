/* Batch norm; see engine/ops/batch_norm.c. Each direction reads its numbers twice: for the sums, and to make the results,
 * which are straight lines of them by channel. */
#include "channels.h"
#include "kernels.h"
#include "norm.h"

#include <math.h>
#include <string.h>

#define SCRATCH 3   /* numbers a channel: the coefficients of its line */

static void
forward_part (const NnStep *step, const NnRun *run)
{
  const NnChannels on = nn_channels (&step->in[NN_NORM_X]);
  float *found = step->out[NN_NORM_FOUND].data;

  found[0] = run->rows * on.places;
  if (run->training)
    nn_channel_moments (step->in[NN_NORM_X].data, run->rows * on.places, on.channels, found + 1,
                        found + 1 + on.channels);
}

/* All slices' numbers of one channel together. */
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
      const float *found = nn_peer (step, run, i)->out[NN_NORM_FOUND].data;
      const double n = all.n + found[0];
      const double gap = found[1 + c] - all.mean;

      all.squares += found[1 + channels + c] + gap * gap * all.n * found[0] / n;
      all.mean += gap * found[0] / n;
      all.n = n;
    }
  return all;
}

static void
move (float *running, double momentum, double value)
{
  *running = (1 - momentum) * *running + momentum * value;
}

static void
settle_training (const NnStep *step, const NnRun *run, gsize channels)
{
  float *running_mean = step->in[NN_NORM_RUNNING_MEAN].data;
  float *running_variance = step->in[NN_NORM_RUNNING_VARIANCE].data;
  float *mean = step->out[NN_NORM_USED].data, *factor = mean + channels;

  for (gsize c = 0; c < channels; c++)
    {
      const Moments all = meet (step, run, channels, c);

      mean[c] = all.mean;
      factor[c] = 1 / sqrt (all.squares / all.n + step->arg[0]);
      if (run->first_row == 0)
        {
          move (&running_mean[c], step->arg[1], all.mean);
          move (&running_variance[c], step->arg[1], all.squares / MAX (all.n - 1, 1));
        }
    }
}

static void
settle_asking (const NnStep *step, gsize channels)
{
  const float *running_variance = step->in[NN_NORM_RUNNING_VARIANCE].data;
  float *mean = step->out[NN_NORM_USED].data, *factor = mean + channels;

  memcpy (mean, step->in[NN_NORM_RUNNING_MEAN].data, channels * sizeof *mean);
  for (gsize c = 0; c < channels; c++)
    factor[c] = 1 / sqrt (running_variance[c] + step->arg[0]);
}

static void
forward (const NnStep *step, const NnRun *run)
{
  const NnChannels on = nn_channels (&step->in[NN_NORM_X]);
  const float *scale = step->in[NN_NORM_SCALE].data, *shift = step->in[NN_NORM_SHIFT].data;
  const float *mean = step->out[NN_NORM_USED].data, *factor = mean + on.channels;
  float *a = step->scratch, *b = a + on.channels;

  if (run->training)
    settle_training (step, run, on.channels);
  else
    settle_asking (step, on.channels);
  for (gsize c = 0; c < on.channels; c++)
    {
      a[c] = factor[c] * (scale != NULL ? scale[c] : 1);
      b[c] = (shift != NULL ? shift[c] : 0) - mean[c] * a[c];
    }
  nn_channel_line (step->out[NN_NORM_Y].data, step->in[NN_NORM_X].data, run->rows * on.places, on.channels, a, b);
}

static void
backward_part (const NnStep *step, const NnRun *run)
{
  const NnChannels on = nn_channels (&step->in[NN_NORM_X]);
  const float *mean = step->out[NN_NORM_USED].data, *factor = mean + on.channels;
  float *sum = step->out[NN_NORM_SLOPES].data, *product = sum + on.channels;

  nn_channel_slopes (step->d_out[NN_NORM_Y].data, step->in[NN_NORM_X].data, run->rows * on.places, on.channels, mean,
                     sum, product);
  for (gsize c = 0; c < on.channels; c++)
    product[c] *= factor[c];
  if (step->d_in[NN_NORM_SHIFT].data != NULL)
    memcpy (step->d_in[NN_NORM_SHIFT].data, sum, on.channels * sizeof *sum);
  if (step->d_in[NN_NORM_SCALE].data != NULL)
    memcpy (step->d_in[NN_NORM_SCALE].data, product, on.channels * sizeof *product);
}

/* dx = factor scale (dy − mean of dy − x̂ · mean of dy x̂), as a plane over dy and x. */
static void
find_plane (const NnStep *step, const NnRun *run, gsize channels, gsize c, float *a, float *b, float *shift)
{
  const float *scale = step->in[NN_NORM_SCALE].data;
  const float *mean = step->out[NN_NORM_USED].data, *factor = mean + channels;
  double n = 0, sum = 0, product = 0;

  for (guint i = 0; i < nn_n_peers (run) && run->training; i++)
    {
      const NnStep *peer = nn_peer (step, run, i);
      const float *slopes = peer->out[NN_NORM_SLOPES].data;

      n += ((const float *) peer->out[NN_NORM_FOUND].data)[0];
      sum += slopes[c];
      product += slopes[channels + c];
    }
  a[c] = factor[c] * (scale != NULL ? scale[c] : 1);
  b[c] = n > 0 ? -a[c] * factor[c] * product / n : 0;
  shift[c] = n > 0 ? -a[c] * sum / n - b[c] * mean[c] : 0;
}

static void
backward (const NnStep *step, const NnRun *run)
{
  const NnChannels on = nn_channels (&step->in[NN_NORM_X]);
  float *a = step->scratch, *b = a + on.channels, *shift = b + on.channels;

  if (step->d_in[NN_NORM_X].data == NULL)
    return;
  for (gsize c = 0; c < on.channels; c++)
    find_plane (step, run, on.channels, c, a, b, shift);
  nn_channel_plane (step->d_in[NN_NORM_X].data, step->d_out[NN_NORM_Y].data, step->in[NN_NORM_X].data,
                    run->rows * on.places, on.channels, a, b, shift);
}

static gsize
scratch (const NnStep *step, guint rows, gboolean backward_too)
{
  return SCRATCH * nn_channels (&step->in[NN_NORM_X]).channels;
}

const NnKernel nn_openblas_batch_norm = { forward, backward, forward_part, backward_part, scratch };
