/* RNN: h = tanh (x + b + W h of the step before), or ReLU in place of tanh (torch.nn.RNN). Operands: recurrent.h. */
#include "recurrent.h"

#include "op-rows.h"

#include <math.h>

static gboolean
shape (const double *arg, const NnShape *in, guint n_in, NnShape *out, GError **error)
{
  return nn_recurrent_shape (in, n_in, 1, out, error);
}

static void
cell (const NnStep *step, const NnRecurrence *on, const NnRecurrentPlace *place)
{
  const double *x = (const double *) step->in[NN_RECURRENT_X].data + place->at * on->size;
  double *h = (double *) step->out[0].data + place->at * on->size;

  for (gsize k = 0; k < on->size; k++)
    {
      const double sum = x[k] + nn_recurrent_sum (step, on, place, k);

      h[k] = step->arg[NN_RNN_RELU] == 0 ? tanh (sum) : sum < 0 ? 0 : sum;
    }
}

static void
cell_back (const NnStep *step, const NnRecurrence *on, const NnRecurrentPlace *place, double *d_h, double *d_c, double *d_x,
           double *d_hidden)
{
  const double *h = (const double *) step->out[0].data + place->at * on->size;

  for (gsize k = 0; k < on->size; k++)
    {
      d_x[k] = d_hidden[k] = d_h[k] * (step->arg[NN_RNN_RELU] == 0 ? 1 - h[k] * h[k] : h[k] > 0);
      d_h[k] = 0;
    }
}

static void
forward (const NnStep *step, const NnRun *run)
{
  nn_recurrent_forward (step, run, cell);
}

static void
backward (const NnStep *step, const NnRun *run)
{
  nn_recurrent_backward (step, run, cell_back);
}

const NnOp nn_op_rnn = {
  .id = "rnn",
  .n_in = 4,
  .n_out = 1,
  .reads_in = NN_OPERAND (NN_RECURRENT_WEIGHT) | NN_OPERAND (NN_RECURRENT_H),
  .reads_out = NN_OPERAND (0),
  .shape = shape,
  .flops = nn_recurrent_flops,
  .reference = { forward, backward, .scratch = nn_recurrent_scratch },
};
