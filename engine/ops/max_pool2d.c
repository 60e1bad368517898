/* The largest number under a window (torch.nn.MaxPool2d), of each channel alone; in: x [height, width, channels]. The
 * gradient goes to that number alone, the first where several are as large. What is not a number counts as largest. */
#include "pooling.h"

#include "op-rows.h"

#include <math.h>
#include <string.h>

static gsize
find_largest (const NnPooling *pooling, const double *x, gint64 oy, gint64 ox, gint64 channel)
{
  const NnPoolPlace place = nn_pooling_place (pooling, oy, ox);
  gsize largest = G_MAXSIZE;

  for (gint64 y = place.first[0]; y < place.end[0]; y += pooling->axis[0].dilation)
    for (gint64 c = place.first[1]; c < place.end[1]; c += pooling->axis[1].dilation)
      {
        const gsize at = (y * pooling->axis[1].in + c) * pooling->channels + channel;

        if (largest == G_MAXSIZE || x[at] > x[largest] || isnan (x[at]))
          largest = at;
      }
  return largest;
}

static void
forward (const NnStep *step, const NnRun *run)
{
  const NnPooling pooling = nn_pooling (step->arg, &step->in[0].shape);
  double *y = step->out[0].data;

  for (gsize row = 0; row < run->rows; row++)
    for (gint64 oy = 0; oy < pooling.axis[0].out; oy++)
      for (gint64 ox = 0; ox < pooling.axis[1].out; ox++)
        for (gint64 c = 0; c < pooling.channels; c++)
          {
            const double *x = (const double *) step->in[0].data + row * step->in[0].size;

            *y++ = x[find_largest (&pooling, x, oy, ox, c)];
          }
}

static void
backward (const NnStep *step, const NnRun *run)
{
  const NnPooling pooling = nn_pooling (step->arg, &step->in[0].shape);
  const double *dy = step->d_out[0].data;

  if (step->d_in[0].data == NULL)
    return;
  memset (step->d_in[0].data, 0, run->rows * step->d_in[0].size * sizeof (double));
  for (gsize row = 0; row < run->rows; row++)
    for (gint64 oy = 0; oy < pooling.axis[0].out; oy++)
      for (gint64 ox = 0; ox < pooling.axis[1].out; ox++)
        for (gint64 c = 0; c < pooling.channels; c++)
          {
            const double *x = (const double *) step->in[0].data + row * step->in[0].size;
            double *dx = (double *) step->d_in[0].data + row * step->in[0].size;

            dx[find_largest (&pooling, x, oy, ox, c)] += *dy++;
          }
}

const NnOp nn_op_max_pool2d = {
  .id = "max_pool2d",
  .n_in = 1,
  .n_out = 1,
  .reads_in = NN_OPERAND (0),
  .reads_out = NN_OPERAND (0),
  .shape = nn_pooling_shape,
  .reference = { forward, backward },
};
