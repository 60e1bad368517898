/* A part of a block: arg[2] items from arg[1] on, along the axis arg[0], counted from 0 without the batch; the rest gets
 * no gradient. */
#include "merge.h"
#include "op-rows.h"
#include "text.h"

static gboolean
shape (const double *arg, const NnShape *in, guint n_in, NnShape *out, GError **error)
{
  const guint axis = arg[0];
  const gint64 first = arg[1], length = arg[2];

  if (axis >= in[0].rank || first < 0 || length < 1 || first + length > in[0].dim[axis])
    {
      g_autofree char *block = nn_shape_to_string (&in[0]);

      g_set_error (error, NN_ERROR, NN_ERROR_NETWORK,
                   _("A block of %s has no %.0f items from place %.0f on."), block, (double) length, (double) first + 1);
      return FALSE;
    }
  out[0] = in[0];
  out[0].dim[axis] = length;
  return TRUE;
}

/* Runs of `n` numbers that are taken from the middle of runs of `all`. */
typedef struct
{
  gsize runs, all, first, n;
} Part;

static Part
part_of (const NnStep *step, const NnRun *run)
{
  const NnAlong along = nn_along (&step->in[0].shape, step->arg[0]);

  return (Part) {
    .runs = run->rows * along.outer,
    .all = along.length * along.inner,
    .first = (gsize) step->arg[1] * along.inner,
    .n = (gsize) step->arg[2] * along.inner,
  };
}

static void
forward (const NnStep *step, const NnRun *run)
{
  const Part part = part_of (step, run);
  const double *x = step->in[0].data;
  double *y = step->out[0].data;

  for (gsize at = 0; at < part.runs * part.n; at++)
    y[at] = x[at / part.n * part.all + part.first + at % part.n];
}

static void
backward (const NnStep *step, const NnRun *run)
{
  const Part part = part_of (step, run);
  const double *dy = step->d_out[0].data;
  double *dx = step->d_in[0].data;

  if (dx == NULL)
    return;
  for (gsize at = 0; at < part.runs * part.all; at++)
    dx[at] = 0;
  for (gsize at = 0; at < part.runs * part.n; at++)
    dx[at / part.n * part.all + part.first + at % part.n] = dy[at];
}

const NnOp nn_op_slice = {
  .id = "slice",
  .n_in = 1,
  .n_out = 1,
  .shape = shape,
  .reference = { forward, backward },
};
