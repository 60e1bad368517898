/* Dropout: while training each number is 0 with probability arg[0], and the others are multiplied by 1 / (1 −
 * arg[0]), so that the expected sum stays; otherwise y = x (Srivastava et al. 2014, inverted as in torch.nn.Dropout).
 * The mask is not kept: backward draws it again. */
#include "dropout.h"

#include "elementwise.h"
#include "op-rows.h"
#include "rng.h"

#define STEP_STRIDE G_GUINT64_CONSTANT (0x9E3779B97F4A7C15)   /* odd, so that every step has a stream of its own */

NnDropout
nn_dropout (const NnStep *step, const NnRun *run)
{
  const double probability = step->arg[0];

  return (NnDropout) {
    .seed = run->seed,
    .stream = step->stream + run->step * STEP_STRIDE,
    .blocks = (step->in[0].size + NN_DROPOUT_BLOCK - 1) / NN_DROPOUT_BLOCK,
    .threshold = (guint32) MIN (probability * 0x1p32, (double) G_MAXUINT32),
    .scale = probability < 1 ? 1 / (1 - probability) : 0,
  };
}

static void
mask_row (const NnDropout *dropout, guint64 example, const double *in, double *out, gsize n)
{
  guint32 word[NN_DROPOUT_BLOCK];

  for (gsize i = 0; i < n; i++)
    {
      if (i % NN_DROPOUT_BLOCK == 0)
        nn_philox (dropout->seed, dropout->stream, example * dropout->blocks + i / NN_DROPOUT_BLOCK, word);
      out[i] = word[i % NN_DROPOUT_BLOCK] < dropout->threshold ? 0 : in[i] * dropout->scale;
    }
}

/* Both directions do the same to their numbers. */
static void
apply (const NnStep *step, const NnRun *run, const double *in, double *out)
{
  const NnDropout dropout = nn_dropout (step, run);
  const gsize size = step->in[0].size;

  for (gsize r = 0; r < run->rows; r++)
    if (run->training)
      mask_row (&dropout, run->first_row + r, in + r * size, out + r * size, size);
    else
      for (gsize i = r * size; i < (r + 1) * size; i++)
        out[i] = in[i];
}

static void
forward (const NnStep *step, const NnRun *run)
{
  apply (step, run, step->in[0].data, step->out[0].data);
}

static void
backward (const NnStep *step, const NnRun *run)
{
  if (step->d_in[0].data != NULL)
    apply (step, run, step->d_out[0].data, step->d_in[0].data);
}

const NnOp nn_op_dropout = {
  .id = "dropout",
  .n_in = 1,
  .n_out = 1,
  .shape = nn_elementwise_shape,
  .reference = { forward, backward },
};
