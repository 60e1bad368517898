/* Two networks in turn; see engine/ops/real_or_made.c. */
#include "kernels.h"

enum { MIX, TRUTH, BACK };

static void
record (const NnStep *step, const NnRun *run, guint32 pass, gconstpointer made, gconstpointer real, gpointer result)
{
  const gsize size = pass == TRUTH ? 1 : step->in[0].size, n = run->rows * size;

  nn_dispatch_flat (run, &(NnDispatch) {
    .shader = NN_SHADER_REAL_OR_MADE,
    .constant = { pass },
    .buffer = { NN_READS (made, made != NULL ? n : 0), NN_READS (real, real != NULL ? n : 0), NN_WRITES (result, n) },
    .word = { { n }, { size }, { run->first_row }, { run->forging }, { run->looking } },
  }, n);
}

static void
forward (const NnStep *step, const NnRun *run)
{
  record (step, run, MIX, step->in[0].data, step->in[1].data, step->out[0].data);
  record (step, run, TRUTH, NULL, NULL, step->out[1].data);
}

static void
backward (const NnStep *step, const NnRun *run)
{
  if (step->d_in[0].data != NULL)
    record (step, run, BACK, step->d_out[0].data, NULL, step->d_in[0].data);
}

const NnKernel nn_vulkan_real_or_made = { forward, backward };
