#include "product.h"

#include "vector.h"

/* Vectors of this many floats, read and written wherever they lie. */
typedef float V1;
typedef float V4 __attribute__ ((vector_size (16), aligned (4), may_alias));
typedef float V8 __attribute__ ((vector_size (32), aligned (4), may_alias));
typedef float V16 __attribute__ ((vector_size (64), aligned (4), may_alias));

#define TILE_ROWS 6
#define TILE_VECTORS 2

/* tile_V: a block of c of `rows` by `vectors` vectors, held in registers: both are constants where it is called.
 * columns_V: such blocks down the whole height of c. */
#define DEFINE_TILE(V)                                                                                       \
  NN_INLINE void                                                                                             \
  tile_##V (const NnProduct *p, gsize row, gsize column, const guint rows, const guint vectors)              \
  {                                                                                                          \
    const gsize lanes = sizeof (V) / sizeof (float);                                                         \
    const float *a = p->a + row * p->a_row;                                                                  \
    const float *b = p->b + column;                                                                          \
    V sum[TILE_ROWS][TILE_VECTORS];                                                                          \
                                                                                                             \
    for (guint i = 0; i < rows; i++)                                                                         \
      for (guint v = 0; v < vectors; v++)                                                                    \
        sum[i][v] = p->start != NULL ? *(const V *) (p->start + column + v * lanes) : (V) { 0 };             \
    for (gsize k = 0; k < p->k; k++, a += p->a_column, b += p->b_row)                                        \
      for (guint i = 0; i < rows; i++)                                                                       \
        for (guint v = 0; v < vectors; v++)                                                                  \
          sum[i][v] += a[i * p->a_row] * *(const V *) (b + v * lanes);                                       \
    for (guint i = 0; i < rows; i++)                                                                         \
      for (guint v = 0; v < vectors; v++)                                                                    \
        *(V *) (p->c + (row + i) * p->c_row + column + v * lanes) = sum[i][v];                               \
  }                                                                                                          \
                                                                                                             \
  NN_INLINE void                                                                                             \
  columns_##V (const NnProduct *p, gsize column, const guint vectors)                                        \
  {                                                                                                          \
    gsize row = 0;                                                                                           \
                                                                                                             \
    for (; row + 6 <= p->m; row += 6)                                                                        \
      tile_##V (p, row, column, 6, vectors);                                                                 \
    if (row + 4 <= p->m)                                                                                     \
      {                                                                                                      \
        tile_##V (p, row, column, 4, vectors);                                                               \
        row += 4;                                                                                            \
      }                                                                                                      \
    if (row + 2 <= p->m)                                                                                     \
      {                                                                                                      \
        tile_##V (p, row, column, 2, vectors);                                                               \
        row += 2;                                                                                            \
      }                                                                                                      \
    if (row < p->m)                                                                                          \
      tile_##V (p, row, column, 1, vectors);                                                                 \
  }

DEFINE_TILE (V1)
DEFINE_TILE (V4)
DEFINE_TILE (V8)
DEFINE_TILE (V16)

/* What is left of the columns, fewer than 8. */
NN_INLINE void
last_columns (const NnProduct *p, gsize column)
{
  if (column + 4 <= p->n)
    {
      columns_V4 (p, column, 1);
      column += 4;
    }
  for (; column < p->n; column++)
    columns_V1 (p, column, 1);
}

static NN_KERNEL_512 void
product_512 (const NnProduct *p)
{
  gsize column = 0;

  for (; column + 32 <= p->n; column += 32)
    columns_V16 (p, column, 2);
  if (column + 16 <= p->n)
    {
      columns_V16 (p, column, 1);
      column += 16;
    }
  if (column + 8 <= p->n)
    {
      columns_V8 (p, column, 1);
      column += 8;
    }
  last_columns (p, column);
}

static NN_KERNEL_256 void
product_256 (const NnProduct *p)
{
  gsize column = 0;

  for (; column + 16 <= p->n; column += 16)
    columns_V8 (p, column, 2);
  if (column + 8 <= p->n)
    {
      columns_V8 (p, column, 1);
      column += 8;
    }
  last_columns (p, column);
}

static void
product_128 (const NnProduct *p)
{
  gsize column = 0;

  for (; column + 8 <= p->n; column += 8)
    columns_V4 (p, column, 2);
  last_columns (p, column);
}

void
nn_product (const NnProduct *product)
{
  switch (nn_vector_bits ())
    {
    case 512:
      product_512 (product);
      break;
    case 256:
      product_256 (product);
      break;
    default:
      product_128 (product);
    }
}

/* Gathers eight numbers of a column into a vector at a time, so that whoever reads vectors of `out` next need not wait. */
NN_INLINE void
transpose (float *out, const float *in, gsize rows, gsize columns)
{
  gsize r = 0;

  for (; r + 8 <= rows; r += 8)
    for (gsize c = 0; c < columns; c++)
      {
        const float *from = in + r * columns + c;

        *(V8 *) (out + c * rows + r) = (V8) { from[0], from[columns], from[2 * columns], from[3 * columns],
                                              from[4 * columns], from[5 * columns], from[6 * columns], from[7 * columns] };
      }
  for (; r < rows; r++)
    for (gsize c = 0; c < columns; c++)
      out[c * rows + r] = in[r * columns + c];
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
