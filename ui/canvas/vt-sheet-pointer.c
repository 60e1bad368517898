/* The pointer on the sheet: choosing, moving cards, drawing wires, panning and zooming. */
#include <math.h>

#include "text.h"
#include "vt-port.h"
#include "vt-sheet-private.h"

#define SNAP 4.0
#define SLACK 3.0            /* a press that moves less is a click */
#define PORT_REACH 12.0      /* of the pointer at a port, in pixels of the screen */
#define DROP_REACH 22.0      /* of a loose end */
#define WIRE_REACH 6.0
#define SCROLL_STEP 60.0

/* The sheet's own ground, or a card or port of it: not a callout or a button. */
static gboolean
is_ground (VtSheet *self, double x, double y)
{
  GtkWidget *hit = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);

  return hit == NULL || hit == GTK_WIDGET (self) || VT_IS_CARD (hit) || VT_IS_PORT (hit);
}

static const NnWire *
wire_into (VtSheet *self, guint layer)
{
  const NnNetwork *network = vt_session_network (self->session);

  for (guint i = 0; i < nn_network_n_wires (network); i++)
    if (nn_network_wire_at (network, i)->to == layer)
      return nn_network_wire_at (network, i);
  return NULL;
}

/* The first input of a layer that nothing ends at; the last one if all are taken. */
static guint
free_slot (const NnNetwork *network, guint to)
{
  const NnKind *kind = nn_network_layer (network, to)->kind;
  guint slot = 0;

  for (guint i = 0; i < nn_network_n_wires (network); i++)
    if (nn_network_wire_at (network, i)->to == to && nn_network_wire_at (network, i)->slot >= slot)
      slot = nn_network_wire_at (network, i)->slot + 1;
  return MIN (slot, MAX (kind->max_in, 1) - 1);
}

gboolean
vt_sheet_wire_fits (VtSheet *self, guint from, guint to)
{
  g_autoptr (NnNetwork) network = nn_network_copy (vt_session_network (self->session));
  g_autoptr (NnEdit) edit = nn_edit_add_wire (from, to, free_slot (network, to));
  g_autoptr (NnEdit) inverse = nn_edit_apply (edit, network, NULL);
  g_autoptr (NnReport) report = NULL;

  if (inverse == NULL)
    return FALSE;
  report = nn_check (network, vt_session_info (self->session));
  for (guint i = 0; i < report->issues->len; i++)
    {
      const NnIssue *issue = &g_array_index (report->issues, NnIssue, i);

      if (issue->severity == NN_ISSUE_ERROR && issue->layer == to && issue->from == from)
        return FALSE;
    }
  return TRUE;
}

void
vt_sheet_add_wire (VtSheet *self, guint from, guint to)
{
  vt_sheet_edit (self, nn_edit_add_wire (from, to, free_slot (vt_session_network (self->session), to)));
  vt_session_seal (self->session);
}

/* Presses. */

static gboolean
begin_wire (VtSheet *self, double x, double y)
{
  VtSceneCard *output = vt_scene_port_at (self->scene, TRUE, x, y, PORT_REACH / self->zoom);
  VtSceneCard *input = output == NULL ? vt_scene_port_at (self->scene, FALSE, x, y, PORT_REACH / self->zoom) : NULL;
  const NnWire *taken = input != NULL ? wire_into (self, input->layer) : NULL;

  if (output == NULL && input == NULL)
    return FALSE;
  self->drag.mode = VT_DRAG_WIRE;
  self->drag.layer = output != NULL ? output->layer : taken != NULL ? taken->from : input->layer;
  self->drag.from_output = output != NULL || taken != NULL;
  if (taken != NULL)
    {
      self->drag.loose_from = taken->from;
      self->drag.loose_to = taken->to;
      self->drag.loose_slot = taken->slot;
    }
  self->drag.x = x;
  self->drag.y = y;
  return TRUE;
}

static void
begin_card (VtSheet *self, VtSceneCard *card)
{
  self->drag.mode = VT_DRAG_CARD;
  self->drag.layer = card->layer;
  self->drag.start_x = card->rect.x;
  self->drag.start_y = card->rect.y;
  vt_sheet_choose (self, card->layer);
  gtk_widget_grab_focus (GTK_WIDGET (vt_sheet_card (self, card->layer)));
}

