#include "nets.h"

#include "document.h"
#include "errors.h"

#include <math.h>
#include <string.h>

static void
test_titles (void)
{
  g_autoptr (NnNetwork) network = make_chain ("input", "dense", "output", NULL);
  const struct
  {
    NnEdit *edit;
    const char *title;
  } cases[] = {
    { nn_edit_add_layer ("dense", 9, 0, 0), "Add Dense" },
    { nn_edit_remove_layer (2), "Remove Dense 1" },
    { nn_edit_add_wire (1, 3, 0), "Connect Input to Output" },
    { nn_edit_remove_wire (2, 0), "Remove wire" },
    { nn_edit_set (2, "units", 3), "Set Neurons" },
    { nn_edit_set_data ("builtin:xor"), "Change data" },
    { nn_edit_replace (network), "Change network" },
    { nn_edit_rename (2, "Other"), "Rename Dense 1" },
    { nn_edit_move (2, 1, 2), "Move Dense 1" },
    { nn_edit_set_recipe ("learning_rate", 0.1), "Set Learning rate" },
    { nn_edit_set_title ("Title"), "Change title" },
    { nn_edit_set_note ("Note"), "Change note" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *title = nn_edit_title (cases[i].edit, network);

      g_assert_cmpstr (title, ==, cases[i].title);
      nn_edit_free (cases[i].edit);
    }
}

static void
test_refused (void)
{
  g_autoptr (NnNetwork) network = make_chain ("input", "dense", "output", NULL);
  g_autoptr (NnNetwork) before = nn_network_copy (network);
  GPtrArray *group = g_ptr_array_new ();
  g_autofree char *long_label = g_strnfill (101, 'a');
  const struct
  {
    NnEdit *edit;
    const char *message;
  } cases[] = {
    { nn_edit_add_layer ("conv9d", 9, 0, 0), "There is no layer kind “conv9d”." },
    { nn_edit_add_layer ("dense", 2, 0, 0), "There already is a layer with the number 2." },
    { nn_edit_remove_layer (9), "That layer is not there any more." },
    { nn_edit_add_wire (2, 9, 0), "A wire needs a layer at both ends." },
    { nn_edit_remove_wire (2, 1), "That wire is not there any more." },
    { nn_edit_set (2, "units", 1e9), "Dense 1: Neurons must be a whole number from 1 to 100000, not “1000000000”." },
    { nn_edit_set (2, "size", 1), "Dense 1: There is no setting “size” here." },
    { nn_edit_rename (2, "Output"), "Another layer is called “Output” already." },
    { nn_edit_rename (2, ""), "Dense 1 needs a name of at least one letter." },
    { nn_edit_rename (2, long_label), "Dense 1 needs a name of at most 100 letters." },
    { nn_edit_move (2, 0, -1e7), "A card can lie at most 1000000 from the sheet's corner: put it nearer." },
    { nn_edit_move (2, NAN, 0), "A card can lie at most 1000000 from the sheet's corner: put it nearer." },
    { nn_edit_add_layer ("dense", 9, 1e7, 0), "A card can lie at most 1000000 from the sheet's corner: put it nearer." },
    { nn_edit_add_wire (1, 3, 64), "A wire ends in a slot from 0 to 63, not 64." },
    { nn_edit_set_data ("/caf\xe9"),
      "“/caf\357\277\275” is not UTF-8 text, so no document can hold it: give the file or folder another name." },
    { nn_edit_move (9, 0, 0), "What should be moved is not there any more." },
    { nn_edit_set_recipe ("batch", 0), "Batch size must be a whole number from 1 to 65536, not “0”." },
    { nn_edit_group (g_strdup ("All or none"), group), "That wire is not there any more." },
  };

  g_ptr_array_add (group, nn_edit_remove_layer (2));
  g_ptr_array_add (group, nn_edit_remove_wire (2, 0));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (nn_edit_apply (cases[i].edit, network, &error));
      g_assert_error (error, NN_ERROR, NN_ERROR_ARGUMENT);
      g_assert_cmpstr (error->message, ==, cases[i].message);
      assert_same (network, before);
      nn_edit_free (cases[i].edit);
    }
}

/* A layer and a wire more than a document may have; and the network with as many as it may is read back. */
static void
test_full (void)
{
  g_autoptr (NnNetwork) network = nn_network_new ();
  g_autoptr (NnNetwork) back = NULL;
  g_autoptr (NnEdit) edit = nn_edit_add_layer ("relu", 2000, 0, 0);
  g_autoptr (NnEdit) wire = nn_edit_add_wire (2, 1, 63);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) too_many = NULL;
  g_autofree char *text = NULL;

  for (guint i = 1; i <= 1024; i++)
    apply (network, nn_edit_add_layer ("relu", i, 0, i));
  for (guint i = 0; i < 4096; i++)
    apply (network, nn_edit_add_wire (1, i / 4 + 1, i % 4));
  g_assert_null (nn_edit_apply (edit, network, &error));
  g_assert_cmpstr (error->message, ==, "A network has at most 1024 layers: remove one first.");
  g_assert_null (nn_edit_apply (wire, network, &too_many));
  g_assert_cmpstr (too_many->message, ==, "A network has at most 4096 wires: remove one first.");
  text = nn_network_to_json (network);
  back = nn_network_from_json (text, -1, NULL);
  g_assert_true (nn_network_equal (network, back));
}

