/* New cards and the others keep apart, whatever their kind, and wires of a new card cross none. */
#include "vt-room.h"

#include "networks.h"
#include "source.h"

typedef struct
{
  NnNetwork *network;
  NnDataInfo *data;
} Fixture;

static void
open_network (Fixture *fixture, gconstpointer units)
{
  g_autoptr (GError) error = NULL;

  fixture->network = make_chain ("builtin:spiral", 2, GPOINTER_TO_UINT (units), "cross_entropy");
  fixture->data = nn_data_describe ("builtin:spiral", &error);
  g_assert_no_error (error);
}

static void
close_network (Fixture *fixture, gconstpointer units)
{
  nn_data_info_unref (fixture->data);
  nn_network_free (fixture->network);
}

static NnLayer *
find (Fixture *fixture, const char *label)
{
  return (NnLayer *) nn_network_find (fixture->network, label);
}

/* Takes the edit. (transfer full) as it was before */
static NnEdit *
act (Fixture *fixture, NnEdit *edit, gboolean is_chosen_place)
{
  g_autoptr (NnEdit) roomy = vt_make_room (edit, fixture->network, fixture->data, is_chosen_place);
  NnEdit *inverse = nn_edit_apply (roomy, fixture->network, NULL);

  g_assert_nonnull (inverse);
  return inverse;
}

static VtScene *
draw (Fixture *fixture)
{
  g_autoptr (NnReport) report = nn_check (fixture->network, fixture->data);
  VtScene *scene = vt_scene_new ();

  vt_scene_update (scene, fixture->network, report, fixture->data);
  return scene;
}

static void
assert_apart (const VtScene *scene, guint id)
{
  const VtSceneCard *card = vt_scene_card (scene, id);

  for (guint i = 0; i < scene->cards->len; i++)
    {
      const VtSceneCard *other = g_ptr_array_index (scene->cards, i);

      if (other != card && vt_rect_overlaps (&card->rect, &other->rect))
        g_error ("%s and %s lie on each other", card->name, other->name);
    }
}

static guint
count_crossings (const VtScene *scene, guint id)
{
  guint n = 0;

  for (guint i = 0; i < scene->wires->len; i++)
    for (guint k = 0; k < scene->cards->len; k++)
      {
        const VtSceneWire *wire = &g_array_index (scene->wires, VtSceneWire, i);
        const VtSceneCard *card = g_ptr_array_index (scene->cards, k);
        double x, y;

        if ((wire->from != id && wire->to != id) || card->layer == wire->from || card->layer == wire->to)
          continue;
        for (guint t = 1; t < 50; t++)
          {
            vt_wire_point (wire, t / 50.0, &x, &y);
            n += vt_rect_contains (&card->rect, x, y);
          }
      }
  return n;
}

/* Where it was dropped it stays, and what lies there goes aside by the shortest way. */
static void
test_dropped (Fixture *fixture, gconstpointer units)
{
  const NnLayer *dense = find (fixture, "Dense 1");
  const guint id = nn_network_next_id (fixture->network);
  const double x = dense->x + 40, y = dense->y + 30, was_x = dense->x, was_y = dense->y;
  g_autoptr (NnEdit) inverse = act (fixture, nn_edit_add_layer ("flatten", id, x, y), TRUE);
  g_autoptr (VtScene) scene = draw (fixture);

  g_assert_cmpfloat (nn_network_layer (fixture->network, id)->x, ==, x);
  g_assert_cmpfloat (nn_network_layer (fixture->network, id)->y, ==, y);
  assert_apart (scene, id);
  g_assert_cmpfloat (dense->x, <, was_x);
  g_assert_cmpfloat (dense->y, ==, was_y);
  g_assert_cmpfloat (find (fixture, "Input")->x, <, dense->x);   /* pushed in turn, and still left of it */
  nn_edit_free (nn_edit_apply (inverse, fixture->network, NULL));
  g_assert_cmpfloat (dense->x, ==, was_x);
}

/* Where nothing is in the way nothing moves, and the edit is as it was. */
static void
test_free_place (Fixture *fixture, gconstpointer units)
{
  const guint id = nn_network_next_id (fixture->network);
  NnEdit *edit = nn_edit_add_layer ("flatten", id, 264, 900), *roomy;

  roomy = vt_make_room (edit, fixture->network, fixture->data, TRUE);
  g_assert_true (roomy == edit);
  nn_edit_free (roomy);
  edit = nn_edit_set (find (fixture, "Dense 1")->id, "units", 3);
  roomy = vt_make_room (edit, fixture->network, fixture->data, TRUE);
  g_assert_true (roomy == edit);
  nn_edit_free (roomy);
}

/* Every kind, after every layer and before it, in a crowd. */
static void
test_kinds (Fixture *fixture, gconstpointer units)
{
  guint n;
  const NnKind *const *kinds = nn_kind_rows (&n);

  /* One card below and one right of the first Dense. */
  nn_edit_free (act (fixture, nn_edit_add_layer ("dense", nn_network_next_id (fixture->network), 264, 500), TRUE));
  nn_edit_free (act (fixture, nn_edit_add_layer ("dense", nn_network_next_id (fixture->network), 380, 300), TRUE));
  for (guint i = 0; i < n; i++)
    for (guint k = 0; k < 2; k++)
      {
        const guint id = nn_network_next_id (fixture->network), dense = find (fixture, "Dense 1")->id;
        g_autoptr (NnEdit) inverse =
            act (fixture, k == 0 ? nn_edit_add_after (fixture->network, kinds[i]->id, dense, id)
                                   : nn_edit_add_before (fixture->network, kinds[i]->id, dense, id), FALSE);
        g_autoptr (VtScene) scene = draw (fixture);

        assert_apart (scene, id);
        nn_edit_free (nn_edit_apply (inverse, fixture->network, NULL));
      }
}

/* Its wire would run over a card: it goes where it does not. */
static void
test_crossing (Fixture *fixture, gconstpointer units)
{
  const guint input = find (fixture, "Input")->id, id = nn_network_next_id (fixture->network);
  GPtrArray *edits = g_ptr_array_new ();
  g_autoptr (NnEdit) inverse = NULL;
  g_autoptr (VtScene) scene = NULL;

  g_ptr_array_add (edits, nn_edit_add_layer ("flatten", id, 480, 48));
  g_ptr_array_add (edits, nn_edit_add_wire (input, id, 0));
  inverse = act (fixture, nn_edit_group (g_strdup ("Add"), edits), FALSE);
  scene = draw (fixture);
  g_assert_cmpuint (count_crossings (scene, id), ==, 0);
  assert_apart (scene, id);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, units, test) g_test_add ("/ui/canvas/room/" name, Fixture, GUINT_TO_POINTER (units), open_network, test, close_network)
  ADD ("dropped", 8, test_dropped);
  ADD ("free-place", 8, test_free_place);
  ADD ("kinds", 8, test_kinds);
  ADD ("crossing", 2, test_crossing);
  return g_test_run ();
}
