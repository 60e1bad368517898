#include <math.h>

#include "networks.h"
#include "source.h"
#include "vt-scene-cells.h"

typedef struct
{
  NnNetwork *network;
  NnDataInfo *data;
  VtScene *scene;
  guint input, dense, output;
} Fixture;

static void
update (Fixture *fixture)
{
  g_autoptr (NnReport) report = nn_check (fixture->network, fixture->data);

  vt_scene_update (fixture->scene, fixture->network, report, fixture->data);
}

static void
open_scene (Fixture *fixture, gconstpointer units)
{
  g_autoptr (GError) error = NULL;

  fixture->network = make_chain ("builtin:spiral", 1, GPOINTER_TO_UINT (units), "cross_entropy");
  fixture->data = nn_data_describe ("builtin:spiral", &error);
  g_assert_no_error (error);
  fixture->input = nn_network_find (fixture->network, "Input")->id;
  fixture->dense = nn_network_find (fixture->network, "Dense 1")->id;
  fixture->output = nn_network_find (fixture->network, "Output")->id;
  fixture->scene = vt_scene_new ();
  update (fixture);
}

static void
close_scene (Fixture *fixture, gconstpointer units)
{
  vt_scene_free (fixture->scene);
  nn_data_info_unref (fixture->data);
  nn_network_free (fixture->network);
}

static void
test_cards (Fixture *fixture, gconstpointer units)
{
  const VtSceneCard *card = vt_scene_card (fixture->scene, fixture->dense);

  g_assert_cmpuint (fixture->scene->cards->len, ==, 3);
  g_assert_cmpfloat (card->rect.x, ==, 264);
  g_assert_cmpfloat (card->rect.y, ==, 24);
  g_assert_cmpfloat (card->rect.w, ==, card->plan->w);
  g_assert_cmpstr (card->words, ==, "Dense, 8 numbers, 24 parameters, fed by Input, feeds Output");
  g_assert_true (vt_scene_card_at (fixture->scene, 270, 30) == card);
  g_assert_null (vt_scene_card_at (fixture->scene, 262, 30));
  g_assert_cmpfloat (fixture->scene->bounds.x, ==, 24);
  g_assert_cmpfloat (fixture->scene->bounds.y, ==, 24);
}

/* Wires run from port to port, say what they carry, and are met within a distance. */
static void
test_wires (Fixture *fixture, gconstpointer units)
{
  const VtSceneWire *wire = vt_scene_wire (fixture->scene, fixture->dense, fixture->output, 0);
  const VtSceneCard *dense = vt_scene_card (fixture->scene, fixture->dense),
                    *output = vt_scene_card (fixture->scene, fixture->output);
  double x, y;

  g_assert_nonnull (wire);
  g_assert_cmpfloat (wire->x0, ==, dense->rect.x + dense->rect.w);
  g_assert_cmpfloat (wire->y1, ==, output->rect.y + output->plan->port_y);
  g_assert_cmpstr (wire->words, ==, "8 numbers");
  g_assert_cmpint (wire->state, ==, VT_WIRE_FINE);
  vt_wire_point (wire, 0.5, &x, &y);
  g_assert_cmpfloat_with_epsilon (x, (wire->x0 + wire->x1) / 2, 1e-9);
  g_assert_cmpfloat_with_epsilon (y, (wire->y0 + wire->y1) / 2, 1e-9);
  g_assert_true (vt_rect_contains (&wire->label, x, y));
  g_assert_true (vt_scene_wire_at (fixture->scene, wire->label.x + 2, wire->label.y + 2, 0) == wire);
  vt_wire_point (wire, 0.15, &x, &y);
  g_assert_true (vt_scene_wire_at (fixture->scene, x, y + 4, 6) == wire);
  g_assert_null (vt_scene_wire_at (fixture->scene, x, y + 40, 6));
  vt_wire_point (wire, 0, &x, &y);
  g_assert_cmpfloat (x, ==, wire->x0);
  vt_wire_point (wire, 1, &x, &y);
  g_assert_cmpfloat (y, ==, wire->y1);
}

static void
test_ports (Fixture *fixture, gconstpointer units)
{
  const VtSceneCard *dense = vt_scene_card (fixture->scene, fixture->dense);
  double x, y;
  guint slot;

  vt_scene_output (dense, &x, &y);
  g_assert_true (vt_scene_output_at (fixture->scene, 0, x + 5, y - 5, 10) == dense);
  g_assert_null (vt_scene_output_at (fixture->scene, 0, x + 50, y, 10));
  g_assert_null (vt_scene_input_at (fixture->scene, 0, x, y, 10, &slot));   /* an input it is not */
  vt_scene_input (dense, 0, &x, &y);
  g_assert_true (vt_scene_input_at (fixture->scene, 0, x, y, 10, &slot) == dense);
  g_assert_cmpuint (slot, ==, 0);
  vt_scene_output (vt_scene_card (fixture->scene, fixture->output), &x, &y);
  g_assert_null (vt_scene_output_at (fixture->scene, 0, x, y, 10));         /* nothing leaves an output layer */
}

