/* Convolution and its transpose; formulas in engine/ops/conv2d.c and conv_transpose2d.c. */
#include "conv.h"

#include "convolve.h"
#include "kernels.h"

static NnConv
conv (const NnStep *step)
{
  return nn_conv (step->arg, &step->in[0].shape, &step->out[0].shape, &step->in[1].shape);
}

static NnConv
transposed (const NnStep *step)
{
  return nn_conv (step->arg, &step->out[0].shape, &step->in[0].shape, &step->in[1].shape);
}

static gsize
conv_scratch (const NnStep *step, guint rows, gboolean backward)
{
  const NnConv c = conv (step);

  return nn_convolve_scratch (&c, !backward, backward, backward);
}

static void
conv_forward (const NnStep *step, const NnRun *run)
{
  const NnConv c = conv (step);

  nn_convolve (&c, &(NnConvolution) {
    .run = run,
    .large = step->in[0].data,
    .weight = step->in[1].data,
    .start = step->in[2].data,
    .relu = c.relu,
    .gather = step->out[0].data,
  }, run->rows, step->scratch);
}

static void
conv_backward (const NnStep *step, const NnRun *run)
{
  const NnConv c = conv (step);

  nn_convolve (&c, &(NnConvolution) {
    .run = run,
    .large = step->d_in[1].data != NULL ? step->in[0].data : NULL,
    .small = step->d_out[0].data,
    .small_gate = c.relu ? step->out[0].data : NULL,
    .small_sum = step->d_in[2].data,
    .weight = step->in[1].data,
    .scatter = step->d_in[0].data,
    .d_weight = step->d_in[1].data,
  }, run->rows, step->scratch);
}

static gsize
transpose_scratch (const NnStep *step, guint rows, gboolean backward)
{
  const NnConv c = transposed (step);

  return nn_convolve_scratch (&c, backward, !backward, backward);
}

static void
transpose_forward (const NnStep *step, const NnRun *run)
{
  const NnConv c = transposed (step);

  nn_convolve (&c, &(NnConvolution) {
    .run = run,
    .small = step->in[0].data,
    .weight = step->in[1].data,
    .start = step->in[2].data,
    .relu = c.relu,
    .scatter = step->out[0].data,
  }, run->rows, step->scratch);
}

static void
transpose_backward (const NnStep *step, const NnRun *run)
{
  const NnConv c = transposed (step);

  nn_convolve (&c, &(NnConvolution) {
    .run = run,
    .large = step->d_out[0].data,
    .large_gate = c.relu ? step->out[0].data : NULL,
    .large_sum = step->d_in[2].data,
    .small = step->d_in[1].data != NULL ? step->in[0].data : NULL,
    .weight = step->in[1].data,
    .gather = step->d_in[0].data,
    .d_weight = step->d_in[1].data,
  }, run->rows, step->scratch);
}

const NnKernel nn_openblas_conv2d = {
  .forward = conv_forward,
  .backward = conv_backward,
  .scratch = conv_scratch,
  .divides = TRUE,
};

const NnKernel nn_openblas_conv_transpose2d = {
  .forward = transpose_forward,
  .backward = transpose_backward,
  .scratch = transpose_scratch,
  .divides = TRUE,
};
