#include "transpose.h"

#include "vector.h"
#include "vectors.h"

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
  /* b[0] and b[2] to a[0] and a[1], b[1] and b[3] to a[2] and a[3], and so on: a[i] holds column i in its low half and
   * column i + 4 in its high one, of the upper four rows or of the lower four. */
  NN_UNROLL
  for (guint i = 0; i < 8; i += 4)
    NN_UNROLL
    for (guint j = 0; j < 2; j++)
      {
        a[i + 2 * j] = __builtin_shufflevector (b[i + j], b[i + j + 2], 0, 1, 8, 9, 4, 5, 12, 13);
        a[i + 2 * j + 1] = __builtin_shufflevector (b[i + j], b[i + j + 2], 2, 3, 10, 11, 6, 7, 14, 15);
      }
  NN_UNROLL
  for (guint i = 0; i < 4; i++)
    {
      *(V8 *) (out + i * out_row) = __builtin_shufflevector (a[i], a[i + 4], 0, 1, 2, 3, 8, 9, 10, 11);
      *(V8 *) (out + (i + 4) * out_row) = __builtin_shufflevector (a[i], a[i + 4], 4, 5, 6, 7, 12, 13, 14, 15);
    }
}

/* Eight rows of fewer numbers: a column at a time is put together in a register, so that whoever reads vectors of `out`
 * next need not wait for single numbers to arrive. */
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
transpose_flat (float *out, const float *in, gsize rows, gsize columns)
{
  for (gsize r = 0; r < rows; r++)
    for (gsize c = 0; c < columns; c++)
      out[c * rows + r] = in[r * columns + c];
}

NN_INLINE void
transpose (float *out, const float *in, gsize rows, gsize columns)
{
  if (rows < 8)
    transpose_flat (out, in, rows, columns);
  else if (columns < 8)
    NN_COVER (r, 0, rows, 8, transpose_narrow (out + r, rows, in + r * columns, columns))
  else
    NN_COVER (r, 0, rows, 8,
              NN_COVER (c, 0, columns, 8, transpose_block (out + c * rows + r, rows, in + r * columns + c, columns)))
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
