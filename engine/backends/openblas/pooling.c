/* Pools: windows over each channel alone; formulas in engine/ops/max_pool2d.c and avg_pool2d.c. */
#include "pooling.h"

#include "kernels.h"
#include "vector.h"

#include <string.h>

#define LANES 16   /* channels at a time */

/* One example: x the picture, y what comes out of it; on the way back with gradients. */
typedef struct
{
  NnPooling pooling;
  const double *arg;
  const float *x, *y, *dy;
  float *out, *dx;
} Pool;

typedef void (*Place) (const Pool *pool, const NnPoolPlace *place, gsize o, gint64 oy, gint64 ox);

static void
visit_places (const Pool *pool, Place visit)
{
  const NnAxis *axis = pool->pooling.axis;

  for (gint64 oy = 0; oy < axis[0].out; oy++)
    for (gint64 ox = 0; ox < axis[1].out; ox++)
      {
        const NnPoolPlace place = nn_pooling_place (&pool->pooling, oy, ox);

        visit (pool, &place, (oy * axis[1].out + ox) * pool->pooling.channels, oy, ox);
      }
}

static gsize
first_dot (const Pool *pool, const NnPoolPlace *place)
{
  return (place->first[0] * pool->pooling.axis[1].in + place->first[1]) * pool->pooling.channels;
}

/* A loop over the numbers `at` under the window of one channel, in reading order. */
#define FOR_EACH_UNDER(pool, place, at)                                                                             \
  for (gint64 down_ = (place)->first[0]; down_ < (place)->end[0]; down_ += (pool)->pooling.axis[0].dilation)        \
    for (gint64 across_ = (place)->first[1], at = (down_ * (pool)->pooling.axis[1].in + across_) * (pool)->pooling.channels; \
         across_ < (place)->end[1];                                                                                 \
         across_ += (pool)->pooling.axis[1].dilation,                                                               \
                at += (pool)->pooling.axis[1].dilation * (pool)->pooling.channels)

/* ---- Largest ---- */

static NN_KERNEL void
take_largest (const Pool *pool, const NnPoolPlace *place, gsize o, gint64 oy, gint64 ox)
{
  const gsize channels = pool->pooling.channels;
  float *y = pool->out + o;

  memcpy (y, pool->x + first_dot (pool, place), channels * sizeof (float));
  FOR_EACH_UNDER (pool, place, at)
    {
      const float *x = pool->x + at;

#pragma omp simd
      for (gsize c = 0; c < channels; c++)
        y[c] = x[c] > y[c] || x[c] != x[c] ? x[c] : y[c];
    }
}

/* The first number that is not below the largest gets the gradient. */
static NN_KERNEL void
give_to_largest (const Pool *pool, const NnPoolPlace *place, gsize o, gint64 oy, gint64 ox)
{
  for (gsize first = 0; first < (gsize) pool->pooling.channels; first += LANES)
    {
      const gsize n = MIN (LANES, pool->pooling.channels - first);
      const float *y = pool->y + o + first;
      float rest[LANES];

      memcpy (rest, pool->dy + o + first, n * sizeof (float));
      FOR_EACH_UNDER (pool, place, at)
        {
          const float *x = pool->x + at + first;
          float *dx = pool->dx + at + first;

#pragma omp simd
          for (gsize c = 0; c < n; c++)
            {
              const gboolean hit = !(x[c] < y[c]);

              dx[c] += hit ? rest[c] : 0.0f;
              rest[c] = hit ? 0.0f : rest[c];
            }
        }
    }
}

/* ---- Mean ---- */

static NN_KERNEL void
take_mean (const Pool *pool, const NnPoolPlace *place, gsize o, gint64 oy, gint64 ox)
{
  const gsize channels = pool->pooling.channels;
  const float share = nn_pooling_share (&pool->pooling, pool->arg, oy, ox);
  float *y = pool->out + o;

  memset (y, 0, channels * sizeof (float));
  FOR_EACH_UNDER (pool, place, at)
    {
      const float *x = pool->x + at;

#pragma omp simd
      for (gsize c = 0; c < channels; c++)
        y[c] += x[c] * share;
    }
}

static NN_KERNEL void
give_to_all (const Pool *pool, const NnPoolPlace *place, gsize o, gint64 oy, gint64 ox)
{
  const gsize channels = pool->pooling.channels;
  const float share = nn_pooling_share (&pool->pooling, pool->arg, oy, ox);
  const float *dy = pool->dy + o;

  FOR_EACH_UNDER (pool, place, at)
    {
      float *dx = pool->dx + at;

#pragma omp simd
      for (gsize c = 0; c < channels; c++)
        dx[c] += dy[c] * share;
    }
}

/* ---- Both ways ---- */

static const float *
example (const NnOperand *operand, gsize row)
{
  return operand->data != NULL ? (const float *) operand->data + row * operand->size : NULL;
}

static Pool
pool_of (const NnStep *step, gsize row)
{
  return (Pool) {
    .pooling = nn_pooling (step->arg, &step->in[0].shape),
    .arg = step->arg,
    .x = example (&step->in[0], row),
    .y = example (&step->out[0], row),
    .out = (float *) example (&step->out[0], row),
    .dy = example (&step->d_out[0], row),
    .dx = (float *) example (&step->d_in[0], row),
  };
}

static void
pool_forward (const NnStep *step, const NnRun *run, Place visit)
{
  for (gsize row = 0; row < run->rows; row++)
    {
      const Pool pool = pool_of (step, row);

      visit_places (&pool, visit);
    }
}

static void
pool_backward (const NnStep *step, const NnRun *run, Place visit)
{
  if (step->d_in[0].data == NULL)
    return;
  for (gsize row = 0; row < run->rows; row++)
    {
      const Pool pool = pool_of (step, row);

      memset (pool.dx, 0, step->d_in[0].size * sizeof (float));
      visit_places (&pool, visit);
    }
}

static void
max_forward (const NnStep *step, const NnRun *run)
{
  pool_forward (step, run, take_largest);
}

static void
max_backward (const NnStep *step, const NnRun *run)
{
  pool_backward (step, run, give_to_largest);
}

static void
avg_forward (const NnStep *step, const NnRun *run)
{
  pool_forward (step, run, take_mean);
}

static void
avg_backward (const NnStep *step, const NnRun *run)
{
  pool_backward (step, run, give_to_all);
}

const NnKernel nn_openblas_max_pool2d = { max_forward, max_backward };
const NnKernel nn_openblas_avg_pool2d = { avg_forward, avg_backward };
