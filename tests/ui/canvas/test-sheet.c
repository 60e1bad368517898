/* The sheet's widgets, in a window where there is a display. */
#include "networks.h"
#include "vt-card.h"
#include "vt-sheet.h"

#include <math.h>

typedef struct
{
  VtSession *session;
  GtkWidget *window, *sheet;
} Fixture;

static void
settle (Fixture *fixture)
{
  for (guint i = 0; i < 20; i++)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (2000);
    }
}

static void
open_sheet (Fixture *fixture, gconstpointer data)
{
  g_autoptr (NnNetwork) network = make_chain ("builtin:spiral", 2, 4, "cross_entropy");

  fixture->session = vt_session_new ();
  vt_session_edit (fixture->session, nn_edit_replace (network));
  fixture->sheet = vt_sheet_new (fixture->session);
  fixture->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1000, 600);
  gtk_window_set_child (GTK_WINDOW (fixture->window), fixture->sheet);
  gtk_window_present (GTK_WINDOW (fixture->window));
  settle (fixture);
}

static void
close_sheet (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  settle (fixture);
  g_assert_finalize_object (fixture->session);
}

static GtkWidget *
card_of (Fixture *fixture, const char *label)
{
  const guint layer = nn_network_find (vt_session_network (fixture->session), label)->id;

  for (GtkWidget *child = gtk_widget_get_first_child (fixture->sheet); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (VT_IS_CARD (child) && vt_item_id (VT_ITEM (child)) == layer)
      return child;
  return NULL;
}

static void
test_names (Fixture *fixture, gconstpointer data)
{
  GtkWidget *card = card_of (fixture, "Dense 1");

  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (fixture->sheet), GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (fixture->sheet), GTK_ACCESSIBLE_PROPERTY_LABEL, "Network");
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (card), GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (card), GTK_ACCESSIBLE_PROPERTY_LABEL, "Dense 1");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (card), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "Dense, 4 numbers, 12 parameters, fed by Input, feeds Dense 2, at 264, 24");
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (vt_card_output (VT_CARD (card))), GTK_ACCESSIBLE_ROLE_BUTTON);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (vt_card_output (VT_CARD (card))),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, "Dense 1 output");
  g_assert_null (vt_card_input (VT_CARD (card_of (fixture, "Input")), 0));
  g_assert_null (vt_card_output (VT_CARD (card_of (fixture, "Output"))));
}

/* Cards are children in the order of the wires, whatever the order in which they were made. */
static void
test_order (Fixture *fixture, gconstpointer data)
{
  const NnNetwork *network = vt_session_network (fixture->session);
  g_autoptr (GArray) order = NULL;
  GtkWidget *child;

  vt_session_edit (fixture->session, nn_edit_insert_on_wire (network, "tanh", nn_network_wire_at (network, 0),
                                                             nn_network_next_id (network)));
  order = nn_network_order (network);
  child = gtk_widget_get_first_child (fixture->sheet);
  g_assert_cmpuint (order->len, ==, 5);
  for (guint i = 0; i < order->len; i++, child = gtk_widget_get_next_sibling (child))
    {
      g_assert_true (VT_IS_CARD (child));
      g_assert_cmpuint (vt_item_id (VT_ITEM (child)), ==, g_array_index (order, guint, i));
    }
}

static void
test_keys (Fixture *fixture, gconstpointer data)
{
  GtkWidget *card = card_of (fixture, "Dense 1");
  const NnNetwork *network = vt_session_network (fixture->session);

  gtk_widget_activate_action (card, "card.choose", NULL);
  g_assert_cmpuint (vt_session_selected (fixture->session), ==, vt_item_id (VT_ITEM (card)));
  gtk_widget_activate_action (card, "card.move-right", NULL);
  g_assert_cmpfloat (nn_network_find (network, "Dense 1")->x, ==, 272);
  gtk_widget_activate_action (card, "card.go-right", NULL);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (fixture->window)) == card_of (fixture, "Dense 2"));
  gtk_widget_activate_action (card, "card.delete", NULL);
  g_assert_null (nn_network_find (network, "Dense 1"));
  vt_session_undo (fixture->session);
  g_assert_nonnull (nn_network_find (network, "Dense 1"));
  g_assert_nonnull (card_of (fixture, "Dense 1"));
}

