/* Linear: y = x Wᵀ + b over the last axis (torch.nn.Linear). in: x [..., in], weight [out, in], bias [out] or nothing.
 * dx = dy W, dW = Σ dyᵀ x and db = Σ dy, summed over the rows. */
#include "op-rows.h"
#include "text.h"

static gboolean
shape (const double *arg, const NnShape *in, guint n_in, NnShape *out, GError **error)
{
  const guint last = in[0].rank - 1;

  if (n_in < 2 || in[1].rank != 2 || in[1].dim[1] != in[0].dim[last])
    {
      g_autofree char *x = nn_shape_to_string (&in[0]);
      g_autofree char *weight = nn_shape_to_string (&in[1]);

      g_set_error (error, NN_ERROR, NN_ERROR_NETWORK,
                   _("A weight of %s cannot be multiplied with an input of %s: their last sizes must be the same."),
                   weight, x);
      return FALSE;
    }
  if (n_in > 2 && nn_shape_size (&in[2]) != in[1].dim[0])
    {
      g_autofree char *bias = nn_shape_to_string (&in[2]);
      g_autofree char *outputs = nn_shape_to_string (&NN_SHAPE (in[1].dim[0]));

      g_set_error (error, NN_ERROR, NN_ERROR_NETWORK,
                   _("A bias of %s does not fit %s outputs: it must have one number for each."), bias, outputs);
      return FALSE;
    }
  out[0] = in[0];
  out[0].dim[last] = in[1].dim[0];
  return TRUE;
}

static double
flops (const NnStep *step)
{
  return 2.0 * step->in[0].size * step->in[1].shape.dim[0];
}

static void
forward (const NnStep *step, const NnRun *run)
{
  const gsize n_out = step->in[1].shape.dim[0];
  const gsize n_in = step->in[1].shape.dim[1];
  const gsize rows = run->rows * (step->in[0].size / n_in);
  const double *x = step->in[0].data;
  const double *w = step->in[1].data;
  const double *b = step->in[2].data;
  double *y = step->out[0].data;

  for (gsize r = 0; r < rows; r++)
    for (gsize o = 0; o < n_out; o++)
      {
        double sum = b != NULL ? b[o] : 0;

        for (gsize i = 0; i < n_in; i++)
          sum += x[r * n_in + i] * w[o * n_in + i];
        y[r * n_out + o] = sum;
      }
}

static void
backward_input (double *dx, const double *dy, const double *w, gsize rows, gsize n_in, gsize n_out)
{
  for (gsize r = 0; r < rows; r++)
    for (gsize i = 0; i < n_in; i++)
      {
        double sum = 0;

        for (gsize o = 0; o < n_out; o++)
          sum += dy[r * n_out + o] * w[o * n_in + i];
        dx[r * n_in + i] = sum;
      }
}

static void
backward_weight (double *dw, const double *dy, const double *x, gsize rows, gsize n_in, gsize n_out)
{
  for (gsize o = 0; o < n_out; o++)
    for (gsize i = 0; i < n_in; i++)
      {
        double sum = 0;

        for (gsize r = 0; r < rows; r++)
          sum += dy[r * n_out + o] * x[r * n_in + i];
        dw[o * n_in + i] = sum;
      }
}

static void
backward_bias (double *db, const double *dy, gsize rows, gsize n_out)
{
  for (gsize o = 0; o < n_out; o++)
    {
      double sum = 0;

      for (gsize r = 0; r < rows; r++)
        sum += dy[r * n_out + o];
      db[o] = sum;
    }
}

static void
backward (const NnStep *step, const NnRun *run)
{
  const gsize n_out = step->in[1].shape.dim[0];
  const gsize n_in = step->in[1].shape.dim[1];
  const gsize rows = run->rows * (step->in[0].size / n_in);
  const double *dy = step->d_out[0].data;

  if (step->d_in[0].data != NULL)
    backward_input (step->d_in[0].data, dy, step->in[1].data, rows, n_in, n_out);
  if (step->d_in[1].data != NULL)
    backward_weight (step->d_in[1].data, dy, step->in[0].data, rows, n_in, n_out);
  if (step->d_in[2].data != NULL)
    backward_bias (step->d_in[2].data, dy, rows, n_out);
}

const NnOp nn_op_linear = {
  .id = "linear",
  .n_in = 3,
  .n_out = 1,
  .reads_in = NN_OPERAND (0) | NN_OPERAND (1),
  .shape = shape,
  .flops = flops,
  .reference = { forward, backward },
};
