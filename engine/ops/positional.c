/* Positional: adds to each step of a sequence what stands for its place. in: x [steps, size], and either a table [steps,
 * size] that is learned, or nothing: then place t adds sin (t w) and cos (t w) to the numbers 2i and 2i + 1, with w =
 * 10000 ^ (−2i / size) (Vaswani et al. 2017). The gradient passes as it is; the table's is its sum over the rows. */
#include "op-rows.h"
#include "text.h"

#include <math.h>

static gboolean
shape (const double *arg, const NnShape *in, guint n_in, NnShape *out, GError **error)
{
  if (in[0].rank != 2 || (n_in > 1 && !nn_shape_equal (&in[0], &in[1])))
    {
      g_autofree char *block = nn_shape_to_string (&in[0]);

      g_set_error (error, NN_ERROR, NN_ERROR_NETWORK,
                   _("Places are added to the steps of a sequence, but a block of %s is none, or its table is of another size."),
                   block);
      return FALSE;
    }
  out[0] = in[0];
  return TRUE;
}

static double
wave (gsize place, gsize number, gsize size)
{
  const double angle = place * pow (10000, -(double) (number / 2 * 2) / size);

  return number % 2 == 0 ? sin (angle) : cos (angle);
}

static void
forward (const NnStep *step, const NnRun *run)
{
  const gsize n = step->in[0].size, size = step->in[0].shape.dim[1];
  const double *x = step->in[0].data, *table = step->in[1].data;
  double *y = step->out[0].data;

  for (gsize at = 0; at < run->rows * n; at++)
    y[at] = x[at] + (table != NULL ? table[at % n] : wave (at % n / size, at % size, size));
}

static void
backward (const NnStep *step, const NnRun *run)
{
  const gsize n = step->in[0].size;
  const double *dy = step->d_out[0].data;
  double *dx = step->d_in[0].data, *d_table = step->d_in[1].data;

  for (gsize at = 0; dx != NULL && at < run->rows * n; at++)
    dx[at] = dy[at];
  for (gsize i = 0; d_table != NULL && i < n; i++)
    {
      d_table[i] = 0;
      for (gsize r = 0; r < run->rows; r++)
        d_table[i] += dy[r * n + i];
    }
}

const NnOp nn_op_positional = {
  .id = "positional",
  .n_in = 2,
  .n_out = 1,
  .shape = shape,
  .reference = { forward, backward },
};
