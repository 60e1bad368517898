#include "norm.h"

#include "text.h"

NnChannels
nn_channels (const NnOperand *operand)
{
  const gsize channels = operand->shape.dim[operand->shape.rank - 1];

  return (NnChannels) { .channels = channels, .places = operand->size / channels };
}

gboolean
nn_norm_shape (const NnShape *in, guint n_in, GError **error)
{
  const gint64 channels = in[0].dim[in[0].rank - 1];

  for (guint i = 1; i < n_in; i++)
    if (in[i].rank > 0 && nn_shape_size (&in[i]) != channels)
      {
        g_autofree char *found = nn_shape_to_string (&in[i]);

        g_set_error (error, NN_ERROR, NN_ERROR_NETWORK,
                     _("A scale of %s does not fit %.0f channels: each needs one number."), found, (double) channels);
        return FALSE;
      }
  return TRUE;
}
