#include "product.h"

#include "vector.h"
#include "vectors.h"

#include <string.h>

/* What the registers hold at once: heights and widths of a tile in vectors. */
#define TILE_HEIGHT 8
#define TILE_WIDTH 2

#define SHARED 4096         /* numbers of b that are copied together, on the stack, … */
#define SHARED_HEIGHT 64    /* … when c is at least so high … */
#define SHARED_SPAN 60000   /* … and b so long: each of its rows lies on a page of its own, more than a processor keeps at hand */

/* tile_V: `height` rows by `width` vectors of c, held in registers: both are constants where it is called.
 * columns_V: such tiles down the whole height of c, at most `most` high, the last two alike.
 * sums_V: a vector's width of the sums of all rows, in four chains. */
#define DEFINE_FOR(V)                                                                                          \
  NN_INLINE void                                                                                               \
  tile_##V (const NnProduct *p, gsize row, gsize column, const guint height, const guint width)                \
  {                                                                                                            \
    const gsize lanes = sizeof (V) / sizeof (float);                                                           \
    const float *a = p->a + row * p->a_row;                                                                    \
    const float *b = p->b + column;                                                                            \
    V sum[TILE_HEIGHT][TILE_WIDTH];                                                                            \
                                                                                                               \
    NN_UNROLL                                                                                                     \
    for (guint i = 0; i < height; i++)                                                                         \
      NN_UNROLL                                                                                                   \
      for (guint v = 0; v < width; v++)                                                                        \
        sum[i][v] = p->start != NULL ? *(const V *) (p->start + column + v * lanes) : (V) { 0 };               \
    for (gsize k = 0; k < p->k; k++, a += p->a_column, b += p->b_row)                                          \
      NN_UNROLL                                                                                                   \
      for (guint i = 0; i < height; i++)                                                                       \
        NN_UNROLL                                                                                                 \
        for (guint v = 0; v < width; v++)                                                                      \
          sum[i][v] += a[i * p->a_row] * *(const V *) (b + v * lanes);                                         \
    NN_UNROLL                                                                                                     \
    for (guint i = 0; i < height; i++)                                                                         \
      NN_UNROLL                                                                                                   \
      for (guint v = 0; v < width; v++)                                                                        \
        *(V *) (p->c + (row + i) * p->c_row + column + v * lanes) = sum[i][v];                                 \
  }                                                                                                            \
                                                                                                               \
  NN_INLINE void                                                                                               \
  columns_##V (const NnProduct *p, gsize column, const guint most, const guint width)                          \
  {                                                                                                            \
    gsize height;                                                                                              \
                                                                                                               \
    for (gsize row = 0; row < p->m; row += height)                                                             \
      {                                                                                                        \
        const gsize rest = p->m - row;                                                                         \
                                                                                                               \
        height = rest >= 2 * most ? most : rest > most ? (rest + 1) / 2 : rest;                                \
        if (height == 8)                                                                                       \
          tile_##V (p, row, column, 8, width);                                                                 \
        else if (height == 7)                                                                                  \
          tile_##V (p, row, column, 7, width);                                                                 \
        else if (height == 6)                                                                                  \
          tile_##V (p, row, column, 6, width);                                                                 \
        else if (height == 5)                                                                                  \
          tile_##V (p, row, column, 5, width);                                                                 \
        else if (height == 4)                                                                                  \
          tile_##V (p, row, column, 4, width);                                                                 \
        else if (height == 3)                                                                                  \
          tile_##V (p, row, column, 3, width);                                                                 \
        else if (height == 2)                                                                                  \
          tile_##V (p, row, column, 2, width);                                                                 \
        else                                                                                                   \
          tile_##V (p, row, column, 1, width);                                                                 \
      }                                                                                                        \
  }                                                                                                            \
                                                                                                               \
  NN_INLINE void                                                                                               \
  sums_##V (float *out, const float *in, gsize rows, gsize columns)                                            \
  {                                                                                                            \
    V sum[4] = { (V) { 0 }, (V) { 0 }, (V) { 0 }, (V) { 0 } };                                                 \
    gsize r = 0;                                                                                               \
                                                                                                               \
    for (; r + 4 <= rows; r += 4)                                                                              \
      NN_UNROLL                                                                                                   \
      for (guint i = 0; i < 4; i++)                                                                            \
        sum[i] += *(const V *) (in + (r + i) * columns);                                                       \
    for (; r < rows; r++)                                                                                      \
      sum[0] += *(const V *) (in + r * columns);                                                               \
    *(V *) out = (sum[0] + sum[1]) + (sum[2] + sum[3]);                                                        \
  }