/* Enter on an output and then on an input makes a wire. */
static void
test_wire_by_keyboard (Fixture *fixture, gconstpointer data)
{
  const NnNetwork *network = vt_session_network (fixture->session);
  const guint dense = nn_network_find (network, "Dense 2")->id;

  vt_session_edit (fixture->session, nn_edit_remove_wire (dense, 0));
  g_assert_cmpuint (nn_network_n_wires (network), ==, 2);
  gtk_widget_activate_action (vt_card_output (VT_CARD (card_of (fixture, "Dense 1"))), "port.activate", NULL);
  gtk_widget_activate_action (vt_card_input (VT_CARD (card_of (fixture, "Dense 2")), 0), "port.activate", NULL);
  g_assert_cmpuint (nn_network_n_wires (network), ==, 3);
  g_assert_true (vt_session_report (fixture->session)->runs);
}

static GtkWidget *
find_button (GtkWidget *widget, const char *label)
{
  GtkWidget *found = NULL;

  if (GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_button (child, label);
  return found;
}

/* A problem stands on the sheet with its remedies, and its remedy repairs it. */
static void
test_problem (Fixture *fixture, gconstpointer data)
{
  GtkWidget *button;

  vt_session_edit (fixture->session, nn_edit_set_data ("builtin:digits?n=50"));
  settle (fixture);
  g_assert_false (vt_session_report (fixture->session)->runs);
  button = find_button (fixture->sheet, "Insert Flatten");
  g_assert_nonnull (button);
  g_assert_true (gtk_widget_has_css_class (button, "suggested-action"));
  g_signal_emit_by_name (button, "clicked");
  settle (fixture);
  g_assert_true (vt_session_report (fixture->session)->runs);
  g_assert_nonnull (card_of (fixture, "Flatten"));
  g_assert_null (find_button (fixture->sheet, "Insert Flatten"));
}

static void
test_zoom (Fixture *fixture, gconstpointer data)
{
  const double before = vt_sheet_zoom (VT_SHEET (fixture->sheet));

  vt_sheet_zoom_by (VT_SHEET (fixture->sheet), 2.0);
  g_assert_cmpfloat_with_epsilon (vt_sheet_zoom (VT_SHEET (fixture->sheet)), 2.0 * before, 1e-9);
  vt_sheet_zoom_by (VT_SHEET (fixture->sheet), 1000.0);
  g_assert_cmpfloat (vt_sheet_zoom (VT_SHEET (fixture->sheet)), <=, 8.0);
  vt_sheet_fit (VT_SHEET (fixture->sheet));
  g_assert_cmpfloat (vt_sheet_zoom (VT_SHEET (fixture->sheet)), ==, before);
}

static double
place_of (Fixture *fixture, const char *label)
{
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (card_of (fixture, label), fixture->sheet, &bounds));
  return bounds.origin.x;
}

#define GLIDE (G_USEC_PER_SEC / 5)

/* Arranges the cards; gives how far a card still has to go after the first frames. */
static double
arrange (Fixture *fixture)
{
  const guint layer = nn_network_find (vt_session_network (fixture->session), "Output")->id;
  double at_once;
  gint64 start;

  vt_session_edit (fixture->session, nn_edit_move (layer, 900, 300));
  settle (fixture);
  start = g_get_monotonic_time ();
  gtk_widget_activate_action (fixture->sheet, "sheet.arrange", NULL);
  settle (fixture);
  at_once = place_of (fixture, "Output");
  while (g_get_monotonic_time () < start + 2 * GLIDE)
    settle (fixture);
  return fabs (at_once - place_of (fixture, "Output"));
}

static void
set_motion (gboolean animates)
{
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", animates, NULL);
}

/* Arranged cards glide for a fifth of a second, unless motion is reduced: then they are there at once. On a busy machine
 * the first frames may last until they are there: then it is tried again. */
static void
test_motion (Fixture *fixture, gconstpointer data)
{
  double left = 0;

  set_motion (TRUE);
  for (guint i = 0; i < 20 && left == 0; i++)
    left = arrange (fixture);
  g_assert_cmpfloat (left, >, 0);
  set_motion (FALSE);
  g_assert_cmpfloat (arrange (fixture), ==, 0);
}

/* Longer than a zoom needs to settle and to be drawn sharp. */
static void
rest (Fixture *fixture)
{
  const gint64 until = g_get_monotonic_time () + G_USEC_PER_SEC;

  while (g_get_monotonic_time () < until)
    settle (fixture);
}

