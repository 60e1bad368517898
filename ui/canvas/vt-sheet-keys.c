/* The sheet without a mouse: Tab along the wires, arrows among and with the cards, Enter on two ports for a wire. */
#include <math.h>

#include "vt-port.h"
#include "vt-sheet-private.h"

#define KEY_STEP 8.0

/* Arrow keys, by what a card asks for. */
static const struct
{
  VtCardAct act;
  double dx, dy;
} arrows[] = {
  { VT_CARD_ACT_MOVE_LEFT, -1, 0 }, { VT_CARD_ACT_MOVE_RIGHT, 1, 0 }, { VT_CARD_ACT_MOVE_UP, 0, -1 },
  { VT_CARD_ACT_MOVE_DOWN, 0, 1 },  { VT_CARD_ACT_GO_LEFT, -1, 0 },   { VT_CARD_ACT_GO_RIGHT, 1, 0 },
  { VT_CARD_ACT_GO_UP, 0, -1 },     { VT_CARD_ACT_GO_DOWN, 0, 1 },
};

static void
move_card (VtSheet *self, guint layer, double dx, double dy)
{
  const NnLayer *row = nn_network_layer (vt_session_network (self->session), layer);

  vt_sheet_edit (self, nn_edit_move (layer, row->x + dx * KEY_STEP, row->y + dy * KEY_STEP));
  vt_sheet_show_card (self, layer);
}

/* The card nearest in that direction: what lies aside counts double. */
static void
go_from_card (VtSheet *self, guint layer, double dx, double dy)
{
  const VtSceneCard *from = vt_scene_card (self->scene, layer);
  guint nearest = 0;
  double least = G_MAXDOUBLE;

  for (guint i = 0; i < self->scene->cards->len; i++)
    {
      const VtSceneCard *card = g_ptr_array_index (self->scene->cards, i);
      const double x = card->rect.x + card->rect.w / 2.0 - from->rect.x - from->rect.w / 2.0;
      const double y = card->rect.y + card->rect.h / 2.0 - from->rect.y - from->rect.h / 2.0;
      const double ahead = x * dx + y * dy, aside = fabs (x * dy) + fabs (y * dx);

      if (ahead > 1.0 && ahead + 2.0 * aside < least)
        {
          least = ahead + 2.0 * aside;
          nearest = card->layer;
        }
    }
  if (nearest != 0)
    vt_sheet_focus_layer (self, nearest);
}

static void
act_cb (VtCard *card, int act, VtSheet *self)
{
  const guint layer = vt_card_layer (card);

  if (act == VT_CARD_ACT_CHOOSE)
    {
      vt_sheet_choose (self, layer);
      vt_sheet_enter_card (self, layer);
      return;
    }
  if (act == VT_CARD_ACT_DELETE)
    {
      vt_sheet_choose (self, layer);
      vt_sheet_delete (self);
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (arrows); i++)
    if ((int) arrows[i].act == act)
      {
        (act >= VT_CARD_ACT_GO_LEFT ? go_from_card : move_card) (self, layer, arrows[i].dx, arrows[i].dy);
        return;
      }
}

static void
disarm (VtSheet *self)
{
  VtCard *card = vt_sheet_card (self, self->armed);

  if (card != NULL && vt_card_port (card, TRUE) != NULL)
    vt_port_set_armed (VT_PORT (vt_card_port (card, TRUE)), FALSE);
  self->armed = 0;
}

/* An output first, then an input: a wire. */
static void
port_activate_cb (VtPort *port, VtSheet *self)
{
  const guint layer = vt_card_layer (VT_CARD (gtk_widget_get_parent (GTK_WIDGET (port))));
  const guint from = self->armed;

  disarm (self);
  if (vt_port_is_output (port))
    {
      if (from == layer)
        return;
      self->armed = layer;
      vt_port_set_armed (port, TRUE);
    }
  else if (from != 0 && from != layer)
    vt_sheet_add_wire (self, from, layer);
}

void
vt_sheet_connect_card (VtSheet *self, VtCard *card)
{
  g_signal_connect (card, "act", G_CALLBACK (act_cb), self);
}

void
vt_sheet_connect_ports (VtSheet *self, VtCard *card)
{
  for (guint output = 0; output < 2; output++)
    {
      GtkWidget *port = vt_card_port (card, output);

      /* Ports come and go with the card's kind; each is connected once. */
      if (port != NULL && g_signal_handler_find (port, G_SIGNAL_MATCH_FUNC, 0, 0, NULL, port_activate_cb, NULL) == 0)
        g_signal_connect (port, "activate", G_CALLBACK (port_activate_cb), self);
    }
}

void
vt_sheet_cancel (VtSheet *self)
{
  disarm (self);
  if (self->drag.mode != VT_DRAG_NONE)
    {
      self->drag.mode = VT_DRAG_NONE;
      vt_sheet_reload (self);
    }
  vt_sheet_choose (self, 0);
}

static void
delete_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  vt_sheet_delete (VT_SHEET (widget));
}

static void
cancel_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  vt_sheet_cancel (VT_SHEET (widget));
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
        if (VT_IS_CARD (child))
          vt_sheet_show_card (VT_SHEET (widget), vt_card_layer (VT_CARD (child)));
        return TRUE;
      }
  return FALSE;
}

void
vt_sheet_install_keys (GtkWidgetClass *widget_class)
{
  widget_class->focus = focus;
  gtk_widget_class_install_action (widget_class, "sheet.delete", NULL, delete_cb);
  gtk_widget_class_install_action (widget_class, "sheet.cancel", NULL, cancel_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "sheet.delete", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_BackSpace, 0, "sheet.delete", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "sheet.cancel", NULL);
}
