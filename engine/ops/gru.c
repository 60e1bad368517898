/* GRU: r, z = σ (x + b + W h), n = tanh (x + r (b + W h)), new h = (1 − z) n + z h, h being that of the step before and the
 * sums in the order r, z, n (Cho et al. 2014; torch.nn.GRU). Operands: recurrent.h. */
#include "recurrent.h"

#include "op-rows.h"

#include <math.h>

#define GATES 3
#define SAVED 4   /* r, z, n and what n got from the state */

static gboolean
shape (const double *arg, const NnShape *in, guint n_in, NnShape *out, GError **error)
{
  if (!nn_recurrent_shape (in, n_in, GATES, out, error))
    return FALSE;
  out[NN_GRU_GATES] = NN_SHAPE (out[0].dim[0], SAVED * out[0].dim[1]);
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
  const gsize size = on->size;
  const double *x = (const double *) step->in[NN_RECURRENT_X].data + place->at * GATES * size;
  double *r = (double *) step->out[NN_GRU_GATES].data + place->at * SAVED * size;
  double *z = r + size, *n = z + size, *given = n + size;
  double *h = (double *) step->out[0].data + place->at * size;

  for (gsize k = 0; k < size; k++)
    {
      r[k] = sigmoid (x[k] + nn_recurrent_sum (step, on, place, k));
      z[k] = sigmoid (x[size + k] + nn_recurrent_sum (step, on, place, size + k));
      given[k] = nn_recurrent_sum (step, on, place, 2 * size + k);
      n[k] = tanh (x[2 * size + k] + r[k] * given[k]);
      h[k] = (1 - z[k]) * n[k] + z[k] * (place->before != NULL ? place->before[k] : 0);
    }
}

static void
cell_back (const NnStep *step, const NnRecurrence *on, const NnRecurrentPlace *place, double *d_h, double *d_c, double *d_x,
           double *d_hidden)
{
  const gsize size = on->size;
  const double *r = (const double *) step->out[NN_GRU_GATES].data + place->at * SAVED * size;
  const double *z = r + size, *n = z + size, *given = n + size;

  for (gsize k = 0; k < size; k++)
    {
      const double before = place->before != NULL ? place->before[k] : 0;
      const double d_n = d_h[k] * (1 - z[k]) * (1 - n[k] * n[k]);

      d_x[k] = d_hidden[k] = d_n * given[k] * r[k] * (1 - r[k]);
      d_x[size + k] = d_hidden[size + k] = d_h[k] * (before - n[k]) * z[k] * (1 - z[k]);
      d_x[2 * size + k] = d_n;
      d_hidden[2 * size + k] = d_n * r[k];
      d_h[k] *= z[k];
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

const NnOp nn_op_gru = {
  .id = "gru",
  .n_in = 4,
  .n_out = 2,
  .n_saved = 1,
  .reads_in = NN_OPERAND (NN_RECURRENT_WEIGHT) | NN_OPERAND (NN_RECURRENT_H),
  .reads_out = NN_OPERAND (0) | NN_OPERAND (NN_GRU_GATES),
  .shape = shape,
  .flops = nn_recurrent_flops,
  .reference = { forward, backward, .scratch = nn_recurrent_scratch },
};