static void
test_wire_replaces (void)
{
  g_autoptr (NnNetwork) network = make_chain ("input", "dense", "output", NULL);

  apply (network, nn_edit_add_wire (3, 2, 0));
  g_assert_cmpuint (nn_network_n_wires (network), ==, 2);
  g_assert_cmpuint (nn_network_wire_at (network, 1)->from, ==, 3);   /* the last drawn is the last in order */
}

/* An id that is there nearly always. */
static guint
pick_layer (const NnNetwork *network, GRand *rand)
{
  const guint n = nn_network_n_layers (network);

  if (n == 0 || g_rand_int_range (rand, 0, 20) == 0)
    return g_rand_int_range (rand, 0, 50);
  return nn_network_layer_at (network, g_rand_int_range (rand, 0, n))->id;
}

static NnEdit *
make_set (const NnNetwork *network, GRand *rand)
{
  const NnLayer *layer = nn_network_layer (network, pick_layer (network, rand));
  guint n = 0;

  while (layer != NULL && layer->kind->params[n].id != NULL)
    n++;
  if (n == 0)
    return nn_edit_set (pick_layer (network, rand), "units", 3);
  return nn_edit_set (layer->id, layer->kind->params[g_rand_int_range (rand, 0, n)].id, g_rand_int_range (rand, -1, 6));
}

static const char *
pick_kind (GRand *rand)
{
  guint n;
  const NnKind *const *rows = nn_kind_rows (&n);

  return rows[g_rand_int_range (rand, 0, n)]->id;
}

static NnEdit *make_random (const NnNetwork *network, GRand *rand);

static NnEdit *
make_group (const NnNetwork *network, GRand *rand)
{
  GPtrArray *edits = g_ptr_array_new ();

  for (gint i = g_rand_int_range (rand, 0, 4); i > 0; i--)
    g_ptr_array_add (edits, make_random (network, rand));
  return nn_edit_group (g_strdup ("Several"), edits);
}

static NnEdit *
make_random (const NnNetwork *network, GRand *rand)
{
  const guint a = pick_layer (network, rand);
  const guint b = pick_layer (network, rand);
  const guint id = g_rand_boolean (rand) ? nn_network_next_id (network) : (guint) g_rand_int_range (rand, 1, 100);
  const double x = g_rand_int_range (rand, 0, 1000);
  g_autofree char *text = g_strdup_printf ("Text %d", g_rand_int_range (rand, 0, 5));

  switch (g_rand_int_range (rand, 0, 16))
    {
    case 0: return nn_edit_remove_layer (a);
    case 1: return nn_edit_add_wire (a, b, g_rand_int_range (rand, 0, 2));
    case 2: return nn_edit_remove_wire (a, 0);
    case 3: return make_set (network, rand);
    case 4: return nn_edit_rename (a, text);
    case 5: return nn_edit_move (a, x, x / 2);
    case 6: return nn_edit_set_data (text);
    case 7: return nn_edit_set_recipe ("batch", x);
    case 8: return nn_edit_set_title (text);
    case 9: return nn_edit_set_note (text);
    case 10: return nn_edit_replace (network);
    case 11: return make_group (network, rand);
    case 12: return nn_edit_add_after (network, pick_kind (rand), a, id);
    case 13: return nn_edit_add_before (network, pick_kind (rand), a, id);
    case 14: return nn_edit_insert_on_wire (network, pick_kind (rand), &(NnWire) { .from = a, .to = b }, id);
    default: return nn_edit_add_layer (pick_kind (rand), id, x, x);
    }
}

/* Whatever is done can be taken back, step by step, to the very same network; what is refused changes nothing. */
static void
test_random_sequences (void)
{
  for (guint seed = 0; seed < 300; seed++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      g_autoptr (NnNetwork) network = make_chain ("input", "dense", "dropout", "output", NULL);
      g_autoptr (GPtrArray) befores = g_ptr_array_new_with_free_func ((GDestroyNotify) nn_network_free);
      g_autoptr (GPtrArray) inverses = g_ptr_array_new_with_free_func ((GDestroyNotify) nn_edit_free);

      for (guint step = 0; step < 40; step++)
        {
          g_autoptr (NnNetwork) before = nn_network_copy (network);
          g_autoptr (NnEdit) edit = make_random (network, rand);
          NnEdit *inverse = nn_edit_apply (edit, network, NULL);

          if (inverse == NULL)
            {
              assert_same (network, before);
              continue;
            }
          g_ptr_array_add (befores, g_steal_pointer (&before));
          g_ptr_array_add (inverses, inverse);
        }
      while (inverses->len > 0)
        {
          NnEdit *again = nn_edit_apply (g_ptr_array_index (inverses, inverses->len - 1), network, NULL);

          g_assert_nonnull (again);
          nn_edit_free (again);
          assert_same (network, g_ptr_array_index (befores, befores->len - 1));
          g_ptr_array_set_size (inverses, inverses->len - 1);
          g_ptr_array_set_size (befores, befores->len - 1);
        }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/network/edit/titles", test_titles);
  g_test_add_func ("/engine/network/edit/refused", test_refused);
  g_test_add_func ("/engine/network/edit/full", test_full);
  g_test_add_func ("/engine/network/edit/wire-replaces", test_wire_replaces);
  g_test_add_func ("/engine/network/edit/random-sequences", test_random_sequences);
  return g_test_run ();
}
