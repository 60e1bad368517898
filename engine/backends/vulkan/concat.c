/* Concatenation; see engine/ops/concat.c. */
#include "kernels.h"
#include "merge.h"
#include "runs.h"

/* Numbers of one operand that lie together. */
static gsize
run_of (const NnStep *step, const NnOperand *operand)
{
  const NnAlong along = nn_along (&operand->shape, step->arg[0]);

  return along.length * along.inner;
}

static gsize
runs_of (const NnStep *step, const NnRun *run)
{
  return run->rows * nn_along (&step->out[0].shape, step->arg[0]).outer;
}

static void
forward (const NnStep *step, const NnRun *run)
{
  gsize first = 0;

  for (guint i = 0; i < NN_OP_INPUTS && step->in[i].shape.rank > 0; i++)
    {
      const gsize width = run_of (step, &step->in[i]);

      nn_record_runs (run, &(NnRuns) {
        .runs = runs_of (step, run), .width = width,
        .from = step->in[i].data, .from_all = width,
        .to = step->out[0].data, .to_all = run_of (step, &step->out[0]), .to_first = first,
      });
      first += width;
    }
}

static void
backward (const NnStep *step, const NnRun *run)
{
  gsize first = 0;

  for (guint i = 0; i < NN_OP_INPUTS && step->in[i].shape.rank > 0; i++)
    {
      const gsize width = run_of (step, &step->in[i]);

      if (step->d_in[i].data != NULL)
        nn_record_runs (run, &(NnRuns) {
          .runs = runs_of (step, run), .width = width,
          .from = step->d_out[0].data, .from_all = run_of (step, &step->out[0]), .from_first = first,
          .to = step->d_in[i].data, .to_all = width,
        });
      first += width;
    }
}

const NnKernel nn_vulkan_concat = { forward, backward };
