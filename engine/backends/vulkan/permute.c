/* Permutation of axes; see engine/ops/permute.c. */
#include "kernels.h"
#include "permutation.h"

static void
forward (const NnStep *step, const NnRun *run)
{
  const NnPermutation permutation = nn_permutation (step);

  nn_record_permutation (run, &permutation, step->out[0].data, step->in[0].data, run->rows, FALSE);
}

static void
backward (const NnStep *step, const NnRun *run)
{
  const NnPermutation permutation = nn_permutation (step);

  if (step->d_in[0].data != NULL)
    nn_record_permutation (run, &permutation, step->d_in[0].data, step->d_out[0].data, run->rows, TRUE);
}

void
nn_record_permutation (const NnRun *run, const NnPermutation *p, gpointer to, gconstpointer from, gsize rows, gboolean back)
{
  const gsize n = rows * p->size;
  NnDispatch dispatch = {
    .shader = NN_SHADER_PERMUTE,
    .constant = { back },
    .buffer = { NN_READS (from, n), NN_WRITES (to, n) },
    .word = { { n }, { p->size } },
  };

  for (guint axis = 0; axis < NN_MAX_RANK; axis++)
    {
      dispatch.word[2 + axis].u = p->dim[axis];
      dispatch.word[2 + NN_MAX_RANK + axis].u = p->step[axis];
    }
  nn_dispatch_flat (run, &dispatch, n);
}

const NnKernel nn_vulkan_permute = { forward, backward };
