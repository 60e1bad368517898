/* Products of rows with rows: each number of the result is a sum along both, so vectors run along k and the lanes of
 * a sum are joined at the end. Nothing is turned over, which is what a layer's forward pass wants: its weight's rows
 * lie close. */
#include "product.h"

#include "vector.h"
#include "vectors.h"

#define COLUMNS 4      /* of a tile: one vector of results for each of its rows */
#define TILE_HEIGHT 4

/* The sums over the lanes of four vectors. */
NN_INLINE V4
join_V4 (V4 a, V4 b, V4 c, V4 d)
{
  const V4 ab = __builtin_shufflevector (a, b, 0, 1, 4, 5) + __builtin_shufflevector (a, b, 2, 3, 6, 7);
  const V4 cd = __builtin_shufflevector (c, d, 0, 1, 4, 5) + __builtin_shufflevector (c, d, 2, 3, 6, 7);

  return __builtin_shufflevector (ab, cd, 0, 2, 4, 6) + __builtin_shufflevector (ab, cd, 1, 3, 5, 7);
}

/* From four lanes each of a and b, and of c and d. */
NN_INLINE V4
join_pairs (V8 ab, V8 cd)
{
  const V8 two = __builtin_shufflevector (ab, cd, 0, 1, 4, 5, 8, 9, 12, 13) +
                 __builtin_shufflevector (ab, cd, 2, 3, 6, 7, 10, 11, 14, 15);

  return __builtin_shufflevector (two, two, 0, 2, 4, 6) + __builtin_shufflevector (two, two, 1, 3, 5, 7);
}

NN_INLINE V4
join_V8 (V8 a, V8 b, V8 c, V8 d)
{
  return join_pairs (__builtin_shufflevector (a, b, 0, 1, 2, 3, 8, 9, 10, 11) +
                       __builtin_shufflevector (a, b, 4, 5, 6, 7, 12, 13, 14, 15),
                     __builtin_shufflevector (c, d, 0, 1, 2, 3, 8, 9, 10, 11) +
                       __builtin_shufflevector (c, d, 4, 5, 6, 7, 12, 13, 14, 15));
}

NN_INLINE V8
half_V16 (V16 a)
{
  return __builtin_shufflevector (a, a, 0, 1, 2, 3, 4, 5, 6, 7) +
         __builtin_shufflevector (a, a, 8, 9, 10, 11, 12, 13, 14, 15);
}

NN_INLINE V4
join_V16 (V16 a, V16 b, V16 c, V16 d)
{
  return join_V8 (half_V16 (a), half_V16 (b), half_V16 (c), half_V16 (d));
}

NN_INLINE void
store (const NnProduct *p, gsize row, gsize column, V4 sum)
{
  float *c = p->c + row * p->c_row + column;

  if (column + COLUMNS <= p->n)
    {
      if (p->start != NULL)
        sum += *(const V4 *) (p->start + column);
      *(V4 *) c = sum;
    }
  else
    for (gsize j = 0; column + j < p->n; j++)
      c[j] = sum[j] + (p->start != NULL ? p->start[column + j] : 0.0f);
}

#define V V4
#define VMask V4Mask
#define LANES { 0, 1, 2, 3 }
#include "dots-tile.h"
#define V V8
#define VMask V8Mask
#define LANES { 0, 1, 2, 3, 4, 5, 6, 7 }
#include "dots-tile.h"
#define V V16
#define VMask V16Mask
#define LANES { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15 }
#include "dots-tile.h"

static NN_KERNEL_512 void
dots_512 (const NnProduct *p)
{
  for (gsize column = 0; column < p->n; column += COLUMNS)
    rows_V16 (p, column);
}

static NN_KERNEL_256 void
dots_256 (const NnProduct *p)
{
  for (gsize column = 0; column < p->n; column += COLUMNS)
    rows_V8 (p, column);
}

static void
dots_128 (const NnProduct *p)
{
  for (gsize column = 0; column < p->n; column += COLUMNS)
    rows_V4 (p, column);
}

void
nn_dots (const NnProduct *product)
{
  const unsigned bits = nn_vector_bits ();

  if (bits == 512)
    dots_512 (product);
  else if (bits == 256)
    dots_256 (product);
  else
    dots_128 (product);
}
