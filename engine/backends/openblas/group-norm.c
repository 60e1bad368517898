/* Group norm; see engine/ops/group_norm.c. An example at a time: sums by channel, put together by group, and results that
 * are straight lines by channel. */
#include "channels.h"
#include "kernels.h"
#include "norm.h"

#include <math.h>

#define SCRATCH 5   /* numbers a channel: two sums, and the coefficients of its line */

typedef struct
{
  NnChannels on;
  gsize groups, width;
  const float *scale, *shift;
  float *first_sum, *second_sum, *a, *b, *c;
} Norm;

static Norm
group_norm (const NnStep *step)
{
  Norm norm = { .on = nn_channels (&step->in[NN_NORM_X]), .groups = step->arg[0], .first_sum = step->scratch };

  norm.width = norm.on.channels / norm.groups;
  norm.scale = step->in[NN_NORM_SCALE].data;
  norm.shift = step->in[NN_NORM_SHIFT].data;
  norm.second_sum = norm.first_sum + norm.on.channels;
  norm.a = norm.second_sum + norm.on.channels;
  norm.b = norm.a + norm.on.channels;
  norm.c = norm.b + norm.on.channels;
  return norm;
}

static void
forward_group (const Norm *norm, gsize first, double epsilon, float *saved)
{
  const double n = norm->on.places * norm->width;
  double mean = 0, squares = 0;

  for (gsize c = first; c < first + norm->width; c++)
    mean += norm->first_sum[c] / norm->width;
  for (gsize c = first; c < first + norm->width; c++)
    squares += norm->second_sum[c] + norm->on.places * (norm->first_sum[c] - mean) * (norm->first_sum[c] - mean);
  saved[0] = mean;
  saved[1] = 1 / sqrt (squares / n + epsilon);
  for (gsize c = first; c < first + norm->width; c++)
    {
      norm->a[c] = saved[1] * (norm->scale != NULL ? norm->scale[c] : 1);
      norm->b[c] = (norm->shift != NULL ? norm->shift[c] : 0) - saved[0] * norm->a[c];
    }
}

static void
forward (const NnStep *step, const NnRun *run)
{
  const Norm norm = group_norm (step);

  for (gsize row = 0; row < run->rows; row++)
    {
      const float *x = (const float *) step->in[NN_NORM_X].data + row * step->in[NN_NORM_X].size;
      float *saved = (float *) step->out[1].data + row * 2 * norm.groups;

      nn_channel_moments (x, norm.on.places, norm.on.channels, norm.first_sum, norm.second_sum);
      for (gsize g = 0; g < norm.groups; g++)
        forward_group (&norm, g * norm.width, step->arg[1], saved + 2 * g);
      nn_channel_line ((float *) step->out[0].data + row * step->in[NN_NORM_X].size, x, norm.on.places,
                       norm.on.channels, norm.a, norm.b);
    }
}

/* Per channel first_sum is Σ dy and second_sum Σ dy x̂. */
static void
backward_group (const Norm *norm, gsize first, const float *saved)
{
  const double n = norm->on.places * norm->width;
  double sum = 0, product = 0;

  for (gsize c = first; c < first + norm->width; c++)
    {
      const double scale = norm->scale != NULL ? norm->scale[c] : 1;

      sum += scale * norm->first_sum[c];
      product += scale * norm->second_sum[c];
    }
  for (gsize c = first; c < first + norm->width; c++)
    {
      norm->a[c] = saved[1] * (norm->scale != NULL ? norm->scale[c] : 1);
      norm->b[c] = -saved[1] * saved[1] * product / n;
      norm->c[c] = -saved[1] * sum / n - norm->b[c] * saved[0];
    }
}

static void
spread (float *by_channel, const Norm *norm, const float *saved)
{
  for (gsize c = 0; c < norm->on.channels; c++)
    by_channel[c] = saved[2 * (c / norm->width)];
}

static void
add_up (float *to, const float *more, gsize n, gboolean first)
{
  for (gsize i = 0; to != NULL && i < n; i++)
    to[i] = first ? more[i] : to[i] + more[i];
}

static void
backward (const NnStep *step, const NnRun *run)
{
  const Norm norm = group_norm (step);

  for (gsize row = 0; row < run->rows; row++)
    {
      const gsize at = row * step->in[NN_NORM_X].size;
      const float *x = (const float *) step->in[NN_NORM_X].data + at, *dy = (const float *) step->d_out[0].data + at;
      const float *saved = (const float *) step->out[1].data + row * 2 * norm.groups;

      spread (norm.a, &norm, saved);
      nn_channel_slopes (dy, x, norm.on.places, norm.on.channels, norm.a, norm.first_sum, norm.second_sum);
      for (gsize c = 0; c < norm.on.channels; c++)
        norm.second_sum[c] *= saved[2 * (c / norm.width) + 1];
      add_up (step->d_in[NN_NORM_SHIFT].data, norm.first_sum, norm.on.channels, row == 0);
      add_up (step->d_in[NN_NORM_SCALE].data, norm.second_sum, norm.on.channels, row == 0);
      if (step->d_in[NN_NORM_X].data == NULL)
        continue;
      for (gsize g = 0; g < norm.groups; g++)
        backward_group (&norm, g * norm.width, saved + 2 * g);
      nn_channel_plane ((float *) step->d_in[NN_NORM_X].data + at, dy, x, norm.on.places, norm.on.channels, norm.a,
                        norm.b, norm.c);
    }
}

static gsize
scratch (const NnStep *step, guint rows, gboolean backward_too)
{
  return SCRATCH * nn_channels (&step->in[NN_NORM_X]).channels;
}

const NnKernel nn_openblas_group_norm = { .forward = forward, .backward = backward, .scratch = scratch };
