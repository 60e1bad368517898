/* The keyboard among the numbers of a card: a cursor that arrows move, as the pointer would. */
#include "text.h"
#include "vt-scene-cells.h"
#include "vt-sheet-hover.h"

gboolean
vt_sheet_enter_card (VtSheet *self, guint layer)
{
  const VtSceneCard *card = vt_scene_card (self->scene, layer);
  VtPlace place = { .layer = layer };

  if (card == NULL || !vt_plan_cell_first (card->plan, &card->numbers, &place.cell))
    return FALSE;
  self->hover->by_keys = TRUE;
  gtk_widget_set_visible (self->hover->cursor, TRUE);
  vt_sheet_point_to (self, &place);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_grab_focus (self->hover->cursor);
  return TRUE;
}

static void
leave_card (VtSheet *self)
{
  VtSheetHover *hover = self->hover;

  if (!hover->by_keys)
    return;
  hover->by_keys = FALSE;
  gtk_widget_set_visible (hover->cursor, FALSE);
  vt_sheet_point_to (self, &(VtPlace) { 0 });
}

/* By numbers, or by whole pictures. */
static void
move_cursor (VtSheet *self, int dx, int dy, int pictures)
{
  const VtSceneCard *card = vt_scene_card (self->scene, self->hover->at.layer);
  VtPlace place = self->hover->at;

  if (card == NULL)
    return;
  if (!(pictures != 0 ? vt_plan_cell_beyond (card->plan, &card->numbers, pictures, &place.cell)
                      : vt_plan_cell_next (card->plan, &card->numbers, dx, dy, &place.cell)))
    return;
  vt_sheet_point_to (self, &place);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static gboolean
key_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, VtSheet *self)
{
  static const struct
  {
    guint key;
    int dx, dy, pictures;
  } ways[] = {
    { GDK_KEY_Right, 1, 0 }, { GDK_KEY_Left, -1, 0 }, { GDK_KEY_Down, 0, 1 }, { GDK_KEY_Up, 0, -1 },
    { GDK_KEY_Page_Down, .pictures = 1 }, { GDK_KEY_Page_Up, .pictures = -1 },
  };
  VtCard *card;

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    if (ways[i].key == key)
      {
        move_cursor (self, ways[i].dx, ways[i].dy, ways[i].pictures);
        return GDK_EVENT_STOP;
      }
  if (key == GDK_KEY_Return || key == GDK_KEY_KP_Enter)
    {
      vt_sheet_open_number (self);
      return GDK_EVENT_STOP;
    }
  if (key != GDK_KEY_Escape)
    return GDK_EVENT_PROPAGATE;
  if ((card = vt_sheet_card (self, self->hover->at.layer)) != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (card));
  else
    gtk_widget_grab_focus (GTK_WIDGET (self));
  leave_card (self);
  return GDK_EVENT_STOP;
}

/* Into the pinned card the focus may go, and come back. */
static void
focus_out_cb (GtkEventControllerFocus *controller, VtSheet *self)
{
  if (self->hover->pinned.about == NN_WHY_NOTHING)
    leave_card (self);
}

void
vt_sheet_add_cursor (VtSheet *self)
{
  GtkEventController *keys = gtk_event_controller_key_new (), *focus = gtk_event_controller_focus_new ();
  GtkWidget *cursor = g_object_new (GTK_TYPE_DRAWING_AREA, "accessible-role", GTK_ACCESSIBLE_ROLE_IMG, "can-target", FALSE,
                                    "focusable", TRUE, "visible", FALSE, NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (cursor), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Number"), -1);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  g_signal_connect (focus, "leave", G_CALLBACK (focus_out_cb), self);
  gtk_widget_add_controller (cursor, keys);
  gtk_widget_add_controller (cursor, focus);
  gtk_widget_set_parent (cursor, GTK_WIDGET (self));
  self->hover->cursor = cursor;
}
