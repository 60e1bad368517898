/* Permutation of axes: axis k of the result is axis arg[k] of the operand, counted from 0 without the batch
 * (torch.permute). */
#include "op-rows.h"
#include "permute.h"
#include "text.h"

static gboolean
shape (const double *arg, const NnShape *in, guint n_in, NnShape *out, GError **error)
{
  NnShape turned = { .rank = in[0].rank };
  guint seen = 0;

  for (guint k = 0; k < turned.rank; k++)
    {
      const guint axis = arg[k];

      if (axis >= turned.rank || (seen & NN_OPERAND (axis)) != 0)
        {
          g_set_error_literal (error, NN_ERROR, NN_ERROR_NETWORK, _("Every axis must be named once."));
          return FALSE;
        }
      seen |= NN_OPERAND (axis);
      turned.dim[k] = in[0].dim[axis];
    }
  out[0] = turned;
  return TRUE;
}

/* Numbers from one item of an axis to the next. */
static gsize
stride_of (const NnShape *shape, guint axis)
{
  gsize stride = 1;

  for (guint i = axis + 1; i < shape->rank; i++)
    stride *= shape->dim[i];
  return stride;
}

/* Axes that are not there go in front, with one item each. */
NnPermutation
nn_permutation (const NnStep *step)
{
  const NnShape *from = &step->in[0].shape;
  NnPermutation permutation = { .dim = { 1, 1, 1, 1 }, .size = step->in[0].size };

  for (guint k = 0; k < from->rank; k++)
    {
      const guint place = NN_MAX_RANK - from->rank + k;

      permutation.dim[place] = from->dim[(guint) step->arg[k]];
      permutation.step[place] = stride_of (from, step->arg[k]);
    }
  return permutation;
}

static void
turn (const NnStep *step, const NnRun *run, gboolean back)
{
  const NnPermutation p = nn_permutation (step);
  const double *from = back ? step->d_out[0].data : step->in[0].data;
  double *to = back ? step->d_in[0].data : step->out[0].data;

  for (gsize r = 0, at = 0; to != NULL && r < run->rows; r++)
    for (gsize a = 0; a < p.dim[0]; a++)
      for (gsize b = 0; b < p.dim[1]; b++)
        for (gsize c = 0; c < p.dim[2]; c++)
          for (gsize d = 0; d < p.dim[3]; d++, at++)
            {
              const gsize other = r * p.size + a * p.step[0] + b * p.step[1] + c * p.step[2] + d * p.step[3];

              to[back ? other : at] = from[back ? at : other];
            }
}

static void
forward (const NnStep *step, const NnRun *run)
{
  turn (step, run, FALSE);
}

static void
backward (const NnStep *step, const NnRun *run)
{
  turn (step, run, TRUE);
}

const NnOp nn_op_permute = {
  .id = "permute",
  .n_in = 1,
  .n_out = 1,
  .shape = shape,
  .reference = { forward, backward },
};
