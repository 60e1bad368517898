/* Layers dragged from the palette: where they would go, what that would bring, and letting go. */
#include <math.h>

#include "text.h"
#include "vt-sheet-private.h"

#define WIRE_REACH 24.0      /* a layer is held over a wire within so many pixels of the screen */
#define SNAP 4.0

static const char *
kind_of_value (const GValue *value)
{
  const char *text = value != NULL && G_VALUE_HOLDS_STRING (value) ? g_value_get_string (value) : NULL;

  if (text == NULL || !g_str_has_prefix (text, VT_DROP_PREFIX))
    return NULL;
  text += strlen (VT_DROP_PREFIX);
  return nn_kind_find (text) != NULL ? text : NULL;
}

void
vt_sheet_say (VtSheet *self, const char *title, const char *detail)
{
  GtkWidget *content = gtk_widget_get_first_child (self->hint);
  GtkWidget *first = gtk_widget_get_first_child (content);

  gtk_label_set_text (GTK_LABEL (first), title);
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_next_sibling (first)), detail);
  gtk_widget_set_visible (gtk_widget_get_next_sibling (first), *detail != '\0');
  gtk_widget_set_visible (self->hint, TRUE);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

/* The edit that letting go here would make. The new layer's id is the network's next. */
static NnEdit *
make_edit (VtSheet *self, double x, double y)
{
  const NnNetwork *network = vt_session_network (self->session);
  const guint id = nn_network_next_id (network);
  const NnWire wire = { .from = self->held.from, .to = self->held.to, .slot = self->held.slot };
  double scene_x, scene_y;

  if (self->held.to != 0)
    return nn_edit_insert_on_wire (network, self->held.kind, &wire, id);
  vt_sheet_to_scene (self, x, y, &scene_x, &scene_y);
  /* The pointer holds the card by the middle of its head. */
  return nn_edit_pick_field (nn_edit_add_layer (self->held.kind, id, round ((scene_x - 56.0) / SNAP) * SNAP,
                                                round ((scene_y - 19.0) / SNAP) * SNAP),
                             network, vt_session_info (self->session), self->held.kind, id);
}

static const NnIssue *
first_error (const NnReport *report, guint layer)
{
  for (guint i = 0; i < report->issues->len; i++)
    {
      const NnIssue *issue = &g_array_index (report->issues, NnIssue, i);

      if (issue->layer == layer && issue->severity == NN_ISSUE_ERROR)
        return issue;
    }
  return NULL;
}

/* "Stays 8 numbers, adds 72 parameters" */
static char *
what_it_brings (VtSheet *self, const NnReport *report, guint id)
{
  const NnReport *now = vt_session_report (self->session);
  const NnLayerReport *arrives = nn_report_layer (now, self->held.from), *layer = nn_report_layer (report, id);
  const NnIssue *error = first_error (report, id);
  g_autofree char *shape = NULL, *count = NULL;

  if (error == NULL && self->held.to != 0)
    error = first_error (report, self->held.to);
  if (error != NULL)
    return g_strdup (error->sentence);
  if (layer == NULL || layer->out.rank == 0)
    return g_strdup ("");
  shape = nn_shape_in_words (&layer->out);
  count = vt_count (report->parameters - now->parameters);
  if (arrives != NULL && nn_shape_equal (&arrives->out, &layer->out))
    return report->parameters > now->parameters ? g_strdup_printf (_ ("Stays %s, adds %s parameters"), shape, count)
                                                : g_strdup_printf (_ ("Stays %s, adds no parameters"), shape);
  return report->parameters != now->parameters ? g_strdup_printf (_ ("Makes %s, adds %s parameters"), shape, count)
                                               : g_strdup_printf (_ ("Makes %s, adds no parameters"), shape);
}

/* Tries the edit on a copy: shapes and parameters on the sheet follow what would be. */
static void
foresee (VtSheet *self, double x, double y)
{
  g_autoptr (NnNetwork) network = nn_network_copy (vt_session_network (self->session));
  const guint id = nn_network_next_id (network);
  g_autoptr (NnEdit) edit = make_edit (self, x, y);
  g_autoptr (NnEdit) inverse = nn_edit_apply (edit, network, NULL);
  g_autoptr (NnReport) report = nn_check (network, vt_session_info (self->session));
  g_autofree char *title = NULL, *detail = NULL;

  if (inverse == NULL)
    return;
  vt_scene_foresee (self->scene, report);
  for (guint i = 0; i < self->scene->cards->len; i++)
    {
      VtSceneCard *card = g_ptr_array_index (self->scene->cards, i);

      vt_card_refresh (vt_sheet_card (self, card->layer), card, self->theme, self->placed.zoom);
    }
  vt_sheet_drop_nodes (self);
  if (self->held.to != 0)
    {
      detail = what_it_brings (self, report, id);
      vt_sheet_say (self, _ ("Let go to insert it here"), detail);
      return;
    }
  title = g_strdup_printf (_ ("Let go to put %s here"), nn_text (nn_kind_find (self->held.kind)->title));
  vt_sheet_say (self, title, _ ("Over a wire it is inserted"));
}