static cairo_surface_t *
take_picture (Fixture *fixture)
{
  const int width = gtk_widget_get_width (fixture->sheet), height = gtk_widget_get_height (fixture->sheet);
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (fixture->sheet);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  cairo_surface_t *picture = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  g_autoptr (GskRenderNode) node = NULL;
  cairo_t *cr = cairo_create (picture);

  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_free_to_node (snapshot);
  g_assert_nonnull (node);
  gsk_render_node_draw (node, cr);
  cairo_destroy (cr);
  cairo_surface_flush (picture);
  return picture;
}

/* Another theme and back: all is drawn anew, and nothing looks different. */
static void
assert_as_afresh (Fixture *fixture)
{
  cairo_surface_t *rested = take_picture (fixture), *afresh;
  const gsize size = (gsize) cairo_image_surface_get_stride (rested) * cairo_image_surface_get_height (rested);

  vt_sheet_set_theme (VT_SHEET (fixture->sheet), &vt_theme_dark);
  settle (fixture);
  vt_sheet_set_theme (VT_SHEET (fixture->sheet), &vt_theme_light);
  rest (fixture);
  afresh = take_picture (fixture);
  g_assert_cmpmem (cairo_image_surface_get_data (rested), size, cairo_image_surface_get_data (afresh), size);
  cairo_surface_destroy (rested);
  cairo_surface_destroy (afresh);
}

/* Cards that glide take with them what ends at them; the rest is not drawn anew. */
static void
test_moved (Fixture *fixture, gconstpointer data)
{
  const NnNetwork *network = vt_session_network (fixture->session);
  const guint id = nn_network_find (network, "Dense 2")->id;

  vt_session_edit (fixture->session, nn_edit_move (id, 500, 120));
  rest (fixture);
  set_motion (TRUE);
  gtk_widget_activate_action (fixture->sheet, "sheet.arrange", NULL);
  rest (fixture);
  set_motion (FALSE);
  g_assert_cmpfloat (nn_network_layer (network, id)->y, <, 120);
  assert_as_afresh (fixture);
}

/* A large network is stretched while it is zoomed. Once that rests it looks as it does drawn afresh, and its cards are where
 * they are drawn. */
static void
test_large (Fixture *fixture, gconstpointer data)
{
  g_autoptr (NnNetwork) network = make_chain ("builtin:spiral", 20, 4, "cross_entropy");
  const double middle = gtk_widget_get_width (fixture->sheet) / 2.0;
  double before, place, factor;

  vt_session_edit (fixture->session, nn_edit_replace (network));
  rest (fixture);
  before = vt_sheet_zoom (VT_SHEET (fixture->sheet));
  place = place_of (fixture, "Dense 5");
  for (guint i = 0; i < 4; i++)
    {
      vt_sheet_zoom_by (VT_SHEET (fixture->sheet), 1.2);
      settle (fixture);
    }
  rest (fixture);
  assert_as_afresh (fixture);
  factor = vt_sheet_zoom (VT_SHEET (fixture->sheet)) / before;
  g_assert_cmpfloat_with_epsilon (place_of (fixture, "Dense 5"), middle + (place - middle) * factor, 4.0);
}

static void
test_themes (Fixture *fixture, gconstpointer data)
{
  vt_sheet_set_theme (VT_SHEET (fixture->sheet), &vt_theme_dark);
  settle (fixture);
  vt_sheet_set_theme (VT_SHEET (fixture->sheet), &vt_theme_light_contrast);
  settle (fixture);
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *path;
    void (*run) (Fixture *fixture, gconstpointer data);
  } tests[] = {
    { "/ui/canvas/sheet/names", test_names },
    { "/ui/canvas/sheet/order", test_order },
    { "/ui/canvas/sheet/keys", test_keys },
    { "/ui/canvas/sheet/wire-by-keyboard", test_wire_by_keyboard },
    { "/ui/canvas/sheet/problem", test_problem },
    { "/ui/canvas/sheet/zoom", test_zoom },
    { "/ui/canvas/sheet/motion", test_motion },
    { "/ui/canvas/sheet/moved", test_moved },
    { "/ui/canvas/sheet/large", test_large },
    { "/ui/canvas/sheet/themes", test_themes },
  };

  g_test_init (&argc, &argv, NULL);
  if (!gtk_init_check ())
    return 77;   /* no display: passed over */
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, open_sheet, tests[i].run, close_sheet);
  return g_test_run ();
}
