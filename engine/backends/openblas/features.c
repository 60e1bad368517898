/* Features of points, by the table of engine/ops/point-features.h: a handful of numbers an example, beside which the call of a
 * function each is nothing. */
#include "point-features.h"

#include "kernels.h"

static void
forward (const NnStep *step, const NnRun *run)
{
  const guint bits = (guint) step->arg[0];
  const float *point = step->in[0].data;
  float *out = step->out[0].data;

  for (guint row = 0; row < run->rows; row++, point += 2)
    for (guint i = 0; i < NN_N_FEATURES; i++)
      if (bits >> i & 1)
        *out++ = (float) nn_features[i].value (point[0], point[1]);
}

static void
add_slopes (guint bits, const float *point, const float **dy, float *dx)
{
  dx[0] = dx[1] = 0;
  for (guint i = 0; i < NN_N_FEATURES; i++)
    if (bits >> i & 1)
      {
        double by_x, by_y;

        nn_features[i].slope (point[0], point[1], &by_x, &by_y);
        dx[0] += (float) (**dy * by_x);
        dx[1] += (float) (*(*dy)++ * by_y);
      }
}

static void
backward (const NnStep *step, const NnRun *run)
{
  const float *point = step->in[0].data, *dy = step->d_out[0].data;
  float *dx = step->d_in[0].data;

  for (guint row = 0; row < run->rows && dx != NULL; row++, point += 2, dx += 2)
    add_slopes ((guint) step->arg[0], point, &dy, dx);
}

const NnKernel nn_openblas_features = { forward, backward };
