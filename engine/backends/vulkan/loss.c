/* Losses that compare number with number; formulas in engine/ops/<id>.c. */
#include "kernels.h"

enum { BINARY_CROSS_ENTROPY, MSE, MAE, HUBER };

static void
record (const NnStep *step, const NnRun *run, guint32 kind, gboolean back, gpointer result)
{
  const gsize n = step->in[0].size;

  nn_dispatch_rows (run, &(NnDispatch) {
    .shader = NN_SHADER_POINT_LOSS,
    .constant = { [1] = kind, back },
    .buffer = { NN_READS (step->in[0].data, run->rows * n), NN_READS (step->in[1].data, run->rows * n),
                NN_WRITES (result, back ? run->rows * n : run->rows) },
    .word = { { run->rows }, { n }, { .f = run->scale * step->arg[0] / n }, { .f = step->arg[1] } },
  }, run->rows, n);
}

#define LOSS(id, kind)                                      \
  static void                                               \
  id##_forward (const NnStep *step, const NnRun *run)       \
  {                                                         \
    record (step, run, kind, FALSE, step->out[0].data);     \
  }                                                         \
                                                            \
  static void                                               \
  id##_backward (const NnStep *step, const NnRun *run)      \
  {                                                         \
    if (step->d_in[0].data != NULL)                         \
      record (step, run, kind, TRUE, step->d_in[0].data);   \
  }                                                         \
                                                            \
  const NnKernel nn_vulkan_##id = { id##_forward, id##_backward };

LOSS (binary_cross_entropy, BINARY_CROSS_ENTROPY)
LOSS (mse, MSE)
LOSS (mae, MAE)
LOSS (huber, HUBER)