/* A moved card takes its wires and weights along. */
static void
test_move (Fixture *fixture, gconstpointer units)
{
  const double before = vt_scene_wire (fixture->scene, fixture->dense, fixture->output, 0)->y1;
  const VtSceneBundle *bundle = &g_array_index (fixture->scene->bundles, VtSceneBundle, 1);
  const double bottom = bundle->bounds.y + bundle->bounds.h;

  vt_scene_move (fixture->scene, fixture->output, 700, 620);
  vt_scene_route (fixture->scene);
  g_assert_cmpfloat (vt_scene_wire (fixture->scene, fixture->dense, fixture->output, 0)->y1, ==, before + 500);
  g_assert_cmpfloat (vt_scene_wire (fixture->scene, fixture->dense, fixture->output, 0)->x1, ==, 700);
  bundle = &g_array_index (fixture->scene->bundles, VtSceneBundle, 1);
  g_assert_cmpfloat (bundle->bounds.y + bundle->bounds.h, >, bottom);
  g_assert_cmpstr (vt_scene_wire (fixture->scene, fixture->dense, fixture->output, 0)->words, ==, "8 numbers");
}

/* Notes are as high as their text; arrows are hit along their line only; both move and count for the bounds. */
static void
test_marks (Fixture *fixture, gconstpointer units)
{
  VtSceneMark *note = g_new0 (VtSceneMark, 1), *arrow = g_new0 (VtSceneMark, 1);
  VtRect place;
  double low;

  g_ptr_array_add (fixture->scene->marks, note);
  g_ptr_array_add (fixture->scene->marks, arrow);
  vt_scene_set_mark (note, &(NnMark) { 90, NN_MARK_NOTE, 2000, 10, 180, 0, (char *) "one" });
  low = note->rect.h;
  vt_scene_set_mark (note, &(NnMark) { 90, NN_MARK_NOTE, 2000, 10, 180, 0, (char *) "one\ntwo\nthree" });
  g_assert_cmpfloat (note->rect.h, >, low + 20);
  vt_scene_set_mark (arrow, &(NnMark) { 91, NN_MARK_ARROW, 2300, 300, -200, -100, (char *) "" });
  g_assert_true (vt_scene_mark_at (fixture->scene, 2200, 250, 4) == arrow);
  g_assert_null (vt_scene_mark_at (fixture->scene, 2110, 290, 4));   /* in its box, beside its line */
  g_assert_true (vt_scene_mark_at (fixture->scene, 2010, 20, 4) == note);
  vt_scene_move (fixture->scene, 91, 3300, 1300);
  vt_scene_route (fixture->scene);
  g_assert_cmpfloat (arrow->x1, ==, 3100);
  g_assert_true (vt_scene_place (fixture->scene, 91, &place));
  g_assert_true (vt_rect_contains (&place, 3200, 1250));
  g_assert_cmpfloat (fixture->scene->bounds.x + fixture->scene->bounds.w, ==, 3300 + VT_ARROW_REACH);
}

/* What a card shows survives edits that do not concern it. */
static void
test_numbers_survive (Fixture *fixture, gconstpointer units)
{
  static const float values[] = { 0.25f };
  VtSceneCard *output = vt_scene_card (fixture->scene, fixture->output),
              *dense = vt_scene_card (fixture->scene, fixture->dense);

  vt_numbers_set_item (&dense->numbers, 0, values, 1);
  vt_numbers_set_item (&output->numbers, 0, values, 1);
  apply (fixture->network, nn_edit_set (fixture->dense, "units", 3));
  update (fixture);
  g_assert_true (vt_scene_card (fixture->scene, fixture->output) == output);
  g_assert_cmpuint (output->numbers.item[0]->len, ==, 1);
  g_assert_cmpuint (dense->numbers.item[0]->len, ==, 0);   /* another shape: other numbers */
  apply (fixture->network, nn_edit_remove_layer (fixture->dense));
  update (fixture);
  g_assert_null (vt_scene_card (fixture->scene, fixture->dense));
  g_assert_cmpuint (fixture->scene->wires->len, ==, 0);
  g_assert_cmpuint (fixture->scene->bundles->len, ==, 0);
}

