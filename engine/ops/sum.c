/* Sum: y = a + b, of two to four equal blocks; each gets the whole gradient. */
#include "op-rows.h"
#include "text.h"

static gboolean
shape (const double *arg, const NnShape *in, guint n_in, NnShape *out, GError **error)
{
  for (guint i = 1; i < n_in; i++)
    if (!nn_shape_equal (&in[0], &in[i]))
      {
        g_autofree char *a = nn_shape_to_string (&in[0]);
        g_autofree char *b = nn_shape_to_string (&in[i]);

        g_set_error (error, NN_ERROR, NN_ERROR_NETWORK,
                     _("%s cannot be added to %s: make the shapes the same."), b, a);
        return FALSE;
      }
  out[0] = in[0];
  return TRUE;
}

static void
forward (const NnStep *step, const NnRun *run)
{
  const gsize n = run->rows * step->out[0].size;
  double *y = step->out[0].data;

  for (gsize at = 0; at < n; at++)
    {
      double sum = 0;

      for (guint i = 0; i < NN_OP_INPUTS; i++)
        if (step->in[i].data != NULL)
          sum += ((const double *) step->in[i].data)[at];
      y[at] = sum;
    }
}

static void
backward (const NnStep *step, const NnRun *run)
{
  const gsize n = run->rows * step->out[0].size;
  const double *dy = step->d_out[0].data;

  for (guint i = 0; i < NN_OP_INPUTS; i++)
    {
      double *dx = step->d_in[i].data;

      for (gsize at = 0; dx != NULL && at < n; at++)
        dx[at] = dy[at];
    }
}

const NnOp nn_op_sum = {
  .id = "sum",
  .n_in = NN_OP_INPUTS,
  .n_out = 1,
  .shape = shape,
  .reference = { forward, backward },
};
