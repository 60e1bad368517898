#include "initialiser.h"

#include "text.h"
#include "vector.h"

#include <math.h>

#define LANES 8

static void
fill_uniform (NnRng *rng, float *weight, const NnShape *shape, double bound)
{
  const gsize n = nn_shape_size (shape);

  for (gsize i = 0; i < n; i++)
    weight[i] = nn_rng_between (rng, -bound, bound);
}

static void
fill_bell (NnRng *rng, float *weight, const NnShape *shape, double deviation)
{
  const gsize n = nn_shape_size (shape);

  for (gsize i = 0; i < n; i++)
    weight[i] = deviation * nn_rng_normal (rng);
}

static void
fill_glorot (NnRng *rng, float *weight, const NnShape *shape, gsize fan_in, gsize fan_out)
{
  fill_uniform (rng, weight, shape, sqrt (6.0 / (fan_in + fan_out)));
}

/* Of the ReLU's gain √2: bound = √2 · √(3 / fan_in). */
static void
fill_he (NnRng *rng, float *weight, const NnShape *shape, gsize fan_in, gsize fan_out)
{
  fill_uniform (rng, weight, shape, sqrt (6.0 / fan_in));
}

static void
fill_lecun (NnRng *rng, float *weight, const NnShape *shape, gsize fan_in, gsize fan_out)
{
  fill_bell (rng, weight, shape, sqrt (1.0 / fan_in));
}

/* In lanes, for vectors, as many of them whatever vectors there are. */
NN_INLINE double
dot (const double *a, const double *b, gsize n)
{
  double lane[LANES] = { 0 }, sum = 0;
  gsize i = 0;

  for (; i + LANES <= n; i += LANES)
    for (guint l = 0; l < LANES; l++)
      lane[l] += a[i + l] * b[i + l];
  for (; i < n; i++)
    sum += a[i] * b[i];
  for (guint l = 0; l < LANES; l++)
    sum += lane[l];
  return sum;
}

NN_INLINE void
subtract_scaled (double *restrict a, const double *restrict b, double scale, gsize n)
{
  for (gsize i = 0; i < n; i++)
    a[i] -= scale * b[i];
}

/* Modified Gram-Schmidt on `count` vectors of `length` numbers, in double, which leaves more digits right than a
 * float has. The result is the Q of the QR decomposition whose R has a positive diagonal. */
static NN_KERNEL void
orthonormalise (double *vectors, gsize count, gsize length)
{
  for (gsize i = 0; i < count; i++)
    {
      double *v = vectors + i * length;
      double norm;

      for (gsize j = 0; j < i; j++)
        {
          const double *u = vectors + j * length;

          subtract_scaled (v, u, dot (v, u, length), length);
        }
      norm = sqrt (dot (v, v, length));
      for (gsize k = 0; k < length; k++)
        v[k] /= norm;
    }
}

/* As torch.nn.init.orthogonal_: the weight is a matrix of its outermost size by all the rest, and whichever of its rows
 * and columns are fewer become orthonormal. */
static void
fill_orthogonal (NnRng *rng, float *weight, const NnShape *shape, gsize fan_in, gsize fan_out)
{
  const gsize rows = shape->dim[0];
  const gsize columns = nn_shape_size (shape) / rows;
  const gboolean wide = rows <= columns;
  const gsize count = MIN (rows, columns);
  const gsize length = MAX (rows, columns);
  g_autofree double *vectors = g_new (double, rows * columns);

  for (gsize i = 0; i < rows * columns; i++)
    vectors[i] = nn_rng_normal (rng);
  orthonormalise (vectors, count, length);
  for (gsize i = 0; i < rows; i++)
    for (gsize j = 0; j < columns; j++)
      weight[i * columns + j] = wide ? vectors[i * length + j] : vectors[j * length + i];
}

static void
fill_normal (NnRng *rng, float *weight, const NnShape *shape, gsize fan_in, gsize fan_out)
{
  fill_bell (rng, weight, shape, 0.05);
}

static void
fill_zeros (NnRng *rng, float *weight, const NnShape *shape, gsize fan_in, gsize fan_out)
{
  const gsize n = nn_shape_size (shape);

  for (gsize i = 0; i < n; i++)
    weight[i] = 0;
}

static void
fill_ones (NnRng *rng, float *weight, const NnShape *shape, gsize fan_in, gsize fan_out)
{
  const gsize n = nn_shape_size (shape);

  for (gsize i = 0; i < n; i++)
    weight[i] = 1;
}

/* One list for the rows and for the choices, so that they cannot differ. */
#define INITIALISERS(ROW)                                                                         \
  ROW (glorot, N_("Glorot"),                                                                      \
       N_("Even over a range that keeps signals level; right for tanh and sigmoid."))             \
  ROW (he, N_("He"),                                                                              \
       N_("Even over a wider range, which makes up for what ReLU cuts off."))                     \
  ROW (lecun, N_("LeCun"),                                                                        \
       N_("Bell-shaped, and narrower the more inputs a neuron has."))                             \
  ROW (orthogonal, N_("Orthogonal"),                                                              \
       N_("At right angles to one another, so that no two neurons start alike."))                 \
  ROW (normal, N_("Normal"),                                                                      \
       N_("Bell-shaped with a deviation of 0.05, whatever the layer's size."))                    \
  ROW (zeros, N_("Zeros"),                                                                        \
       N_("All 0: neurons that start alike stay alike, worth seeing once."))

#define AS_CHOICE(name, its_title, its_blurb) { .id = #name, .title = its_title, .blurb = its_blurb },
#define AS_ROW(name, its_title, its_blurb) \
  { .id = #name, .title = its_title, .blurb = its_blurb, .fill = fill_##name },

const NnChoice nn_initialiser_choices[] = { INITIALISERS (AS_CHOICE) { NULL } };

/* Behind those that can be chosen stand those that only kinds ask for. */
static const NnInitialiser rows[] = {
  INITIALISERS (AS_ROW)
  { .id = "ones", .fill = fill_ones },
};

const NnInitialiser *
nn_initialiser_find (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (g_str_equal (rows[i].id, id))
      return &rows[i];
  return NULL;
}
