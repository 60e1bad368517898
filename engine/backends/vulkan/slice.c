/* A part of a block; see engine/ops/slice.c. */
#include "kernels.h"
#include "merge.h"
#include "runs.h"

static void
forward (const NnStep *step, const NnRun *run)
{
  const NnAlong along = nn_along (&step->in[0].shape, step->arg[0]);
  const gsize width = step->arg[2] * along.inner;

  nn_record_runs (run, &(NnRuns) {
    .runs = run->rows * along.outer, .width = width,
    .from = step->in[0].data, .from_all = along.length * along.inner, .from_first = step->arg[1] * along.inner,
    .to = step->out[0].data, .to_all = width,
  });
}

static void
backward (const NnStep *step, const NnRun *run)
{
  const NnAlong along = nn_along (&step->in[0].shape, step->arg[0]);
  const gsize width = step->arg[2] * along.inner;

  if (step->d_in[0].data == NULL)
    return;
  nn_record_runs (run, &(NnRuns) {
    .runs = run->rows * along.outer, .width = width,
    .from = step->d_out[0].data, .from_all = width,
    .to = step->d_in[0].data, .to_all = along.length * along.inner, .to_first = step->arg[1] * along.inner,
    .fill = TRUE,
  });
}

const NnKernel nn_vulkan_slice = { forward, backward };
