/* Features of points; see engine/ops/features.c. */
#include "kernels.h"
#include "point-features.h"

static void
record (const NnStep *step, const NnRun *run, gconstpointer dy, gpointer result)
{
  const guint bits = (guint) step->arg[0], features = nn_features_count (bits);
  const gboolean back = dy != NULL;

  nn_dispatch_flat (run, &(NnDispatch) {
    .shader = NN_SHADER_FEATURES,
    .constant = { back },
    .buffer = { NN_READS (step->in[0].data, run->rows * 2), NN_READS (dy, run->rows * features),
                NN_WRITES (result, run->rows * (back ? 2 : features)) },
    .word = { { run->rows }, { bits }, { features } },
  }, run->rows);
}

static void
forward (const NnStep *step, const NnRun *run)
{
  record (step, run, NULL, step->out[0].data);
}

static void
backward (const NnStep *step, const NnRun *run)
{
  if (step->d_in[0].data != NULL)
    record (step, run, step->d_out[0].data, step->d_in[0].data);
}

const NnKernel nn_vulkan_features = { forward, backward };