static void
test_foresee (Fixture *fixture, gconstpointer units)
{
  g_autoptr (NnNetwork) other = nn_network_copy (fixture->network);
  g_autoptr (NnReport) report = NULL;

  apply (other, nn_edit_set (fixture->dense, "units", 5));
  report = nn_check (other, fixture->data);
  vt_scene_foresee (fixture->scene, report);
  g_assert_cmpstr (vt_scene_wire (fixture->scene, fixture->dense, fixture->output, 0)->words, ==, "5 numbers");
  g_assert_cmpstr (vt_scene_card (fixture->scene, fixture->output)->plan->foot, ==, "12 parameters");
  update (fixture);
  g_assert_cmpstr (vt_scene_wire (fixture->scene, fixture->dense, fixture->output, 0)->words, ==, "8 numbers");
  g_assert_cmpstr (vt_scene_card (fixture->scene, fixture->output)->plan->foot, ==, "18 parameters");
}

/* What an open group holds lies on its card and moves with it; wires run from its edge to it and back. */
static void
test_open_group (Fixture *fixture, gconstpointer units)
{
  const guint group = nn_network_next_id (fixture->network), inner = nn_inner_id ("group_1.1.dense_1");
  const VtSceneCard *frame, *card;
  const VtSceneWire *enters, *leaves;
  guint slot;
  double x, y;

  apply (fixture->network, nn_edit_make_group (fixture->network, &fixture->dense, 1, group));
  update (fixture);
  g_assert_null (vt_scene_card (fixture->scene, inner));
  apply (fixture->network, nn_edit_set (group, "open", TRUE));
  update (fixture);
  frame = vt_scene_card (fixture->scene, group);
  card = vt_scene_card (fixture->scene, inner);
  g_assert_nonnull (card);
  g_assert_cmpuint (card->frame, ==, group);
  g_assert_cmpstr (card->name, ==, "Group 1: Dense 1");
  g_assert_true (vt_scene_card_at (fixture->scene, card->rect.x + 1, card->rect.y + 1) == card);
  g_assert_true (vt_scene_ground (fixture->scene, (VtSceneCard *) card) == frame);
  g_assert_true (vt_scene_shows (fixture->scene, group) == card);   /* the group's numbers are seen there */
  g_assert_cmpuint (vt_scene_arriving (fixture->scene, inner)->layer, ==, fixture->input);

  enters = vt_scene_wire (fixture->scene, group, inner, 0);
  leaves = vt_scene_wire (fixture->scene, inner, group, 0);
  g_assert_cmpfloat (enters->x0, ==, frame->rect.x);
  g_assert_cmpfloat (enters->x1, ==, card->rect.x);
  g_assert_cmpfloat (leaves->x1, ==, frame->rect.x + frame->rect.w);
  g_assert_cmpstr (leaves->words, ==, "8 numbers");
  vt_wire_point (enters, 0.5, &x, &y);
  g_assert_null (vt_scene_wire_at (fixture->scene, x, y, 4));       /* what is inside is not wired by hand */
  vt_scene_input (card, 0, &x, &y);
  g_assert_true (vt_scene_input_at (fixture->scene, 0, x, y, 4, &slot) != card);

  x = card->rect.x;
  vt_scene_move (fixture->scene, group, frame->rect.x + 50, frame->rect.y);
  g_assert_cmpfloat (card->rect.x, ==, x + 50);
  apply (fixture->network, nn_edit_set (group, "repeat", 2));
  update (fixture);
  g_assert_true (vt_scene_shows (fixture->scene, group) == NULL);   /* its last repetition is not looked at */
  apply (fixture->network, nn_edit_set (group, "open", FALSE));
  update (fixture);
  g_assert_null (vt_scene_card (fixture->scene, inner));
}

static void
fill_weights (VtSceneCard *card, guint n)
{
  g_autofree float *weights = g_new (float, n);

  for (guint i = 0; i < n; i++)
    weights[i] = (i % 2 ? -1.0f : 1.0f) * i / n;
  vt_numbers_set_item (&card->numbers, card->plan->weight_item, weights, n);
}

