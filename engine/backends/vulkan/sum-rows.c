#include "gemm.h"

#define PART 64   /* rows that one invocation adds up */

static void
record (const NnRun *run, gpointer sum, gconstpointer x, gsize rows, gsize n, gsize part)
{
  const gsize sums = (rows - 1) / part + 1;

  nn_dispatch_flat (run, &(NnDispatch) {
    .shader = NN_SHADER_SUM_ROWS,
    .buffer = { NN_READS (x, rows * n), NN_WRITES (sum, sums * n) },
    .word = { { rows }, { n }, { part } },
  }, sums * n);
}

gsize
nn_sum_rows_scratch (gsize rows, gsize n)
{
  return rows > PART ? ((rows - 1) / PART + 1) * n : 0;
}

void
nn_record_sum_rows (const NnRun *run, gpointer sum, gconstpointer x, gsize rows, gsize n, gpointer scratch)
{
  if (rows <= PART)
    {
      record (run, sum, x, rows, n, PART);
      return;
    }
  record (run, scratch, x, rows, n, PART);
  record (run, sum, scratch, (rows - 1) / PART + 1, n, rows);
}
