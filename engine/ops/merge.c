#include "merge.h"

#include "text.h"

gboolean
nn_merge_shape (const double *arg, const NnShape *in, guint n_in, NnShape *out, GError **error)
{
  for (guint i = 1; i < n_in; i++)
    if (!nn_shape_equal (&in[0], &in[i]))
      {
        g_autofree char *a = nn_shape_to_string (&in[0]);
        g_autofree char *b = nn_shape_to_string (&in[i]);

        g_set_error (error, NN_ERROR, NN_ERROR_NETWORK,
                     _("%s cannot be joined to %s: make the shapes the same."), b, a);
        return FALSE;
      }
  out[0] = in[0];
  return TRUE;
}

NnAlong
nn_along (const NnShape *shape, guint axis)
{
  NnAlong along = { .outer = 1, .length = shape->dim[axis], .inner = 1 };

  for (guint i = 0; i < axis; i++)
    along.outer *= shape->dim[i];
  for (guint i = axis + 1; i < shape->rank; i++)
    along.inner *= shape->dim[i];
  return along;
}
