/* A picture made larger by a whole factor, arg[0] down and arg[1] across (torch.nn.Upsample): each dot repeated, or with arg[2]
 * mixed from the two nearest in either direction (bilinear, corners not aligned). in: x [height, width, channels]. */
#include "upsample.h"

#include "op-rows.h"
#include "text.h"

#include <string.h>

NnUpsampleMix
nn_upsample_mix (const double *arg, guint direction, gint64 in, gint64 o)
{
  const double factor = arg[direction];
  const double at = MAX ((o + 0.5) / factor - 0.5, 0);
  NnUpsampleMix mix = { .dot = { o / (gint64) factor, o / (gint64) factor }, .share = { 1, 0 } };

  if (arg[NN_UPSAMPLE_SMOOTH] != 0)
    {
      mix.dot[0] = at;
      mix.dot[1] = MIN (mix.dot[0] + 1, in - 1);
      mix.share[1] = at - mix.dot[0];
      mix.share[0] = 1 - mix.share[1];
    }
  return mix;
}

static gboolean
shape (const double *arg, const NnShape *in, guint n_in, NnShape *out, GError **error)
{
  if (in[0].rank != 3 || arg[0] < 1 || arg[1] < 1)
    {
      g_autofree char *x = nn_shape_to_string (&in[0]);

      g_set_error (error, NN_ERROR, NN_ERROR_NETWORK,
                   _("Only a picture, height × width × channels, can be enlarged, and by 1 or more; this is %s."), x);
      return FALSE;
    }
  out[0] = NN_SHAPE (in[0].dim[0] * (gint64) arg[0], in[0].dim[1] * (gint64) arg[1], in[0].dim[2]);
  return TRUE;
}

/* One row of dots of the large picture: forward adds to it, back spreads it. */
static void
mix_dot (const NnStep *step, gint64 oy, gint64 ox, const double *from, double *to, gboolean back)
{
  const NnShape *in = &step->in[0].shape;
  const NnUpsampleMix down = nn_upsample_mix (step->arg, 0, in->dim[0], oy);
  const NnUpsampleMix across = nn_upsample_mix (step->arg, 1, in->dim[1], ox);
  const gsize channels = in->dim[2];
  const gsize large = (oy * step->out[0].shape.dim[1] + ox) * channels;

  for (guint k = 0; k < 4; k++)
    for (gsize c = 0; c < channels; c++)
      {
        const gsize small = (down.dot[k / 2] * in->dim[1] + across.dot[k % 2]) * channels + c;

        to[back ? small : large + c] += down.share[k / 2] * across.share[k % 2] * from[back ? large + c : small];
      }
}

static void
mix_all (const NnStep *step, const NnRun *run, const NnOperand *from, const NnOperand *to, gboolean back)
{
  const NnShape *out = &step->out[0].shape;

  memset (to->data, 0, run->rows * to->size * sizeof (double));
  for (gsize row = 0; row < run->rows; row++)
    for (gint64 oy = 0; oy < out->dim[0]; oy++)
      for (gint64 ox = 0; ox < out->dim[1]; ox++)
        mix_dot (step, oy, ox, (const double *) from->data + row * from->size,
                 (double *) to->data + row * to->size, back);
}

static void
forward (const NnStep *step, const NnRun *run)
{
  mix_all (step, run, &step->in[0], &step->out[0], FALSE);
}

static void
backward (const NnStep *step, const NnRun *run)
{
  if (step->d_in[0].data != NULL)
    mix_all (step, run, &step->d_out[0], &step->d_in[0], TRUE);
}

const NnOp nn_op_upsample2d = {
  .id = "upsample2d",
  .n_in = 1,
  .n_out = 1,
  .shape = shape,
  .reference = { forward, backward },
};