DEFINE_FOR (V1)
DEFINE_FOR (V2)
DEFINE_FOR (V4)
DEFINE_FOR (V8)
DEFINE_FOR (V16)

/* From column on in steps of so many lanes. The last step goes back so that it ends where the row ends, and does some columns
 * a second time, with the same result. */
#define COVER(column, n, lanes, call_at)            \
  for (; (column) < (n); (column) += (lanes))       \
    {                                               \
      const gsize at = MIN (column, (n) - (lanes)); \
                                                    \
      call_at;                                      \
    }

/* Fewer than eight columns. */
NN_INLINE void
narrow_product (const NnProduct *p)
{
  gsize column = 0;

  if (p->n >= 4)
    COVER (column, p->n, 4, columns_V4 (p, at, 8, 1))
  else if (p->n >= 2)
    COVER (column, p->n, 2, columns_V2 (p, at, 8, 1))
  else
    columns_V1 (p, 0, 8, 1);
}

/* Whether a copy of `width` columns of b, close together, is worth making for the tiles that will read it. */
NN_INLINE gboolean
is_shared (const NnProduct *p, gsize width)
{
  return p->m >= SHARED_HEIGHT && p->k * p->b_row >= SHARED_SPAN && p->k * width <= SHARED;
}

/* The product of those columns alone. */
NN_INLINE NnProduct
share_columns (const NnProduct *p, gsize column, gsize width, float shared[SHARED])
{
  NnProduct part = *p;

  for (gsize k = 0; k < p->k; k++)
    memcpy (shared + k * width, p->b + k * p->b_row + column, width * sizeof (float));
  part.b = shared;
  part.b_row = width;
  part.c += column;
  if (p->start != NULL)
    part.start += column;
  return part;
}

/* As many double vectors as fit; gives the first column that is left. */
#define DEFINE_WIDE(V, most)                                                        \
  NN_INLINE gsize                                                                   \
  wide_columns_##V (const NnProduct *p)                                             \
  {                                                                                 \
    const gsize width = TILE_WIDTH * sizeof (V) / sizeof (float);                   \
    const gsize end = p->n - p->n % width;                                          \
    _Alignas (64) float shared[SHARED];                                             \
                                                                                    \
    for (gsize column = 0; column < end; column += width)                           \
      if (is_shared (p, width))                                                     \
        {                                                                           \
          const NnProduct part = share_columns (p, column, width, shared);          \
                                                                                    \
          columns_##V (&part, 0, most, TILE_WIDTH);                                 \
        }                                                                           \
      else                                                                          \
        columns_##V (p, column, most, TILE_WIDTH);                                  \
    return end;                                                                     \
  }

DEFINE_WIDE (V4, 6)
DEFINE_WIDE (V8, 6)
DEFINE_WIDE (V16, 8)

static NN_KERNEL_512 void
product_512 (const NnProduct *p)
{
  gsize column = wide_columns_V16 (p);

  if (p->n >= 16 && p->n > column + 8)
    COVER (column, p->n, 16, columns_V16 (p, at, 8, 1))
  else if (p->n >= 8)
    COVER (column, p->n, 8, columns_V8 (p, at, 8, 1))
  else
    narrow_product (p);
}

static NN_KERNEL_256 void
product_256 (const NnProduct *p)
{
  gsize column = wide_columns_V8 (p);

  if (p->n >= 8)
    COVER (column, p->n, 8, columns_V8 (p, at, 8, 1))
  else
    narrow_product (p);
}

static void
product_128 (const NnProduct *p)
{
  gsize column = wide_columns_V4 (p);

  if (p->n >= 8)
    COVER (column, p->n, 4, columns_V4 (p, at, 8, 1))
  else
    narrow_product (p);
}

void
nn_product (const NnProduct *product)
{
  const unsigned bits = nn_vector_bits ();

  if (bits == 512)
    product_512 (product);
  else if (bits == 256)
    product_256 (product);
  else
    product_128 (product);
}

/* Fewer than eight columns, or vectors of four. */
NN_INLINE void
narrow_sums (float *out, const float *in, gsize rows, gsize columns)
{
  gsize c = 0;

  if (columns >= 4)
    COVER (c, columns, 4, sums_V4 (out + at, in + at, rows, columns))
  else if (columns >= 2)
    COVER (c, columns, 2, sums_V2 (out + at, in + at, rows, columns))
  else
    sums_V1 (out, in, rows, columns);
}

