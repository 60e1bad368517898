/* Pools; see engine/ops/max_pool2d.c and avg_pool2d.c: shaders/max_pool2d.comp finds both. */
#include "kernels.h"
#include "pooling.h"
#include "window-words.h"

static void
record (const NnStep *step, const NnRun *run, gboolean mean, gconstpointer x, gconstpointer dy, gpointer result)
{
  const NnPooling pooling = nn_pooling (step->arg, &step->in[0].shape);
  const gsize n_in = run->rows * step->in[0].size, n_out = run->rows * step->out[0].size;
  const gsize n = dy != NULL ? n_in : n_out;

  nn_dispatch_flat (run, &(NnDispatch) {
    .shader = NN_SHADER_MAX_POOL2D,
    .constant = { dy != NULL, mean, mean && step->arg[NN_POOL_COUNTS_PADDING] != 0 },
    .buffer = { NN_READS (x, n_in), NN_READS (dy, n_out), NN_WRITES (result, n) },
    .word = { NN_WINDOW_WORDS (pooling.axis), { pooling.channels }, { n } },
  }, n);
}

static void
max_forward (const NnStep *step, const NnRun *run)
{
  record (step, run, FALSE, step->in[0].data, NULL, step->out[0].data);
}

static void
max_backward (const NnStep *step, const NnRun *run)
{
  if (step->d_in[0].data != NULL)
    record (step, run, FALSE, step->in[0].data, step->d_out[0].data, step->d_in[0].data);
}

static void
mean_forward (const NnStep *step, const NnRun *run)
{
  record (step, run, TRUE, step->in[0].data, NULL, step->out[0].data);
}

static void
mean_backward (const NnStep *step, const NnRun *run)
{
  if (step->d_in[0].data != NULL)
    record (step, run, TRUE, NULL, step->d_out[0].data, step->d_in[0].data);
}

const NnKernel nn_vulkan_max_pool2d = { max_forward, max_backward };
const NnKernel nn_vulkan_avg_pool2d = { mean_forward, mean_backward };
