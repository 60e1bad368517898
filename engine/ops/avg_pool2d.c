/* The mean of the numbers under a window (torch.nn.AvgPool2d), of each channel alone; in: x [height, width, channels].
 * Padding counts as zeros, or, without arg counts-padding, not at all. */
#include "pooling.h"

#include "op-rows.h"

#include <string.h>

/* A share of each number under each window is added: from the picture to what comes out, or back. */
static void
visit (const NnPooling *pooling, const double *arg, const double *from, double *to, gboolean back)
{
  for (gint64 oy = 0; oy < pooling->axis[0].out; oy++)
    for (gint64 ox = 0; ox < pooling->axis[1].out; ox++)
      {
        const NnPoolPlace place = nn_pooling_place (pooling, oy, ox);
        const double share = nn_pooling_share (pooling, arg, oy, ox);

        for (gint64 y = place.first[0]; y < place.end[0]; y++)
          for (gint64 x = place.first[1]; x < place.end[1]; x++)
            for (gint64 c = 0; c < pooling->channels; c++)
              {
                const gsize i = (y * pooling->axis[1].in + x) * pooling->channels + c;
                const gsize o = (oy * pooling->axis[1].out + ox) * pooling->channels + c;

                to[back ? i : o] += share * from[back ? o : i];
              }
      }
}

static void
spread (const NnStep *step, const NnRun *run, const NnOperand *from, const NnOperand *to, gboolean back)
{
  const NnPooling pooling = nn_pooling (step->arg, &step->in[0].shape);

  memset (to->data, 0, run->rows * to->size * sizeof (double));
  for (gsize row = 0; row < run->rows; row++)
    visit (&pooling, step->arg, (const double *) from->data + row * from->size, (double *) to->data + row * to->size,
           back);
}

static void
forward (const NnStep *step, const NnRun *run)
{
  spread (step, run, &step->in[0], &step->out[0], FALSE);
}

static void
backward (const NnStep *step, const NnRun *run)
{
  if (step->d_in[0].data != NULL)
    spread (step, run, &step->d_out[0], &step->d_in[0], TRUE);
}

const NnOp nn_op_avg_pool2d = {
  .id = "avg_pool2d",
  .n_in = 1,
  .n_out = 1,
  .shape = nn_pooling_shape,
  .reference = { forward, backward },
};
