/* Groups: making one of what is chosen, taking it apart, opening and folding it. */
#include "seat.h"
#include "text.h"
#include "vt-sheet-private.h"

static const NnNetwork *
network_of (VtSheet *self)
{
  return vt_session_network (self->session);
}

static const NnLayer *
chosen_group (VtSheet *self)
{
  const NnLayer *layer = nn_network_layer (network_of (self), vt_session_selected (self->session));

  return layer != NULL && nn_layer_inside (layer) != NULL ? layer : NULL;
}

static void
make_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  VtSheet *self = VT_SHEET (widget);
  const guint id = nn_network_next_id (network_of (self));
  const guint *ids;
  NnEdit *edit;
  guint n;

  vt_sheet_choose_focused (self);
  ids = vt_session_chosen (self->session, &n);
  edit = nn_edit_make_group (network_of (self), ids, n, id);
  if (edit == NULL)
    g_signal_emit_by_name (self->session, "message",
                           _ ("A group is made of layers that hang together: one wire's source before them, one layer of them that "
                              "leads on, and no Input or Output among them. Choose such layers first."));
  else if (vt_sheet_edit (self, edit))
    vt_sheet_choose (self, id);
}

static void
take_apart_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  VtSheet *self = VT_SHEET (widget);
  const NnLayer *group;
  NnEdit *edit;

  vt_sheet_choose_focused (self);
  group = chosen_group (self);
  edit = group != NULL ? nn_edit_ungroup (network_of (self), group->id) : NULL;
  if (edit != NULL)
    vt_sheet_edit (self, edit);
}

/* The card on the sheet as it would be after the edit. (transfer full) */
static VtPlan *
plan_after (VtSheet *self, const NnEdit *edit, guint id)
{
  g_autoptr (NnNetwork) network = nn_network_copy (network_of (self));
  g_autoptr (NnEdit) inverse = nn_edit_apply (edit, network, NULL);
  g_autoptr (NnReport) report = nn_check (network, vt_session_info (self->session));

  return vt_plan_new (&(VtSite) {
    .network = network,
    .report = report,
    .data = vt_session_info (self->session),
    .layer = nn_network_layer (network, id),
  });
}

/* Its wires stay at their height, and what lies to the right of its left edge goes as far as the card grows or shrinks. */
void
vt_sheet_make_room (VtSheet *self, const VtSceneCard *card, GPtrArray *edits)
{
  g_autoptr (VtPlan) after = plan_after (self, g_ptr_array_index (edits, 0), card->layer);
  const NnLayer *group = nn_network_layer (network_of (self), card->layer);
  const double by = after->w - card->rect.w, up = after->port_y - card->plan->port_y;

  if (up != 0.0)
    g_ptr_array_add (edits, nn_edit_move (group->id, group->x, group->y - up));
  if (by == 0.0)
    return;

  for (guint i = 0; i < nn_network_n_layers (network_of (self)); i++)
    {
      const NnLayer *layer = nn_network_layer_at (network_of (self), i);

      if (layer->x > group->x)
        g_ptr_array_add (edits, nn_edit_move (layer->id, layer->x + by, layer->y));
    }
}

/* Which group an action means: the layer itself, or the open one that it lies in. 0: none. */
static guint
group_of (VtSheet *self, guint id)
{
  const VtSceneCard *card = vt_scene_card (self->scene, id);
  g_auto (NnSeat) seat = { 0 };

  if (!nn_seat_find (network_of (self), id, &seat))
    return 0;
  return nn_layer_inside (seat.layer) != NULL ? id : card != NULL ? card->frame : 0;
}

/* A setting that says how the group is drawn. Its card, or the one that it lies on, makes room. */
static void
set_look (VtSheet *self, guint id, const char *param, double value, const char *title)
{
  const VtSceneCard *ground = vt_scene_ground (self->scene, vt_scene_card (self->scene, id));
  g_auto (NnSeat) seat = { 0 };
  GPtrArray *edits;

  if (ground == NULL || !nn_seat_find (network_of (self), id, &seat))
    return;
  edits = g_ptr_array_new ();
  g_ptr_array_add (edits, nn_seat_edit (&seat, nn_edit_set (seat.layer->id, param, value)));
  vt_sheet_make_room (self, ground, edits);
  vt_sheet_edit (self, nn_edit_group (g_strdup_printf (title, seat.layer->label), edits));
}

void
vt_sheet_open_group (VtSheet *self, guint id)
{
  g_auto (NnSeat) seat = { 0 };
  gboolean opens;

  if (!nn_seat_find (network_of (self), id, &seat) || nn_layer_inside (seat.layer) == NULL)
    return;
  opens = !nn_settings_switch (seat.layer->settings, "open");
  set_look (self, id, "open", opens, opens ? _ ("Open %s") : _ ("Fold %s"));
  if (opens)
    vt_sheet_glide_to (self, id);
}

static void
open_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  VtSheet *self = VT_SHEET (widget);

  vt_sheet_choose_focused (self);
  vt_sheet_open_group (self, group_of (self, vt_session_inspected (self->session)));
}

/* Round: after the last comes the first. */
static void
step_repetition (VtSheet *self, int by)
{
  g_auto (NnSeat) seat = { 0 };
  guint id, times;

  vt_sheet_choose_focused (self);
  id = group_of (self, vt_session_inspected (self->session));
  if (!nn_seat_find (network_of (self), id, &seat) || !nn_settings_switch (seat.layer->settings, "open"))
    return;
  times = (guint) nn_settings_int (seat.layer->settings, "repeat");
  set_look (self, id, "shown", (nn_group_shown (seat.layer) - 1 + times + by) % times + 1, _ ("Look at another repetition of %s"));
}

static void
next_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  step_repetition (VT_SHEET (widget), 1);
}

static void
before_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  step_repetition (VT_SHEET (widget), -1);
}

gboolean
vt_sheet_turn_knob (VtSheet *self)
{
  const VtSceneCard *card;
  const VtKnob *knob;
  double x, y;

  vt_sheet_to_scene (self, self->pointer_x, self->pointer_y, &x, &y);
  card = vt_scene_card_at (self->scene, x, y);
  knob = card != NULL ? vt_plan_knob_at (card->plan, x - card->rect.x, y - card->rect.y) : NULL;
  if (knob == NULL)
    return FALSE;
  if (g_str_equal (knob->param, "open"))
    vt_sheet_open_group (self, card->layer);
  else
    set_look (self, card->layer, knob->param, knob->value, _ ("Look at another repetition of %s"));
  return TRUE;
}

void
vt_sheet_install_group (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "sheet.make-group", NULL, make_cb);
  gtk_widget_class_install_action (widget_class, "sheet.take-apart", NULL, take_apart_cb);
  gtk_widget_class_install_action (widget_class, "sheet.open-group", NULL, open_cb);
  gtk_widget_class_install_action (widget_class, "sheet.next-repetition", NULL, next_cb);
  gtk_widget_class_install_action (widget_class, "sheet.repetition-before", NULL, before_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_g, GDK_CONTROL_MASK, "sheet.make-group", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_g, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "sheet.take-apart", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Down, 0, "sheet.next-repetition", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Up, 0, "sheet.repetition-before", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_o, 0, "sheet.open-group", NULL);
}
