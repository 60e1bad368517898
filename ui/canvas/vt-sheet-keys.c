/* The sheet without a mouse: Tab along the wires, arrows among and with the cards, Enter on two ports for a wire. */
#include <math.h>

#include "vt-port.h"
#include "vt-sheet-private.h"

#define KEY_STEP 8.0

/* Left, right, up, down: the order of the acts. */
static const struct
{
  double dx, dy;
} ways[] = { { -1, 0 }, { 1, 0 }, { 0, -1 }, { 0, 1 } };

/* The item nearest in that direction, or 0: what lies aside counts double. */
static guint
find_neighbour (VtSheet *self, guint id, double dx, double dy)
{
  double least = G_MAXDOUBLE;
  guint nearest = 0;
  GHashTableIter iter;
  gpointer other;
  VtRect from, to;

  if (!vt_scene_place (self->scene, id, &from))
    return 0;
  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, &other, NULL))
    {
      double x, y, ahead, aside;

      if (!vt_scene_place (self->scene, GPOINTER_TO_UINT (other), &to))
        continue;
      x = to.x + to.w / 2.0 - from.x - from.w / 2.0;
      y = to.y + to.h / 2.0 - from.y - from.h / 2.0;
      ahead = x * dx + y * dy;
      aside = fabs (x * dy) + fabs (y * dx);
      if (ahead > 1.0 && ahead + 2.0 * aside < least)
        {
          least = ahead + 2.0 * aside;
          nearest = GPOINTER_TO_UINT (other);
        }
    }
  return nearest;
}

static void
choose (VtSheet *self, guint id, guint way)
{
  vt_sheet_choose (self, id);
  vt_sheet_enter_card (self, id);
}

static void
toggle (VtSheet *self, guint id, guint way)
{
  vt_sheet_toggle (self, id);
}

static void
delete (VtSheet *self, guint id, guint way)
{
  if (!vt_session_is_chosen (self->session, id))
    vt_sheet_choose (self, id);
  vt_sheet_delete (self);
}

static void
move (VtSheet *self, guint id, guint way)
{
  vt_sheet_move_items (self, id, ways[way].dx * KEY_STEP, ways[way].dy * KEY_STEP);
}

static void
go (VtSheet *self, guint id, guint way)
{
  const guint neighbour = find_neighbour (self, id, ways[way].dx, ways[way].dy);

  if (neighbour != 0)
    vt_sheet_focus_item (self, neighbour);
}

static void
extend (VtSheet *self, guint id, guint way)
{
  const guint neighbour = find_neighbour (self, id, ways[way].dx, ways[way].dy);

  vt_sheet_add_choice (self, id);
  if (neighbour == 0)
    return;
  vt_sheet_add_choice (self, neighbour);
  vt_sheet_focus_item (self, neighbour);
}

static void
resize (VtSheet *self, guint id, guint way)
{
  vt_sheet_resize_mark (self, id, ways[way].dx, ways[way].dy);
}

/* The last first: an act is of the first row that it reaches. */
static const struct
{
  int act;
  void (*apply) (VtSheet *self, guint id, guint way);
} acts[] = {
  { VT_ACT_RESIZE, resize }, { VT_ACT_EXTEND, extend }, { VT_ACT_GO, go },         { VT_ACT_MOVE, move },
  { VT_ACT_DELETE, delete }, { VT_ACT_TOGGLE, toggle }, { VT_ACT_CHOOSE, choose },
};

static void
act_cb (VtItem *item, int act, VtSheet *self)
{
  guint i = 0;

  while (acts[i].act > act)
    i++;
  acts[i].apply (self, vt_item_id (item), (guint) (act - acts[i].act));
}

void
vt_sheet_disarm (VtSheet *self)
{
  VtCard *card = vt_sheet_card (self, self->armed);

  if (card != NULL && vt_card_output (card) != NULL)
    vt_port_set_armed (VT_PORT (vt_card_output (card)), FALSE);
  self->armed = 0;
}

/* An output first, then an input: a wire. */
static void
port_activate_cb (VtPort *port, VtSheet *self)
{
  const guint layer = vt_item_id (VT_ITEM (gtk_widget_get_parent (GTK_WIDGET (port))));
  const guint from = self->armed;

  vt_sheet_disarm (self);
  if (vt_port_is_output (port))
    {
      if (from == layer)
        return;
      self->armed = layer;
      vt_port_set_armed (port, TRUE);
    }
  else if (from != 0 && from != layer)
    vt_sheet_add_wire (self, from, layer, vt_port_slot (port));
}

void
vt_sheet_connect_item (VtSheet *self, VtItem *item)
{
  g_signal_connect (item, "act", G_CALLBACK (act_cb), self);
}

/* Ports come and go with the card's wires; each is connected once. */
static void
connect_port (VtSheet *self, GtkWidget *port)
{
  if (port != NULL && g_signal_handler_find (port, G_SIGNAL_MATCH_FUNC, 0, 0, NULL, port_activate_cb, NULL) == 0)
    g_signal_connect (port, "activate", G_CALLBACK (port_activate_cb), self);
}

void
vt_sheet_connect_ports (VtSheet *self, VtCard *card)
{
  connect_port (self, vt_card_output (card));
  for (guint slot = 0; vt_card_input (card, slot) != NULL; slot++)
    connect_port (self, vt_card_input (card, slot));
}

/* GTK would order the children by their height on the sheet; here they are in the order of the wires. */
static gboolean
focus (GtkWidget *widget, GtkDirectionType direction)
{
  const gboolean forward = direction == GTK_DIR_TAB_FORWARD;
  GtkWidget *child = gtk_widget_get_focus_child (widget);

  if (!forward && direction != GTK_DIR_TAB_BACKWARD)
    return FALSE;
  if (child != NULL && gtk_widget_child_focus (child, direction))
    return TRUE;
  if (child != NULL)
    child = forward ? gtk_widget_get_next_sibling (child) : gtk_widget_get_prev_sibling (child);
  else if (forward || gtk_window_get_focus (GTK_WINDOW (gtk_widget_get_root (widget))) != widget)
    child = forward ? gtk_widget_get_first_child (widget) : gtk_widget_get_last_child (widget);
  for (; child != NULL; child = forward ? gtk_widget_get_next_sibling (child) : gtk_widget_get_prev_sibling (child))
    if (gtk_widget_child_focus (child, direction))
      {
        if (VT_IS_ITEM (child))
          vt_sheet_show_item (VT_SHEET (widget), vt_item_id (VT_ITEM (child)));
        return TRUE;
      }
  return FALSE;
}

void
vt_sheet_install_keys (GtkWidgetClass *widget_class)
{
  widget_class->focus = focus;
}
