#include "sum-rows.h"

#include "vector.h"
#include "vectors.h"

#define ROWS_AT_A_TIME 16

#define V V1
#include "sum-rows-tile.h"
#define V V2
#include "sum-rows-tile.h"
#define V V4
#include "sum-rows-tile.h"
#define V V8
#include "sum-rows-tile.h"
#define V V16
#include "sum-rows-tile.h"

/* In vectors of four at most. */
NN_INLINE void
narrow_sums (float *out, const float *in, gsize rows, gsize columns)
{
  if (columns >= 4)
    NN_COVER (c, 0, columns, 4, sums_V4 (out + c, in + c, rows, columns, FALSE))
  else if (columns >= 2)
    NN_COVER (c, 0, columns, 2, sums_V2 (out + c, in + c, rows, columns, FALSE))
  else
    sums_V1 (out, in, rows, columns, FALSE);
}

static NN_KERNEL_512 void
sum_rows_512 (float *out, const float *in, gsize rows, gsize columns)
{
  if (columns % 16 == 0)
    all_sums_V16 (out, in, rows, columns);
  else if (columns >= 16)
    NN_COVER (c, 0, columns, 16, sums_V16 (out + c, in + c, rows, columns, FALSE))
  else if (columns >= 8)
    NN_COVER (c, 0, columns, 8, sums_V8 (out + c, in + c, rows, columns, FALSE))
  else
    narrow_sums (out, in, rows, columns);
}

static NN_KERNEL_256 void
sum_rows_256 (float *out, const float *in, gsize rows, gsize columns)
{
  if (columns % 8 == 0)
    all_sums_V8 (out, in, rows, columns);
  else if (columns >= 8)
    NN_COVER (c, 0, columns, 8, sums_V8 (out + c, in + c, rows, columns, FALSE))
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
