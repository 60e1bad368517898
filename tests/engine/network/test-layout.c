/* Alignment and the layout of whole networks. */
#include "arrange.h"
#include "nets.h"
#include "rng.h"

static GArray *
make_boxes (const NnNetwork *network, double w, double h)
{
  GArray *boxes = g_array_new (FALSE, FALSE, sizeof (NnBox));

  for (guint i = 0; i < nn_network_n_layers (network); i++)
    {
      const NnLayer *layer = nn_network_layer_at (network, i);
      const NnBox box = { layer->id, layer->x, layer->y, w, h + (i % 3) * 100 };

      g_array_append_val (boxes, box);
    }
  return boxes;
}

static NnBox *
box (GArray *boxes, guint i)
{
  return &g_array_index (boxes, NnBox, i);
}

/* Wires go to the right, and no card covers another. */
static void
assert_readable (const NnNetwork *network, GArray *boxes)
{
  for (guint i = 0; i < nn_network_n_wires (network); i++)
    {
      const NnWire *wire = nn_network_wire_at (network, i);

      g_assert_cmpfloat (box (boxes, wire->from - 1)->x + box (boxes, wire->from - 1)->w + 40, <, box (boxes, wire->to - 1)->x);
    }
  for (guint i = 0; i < boxes->len; i++)
    for (guint k = 0; k < i; k++)
      {
        const NnBox *a = box (boxes, i), *b = box (boxes, k);

        g_assert_true (a->x >= b->x + b->w || b->x >= a->x + a->w || a->y >= b->y + b->h || b->y >= a->y + a->h);
      }
}

static void
test_chain (void)
{
  g_autoptr (NnNetwork) network = make_chain ("input", "dense", "relu", "dense", "output", NULL);
  g_autoptr (GArray) boxes = make_boxes (network, 112, 68);

  for (guint i = 0; i < boxes->len; i++)   /* all in a heap */
    box (boxes, i)->x = box (boxes, i)->y = 0;
  nn_layout (network, box (boxes, 0), boxes->len);
  assert_readable (network, boxes);
  for (guint i = 1; i < boxes->len; i++)   /* middles in line */
    g_assert_cmpfloat_with_epsilon (box (boxes, i)->y + box (boxes, i)->h / 2, box (boxes, 0)->y + box (boxes, 0)->h / 2, 4);
  g_assert_cmpfloat (box (boxes, 0)->x, ==, 24);
}

/* Two ladders whose rungs are in the wrong order: 1→4, 2→3, then 4→5, 3→6. */
static void
test_untangles (void)
{
  g_autoptr (NnNetwork) network = nn_network_new ();
  g_autoptr (GArray) boxes = NULL;

  for (guint i = 0; i < 6; i++)
    add (network, "dense");
  for (guint i = 0; i < 6; i++)
    apply (network, nn_edit_move (i + 1, (i / 2) * 300, (i % 2) * 400));
  apply (network, nn_edit_add_wire (1, 4, 0));
  apply (network, nn_edit_add_wire (2, 3, 0));
  apply (network, nn_edit_add_wire (4, 6, 0));
  apply (network, nn_edit_add_wire (3, 5, 0));
  boxes = make_boxes (network, 112, 68);
  g_assert_cmpuint (nn_crossings (network, box (boxes, 0), boxes->len), ==, 1);
  nn_layout (network, box (boxes, 0), boxes->len);
  g_assert_cmpuint (nn_crossings (network, box (boxes, 0), boxes->len), ==, 0);
  assert_readable (network, boxes);
}

/* A wire that passes cards keeps clear of them: 1→2→3→4 and 1→4. */
static void
test_lane (void)
{
  g_autoptr (NnNetwork) network = make_chain ("input", "dense", "dense", "dense", NULL);
  g_autoptr (GArray) boxes = NULL;
  double y;

  apply (network, nn_edit_add_wire (1, 4, 1));
  boxes = make_boxes (network, 112, 68);
  nn_layout (network, box (boxes, 0), boxes->len);
  assert_readable (network, boxes);
  y = box (boxes, 0)->y + box (boxes, 0)->h / 2;
  g_assert_cmpfloat_with_epsilon (box (boxes, 3)->y + box (boxes, 3)->h / 2, y, 24);
  for (guint i = 1; i <= 2; i++)
    g_assert_true (box (boxes, i)->y > y || box (boxes, i)->y + box (boxes, i)->h < y);
}

