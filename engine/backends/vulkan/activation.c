/* Activations that treat every number alone: shaders/activation.comp, which has a kind for each. */
#include "gate.h"
#include "kernels.h"

enum { RELU, LEAKY_RELU, GELU, SILU, SIGMOID, TANH };

static void
forward (const NnStep *step, const NnRun *run, guint32 kind)
{
  const gsize n = run->rows * step->in[0].size;

  nn_dispatch_flat (run, &(NnDispatch) {
    .shader = NN_SHADER_ACTIVATION,
    .constant = { kind, FALSE },
    .buffer = { NN_READS (step->in[0].data, n), [2] = NN_WRITES (step->out[0].data, n) },
    .word = { { n } },
  }, n);
}

/* The slope is found from what went in or from what came out, whichever is `known`. */
static void
record_slope (const NnRun *run, guint32 kind, gpointer dx, gconstpointer known, gconstpointer dy, gsize n)
{
  nn_dispatch_flat (run, &(NnDispatch) {
    .shader = NN_SHADER_ACTIVATION,
    .constant = { kind, TRUE },
    .buffer = { NN_READS (known, n), NN_READS (dy, n), NN_WRITES (dx, n) },
    .word = { { n } },
  }, n);
}

static void
backward (const NnStep *step, const NnRun *run, guint32 kind, gconstpointer known)
{
  if (step->d_in[0].data != NULL)
    record_slope (run, kind, step->d_in[0].data, known, step->d_out[0].data, run->rows * step->in[0].size);
}

void
nn_record_gate (const NnRun *run, gpointer dx, gconstpointer y, gconstpointer dy, gsize n)
{
  record_slope (run, RELU, dx, y, dy, n);
}

#define ACTIVATION(id, kind, operand)                     \
  static void                                             \
  id##_forward (const NnStep *step, const NnRun *run)     \
  {                                                       \
    forward (step, run, kind);                            \
  }                                                       \
                                                          \
  static void                                             \
  id##_backward (const NnStep *step, const NnRun *run)    \
  {                                                       \
    backward (step, run, kind, step->operand[0].data);    \
  }                                                       \
                                                          \
  const NnKernel nn_vulkan_##id = { id##_forward, id##_backward };

ACTIVATION (relu, RELU, out)
ACTIVATION (leaky_relu, LEAKY_RELU, out)
ACTIVATION (gelu, GELU, in)
ACTIVATION (silu, SILU, in)
ACTIVATION (sigmoid, SIGMOID, out)
ACTIVATION (tanh, TANH, out)
