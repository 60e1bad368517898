/* Two networks in turn meet here. in[0]: what the first has made, in[1]: an example. While the second is trained, to tell them
 * apart, it sees an example in every other row, and what was made in the others; out[1] says which: 1 an example, 0 made. While the
 * first is trained (run->forging) all is made, and passes for real: out[1] is 1. What is looked at (run->looking) is real. */
#include "op-rows.h"

#include <string.h>

static gboolean
shape (const double *arg, const NnShape *in, guint n_in, NnShape *out, GError **error)
{
  out[0] = in[0];
  out[1] = NN_SHAPE (1);
  return TRUE;
}

static gboolean
is_real (const NnRun *run, gsize row)
{
  return run->looking || (!run->forging && (run->first_row + row) % 2 == 0);
}

static void
forward (const NnStep *step, const NnRun *run)
{
  const gsize size = step->in[0].size;

  for (gsize r = 0; r < run->rows; r++)
    {
      const double *from = (const double *) step->in[is_real (run, r)].data + r * size;

      memcpy ((double *) step->out[0].data + r * size, from, size * sizeof *from);
      ((double *) step->out[1].data)[r] = run->forging || is_real (run, r);
    }
}

static void
backward (const NnStep *step, const NnRun *run)
{
  const gsize size = step->in[0].size;
  const double *dy = step->d_out[0].data;
  double *dx = step->d_in[0].data;

  for (gsize r = 0; dx != NULL && r < run->rows; r++)
    for (gsize i = r * size; i < (r + 1) * size; i++)
      dx[i] = is_real (run, r) ? 0 : dy[i];
}

const NnOp nn_op_real_or_made = {
  .id = "real_or_made",
  .n_in = 2,
  .n_out = 2,
  .closed_in = NN_OPERAND (1),
  .shape = shape,
  .reference = { forward, backward },
};