static void
hold (VtSheet *self, const char *kind, double x, double y)
{
  const VtSceneWire *wire;
  const VtHeld *held = &self->held;
  double scene_x, scene_y;

  vt_sheet_to_scene (self, x, y, &scene_x, &scene_y);
  wire = vt_scene_wire_at (self->scene, scene_x, scene_y, WIRE_REACH / self->zoom);
  self->pointer_x = x;
  self->pointer_y = y;
  if (held->is_known && g_strcmp0 (held->kind, kind) == 0 && held->to == (wire != NULL ? wire->to : 0)
      && held->from == (wire != NULL ? wire->from : 0))
    {
      gtk_widget_queue_allocate (GTK_WIDGET (self));
      return;
    }
  if (g_strcmp0 (held->kind, kind) != 0)
    {
      g_free (self->held.kind);
      self->held.kind = g_strdup (kind);
    }
  self->held.from = wire != NULL ? wire->from : 0;
  self->held.to = wire != NULL ? wire->to : 0;
  self->held.slot = wire != NULL ? wire->slot : 0;
  self->held.is_known = TRUE;
  foresee (self, x, y);
}

void
vt_sheet_clear_held (VtSheet *self)
{
  g_free (self->held.kind);
  self->held = (VtHeld) { 0 };
  gtk_widget_set_visible (self->hint, FALSE);
}

static GdkDragAction
motion_cb (GtkDropTarget *target, double x, double y, VtSheet *self)
{
  const GValue *value = gtk_drop_target_get_value (target);
  const char *kind = kind_of_value (value);

  if (kind != NULL)
    hold (self, kind, x, y);
  /* Until the value is there nobody knows what is held: it may be welcome. */
  return value == NULL || kind != NULL ? GDK_ACTION_COPY : 0;
}

static void
leave_cb (GtkDropTarget *target, VtSheet *self)
{
  if (self->held.kind == NULL)
    return;
  vt_sheet_clear_held (self);
  vt_sheet_reload (self);
}

static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, VtSheet *self)
{
  const char *kind = kind_of_value (value);
  const guint id = nn_network_next_id (vt_session_network (self->session));

  if (kind == NULL)
    return FALSE;
  hold (self, kind, x, y);
  if (self->held.to != 0)
    vt_sheet_edit (self, make_edit (self, x, y));
  else
    vt_sheet_edit_here (self, make_edit (self, x, y));
  vt_sheet_clear_held (self);
  vt_sheet_reload (self);
  if (vt_scene_card (self->scene, id) != NULL)
    {
      vt_sheet_choose (self, id);
      gtk_widget_grab_focus (GTK_WIDGET (vt_sheet_card (self, id)));
    }
  return TRUE;
}

/* Under the pointer, or under the wire's place, inside the sheet. */
void
vt_sheet_allocate_hint (VtSheet *self, int width, int height)
{
  const VtSceneWire *wire = vt_scene_wire (self->scene, self->held.from, self->held.to, self->held.slot);
  double x = self->pointer_x, y = self->pointer_y + 44.0;
  GtkRequisition size;

  if (!gtk_widget_get_visible (self->hint))
    return;
  if (wire != NULL)
    {
      vt_wire_point (wire, 0.5, &x, &y);
      x = self->x + x * self->zoom;
      y = MAX (self->y + y * self->zoom, self->pointer_y) + 44.0;
    }
  gtk_widget_get_preferred_size (self->hint, NULL, &size);
  x = CLAMP (x - size.width / 2.0, 8.0, MAX (8.0, width - size.width - 8.0));
  y = CLAMP (y, 8.0, MAX (8.0, height - size.height - 8.0));
  gtk_widget_allocate (self->hint, size.width, size.height, -1,
                       gsk_transform_translate (NULL, &GRAPHENE_POINT_INIT ((float) round (x), (float) round (y))));
}

void
vt_sheet_add_drop (VtSheet *self)
{
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_STRING, GDK_ACTION_COPY);
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);

  gtk_drop_target_set_preload (target, TRUE);
  g_signal_connect (target, "enter", G_CALLBACK (motion_cb), self);
  g_signal_connect (target, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect (target, "leave", G_CALLBACK (leave_cb), self);
  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));

  gtk_box_append (GTK_BOX (content), vt_floating_label ("", 14.5, 600, FALSE, 0));
  gtk_box_append (GTK_BOX (content), vt_floating_label ("", 12.5, 400, TRUE, 0));
  gtk_widget_set_margin_start (content, 14);
  gtk_widget_set_margin_end (content, 14);
  gtk_widget_set_margin_top (content, 10);
  gtk_widget_set_margin_bottom (content, 10);
  self->hint = vt_floating_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_append (GTK_BOX (self->hint), content);
  gtk_widget_set_can_target (self->hint, FALSE);
  gtk_widget_set_visible (self->hint, FALSE);
  gtk_widget_set_parent (self->hint, GTK_WIDGET (self));
}
