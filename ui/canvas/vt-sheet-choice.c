/* What is chosen on the sheet: the session's layers and marks, or a wire, which is the sheet's own affair. */
#include "vt-sheet-private.h"

#include "fragment.h"
#include "seat.h"
#include "text.h"

void
vt_sheet_show_choice (VtSheet *self)
{
  GHashTableIter iter;
  gpointer id, item;

  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, &id, &item))
    vt_item_set_chosen (item, vt_session_is_chosen (self->session, GPOINTER_TO_UINT (id)));
}

void
vt_sheet_choose_wire (VtSheet *self, const VtSceneWire *wire)
{
  self->chosen_from = wire != NULL ? wire->from : 0;
  self->chosen_to = wire != NULL ? wire->to : 0;
  self->chosen_slot = wire != NULL ? wire->slot : 0;
  vt_sheet_redraw_wires (self);
}

void
vt_sheet_choose (VtSheet *self, guint id)
{
  vt_sheet_choose_wire (self, NULL);
  vt_session_select (self->session, id);
}

/* What is chosen but for one, and then that one if it is wanted: the one chosen last is the one that the inspector shows. */
static void
choose_others_and (VtSheet *self, guint id, gboolean wanted)
{
  guint n;
  const guint *chosen = vt_session_chosen (self->session, &n);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < n; i++)
    if (chosen[i] != id)
      g_array_append_val (ids, chosen[i]);
  if (wanted)
    g_array_append_val (ids, id);
  vt_sheet_choose_wire (self, NULL);
  vt_session_choose (self->session, (const guint *) ids->data, ids->len);
}

/* What lies inside a group is chosen alone: what is done to several is done on the sheet. */
void
vt_sheet_toggle (VtSheet *self, guint id)
{
  if (nn_is_inner (id) || nn_is_inner (vt_session_inspected (self->session)))
    {
      vt_sheet_choose (self, vt_session_is_chosen (self->session, id) ? 0 : id);
      return;
    }
  choose_others_and (self, id, !vt_session_is_chosen (self->session, id));
}

void
vt_sheet_add_choice (VtSheet *self, guint id)
{
  if (nn_is_inner (id) || nn_is_inner (vt_session_inspected (self->session)))
    {
      vt_sheet_choose (self, id);
      return;
    }
  choose_others_and (self, id, TRUE);
}

/* The item that has the keyboard, itself or through one of its ports; NULL: none. */
static VtItem *
focused_item (VtSheet *self)
{
  GtkWidget *child = gtk_widget_get_focus_child (GTK_WIDGET (self));

  return child != NULL && VT_IS_ITEM (child) ? VT_ITEM (child) : NULL;
}

void
vt_sheet_choose_focused (VtSheet *self)
{
  VtItem *item = focused_item (self);

  if (item != NULL && self->chosen_to == 0 && !vt_item_is_chosen (item))
    vt_sheet_choose (self, vt_item_id (item));
}

/* Inside a group the wires close behind it, so that the group still runs. */
static void
take_out (VtSheet *self, guint id)
{
  g_auto (NnSeat) seat = { 0 };

  if (nn_seat_find (vt_session_network (self->session), id, &seat))
    vt_sheet_edit (self, nn_seat_edit (&seat, nn_edit_take_out (seat.network, seat.layer->id)));
}

void
vt_sheet_delete (VtSheet *self)
{
  guint n;
  const guint *ids;

  if (self->chosen_to != 0)
    {
      vt_sheet_edit (self, nn_edit_remove_wire (self->chosen_to, self->chosen_slot));
      return;
    }
  ids = vt_session_chosen (self->session, &n);
  if (n == 1 && nn_is_inner (*ids))
    take_out (self, *ids);
  else if (n > 0)
    vt_sheet_edit (self, nn_edit_remove_all (vt_session_network (self->session), ids, n));
  gtk_widget_grab_focus (GTK_WIDGET (self));   /* keys go on meaning the sheet */
}

/* With nothing else to end, Escape puts away the problems that are shown. */
void
vt_sheet_cancel (VtSheet *self)
{
  guint n;

  if (vt_sheet_close_nudge (self))
    return;
  vt_session_chosen (self->session, &n);
  if (self->armed == 0 && self->drag.mode == VT_DRAG_NONE && n == 0 && self->chosen_to == 0 && vt_sheet_fold_callouts (self))
    return;
  vt_sheet_disarm (self);
  if (self->drag.mode != VT_DRAG_NONE)
    {
      self->drag.mode = VT_DRAG_NONE;
      vt_sheet_clear_held (self);
      vt_sheet_reload (self);
    }
  vt_sheet_choose (self, 0);
}

static void
choose_all_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  VtSheet *self = VT_SHEET (widget);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < self->scene->cards->len; i++)
    {
      const VtSceneCard *card = g_ptr_array_index (self->scene->cards, i);

      if (card->frame == 0)
        g_array_append_val (ids, card->layer);
    }
  for (guint i = 0; i < self->scene->marks->len; i++)
    g_array_append_val (ids, ((VtSceneMark *) g_ptr_array_index (self->scene->marks, i))->id);
  vt_sheet_choose_wire (self, NULL);
  vt_session_choose (self->session, (const guint *) ids->data, ids->len);
}

static void
delete_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  vt_sheet_choose_focused (VT_SHEET (widget));
  vt_sheet_delete (VT_SHEET (widget));
}

static void
cancel_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  vt_sheet_cancel (VT_SHEET (widget));
}

void
vt_sheet_install_choice (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "sheet.choose-all", NULL, choose_all_cb);
  gtk_widget_class_install_action (widget_class, "sheet.delete", NULL, delete_cb);
  gtk_widget_class_install_action (widget_class, "sheet.cancel", NULL, cancel_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_a, GDK_CONTROL_MASK, "sheet.choose-all", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_BackSpace, 0, "sheet.delete", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "sheet.delete", NULL);   /* the last is the one menus show */
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "sheet.cancel", NULL);
}
