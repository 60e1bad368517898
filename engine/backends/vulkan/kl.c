/* Kullback-Leibler divergence; see engine/ops/kl.c. */
#include "kernels.h"

enum { LOSS, MEAN_SLOPE, VARIANCE_SLOPE };

static void
record (const NnStep *step, const NnRun *run, guint32 pass, gpointer result)
{
  const gsize n = run->rows * step->in[0].size, total = pass == LOSS ? run->rows : n;

  if (result != NULL)
    nn_dispatch_flat (run, &(NnDispatch) {
      .shader = NN_SHADER_KL,
      .constant = { pass },
      .buffer = { NN_READS (step->in[0].data, n), NN_READS (step->in[1].data, n), NN_WRITES (result, total) },
      .word = { { total }, { step->in[0].size }, { .f = run->scale * step->arg[0] } },
    }, total);
}

static void
forward (const NnStep *step, const NnRun *run)
{
  record (step, run, LOSS, step->out[0].data);
}

static void
backward (const NnStep *step, const NnRun *run)
{
  record (step, run, MEAN_SLOPE, step->d_in[0].data);
  record (step, run, VARIANCE_SLOPE, step->d_in[1].data);
}

const NnKernel nn_vulkan_kl = { forward, backward };
