/* Repetition: a block arg[0] times, one after the other along a new first axis; the gradients of all add up. */
#include "op-rows.h"
#include "text.h"

static gboolean
shape (const double *arg, const NnShape *in, guint n_in, NnShape *out, GError **error)
{
  if (in[0].rank == NN_MAX_RANK)
    {
      g_set_error (error, NN_ERROR, NN_ERROR_NETWORK, _("A block of %d axes cannot be repeated along one more."),
                   NN_MAX_RANK);
      return FALSE;
    }
  out[0] = (NnShape) { .rank = in[0].rank + 1, .dim = { arg[0] } };
  for (guint i = 0; i < in[0].rank; i++)
    out[0].dim[i + 1] = in[0].dim[i];
  return TRUE;
}

static void
forward (const NnStep *step, const NnRun *run)
{
  const gsize n = step->in[0].size, all = step->out[0].size;
  const double *x = step->in[0].data;
  double *y = step->out[0].data;

  for (gsize at = 0; at < run->rows * all; at++)
    y[at] = x[at / all * n + at % n];
}

static void
backward (const NnStep *step, const NnRun *run)
{
  const gsize n = step->in[0].size, all = step->out[0].size;
  const double *dy = step->d_out[0].data;
  double *dx = step->d_in[0].data;

  for (gsize at = 0; dx != NULL && at < run->rows * n; at++)
    {
      dx[at] = 0;
      for (gsize k = at % n; k < all; k += n)
        dx[at] += dy[at / n * all + k];
    }
}

const NnOp nn_op_repeat = {
  .id = "repeat",
  .n_in = 1,
  .n_out = 1,
  .shape = shape,
  .reference = { forward, backward },
};
