/* The pointer on the sheet: what a press begins, and what each way of dragging does; panning and zooming. */
#include <math.h>

#include "seat.h"
#include "vt-port.h"
#include "vt-sheet-private.h"

#define SLACK 3.0            /* a press that moves less is a click */
#define HEAD 38.0            /* of a card: its name */
#define WIRE_REACH 6.0       /* of the pointer at a wire or an arrow, in pixels of the screen */
#define SCROLL_STEP 60.0

/* What happens in a menu or a list of the sheet reaches the sheet too, for they are its children: it is not meant. */
static gboolean
is_in_popover (VtSheet *self, gpointer controller)
{
  GdkEvent *event = gtk_event_controller_get_current_event (controller);

  return event != NULL && gdk_event_get_surface (event) != gtk_native_get_surface (gtk_widget_get_native (GTK_WIDGET (self)));
}

/* The sheet's own ground, or something that lies on it: not a callout or a button. */
static gboolean
is_ground (VtSheet *self, gpointer controller, double x, double y)
{
  GtkWidget *hit = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);

  if (is_in_popover (self, controller))
    return FALSE;
  return hit == NULL || hit == GTK_WIDGET (self) || VT_IS_ITEM (hit) || VT_IS_PORT (hit);
}

/* Presses. */

static gboolean
has_modifier (GtkGesture *gesture, GdkModifierType modifier)
{
  return (gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture)) & modifier) != 0;
}

static guint
item_at (VtSheet *self, double x, double y)
{
  const VtSceneMark *mark = vt_scene_mark_at (self->scene, x, y, WIRE_REACH / self->zoom);
  const VtSceneCard *card = vt_scene_card_at (self->scene, x, y);

  return mark != NULL ? mark->id : card != NULL ? card->layer : 0;
}

/* What is chosen already stays so until it is clear that this was a click: it may be dragged together. */
static void
begin_item (VtSheet *self, guint id, gboolean toggles)
{
  if (toggles)
    vt_sheet_toggle (self, id);
  else if (!vt_session_is_chosen (self->session, id))
    vt_sheet_choose (self, id);
  vt_sheet_begin_items (self, toggles ? 0 : id);
  gtk_widget_grab_focus (GTK_WIDGET (vt_sheet_item (self, id)));
}

static void
begin_sheet (VtSheet *self)
{
  self->drag.mode = VT_DRAG_SHEET;
  self->drag.start_x = self->x;
  self->drag.start_y = self->y;
}

static void
begin_lasso (VtSheet *self, double x, double y, gboolean extends)
{
  guint n;
  const guint *ids = vt_session_chosen (self->session, &n);

  self->drag.mode = VT_DRAG_LASSO;
  self->drag.extends = extends;
  self->drag.start_x = self->drag.x = x;
  self->drag.start_y = self->drag.y = y;
  g_array_set_size (self->before, 0);
  if (extends)
    g_array_append_vals (self->before, ids, n);
}

static void
begin_ground (VtSheet *self, GtkGesture *gesture, double x, double y)
{
  const VtSceneWire *wire = vt_scene_wire_at (self->scene, x, y, WIRE_REACH / self->zoom);

  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (wire != NULL)
    vt_session_select (self->session, 0);
  vt_sheet_choose_wire (self, wire);
  begin_lasso (self, x, y, has_modifier (gesture, GDK_SHIFT_MASK));
}

static void
drag_begin_cb (GtkGestureDrag *gesture, double x, double y, VtSheet *self)
{
  double scene_x, scene_y;
  guint id;

  self->drag = (VtDrag) { .mode = VT_DRAG_NONE };
  /* A button takes the press itself; denying it here would leave the gesture deaf to the next one. */
  if (!is_ground (self, gesture, x, y))
    return;
  vt_sheet_close_nudge (self);
  vt_sheet_stop_refit (self);
  vt_sheet_end_zoom (self);
  vt_sheet_to_scene (self, x, y, &scene_x, &scene_y);
  id = item_at (self, scene_x, scene_y);
  if (has_modifier (GTK_GESTURE (gesture), GDK_CONTROL_MASK))
    {
      begin_sheet (self);
      return;
    }
  if (vt_sheet_begin_handle (self, scene_x, scene_y) || vt_sheet_begin_wire (self, scene_x, scene_y))
    return;
  if (id != 0)
    begin_item (self, id, has_modifier (GTK_GESTURE (gesture), GDK_SHIFT_MASK));
  else
    begin_ground (self, GTK_GESTURE (gesture), scene_x, scene_y);
}

/* Motion and release: x and y are the pointer's, dx and dy since the press. */

