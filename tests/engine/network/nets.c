#include "nets.h"


NnEdit *
apply_for_inverse (NnNetwork *network, NnEdit *edit)
{
  g_autoptr (GError) error = NULL;
  NnEdit *inverse = nn_edit_apply (edit, network, &error);

  g_assert_no_error (error);
  g_assert_nonnull (inverse);
  nn_edit_free (edit);
  return inverse;
}

void
apply (NnNetwork *network, NnEdit *edit)
{
  nn_edit_free (apply_for_inverse (network, edit));
}

guint
add (NnNetwork *network, const char *kind)
{
  const guint id = nn_network_next_id (network);
  double x, y;

  nn_network_place (network, 0, &x, &y);
  apply (network, nn_edit_add_layer (kind, id, x, y));
  return id;
}

NnNetwork *
make_chain (const char *kind, ...)
{
  NnNetwork *network = nn_network_new ();
  guint last = 0;
  va_list kinds;

  va_start (kinds, kind);
  for (; kind != NULL; kind = va_arg (kinds, const char *))
    {
      const guint id = add (network, kind);

      if (last != 0)
        apply (network, nn_edit_add_wire (last, id, 0));
      last = id;
    }
  va_end (kinds);
  return network;
}

static char **
name_classes (guint n)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  for (guint i = 0; i < n; i++)
    g_strv_builder_add (names, "class");
  return g_strv_builder_end (names);
}

NnDataInfo *
make_data (NnShape input, guint n_classes)
{
  NnDataInfo *info = nn_data_info_new ();

  info->title = g_strdup ("Made up");
  info->noun = g_strdup ("examples");
  info->n = 100;
  nn_data_info_add_input (info, (NnField) { .name = g_strdup ("x"), .kind = NN_FIELD_NUMBERS, .shape = input });
  nn_data_info_add_target (info, (NnField) {
    .name = g_strdup ("y"),
    .kind = n_classes > 0 ? NN_FIELD_CLASS : NN_FIELD_NUMBERS,
    .shape = NN_SHAPE (1),
    .parts = name_classes (n_classes),
    .n_parts = n_classes,
  });
  return info;
}

void
assert_same (const NnNetwork *a, const NnNetwork *b)
{
  g_assert_true (nn_network_equal (a, b));
  for (guint i = 0; i < nn_network_n_layers (a); i++)
    g_assert_cmpuint (nn_network_layer_at (a, i)->id, ==, nn_network_layer_at (b, i)->id);
  for (guint i = 0; i < nn_network_n_wires (a); i++)
    {
      g_assert_cmpuint (nn_network_wire_at (a, i)->from, ==, nn_network_wire_at (b, i)->from);
      g_assert_cmpuint (nn_network_wire_at (a, i)->to, ==, nn_network_wire_at (b, i)->to);
    }
}
