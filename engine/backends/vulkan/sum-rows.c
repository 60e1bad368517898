#include "gemm.h"

#define PART 64   /* rows that one invocation adds up */

static gsize
parts_of (gsize rows)
{
  return (rows - 1) / PART + 1;
}

static void
record (const NnRun *run, gpointer sum, gconstpointer x, gsize rows, gsize n)
{
  const gsize sums = parts_of (rows);

  nn_dispatch_flat (run, &(NnDispatch) {
    .shader = NN_SHADER_SUM_ROWS,
    .buffer = { NN_READS (x, rows * n), NN_WRITES (sum, sums * n) },
    .word = { { rows }, { n }, { PART } },
  }, sums * n);
}

gsize
nn_sum_rows_scratch (gsize rows, gsize n)
{
  gsize room = 0;

  for (; rows > PART; rows = parts_of (rows))
    room += nn_scratch_room (parts_of (rows) * n);
  return room;
}

void
nn_record_sum_rows (const NnRun *run, gpointer sum, gconstpointer x, gsize rows, gsize n, gpointer scratch)
{
  float *parts = scratch;

  for (; rows > PART; rows = parts_of (rows))
    {
      record (run, parts, x, rows, n);
      x = parts;
      parts += nn_scratch_room (parts_of (rows) * n);
    }
  record (run, sum, x, rows, n);
}