/* Any network, circles included: no worse than it was, readable, the same every time, and quick. */
static void
test_random (void)
{
  NnRng rng = nn_rng (4, 0);

  for (guint round = 0; round < 20; round++)
    {
      g_autoptr (NnNetwork) network = nn_network_new ();
      g_autoptr (GArray) boxes = NULL, again = NULL;
      guint before;

      for (guint i = 0; i < 30; i++)
        add (network, "dense");
      for (guint i = 2; i <= 30; i++)
        apply (network, nn_edit_add_wire (1 + nn_rng_below (&rng, i - 1), i, 0));
      for (guint i = 3; i <= 30; i += 5)
        apply (network, nn_edit_add_wire (1 + nn_rng_below (&rng, i - 1), i, 1));
      boxes = make_boxes (network, 112, 68);
      for (guint i = 0; i < 30; i++)
        {
          box (boxes, i)->x = nn_rng_below (&rng, 2000);
          box (boxes, i)->y = nn_rng_below (&rng, 2000);
        }
      again = g_array_copy (boxes);
      before = nn_crossings (network, box (boxes, 0), boxes->len);
      nn_layout (network, box (boxes, 0), boxes->len);
      nn_layout (network, box (again, 0), again->len);
      assert_readable (network, boxes);
      g_assert_cmpuint (nn_crossings (network, box (boxes, 0), boxes->len), <, before / 2 + 1);
      for (guint i = 0; i < boxes->len; i++)
        g_assert_true (box (boxes, i)->x == box (again, i)->x && box (boxes, i)->y == box (again, i)->y);
    }
}

static void
test_circle (void)
{
  g_autoptr (NnNetwork) network = make_chain ("dense", "dense", "dense", NULL);
  g_autoptr (GArray) boxes = NULL;

  apply (network, nn_edit_add_wire (3, 1, 0));
  boxes = make_boxes (network, 112, 68);
  nn_layout (network, box (boxes, 0), boxes->len);
  g_assert_cmpfloat (box (boxes, 0)->x, <, box (boxes, 1)->x);
  g_assert_cmpfloat (box (boxes, 1)->x, <, box (boxes, 2)->x);
}

static void
test_align (void)
{
  const NnBox start[] = { { 1, 10, 100, 50, 20 }, { 2, 300, 0, 100, 40 }, { 3, 80, 50, 60, 60 } };
  static const struct
  {
    NnAlignment how;
    double x[3], y[3];
  } rows[] = {
    { NN_ALIGN_LEFT, { 10, 10, 10 }, { 100, 0, 50 } },      { NN_ALIGN_RIGHT, { 350, 300, 340 }, { 100, 0, 50 } },
    { NN_ALIGN_CENTRE, { 180, 155, 175 }, { 100, 0, 50 } }, { NN_ALIGN_TOP, { 10, 300, 80 }, { 0, 0, 0 } },
    { NN_ALIGN_MIDDLE, { 10, 300, 80 }, { 50, 40, 30 } },   { NN_ALIGN_BOTTOM, { 10, 300, 80 }, { 100, 80, 60 } },
    { NN_SPREAD_ACROSS, { 10, 300, 150 }, { 100, 0, 50 } }, { NN_SPREAD_DOWN, { 10, 300, 80 }, { 100, 0, 40 } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      NnBox boxes[3];

      for (guint k = 0; k < 3; k++)
        boxes[k] = start[k];
      nn_align (rows[i].how, boxes, 3);
      for (guint k = 0; k < 3; k++)
        {
          g_assert_cmpfloat (boxes[k].x, ==, rows[i].x[k]);
          g_assert_cmpfloat (boxes[k].y, ==, rows[i].y[k]);
        }
    }
}

static void
test_edit (void)
{
  g_autoptr (NnNetwork) network = make_chain ("input", "dense", NULL), before = nn_network_copy (network);
  g_autoptr (GArray) boxes = make_boxes (network, 112, 68);
  g_autoptr (NnEdit) back = NULL;

  g_assert_null (nn_edit_arrange (network, "Arrange", box (boxes, 0), 2));
  box (boxes, 1)->y += 40;
  back = apply_for_inverse (network, nn_edit_arrange (network, "Arrange", box (boxes, 0), 2));
  g_assert_cmpfloat (nn_network_layer (network, 2)->y, ==, box (boxes, 1)->y);
  apply (network, g_steal_pointer (&back));
  assert_same (network, before);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/network/layout/chain", test_chain);
  g_test_add_func ("/engine/network/layout/untangles", test_untangles);
  g_test_add_func ("/engine/network/layout/lane", test_lane);
  g_test_add_func ("/engine/network/layout/random", test_random);
  g_test_add_func ("/engine/network/layout/circle", test_circle);
  g_test_add_func ("/engine/network/layout/align", test_align);
  g_test_add_func ("/engine/network/layout/edit", test_edit);
  return g_test_run ();
}