static void
begin_sheet (VtSheet *self)
{
  self->drag.mode = VT_DRAG_SHEET;
  self->drag.start_x = self->x;
  self->drag.start_y = self->y;
}

static void
drag_begin_cb (GtkGestureDrag *gesture, double x, double y, VtSheet *self)
{
  VtSceneCard *card;
  VtSceneWire *wire;
  double scene_x, scene_y;

  self->drag = (VtDrag) { .mode = VT_DRAG_NONE };
  /* A button takes the press itself; denying it here would leave the gesture deaf to the next one. */
  if (!is_ground (self, x, y))
    return;
  vt_sheet_to_scene (self, x, y, &scene_x, &scene_y);
  if (begin_wire (self, scene_x, scene_y))
    return;
  if ((card = vt_scene_card_at (self->scene, scene_x, scene_y)) != NULL)
    {
      begin_card (self, card);
      return;
    }
  gtk_widget_grab_focus (GTK_WIDGET (self));
  wire = vt_scene_wire_at (self->scene, scene_x, scene_y, WIRE_REACH / self->zoom);
  if (wire != NULL)
    vt_session_select (self->session, 0);
  vt_sheet_choose_wire (self, wire);
  begin_sheet (self);
}

/* Motion. */

static void
drag_card (VtSheet *self, double dx, double dy)
{
  const double x = round ((self->drag.start_x + dx / self->zoom) / SNAP) * SNAP;
  const double y = round ((self->drag.start_y + dy / self->zoom) / SNAP) * SNAP;
  const VtSceneCard *card = vt_scene_card (self->scene, self->drag.layer);

  if (card == NULL || (card->rect.x == x && card->rect.y == y))
    return;
  vt_scene_move (self->scene, self->drag.layer, x, y);
  vt_sheet_drop_nodes (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

/* The loose end follows the pointer and jumps to a port that is near. */
static void
drag_wire (VtSheet *self, double x, double y)
{
  VtDrag *drag = &self->drag;
  VtSceneCard *over;

  vt_sheet_to_scene (self, x, y, &drag->x, &drag->y);
  over = vt_scene_port_at (self->scene, !drag->from_output, drag->x, drag->y, DROP_REACH / self->zoom);
  if (over != NULL && over->layer == drag->layer)
    over = NULL;
  if (over != NULL && over->layer != drag->over)
    drag->fits = vt_sheet_wire_fits (self, drag->from_output ? drag->layer : over->layer,
                                     drag->from_output ? over->layer : drag->layer);
  drag->over = over != NULL ? over->layer : 0;
  if (over != NULL)
    vt_scene_port (over, !drag->from_output, &drag->x, &drag->y);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
drag_update_cb (GtkGestureDrag *gesture, double dx, double dy, VtSheet *self)
{
  double x, y;

  if (!self->drag.moved && hypot (dx, dy) < SLACK)
    return;
  self->drag.moved = TRUE;
  gtk_gesture_drag_get_start_point (gesture, &x, &y);
  if (self->drag.mode == VT_DRAG_CARD)
    drag_card (self, dx, dy);
  else if (self->drag.mode == VT_DRAG_WIRE)
    drag_wire (self, x + dx, y + dy);
  else if (self->drag.mode == VT_DRAG_SHEET)
    vt_sheet_pan_to (self, self->drag.start_x + dx, self->drag.start_y + dy);
}

/* Release. */

static void
drop_card (VtSheet *self)
{
  const VtSceneCard *card = vt_scene_card (self->scene, self->drag.layer);

  if (card == NULL || (card->rect.x == self->drag.start_x && card->rect.y == self->drag.start_y))
    return;
  vt_sheet_edit (self, nn_edit_move (card->layer, card->rect.x, card->rect.y));
  vt_session_seal (self->session);
}

/* A wire taken off its port and let go elsewhere goes away, in one step with the one that takes its place. */
static void
drop_wire (VtSheet *self, const VtDrag *drag)
{
  const guint from = drag->from_output ? drag->layer : drag->over, to = drag->from_output ? drag->over : drag->layer;

  if (drag->over != 0 && drag->over == drag->loose_to)
    return;
  if (drag->loose_to == 0)
    {
      if (drag->over != 0)
        vt_sheet_add_wire (self, from, to);
      else if (drag->from_output && vt_scene_card_at (self->scene, drag->x, drag->y) == NULL)
        vt_sheet_offer_kinds (self, drag->layer, drag->x, drag->y);
      return;
    }
  if (drag->over == 0)
    vt_sheet_edit (self, nn_edit_remove_wire (drag->loose_to, drag->loose_slot));
  else
    {
      GPtrArray *edits = g_ptr_array_new ();

      g_ptr_array_add (edits, nn_edit_remove_wire (drag->loose_to, drag->loose_slot));
      g_ptr_array_add (edits, nn_edit_add_wire (from, to, free_slot (vt_session_network (self->session), to)));
      vt_sheet_edit (self, nn_edit_group (g_strdup (_ ("Move wire")), edits));
    }
  vt_session_seal (self->session);
}

static void
drag_end_cb (GtkGestureDrag *gesture, double dx, double dy, VtSheet *self)
{
  const VtDrag drag = self->drag;
  const gboolean is_click = !drag.moved;

  self->drag.mode = VT_DRAG_NONE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (drag.mode == VT_DRAG_CARD && drag.moved)
    drop_card (self);
  else if (drag.mode == VT_DRAG_WIRE && drag.moved)
    drop_wire (self, &drag);
  else if (is_click && drag.mode != VT_DRAG_WIRE && vt_sheet_click_number (self))
    return;
  else if (drag.mode == VT_DRAG_WIRE)
    vt_sheet_choose (self, drag.layer);
  else if (drag.mode == VT_DRAG_SHEET && is_click && self->chosen_to == 0)
    vt_session_select (self->session, 0);
}

static void
drag_cancel_cb (GtkGesture *gesture, GdkEventSequence *sequence, VtSheet *self)
{
  if (self->drag.mode == VT_DRAG_CARD && self->drag.moved)
    vt_sheet_reload (self);
  self->drag.mode = VT_DRAG_NONE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
pan_begin_cb (GtkGestureDrag *gesture, double x, double y, VtSheet *self)
{
  self->drag = (VtDrag) { 0 };
  begin_sheet (self);
}

static void
motion_cb (GtkEventControllerMotion *controller, double x, double y, VtSheet *self)
{
  self->pointer_x = x;
  self->pointer_y = y;
}

static gboolean
scroll_cb (GtkEventControllerScroll *controller, double dx, double dy, VtSheet *self)
{
  const GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (controller));

  if (state & GDK_CONTROL_MASK)
    vt_sheet_zoom_at (self, self->zoom * pow (1.15, -dy), self->pointer_x, self->pointer_y);
  else if (state & GDK_SHIFT_MASK)
    vt_sheet_pan_to (self, self->x - dy * SCROLL_STEP, self->y - dx * SCROLL_STEP);
  else
    vt_sheet_pan_to (self, self->x - dx * SCROLL_STEP, self->y - dy * SCROLL_STEP);
  return GDK_EVENT_STOP;
}

static void
add_drag (VtSheet *self, guint button, GCallback begin)
{
  GtkGesture *drag = gtk_gesture_drag_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (drag), button);
  g_signal_connect (drag, "drag-begin", begin, self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect (drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  g_signal_connect (drag, "cancel", G_CALLBACK (drag_cancel_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
}

void
vt_sheet_add_pointer (VtSheet *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *scroll = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);

  add_drag (self, GDK_BUTTON_PRIMARY, G_CALLBACK (drag_begin_cb));
  add_drag (self, GDK_BUTTON_MIDDLE, G_CALLBACK (pan_begin_cb));
  g_signal_connect (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect (scroll, "scroll", G_CALLBACK (scroll_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_widget_add_controller (GTK_WIDGET (self), scroll);
}