static NN_KERNEL_512 void
sum_rows_512 (float *out, const float *in, gsize rows, gsize columns)
{
  gsize c = 0;

  if (columns >= 16)
    COVER (c, columns, 16, sums_V16 (out + at, in + at, rows, columns))
  else if (columns >= 8)
    COVER (c, columns, 8, sums_V8 (out + at, in + at, rows, columns))
  else
    narrow_sums (out, in, rows, columns);
}

static NN_KERNEL_256 void
sum_rows_256 (float *out, const float *in, gsize rows, gsize columns)
{
  gsize c = 0;

  if (columns >= 8)
    COVER (c, columns, 8, sums_V8 (out + at, in + at, rows, columns))
  else
    narrow_sums (out, in, rows, columns);
}

static void
sum_rows_128 (float *out, const float *in, gsize rows, gsize columns)
{
  narrow_sums (out, in, rows, columns);
}

void
nn_sum_rows (float *out, const float *in, gsize rows, gsize columns)
{
  const unsigned bits = nn_vector_bits ();

  if (bits == 512)
    sum_rows_512 (out, in, rows, columns);
  else if (bits == 256)
    sum_rows_256 (out, in, rows, columns);
  else
    sum_rows_128 (out, in, rows, columns);
}

/* Eight rows of eight numbers, turned over in registers: numbers, pairs and fours change places. */
NN_INLINE void
transpose_block (float *out, gsize out_row, const float *in, gsize in_row)
{
  V8 a[8], b[8];

  NN_UNROLL
  for (guint i = 0; i < 8; i++)
    a[i] = *(const V8 *) (in + i * in_row);
  NN_UNROLL
  for (guint i = 0; i < 8; i += 2)
    {
      b[i] = __builtin_shufflevector (a[i], a[i + 1], 0, 8, 1, 9, 4, 12, 5, 13);
      b[i + 1] = __builtin_shufflevector (a[i], a[i + 1], 2, 10, 3, 11, 6, 14, 7, 15);
    }
  NN_UNROLL
  for (guint i = 0; i < 8; i++)
    a[i] = (i & 2) == 0 ? __builtin_shufflevector (b[i], b[i + 2], 0, 1, 8, 9, 4, 5, 12, 13)
                        : __builtin_shufflevector (b[i - 2], b[i], 2, 3, 10, 11, 6, 7, 14, 15);
  NN_UNROLL
  for (guint i = 0; i < 4; i++)
    {
      /* a[0], a[2], a[1], a[3] hold columns 0 to 3 of the upper rows in their low halves, 4 to 7 in the high ones. */
      const guint from = (i & 1) << 1 | i >> 1;

      *(V8 *) (out + i * out_row) = __builtin_shufflevector (a[from], a[from + 4], 0, 1, 2, 3, 8, 9, 10, 11);
      *(V8 *) (out + (i + 4) * out_row) = __builtin_shufflevector (a[from], a[from + 4], 4, 5, 6, 7, 12, 13, 14, 15);
    }
}

/* Fewer than eight columns: a column of eight numbers into a vector at a time, so that whoever reads vectors of `out` next
 * need not wait for them to be put together. */
NN_INLINE void
transpose_narrow (float *out, gsize out_row, const float *in, gsize columns)
{
  for (gsize c = 0; c < columns; c++)
    {
      const float *from = in + c;

      *(V8 *) (out + c * out_row) = (V8) { from[0], from[columns], from[2 * columns], from[3 * columns],
                                           from[4 * columns], from[5 * columns], from[6 * columns], from[7 * columns] };
    }
}

NN_INLINE void
transpose (float *out, const float *in, gsize rows, gsize columns)
{
  gsize r = 0;

  if (rows < 8)
    {
      for (; r < rows; r++)
        for (gsize c = 0; c < columns; c++)
          out[c * rows + r] = in[r * columns + c];
      return;
    }
  for (; r < rows; r += 8)
    {
      const gsize row = MIN (r, rows - 8);
      gsize c = 0;

      if (columns < 8)
        transpose_narrow (out + row, rows, in + row * columns, columns);
      else
        COVER (c, columns, 8, transpose_block (out + at * rows + row, rows, in + row * columns + at, columns))
    }
}

static NN_KERNEL_256 void
transpose_256 (float *out, const float *in, gsize rows, gsize columns)
{
  transpose (out, in, rows, columns);
}

static void
transpose_128 (float *out, const float *in, gsize rows, gsize columns)
{
  transpose (out, in, rows, columns);
}

void
nn_transpose (float *out, const float *in, gsize rows, gsize columns)
{
  if (nn_vector_bits () >= 256)
    transpose_256 (out, in, rows, columns);
  else
    transpose_128 (out, in, rows, columns);
}
