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

/* Windows of 2×2 that lie side by side, the usual ones: a square of dots a time, up to LANES channels of it. Where a
 * picture has fewer channels the lanes beyond are left out one by one, which vectors can do. */
typedef struct
{
  gsize across;   /* numbers from a dot to its neighbour … */
  gsize down;     /* … and to the one below */
  gsize n;        /* channels, LANES at most */
} Square;

NN_INLINE void
take_square (float *y, const float *x, const Square *square, const gboolean whole)
{
#pragma omp simd
  for (gsize c = 0; c < LANES; c++)
    if (whole || c < square->n)
      {
        const float *dot = x + c;
        float largest = dot[0];

        largest = dot[square->across] > largest || dot[square->across] != dot[square->across] ? dot[square->across] : largest;
        dot += square->down;
        largest = dot[0] > largest || dot[0] != dot[0] ? dot[0] : largest;
        y[c] = dot[square->across] > largest || dot[square->across] != dot[square->across] ? dot[square->across] : largest;
      }
}

NN_INLINE void
give_square (float *dx, const float *x, const float *y, const float *dy, const Square *square, const gboolean whole)
{
#pragma omp simd
  for (gsize c = 0; c < LANES; c++)
    if (whole || c < square->n)
      {
        const gsize right = c + square->across, below = c + square->down, last = right + square->down;
        const gboolean a = !(x[c] < y[c]), b = !a && !(x[right] < y[c]), d = !a && !b && !(x[below] < y[c]);

        dx[c] = a ? dy[c] : 0.0f;
        dx[right] = b ? dy[c] : 0.0f;
        dx[below] = d ? dy[c] : 0.0f;
        dx[last] = !a && !b && !d ? dy[c] : 0.0f;
      }
}

static gboolean
is_square (const NnPooling *pooling)
{
  for (guint i = 0; i < 2; i++)
    {
      const NnAxis *axis = &pooling->axis[i];

      if (axis->kernel != 2 || axis->stride != 2 || axis->dilation != 1 || axis->before != 0 || axis->after != 0)
        return FALSE;
    }
  return TRUE;
}

NN_INLINE void
take_or_give (const Pool *pool, gsize in, gsize out, const Square *square, const gboolean back, const gboolean whole)
{
  if (back)
    give_square (pool->dx + in, pool->x + in, pool->y + out, pool->dy + out, square, whole);
  else
    take_square (pool->out + out, pool->x + in, square, whole);
}

static NN_KERNEL void
visit_squares (const Pool *pool, gboolean back)
{
  const NnAxis *axis = pool->pooling.axis;
  const gsize channels = pool->pooling.channels;
  Square square = { .across = channels, .down = axis[1].in * channels };

  for (gint64 oy = 0; oy < axis[0].out; oy++)
    for (gint64 ox = 0; ox < axis[1].out; ox++)
      for (gsize c = 0; c < channels; c += LANES)
        {
          const gsize in = 2 * oy * square.down + 2 * ox * channels + c, out = (oy * axis[1].out + ox) * channels + c;

          square.n = MIN (LANES, channels - c);
          if (square.n == LANES)
            take_or_give (pool, in, out, &square, back, TRUE);
          else
            take_or_give (pool, in, out, &square, back, FALSE);
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

      if (visit == take_largest && is_square (&pool.pooling))
        visit_squares (&pool, FALSE);
      else
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

      const gboolean squares = visit == give_to_largest && is_square (&pool.pooling);

      if (!squares || pool.pooling.axis[0].in % 2 != 0 || pool.pooling.axis[1].in % 2 != 0)
        memset (pool.dx, 0, step->d_in[0].size * sizeof (float));
      if (squares)
        visit_squares (&pool, TRUE);
      else
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