/* A line for each weight, thin ones first, from the unit that gives to the unit that takes. */
static void
test_weights (Fixture *fixture, gconstpointer units)
{
  const VtSceneBundle *bundle = &g_array_index (fixture->scene->bundles, VtSceneBundle, 0);
  const VtSceneCard *input = vt_scene_card (fixture->scene, fixture->input),
                    *dense = vt_scene_card (fixture->scene, fixture->dense);
  g_autoptr (GArray) none = vt_bundle_lines (bundle, 1.0), lines = NULL;
  const VtWeightLine *strongest;

  g_assert_cmpuint (fixture->scene->bundles->len, ==, 2);
  g_assert_cmpuint (none->len, ==, 0);
  fill_weights (bundle->to, 16);
  g_assert_cmpfloat (vt_scene_weight_cap (fixture->scene), ==, 1.0);
  lines = vt_bundle_lines (bundle, 1.0);
  g_assert_cmpuint (lines->len, ==, 16);
  for (guint i = 1; i < lines->len; i++)
    g_assert_cmpfloat (g_array_index (lines, VtWeightLine, i).size, >=,
                       g_array_index (lines, VtWeightLine, i - 1).size);
  /* The strongest is the last weight: unit 8 of Dense, input y. */
  strongest = &g_array_index (lines, VtWeightLine, 15);
  g_assert_cmpfloat_with_epsilon (strongest->size, 15.0 / 16.0, 1e-6);
  g_assert_false (strongest->is_positive);
  g_assert_cmpfloat (strongest->y0, ==, input->rect.y + vt_plan_unit_y (input->plan, 1));
  g_assert_cmpfloat (strongest->y1, ==, dense->rect.y + vt_plan_unit_y (dense->plan, 7));
  g_assert_cmpfloat (strongest->x1, ==, dense->rect.x);
}

/* Of very many weights only the strongest are drawn; weights of another shape are none. */
static void
test_many_weights (Fixture *fixture, gconstpointer units)
{
  NnNetwork *wide = make_chain ("builtin:spiral", 2, 40, "cross_entropy");
  g_autoptr (NnReport) report = nn_check (wide, fixture->data);
  g_autoptr (VtScene) scene = vt_scene_new ();
  g_autoptr (GArray) lines = NULL, wrong = NULL;
  const VtSceneBundle *bundle;

  vt_scene_update (scene, wide, report, fixture->data);
  bundle = &g_array_index (scene->bundles, VtSceneBundle, 1);
  /* Cards that show more units than today's do. */
  for (guint i = VT_SHOWN_UNITS; i < 20; i++)
    {
      const VtRect cell = { 40, 44 + 30 * i, 20, 20 };

      g_array_append_val (bundle->from->plan->cells, cell);
      g_array_append_val (bundle->to->plan->cells, cell);
    }
  g_assert_cmpuint (vt_bundle_n_weights (bundle), ==, 400);
  fill_weights (bundle->to, 40 * 40);
  lines = vt_bundle_lines (bundle, 1.0);
  g_assert_cmpuint (lines->len, ==, VT_WEIGHT_WIRES);
  /* Weights grow with their place: the strongest are those of the last units. */
  g_assert_cmpfloat_with_epsilon (g_array_index (lines, VtWeightLine, VT_WEIGHT_WIRES - 1).size,
                                  (19 * 40 + 19) / 1600.0, 1e-6);
  g_assert_cmpfloat (g_array_index (lines, VtWeightLine, 0).size, >, 0.15);
  fill_weights (bundle->to, 40 * 39);
  wrong = vt_bundle_lines (bundle, 1.0);
  g_assert_cmpuint (wrong->len, ==, 0);
  nn_network_free (wide);
}

/* What does not fit is red and says what arrives; what comes after waits. */
static void
test_wire_states (Fixture *fixture, gconstpointer units)
{
  g_autoptr (GError) error = NULL;
  const VtSceneWire *wrong, *waiting;

  nn_data_info_unref (fixture->data);
  fixture->data = nn_data_describe ("builtin:digits", &error);
  g_assert_no_error (error);
  update (fixture);
  wrong = vt_scene_wire (fixture->scene, fixture->input, fixture->dense, 0);
  waiting = vt_scene_wire (fixture->scene, fixture->dense, fixture->output, 0);
  g_assert_cmpint (wrong->state, ==, VT_WIRE_ERROR);
  g_assert_cmpstr (wrong->words, ==, "28×28×1");
  g_assert_true (vt_scene_card (fixture->scene, fixture->dense)->has_error);
  g_assert_false (vt_scene_card (fixture->scene, fixture->input)->has_error);
  g_assert_cmpint (waiting->state, ==, VT_WIRE_WAITING);
  g_assert_null (waiting->words);
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *path;
    void (*run) (Fixture *fixture, gconstpointer units);
  } tests[] = {
    { "/ui/canvas/scene/cards", test_cards },
    { "/ui/canvas/scene/wires", test_wires },
    { "/ui/canvas/scene/ports", test_ports },
    { "/ui/canvas/scene/move", test_move },
    { "/ui/canvas/scene/marks", test_marks },
    { "/ui/canvas/scene/numbers-survive", test_numbers_survive },
    { "/ui/canvas/scene/foresee", test_foresee },
    { "/ui/canvas/scene/open-group", test_open_group },
    { "/ui/canvas/scene/weights", test_weights },
    { "/ui/canvas/scene/many-weights", test_many_weights },
    { "/ui/canvas/scene/wire-states", test_wire_states },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, GUINT_TO_POINTER (8), open_scene, tests[i].run, close_scene);
  return g_test_run ();
}
