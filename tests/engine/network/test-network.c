#include "nets.h"

static void
assert_label (const NnNetwork *network, guint id, const char *name, const char *label)
{
  g_assert_cmpstr (nn_network_layer (network, id)->name, ==, name);
  g_assert_cmpstr (nn_network_layer (network, id)->label, ==, label);
}

static void
test_empty (void)
{
  g_autoptr (NnNetwork) network = nn_network_new ();

  g_assert_cmpuint (nn_network_n_layers (network), ==, 0);
  g_assert_cmpstr (nn_network_data (network), ==, "builtin:spiral");
  g_assert_cmpstr (nn_network_title (network), ==, "");
  g_assert_cmpuint (nn_network_seed (network), ==, 1);
  g_assert_null (nn_network_layer (network, 1));
}

static void
test_names (void)
{
  g_autoptr (NnNetwork) network = nn_network_new ();
  const char *const kinds[] = { "input", "dense", "dense", "flatten", "flatten", "leaky_relu", "output", "output" };
  const char *const names[][2] = {
    { "input", "Input" },
    { "dense_1", "Dense 1" },
    { "dense_2", "Dense 2" },
    { "flatten", "Flatten" },
    { "flatten_2", "Flatten 2" },
    { "leaky_relu", "Leaky ReLU" },
    { "output", "Output" },
    { "output_2", "Output 2" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    assert_label (network, add (network, kinds[i]), names[i][0], names[i][1]);

  /* A name given by hand is left alone, and a free number is used again; an id is not. */
  apply (network, nn_edit_rename (2, "Dense 3"));
  apply (network, nn_edit_remove_layer (3));
  assert_label (network, add (network, "dense"), "dense_2", "Dense 2");
  assert_label (network, add (network, "dense"), "dense_4", "Dense 4");
  g_assert_true (nn_network_find (network, "Dense 3") == nn_network_layer (network, 2));
  g_assert_true (nn_network_find (network, "dense_1") == nn_network_layer (network, 2));
  g_assert_null (nn_network_find (network, "Dense 1"));
}

static void
test_order (void)
{
  g_autoptr (NnNetwork) network = make_chain ("input", "dense", "dense", "dense", "output", NULL);
  g_autoptr (GArray) order = NULL;

  /* 1 → 2 → 3 → 4 → 5, then turned to 1 → 4 → 3 → 2 → 5. */
  apply (network, nn_edit_add_wire (1, 4, 0));
  apply (network, nn_edit_add_wire (4, 3, 0));
  apply (network, nn_edit_add_wire (3, 2, 0));
  apply (network, nn_edit_add_wire (2, 5, 0));
  order = nn_network_order (network);
  g_assert_cmpmem (order->data, order->len * sizeof (guint), ((guint[]) { 1, 4, 3, 2, 5 }), 5 * sizeof (guint));
  g_assert_true (nn_network_reaches (network, 1, 5));
  g_assert_true (nn_network_reaches (network, 3, 3));
  g_assert_false (nn_network_reaches (network, 2, 3));
}

static void
test_circle (void)
{
  g_autoptr (NnNetwork) network = make_chain ("input", "dense", "dense", "output", NULL);
  g_autoptr (GArray) order = NULL;

  apply (network, nn_edit_add_wire (3, 2, 0));
  order = nn_network_order (network);
  g_assert_cmpuint (order->len, ==, 1);
  g_assert_true (nn_network_reaches (network, 2, 2));
  g_assert_true (nn_network_reaches (network, 3, 4));
}

static void
test_copy (void)
{
  g_autoptr (NnNetwork) network = make_chain ("input", "dense", "output", NULL);
  g_autoptr (NnNetwork) copy = nn_network_copy (network);
  NnEdit *const changes[] = {
    nn_edit_set (2, "units", 3),
    nn_edit_move (2, 1, 2),
    nn_edit_move (2, nn_network_layer (network, 2)->x, 999),
    nn_edit_rename (2, "Other"),
    nn_edit_remove_wire (2, 0),
    nn_edit_set_data ("builtin:xor"),
    nn_edit_set_title ("Title"),
    nn_edit_set_note ("Note"),
    nn_edit_set_recipe ("batch", 7),
    nn_edit_add_layer ("relu", 9, 0, 0),
  };

  assert_same (network, copy);
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autoptr (NnEdit) inverse = apply_for_inverse (copy, changes[i]);

      g_assert_false (nn_network_equal (network, copy));
      nn_edit_free (nn_edit_apply (inverse, copy, NULL));
      assert_same (network, copy);
    }
}

/* An id is never used again, whatever is removed, undone or replaced. */
static void
test_next_id (void)
{
  g_autoptr (NnNetwork) network = nn_network_new ();
  g_autoptr (NnNetwork) other = make_chain ("input", "output", NULL);

  apply (network, nn_edit_add_layer ("dense", 9, 0, 0));
  apply (network, nn_edit_add_layer ("dense", 3, 0, 0));
  g_assert_cmpuint (nn_network_next_id (network), ==, 10);
  apply (network, nn_edit_remove_layer (9));
  g_assert_cmpuint (nn_network_next_id (network), ==, 10);
  apply (network, nn_edit_replace (other));
  g_assert_cmpuint (nn_network_n_layers (network), ==, 2);
  g_assert_cmpuint (nn_network_next_id (network), ==, 10);
}

static void
test_place (void)
{
  g_autoptr (NnNetwork) network = nn_network_new ();

  for (guint i = 0; i < 20; i++)
    {
      double x, y;

      nn_network_place (network, i % 4, &x, &y);
      for (guint k = 0; k < nn_network_n_layers (network); k++)
        {
          const NnLayer *layer = nn_network_layer_at (network, k);

          g_assert_true (ABS (layer->x - x) >= 112 || ABS (layer->y - y) >= 68);   /* the smallest card */
        }
      g_assert_cmpfloat (x, >=, 0);
      g_assert_cmpfloat (y, >=, 0);
      apply (network, nn_edit_add_layer ("relu", nn_network_next_id (network), x, y));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/network/network/empty", test_empty);
  g_test_add_func ("/engine/network/network/names", test_names);
  g_test_add_func ("/engine/network/network/order", test_order);
  g_test_add_func ("/engine/network/network/circle", test_circle);
  g_test_add_func ("/engine/network/network/copy", test_copy);
  g_test_add_func ("/engine/network/network/next-id", test_next_id);
  g_test_add_func ("/engine/network/network/place", test_place);
  return g_test_run ();
}
