/* Activations that treat every number alone: shaders/activation.comp, which has a kind for each. */
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
backward (const NnStep *step, const NnRun *run, guint32 kind, gconstpointer known)
{
  const gsize n = run->rows * step->in[0].size;

  if (step->d_in[0].data == NULL)
    return;
  nn_dispatch_flat (run, &(NnDispatch) {
    .shader = NN_SHADER_ACTIVATION,
    .constant = { kind, TRUE },
    .buffer = { NN_READS (known, n), NN_READS (step->d_out[0].data, n), NN_WRITES (step->d_in[0].data, n) },
    .word = { { n } },
  }, n);
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
