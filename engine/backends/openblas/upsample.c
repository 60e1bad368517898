/* Enlargement; formula in engine/ops/upsample2d.c. */
#include "upsample.h"

#include "kernels.h"
#include "vector.h"

#include <string.h>

/* to += from × share, channel by channel. */
static NN_KERNEL void
add_dot (float *to, const float *from, float share, gsize channels)
{
#pragma omp simd
  for (gsize c = 0; c < channels; c++)
    to[c] += from[c] * share;
}

/* The dot (oy, ox) of the large picture and the four of the small one that it is mixed from. */
static void
mix_dot (const NnStep *step, gint64 oy, gint64 ox, float *large, float *small, gboolean back)
{
  const NnShape *in = &step->in[0].shape;
  const NnUpsampleMix down = nn_upsample_mix (step->arg, 0, in->dim[0], oy);
  const NnUpsampleMix across = nn_upsample_mix (step->arg, 1, in->dim[1], ox);
  const gsize channels = in->dim[2];
  float *dot = large + (oy * step->out[0].shape.dim[1] + ox) * channels;

  for (guint k = 0; k < 4; k++)
    {
      const float share = down.share[k / 2] * across.share[k % 2];
      float *other = small + (down.dot[k / 2] * in->dim[1] + across.dot[k % 2]) * channels;

      if (share != 0.0f)
        add_dot (back ? other : dot, back ? dot : other, share, channels);
    }
}

static void
mix_all (const NnStep *step, const NnRun *run, float *large, float *small, gboolean back)
{
  const NnShape *out = &step->out[0].shape;

  memset (back ? small : large, 0, run->rows * (back ? step->in[0].size : step->out[0].size) * sizeof (float));
  for (gsize row = 0; row < run->rows; row++, large += step->out[0].size, small += step->in[0].size)
    for (gint64 oy = 0; oy < out->dim[0]; oy++)
      for (gint64 ox = 0; ox < out->dim[1]; ox++)
        mix_dot (step, oy, ox, large, small, back);
}

static void
forward (const NnStep *step, const NnRun *run)
{
  mix_all (step, run, step->out[0].data, step->in[0].data, FALSE);
}

static void
backward (const NnStep *step, const NnRun *run)
{
  if (step->d_in[0].data != NULL)
    mix_all (step, run, step->d_out[0].data, step->d_in[0].data, TRUE);
}

const NnKernel nn_openblas_upsample2d = { forward, backward };
