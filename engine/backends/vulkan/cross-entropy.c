/* Cross entropy of logits against the index of the right class; see engine/ops/cross_entropy.c. */
#include "ends.h"
#include "kernels.h"

enum { LOSS, MEAN, SLOPE };

/* Rows are places, or of the mean examples. */
static void
record (const NnStep *step, const NnRun *run, guint32 pass, gconstpointer x, gpointer result, gsize rows, gsize length)
{
  const gsize places = step->in[1].size;

  nn_dispatch_rows (run, &(NnDispatch) {
    .shader = NN_SHADER_CROSS_ENTROPY,
    .constant = { [1] = pass, step->arg[NN_CROSS_ENTROPY_ENDS] != 0 },
    .buffer = { NN_READS (x, rows * length), NN_READS (step->in[1].data, run->rows * places),
                NN_CHANGES (result, pass == SLOPE ? rows * length : rows) },
    .word = { { rows }, { length }, { places }, { .f = run->scale * step->arg[0] } },
  }, rows, length);
}

static void
forward (const NnStep *step, const NnRun *run)
{
  const gsize places = step->in[1].size;
  gpointer losses = places > 1 ? step->scratch : step->out[0].data;

  record (step, run, LOSS, step->in[0].data, losses, run->rows * places, step->in[0].size / places);
  if (places > 1)
    record (step, run, MEAN, losses, step->out[0].data, run->rows, places);
}

static void
backward (const NnStep *step, const NnRun *run)
{
  const gsize places = step->in[1].size;

  if (step->d_in[0].data != NULL)
    record (step, run, SLOPE, step->in[0].data, step->d_in[0].data, run->rows * places, step->in[0].size / places);
}

/* The loss of every place, where an example has several. */
static gsize
scratch (const NnStep *step, guint rows, gboolean backward_too)
{
  return !backward_too && step->in[1].size > 1 ? rows * step->in[1].size : 0;
}

const NnKernel nn_vulkan_cross_entropy = { forward, backward, .scratch = scratch };
