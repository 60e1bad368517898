#include "nets.h"

/* "1>2 2>3": every wire, in order of creation. */
static char *
list_wires (const NnNetwork *network)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < nn_network_n_wires (network); i++)
    {
      const NnWire *wire = nn_network_wire_at (network, i);

      g_string_append_printf (list, "%s%u>%u", i > 0 ? " " : "", wire->from, wire->to);
    }
  return g_string_free (list, FALSE);
}

static void
assert_wires (const NnNetwork *network, const char *wanted)
{
  g_autofree char *wires = list_wires (network);

  g_assert_cmpstr (wires, ==, wanted);
}

/* Cards of a chain stand from left to right with room between them. */
static void
assert_in_line (const NnNetwork *network, const guint *ids, guint n)
{
  for (guint i = 1; i < n; i++)
    g_assert_cmpfloat (nn_network_layer (network, ids[i])->x, >=, nn_network_layer (network, ids[i - 1])->x + 190);
}

static void
test_insert (void)
{
  g_autoptr (NnNetwork) network = make_chain ("input", "dense", "output", NULL);
  NnEdit *edit = nn_edit_insert_on_wire (network, "flatten", nn_network_wire_at (network, 0), 4);
  g_autofree char *title = nn_edit_title (edit, network);

  g_assert_cmpstr (title, ==, "Insert Flatten");
  apply (network, edit);
  assert_wires (network, "2>3 1>4 4>2");
  assert_in_line (network, (guint[]) { 1, 4, 2, 3 }, 4);
}

static void
test_add_after (void)
{
  g_autoptr (NnNetwork) network = make_chain ("input", "dense", "output", NULL);

  apply (network, nn_edit_add_after (network, "dense", 2, 4));
  assert_wires (network, "1>2 2>4 4>3");
  assert_in_line (network, (guint[]) { 1, 2, 4, 3 }, 4);

  apply (network, nn_edit_add_after (network, "relu", 3, 5));   /* after the output there is nothing: it goes before */
  assert_wires (network, "1>2 2>4 4>5 5>3");
  assert_in_line (network, (guint[]) { 1, 2, 4, 5, 3 }, 5);

  apply (network, nn_edit_add_after (network, "output", 4, 6));   /* an output takes over no wire */
  assert_wires (network, "1>2 2>4 4>5 5>3 4>6");
  apply (network, nn_edit_add_after (network, "input", 4, 7));   /* an input cannot be wired to */
  assert_wires (network, "1>2 2>4 4>5 5>3 4>6");
}

static void
test_add_to_nothing (void)
{
  g_autoptr (NnNetwork) network = nn_network_new ();

  apply (network, nn_edit_add_after (network, "input", 0, 1));
  apply (network, nn_edit_add_after (network, "dense", 1, 2));
  apply (network, nn_edit_add_after (network, "output", 2, 3));
  assert_wires (network, "1>2 2>3");
  assert_in_line (network, (guint[]) { 1, 2, 3 }, 3);
  g_assert_cmpfloat (nn_network_layer (network, 1)->y, ==, 158);   /* their middles are in line */
  g_assert_cmpfloat (nn_network_layer (network, 2)->y, ==, 24);
  g_assert_cmpfloat (nn_network_layer (network, 3)->y, ==, 130);
}

static void
test_add_before (void)
{
  g_autoptr (NnNetwork) network = make_chain ("dense", "output", NULL);

  apply (network, nn_edit_add_before (network, "input", 1, 3));
  assert_wires (network, "1>2 3>1");
  assert_in_line (network, (guint[]) { 3, 1, 2 }, 3);
  apply (network, nn_edit_add_before (network, "relu", 2, 4));
  assert_wires (network, "3>1 1>4 4>2");
  assert_in_line (network, (guint[]) { 3, 1, 4, 2 }, 4);
}

static gint64
field_of (const NnNetwork *network, guint id)
{
  return nn_settings_int (nn_network_layer (network, id)->settings, "field");
}

/* A new Input hands on the field that no other does; where all are taken the first, and of data with one field always. */
static void
test_pick_field (void)
{
  g_autoptr (NnNetwork) network = make_chain ("dense", "output", NULL);
  g_autoptr (NnDataInfo) data = make_data (NN_SHAPE (2), 3);
  static const guint wanted[] = { 1, 1, 2, 1 };

  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    {
      const guint id = nn_network_next_id (network);
      NnEdit *add = nn_edit_add_layer ("input", id, 0, 0);
      g_autofree char *title = NULL;

      if (i == 1)   /* from here on there are two fields */
        {
          nn_data_info_add_input (data, (NnField) { .name = g_strdup ("more"), .kind = NN_FIELD_NUMBERS, .shape = NN_SHAPE (1) });
          apply (network, nn_edit_remove_layer (id - 1));
        }
      add = nn_edit_pick_field (add, network, data, "input", id);
      title = nn_edit_title (add, network);
      g_assert_cmpstr (title, ==, "Add Input");
      apply (network, add);
      g_assert_cmpint (field_of (network, id), ==, wanted[i]);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/network/compose/insert", test_insert);
  g_test_add_func ("/engine/network/compose/add-after", test_add_after);
  g_test_add_func ("/engine/network/compose/add-to-nothing", test_add_to_nothing);
  g_test_add_func ("/engine/network/compose/add-before", test_add_before);
  g_test_add_func ("/engine/network/compose/pick-field", test_pick_field);
  return g_test_run ();
}
