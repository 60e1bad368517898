#include "networks.h"

void
apply (NnNetwork *network, NnEdit *edit)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NnEdit) inverse = nn_edit_apply (edit, network, &error);

  g_assert_no_error (error);
  g_assert_nonnull (inverse);
  nn_edit_free (edit);
}

guint
add_layer (NnNetwork *network, const char *kind, double x, double y)
{
  const guint id = nn_network_next_id (network);

  apply (network, nn_edit_add_layer (kind, id, x, y));
  return id;
}

static void
set_choice (NnNetwork *network, guint id, const char *param, const char *choice)
{
  const NnKind *kind = nn_network_layer (network, id)->kind;

  apply (network, nn_edit_set (id, param, nn_choice_index (nn_param_find (kind->params, param), choice)));
}

NnNetwork *
make_chain (const char *data, guint n_dense, guint units, const char *loss)
{
  NnNetwork *network = nn_network_new ();
  guint last, next;

  apply (network, nn_edit_set_data (data));
  last = add_layer (network, "input", 24, 120);
  for (guint i = 0; i < n_dense; i++)
    {
      next = add_layer (network, "dense", 264 + 240 * i, 24);
      apply (network, nn_edit_set (next, "units", units));
      set_choice (network, next, "activation", "tanh");
      apply (network, nn_edit_add_wire (last, next, 0));
      last = next;
    }
  next = add_layer (network, "output", 264 + 240 * n_dense, 120);
  set_choice (network, next, "loss", loss);
  apply (network, nn_edit_add_wire (last, next, 0));
  return network;
}