static void
update_items (VtSheet *self, double x, double y, double dx, double dy)
{
  vt_sheet_drag_items (self, dx, dy);
}

static void
end_items (VtSheet *self, gboolean moved)
{
  if (moved)
    vt_sheet_drop_items (self);
  else if (self->drag.item != 0)
    vt_sheet_choose (self, self->drag.item);
}

static void
update_wire (VtSheet *self, double x, double y, double dx, double dy)
{
  vt_sheet_drag_wire (self, x, y);
}

static void
end_wire (VtSheet *self, gboolean moved)
{
  if (moved)
    vt_sheet_drop_wire (self);
  else
    vt_sheet_choose (self, self->drag.layer);
}

/* Chooses what it touches, after what was chosen before. */
static void
update_lasso (VtSheet *self, double x, double y, double dx, double dy)
{
  VtDrag *drag = &self->drag;
  g_autoptr (GArray) ids = g_array_copy (self->before);
  VtRect lasso, rect;
  GHashTableIter iter;
  gpointer id;

  vt_sheet_to_scene (self, x, y, &drag->x, &drag->y);
  lasso = (VtRect) { MIN (drag->start_x, drag->x), MIN (drag->start_y, drag->y), fabs (drag->x - drag->start_x),
                     fabs (drag->y - drag->start_y) };
  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    {
      const guint known = GPOINTER_TO_UINT (id);
      gboolean is_there = FALSE;

      for (guint i = 0; i < self->before->len; i++)
        is_there |= g_array_index (self->before, guint, i) == known;
      if (!is_there && !nn_is_inner (known) && vt_scene_place (self->scene, known, &rect) && vt_rect_overlaps (&lasso, &rect))
        g_array_append_val (ids, known);
    }
  vt_sheet_choose_wire (self, NULL);
  vt_session_choose (self->session, (const guint *) ids->data, ids->len);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
end_lasso (VtSheet *self, gboolean moved)
{
  if (!moved && !self->drag.extends && self->chosen_to == 0)
    vt_session_select (self->session, 0);
}

static void
update_sheet (VtSheet *self, double x, double y, double dx, double dy)
{
  vt_sheet_pan_to (self, self->drag.start_x + dx, self->drag.start_y + dy);
}

static void
update_handle (VtSheet *self, double x, double y, double dx, double dy)
{
  vt_sheet_drag_handle (self, dx, dy);
}

static void
end_handle (VtSheet *self, gboolean moved)
{
  if (moved)
    vt_sheet_drop_handle (self);
}

static void
end_nothing (VtSheet *self, gboolean moved)
{
}

static const struct
{
  void (*update) (VtSheet *self, double x, double y, double dx, double dy);
  void (*end) (VtSheet *self, gboolean moved);
} modes[] = {
  [VT_DRAG_ITEMS] = { update_items, end_items },
  [VT_DRAG_WIRE] = { update_wire, end_wire },
  [VT_DRAG_LASSO] = { update_lasso, end_lasso },
  [VT_DRAG_SHEET] = { update_sheet, end_nothing },
  [VT_DRAG_HANDLE] = { update_handle, end_handle },
};

static void
drag_update_cb (GtkGestureDrag *gesture, double dx, double dy, VtSheet *self)
{
  double x, y;

  if (self->drag.mode == VT_DRAG_NONE || (!self->drag.moved && hypot (dx, dy) < SLACK))
    return;
  self->drag.moved = TRUE;
  gtk_gesture_drag_get_start_point (gesture, &x, &y);
  modes[self->drag.mode].update (self, x + dx, y + dy, dx, dy);
}

static void
drag_end_cb (GtkGestureDrag *gesture, double dx, double dy, VtSheet *self)
{
  const VtDragMode mode = self->drag.mode;

  if (mode == VT_DRAG_NONE)   /* Escape ended it */
    return;
  self->drag.mode = VT_DRAG_NONE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (!self->drag.moved && !(mode == VT_DRAG_ITEMS && self->drag.item == 0) && mode != VT_DRAG_WIRE
      && (vt_sheet_turn_knob (self) || vt_sheet_click_number (self)))
    return;
  modes[mode].end (self, self->drag.moved);
}

static void
drag_cancel_cb (GtkGesture *gesture, GdkEventSequence *sequence, VtSheet *self)
{
  if ((self->drag.mode == VT_DRAG_ITEMS || self->drag.mode == VT_DRAG_HANDLE) && self->drag.moved)
    vt_sheet_reload (self);
  if (self->drag.mode == VT_DRAG_WIRE)
    vt_sheet_clear_held (self);
  self->drag.mode = VT_DRAG_NONE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Clicks that mean more than choosing. */

/* On a card's body are its numbers, which are clicked for themselves. */
static gboolean
is_name (VtSheet *self, guint id, double y)
{
  const VtSceneCard *card = vt_scene_card (self->scene, id);

  return card == NULL || y < card->rect.y + HEAD;
}

/* Each click there counts for itself. */
static gboolean
is_knob (VtSheet *self, guint id, double x, double y)
{
  const VtSceneCard *card = vt_scene_card (self->scene, id);

  return card != NULL && vt_plan_knob_at (card->plan, x - card->rect.x, y - card->rect.y) != NULL;
}

static gboolean
is_group (VtSheet *self, guint id)
{
  g_auto (NnSeat) seat = { 0 };

  return nn_seat_find (vt_session_network (self->session), id, &seat) && nn_layer_inside (seat.layer) != NULL;
}

/* Twice on a group opens or folds it; on another card's name or on a note it writes there; on empty sheet it offers layers. */
static void
write_cb (GtkGestureClick *gesture, int n, double x, double y, VtSheet *self)
{
  double scene_x, scene_y;
  guint id;

  if (n != 2 || !is_ground (self, gesture, x, y))
    return;
  vt_sheet_to_scene (self, x, y, &scene_x, &scene_y);
  id = item_at (self, scene_x, scene_y);
  if (is_knob (self, id, scene_x, scene_y))
    return;
  if (id != 0 && is_group (self, id))
    vt_sheet_open_group (self, id);
  else if (id != 0 && is_name (self, id, scene_y))
    vt_sheet_write (self, id);
  else if (id == 0 && vt_scene_wire_at (self->scene, scene_x, scene_y, WIRE_REACH / self->zoom) == NULL)
    vt_sheet_offer_here (self, scene_x, scene_y);
}

/* The menu of what is under the pointer, which is chosen unless it is already. */
static void
menu_cb (GtkGestureClick *gesture, int n, double x, double y, VtSheet *self)
{
  VtSceneWire *wire;
  double scene_x, scene_y;
  guint id;

  if (!is_ground (self, gesture, x, y))
    return;
  vt_sheet_to_scene (self, x, y, &scene_x, &scene_y);
  id = item_at (self, scene_x, scene_y);
  wire = id == 0 ? vt_scene_wire_at (self->scene, scene_x, scene_y, WIRE_REACH / self->zoom) : NULL;
  if (id == 0 || !vt_session_is_chosen (self->session, id))
    vt_sheet_choose (self, id);
  vt_sheet_choose_wire (self, wire);
  if (id != 0)
    gtk_widget_grab_focus (GTK_WIDGET (vt_sheet_item (self, id)));
  else
    gtk_widget_grab_focus (GTK_WIDGET (self));
  vt_sheet_open_menu_at (self, x, y);
}

static void
pan_begin_cb (GtkGestureDrag *gesture, double x, double y, VtSheet *self)
{
  self->drag = (VtDrag) { .mode = VT_DRAG_NONE };
  if (!is_in_popover (self, gesture))
    begin_sheet (self);
}

static void
motion_cb (GtkEventControllerMotion *controller, double x, double y, VtSheet *self)
{
  if (is_in_popover (self, controller))
    return;
  self->pointer_x = x;
  self->pointer_y = y;
}

static gboolean
scroll_cb (GtkEventControllerScroll *controller, double dx, double dy, VtSheet *self)
{
  const GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (controller));

  if (is_in_popover (self, controller))
    return GDK_EVENT_PROPAGATE;
  vt_sheet_stop_refit (self);
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

static void
add_click (VtSheet *self, guint button, const char *signal, GCallback clicked)
{
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), button);
  g_signal_connect (click, signal, clicked, self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

void
vt_sheet_add_pointer (VtSheet *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *scroll = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);

  add_drag (self, GDK_BUTTON_PRIMARY, G_CALLBACK (drag_begin_cb));
  add_drag (self, GDK_BUTTON_MIDDLE, G_CALLBACK (pan_begin_cb));
  add_click (self, GDK_BUTTON_PRIMARY, "released", G_CALLBACK (write_cb));   /* after the drag took the keyboard */
  /* Not while the button is held: a menu that opens then under the pointer is never told that the pointer is in it, and takes
     the next click for one beside it. */
  add_click (self, GDK_BUTTON_SECONDARY, "released", G_CALLBACK (menu_cb));
  g_signal_connect (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect (scroll, "scroll", G_CALLBACK (scroll_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_widget_add_controller (GTK_WIDGET (self), scroll);
}
