/* Embedding: row t of the result is the row of the table whose number stands at place t (torch.nn.Embedding). in: ids
 * [steps], table [words, size]; out [steps, size]. A number that is no word gives what is not a number. The table's
 * gradient is, for each word, the sum of what came back to the places where it stood. */
#include "op-rows.h"
#include "text.h"

#include <math.h>
#include <string.h>

static gboolean
shape (const double *arg, const NnShape *in, guint n_in, NnShape *out, GError **error)
{
  if (n_in != 2 || in[0].rank != 1 || in[1].rank != 2)
    {
      g_autofree char *ids = nn_shape_to_string (&in[0]);

      g_set_error (error, NN_ERROR, NN_ERROR_NETWORK,
                   _("An embedding looks a list of words up in a table, but gets a block of %s."), ids);
      return FALSE;
    }
  out[0] = NN_SHAPE (in[0].dim[0], in[1].dim[1]);
  return TRUE;
}

static void
forward (const NnStep *step, const NnRun *run)
{
  const gsize words = step->in[1].shape.dim[0], size = step->in[1].shape.dim[1];
  const double *id = step->in[0].data, *table = step->in[1].data;
  double *y = step->out[0].data;

  for (gsize p = 0; p < run->rows * step->in[0].size; p++)
    for (gsize c = 0; c < size; c++)
      y[p * size + c] = id[p] >= 0 && id[p] < words ? table[(gsize) id[p] * size + c] : NAN;
}

static void
backward (const NnStep *step, const NnRun *run)
{
  const gsize words = step->in[1].shape.dim[0], size = step->in[1].shape.dim[1];
  const double *id = step->in[0].data, *dy = step->d_out[0].data;
  double *d_table = step->d_in[1].data;

  if (d_table == NULL)
    return;
  memset (d_table, 0, words * size * sizeof *d_table);
  for (gsize p = 0; p < run->rows * step->in[0].size; p++)
    for (gsize c = 0; id[p] >= 0 && id[p] < words && c < size; c++)
      d_table[(gsize) id[p] * size + c] += dy[p * size + c];
}

const NnOp nn_op_embedding = {
  .id = "embedding",
  .n_in = 2,
  .n_out = 1,
  .closed_in = NN_OPERAND (0),
  .reads_in = NN_OPERAND (0),
  .shape = shape,
  .reference = { forward, backward },
};
