/* A picture made larger; see engine/ops/upsample2d.c. */
#include "upsample.h"

#include "kernels.h"

static void
record (const NnStep *step, const NnRun *run, const NnOperand *from, const NnOperand *to, gboolean back)
{
  const NnShape *small = &step->in[0].shape;
  const gsize n = run->rows * to->size;

  nn_dispatch_flat (run, &(NnDispatch) {
    .shader = NN_SHADER_UPSAMPLE2D,
    .constant = { back, step->arg[NN_UPSAMPLE_SMOOTH] != 0 },
    .buffer = { NN_READS (from->data, run->rows * from->size), NN_WRITES (to->data, n) },
    .word = { { n }, { small->dim[0] }, { small->dim[1] }, { small->dim[2] }, { step->arg[0] }, { step->arg[1] } },
  }, n);
}

static void
forward (const NnStep *step, const NnRun *run)
{
  record (step, run, &step->in[0], &step->out[0], FALSE);
}

static void
backward (const NnStep *step, const NnRun *run)
{
  if (step->d_in[0].data != NULL)
    record (step, run, &step->d_out[0], &step->d_in[0], TRUE);
}

const NnKernel nn_vulkan_upsample2d = { forward, backward };
