/* Concatenation of two or more blocks along the axis arg[0], counted from 0 without the batch (torch.cat); each gets the
 * part of the gradient that is its own. */
#include "merge.h"
#include "op-rows.h"
#include "text.h"

static gboolean
fits (const NnShape *a, const NnShape *b, guint axis)
{
  if (a->rank != b->rank || axis >= a->rank)
    return FALSE;
  for (guint i = 0; i < a->rank; i++)
    if (i != axis && a->dim[i] != b->dim[i])
      return FALSE;
  return TRUE;
}

static gboolean
shape (const double *arg, const NnShape *in, guint n_in, NnShape *out, GError **error)
{
  const guint axis = arg[0];
  NnShape joined = in[0];

  joined.dim[axis] = 0;
  for (guint i = 0; i < n_in; i++)
    {
      if (!fits (&in[0], &in[i], axis))
        {
          g_autofree char *a = nn_shape_to_string (&in[0]);
          g_autofree char *b = nn_shape_to_string (&in[i]);

          g_set_error (error, NN_ERROR, NN_ERROR_NETWORK,
                       _("%s cannot be put beside %s: all other sizes must be the same."), b, a);
          return FALSE;
        }
      joined.dim[axis] += in[i].dim[axis];
    }
  out[0] = joined;
  return TRUE;
}

/* Numbers of one operand that lie together. */
static gsize
run_of (const NnStep *step, const NnOperand *operand)
{
  const NnAlong along = nn_along (&operand->shape, step->arg[0]);

  return along.length * along.inner;
}

static gsize
rows_of (const NnStep *step, const NnRun *run)
{
  return run->rows * nn_along (&step->out[0].shape, step->arg[0]).outer;
}

static void
forward (const NnStep *step, const NnRun *run)
{
  const gsize rows = rows_of (step, run), stride = run_of (step, &step->out[0]);
  double *y = step->out[0].data;

  for (guint i = 0; i < NN_OP_INPUTS && step->in[i].shape.rank > 0; i++)
    {
      const gsize n = run_of (step, &step->in[i]);
      const double *x = step->in[i].data;

      for (gsize at = 0; at < rows * n; at++)
        y[at / n * stride + at % n] = x[at];
      y += n;
    }
}

static void
backward (const NnStep *step, const NnRun *run)
{
  const gsize rows = rows_of (step, run), stride = run_of (step, &step->out[0]);
  const double *dy = step->d_out[0].data;

  for (guint i = 0; i < NN_OP_INPUTS && step->in[i].shape.rank > 0; i++)
    {
      const gsize n = run_of (step, &step->in[i]);
      double *dx = step->d_in[i].data;

      for (gsize at = 0; dx != NULL && at < rows * n; at++)
        dx[at] = dy[at / n * stride + at % n];
      dy += n;
    }
}

const NnOp nn_op_concat = {
  .id = "concat",
  .n_in = NN_OP_INPUTS,
  .n_out = 1,
  .shape = shape,
  .reference = { forward, backward },
};
