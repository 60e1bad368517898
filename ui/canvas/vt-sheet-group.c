/* Groups: making one of what is chosen, taking it apart, opening and folding it. */
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

/* How wide the group's card would be after the edit. */
static double
width_after (VtSheet *self, const NnEdit *edit, guint group)
{
  g_autoptr (NnNetwork) network = nn_network_copy (network_of (self));
  g_autoptr (NnEdit) inverse = nn_edit_apply (edit, network, NULL);
  g_autoptr (NnReport) report = nn_check (network, vt_session_info (self->session));
  g_autoptr (VtPlan) plan = vt_plan_new (
    &(VtSite) { network, report, vt_session_info (self->session), nn_network_layer (network, group) });

  return plan->w;
}

/* What lies to the right of its left edge goes as far as the card grows or shrinks. */
static void
make_room (VtSheet *self, const NnLayer *group, double by, GPtrArray *edits)
{
  for (guint i = 0; i < nn_network_n_layers (network_of (self)); i++)
    {
      const NnLayer *layer = nn_network_layer_at (network_of (self), i);

      if (layer->x > group->x)
        g_ptr_array_add (edits, nn_edit_move (layer->id, layer->x + by, layer->y));
    }
}

void
vt_sheet_open_group (VtSheet *self, guint id)
{
  const NnLayer *group = nn_network_layer (network_of (self), id);
  const VtSceneCard *card = vt_scene_card (self->scene, id);
  gboolean opens;
  GPtrArray *edits;

  if (group == NULL || nn_layer_inside (group) == NULL || card == NULL)
    return;
  opens = !nn_settings_switch (group->settings, "open");
  edits = g_ptr_array_new ();
  g_ptr_array_add (edits, nn_edit_set (id, "open", opens));
  make_room (self, group, width_after (self, g_ptr_array_index (edits, 0), id) - card->rect.w, edits);
  vt_sheet_edit (self, nn_edit_group (g_strdup_printf (opens ? _ ("Open %s") : _ ("Fold %s"), group->label), edits));
}

static void
open_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  VtSheet *self = VT_SHEET (widget);

  vt_sheet_choose_focused (self);
  vt_sheet_open_group (self, vt_session_selected (self->session));
}

void
vt_sheet_install_group (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "sheet.make-group", NULL, make_cb);
  gtk_widget_class_install_action (widget_class, "sheet.take-apart", NULL, take_apart_cb);
  gtk_widget_class_install_action (widget_class, "sheet.open-group", NULL, open_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_g, GDK_CONTROL_MASK, "sheet.make-group", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_g, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "sheet.take-apart", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_o, 0, "sheet.open-group", NULL);
}
