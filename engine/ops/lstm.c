/* LSTM: i, f, o = σ (sums), g = tanh (sum), c = f c of the step before + i g, h = o tanh c, the sums being x + b + W h of
 * the step before, in the order i, f, g, o (Hochreiter and Schmidhuber 1997; torch.nn.LSTM). Operands: recurrent.h. */
#include "recurrent.h"

#include "op-rows.h"

#include <math.h>

#define GATES 4

static gboolean
shape (const double *arg, const NnShape *in, guint n_in, NnShape *out, GError **error)
{
  if (!nn_recurrent_shape (in, n_in, GATES, out, error))
    return FALSE;
  out[NN_LSTM_CELLS] = out[0];
  out[NN_LSTM_GATES] = in[NN_RECURRENT_X];
  return TRUE;
}

static double
sigmoid (double x)
{
  return 1 / (1 + exp (-x));
}

static void
cell (const NnStep *step, const NnRecurrence *on, const NnRecurrentPlace *place)
{
  const gsize n = on->size;
  const double *x = (const double *) step->in[NN_RECURRENT_X].data + place->at * GATES * n;
  const double *before = nn_recurrent_cell_before (step, on, place);
  double *gate = (double *) step->out[NN_LSTM_GATES].data + place->at * GATES * n;
  double *c = (double *) step->out[NN_LSTM_CELLS].data + place->at * n;
  double *h = (double *) step->out[0].data + place->at * n;

  for (gsize i = 0; i < GATES * n; i++)
    {
      const double sum = x[i] + nn_recurrent_sum (step, on, place, i);

      gate[i] = i / n == 2 ? tanh (sum) : sigmoid (sum);
    }
  for (gsize k = 0; k < n; k++)
    {
      c[k] = gate[n + k] * (before != NULL ? before[k] : 0) + gate[k] * gate[2 * n + k];
      h[k] = gate[3 * n + k] * tanh (c[k]);
    }
}

static void
cell_back (const NnStep *step, const NnRecurrence *on, const NnRecurrentPlace *place, double *d_h, double *d_c, double *d_x,
           double *d_hidden)
{
  const gsize n = on->size;
  const double *gate = (const double *) step->out[NN_LSTM_GATES].data + place->at * GATES * n;
  const double *c = (const double *) step->out[NN_LSTM_CELLS].data + place->at * n;
  const double *before = nn_recurrent_cell_before (step, on, place);
  const double *more = step->d_out[NN_LSTM_CELLS].data;

  for (gsize k = 0; k < n; k++)
    {
      const double i = gate[k], f = gate[n + k], g = gate[2 * n + k], o = gate[3 * n + k], bent = tanh (c[k]);
      const double d = d_c[k] + d_h[k] * o * (1 - bent * bent) + (more != NULL ? more[place->at * n + k] : 0);

      d_x[k] = d * g * i * (1 - i);
      d_x[n + k] = d * (before != NULL ? before[k] : 0) * f * (1 - f);
      d_x[2 * n + k] = d * i * (1 - g * g);
      d_x[3 * n + k] = d_h[k] * bent * o * (1 - o);
      d_c[k] = d * f;
      d_h[k] = 0;
    }
  for (gsize i = 0; i < GATES * n; i++)
    d_hidden[i] = d_x[i];
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

const NnOp nn_op_lstm = {
  .id = "lstm",
  .n_in = 5,
  .n_out = 3,
  .n_saved = 1,
  .reads_in = NN_OPERAND (NN_RECURRENT_WEIGHT) | NN_OPERAND (NN_RECURRENT_H) | NN_OPERAND (NN_RECURRENT_C),
  .reads_out = NN_OPERAND (0) | NN_OPERAND (NN_LSTM_CELLS) | NN_OPERAND (NN_LSTM_GATES),
  .shape = shape,
  .flops = nn_recurrent_flops,
  .reference = { forward, backward, .scratch = nn_recurrent_scratch },
};
