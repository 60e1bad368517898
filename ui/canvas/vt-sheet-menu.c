/* What can be picked from a list on the sheet: the layers that fit at a wire's end or after a card, a card to connect to, a card
 * to go to. */
#include <math.h>
#include <string.h>

#include "fit.h"
#include "text.h"
#include "vt-picker.h"
#include "vt-sheet-private.h"

#define SNAP 4.0
#define HEAD 19.0            /* from a card's top to the middle of its head, where a wire is let go */
#define HALF_CARD 56.0

/* It may be an entry of the menu that is acting, so its widgets go only when the next one but it closes. */
void
vt_sheet_close_menu (VtSheet *self)
{
  g_clear_pointer (&self->former_menu, gtk_widget_unparent);
  self->former_menu = g_steal_pointer (&self->menu);
  if (self->former_menu != NULL)
    gtk_popover_popdown (GTK_POPOVER (self->former_menu));
}

/* The keyboard goes back to where it was, unless what was picked sends it elsewhere. */
static void
closed_cb (GtkPopover *popover, VtSheet *self)
{
  VtItem *item = vt_sheet_item (self, self->menu_focus);

  gtk_widget_grab_focus (item != NULL ? GTK_WIDGET (item) : GTK_WIDGET (self));
}

void
vt_sheet_open_menu (VtSheet *self, GtkWidget *popover, const VtRect *at)
{
  GtkWidget *child = gtk_widget_get_focus_child (GTK_WIDGET (self));

  if (child == NULL || child != self->menu)
    self->menu_focus = child != NULL && VT_IS_ITEM (child) ? vt_item_id (VT_ITEM (child)) : 0;
  vt_sheet_close_menu (self);
  self->menu = popover;
  g_signal_connect (popover, "closed", G_CALLBACK (closed_cb), self);
  gtk_widget_set_parent (popover, GTK_WIDGET (self));
  gtk_popover_set_pointing_to (GTK_POPOVER (popover), &(GdkRectangle) { (int) at->x, (int) at->y, MAX ((int) at->w, 1),
                                                                        MAX ((int) at->h, 1) });
  gtk_popover_popup (GTK_POPOVER (popover));
}

static void
open_picker (VtSheet *self, GtkWidget *picker, const VtRect *at, void (*picked_cb) (VtPicker *, guint, VtSheet *))
{
  g_signal_connect (picker, "picked", G_CALLBACK (picked_cb), self);
  vt_sheet_open_menu (self, picker, at);
}

static VtRect
place_of_card (VtSheet *self, guint layer)
{
  VtRect rect = { 0 };

  vt_scene_place (self->scene, layer, &rect);
  return vt_sheet_to_widget (self, &rect);
}

/* Layers. */

static guint
index_of (const NnKind *kind)
{
  guint n, i = 0;
  const NnKind *const *kinds = nn_kind_rows (&n);

  while (kinds[i] != kind)
    i++;
  return i;
}

static GtkWidget *
make_kind_picker (const GPtrArray *kinds)
{
  GtkWidget *picker = vt_picker_new (_ ("Layers that fit"), _ ("No layer of that name fits"));

  for (guint i = 0; i < kinds->len; i++)
    {
      const NnKind *kind = g_ptr_array_index (kinds, i);

      vt_picker_add (VT_PICKER (picker), index_of (kind), kind->icon, nn_text (kind->title), NULL);
    }
  return picker;
}

static const NnKind *
kind_at (guint i)
{
  guint n;

  return nn_kind_rows (&n)[i];
}

static void
add_picked (VtSheet *self, NnEdit *edit, const char *kind, guint id, gboolean (*apply) (VtSheet *self, NnEdit *edit))
{
  const NnNetwork *network = vt_session_network (self->session);

  if (!apply (self, nn_edit_pick_field (edit, network, vt_session_info (self->session), kind, id)))
    return;
  vt_sheet_choose (self, id);
  vt_sheet_focus_item (self, id);
}

/* The new card's head is where the wire was let go; its wire comes from there or goes there. */
static void
end_picked_cb (VtPicker *picker, guint i, VtSheet *self)
{
  const NnNetwork *network = vt_session_network (self->session);
  const guint id = nn_network_next_id (network), layer = self->menu_layer;
  const NnKind *kind = kind_at (i);
  GPtrArray *edits;

  if (nn_network_layer (network, layer) == NULL)
    return;
  edits = g_ptr_array_new ();
  g_ptr_array_add (edits, nn_edit_add_layer (kind->id, id, self->menu_x, self->menu_y));
  g_ptr_array_add (edits, self->menu_from_output ? nn_edit_add_wire (layer, id, 0) : nn_edit_add_wire (id, layer, self->menu_slot));
  add_picked (self, nn_edit_group (g_strdup_printf (_ ("Add %s"), nn_text (kind->title)), edits), kind->id, id,
              vt_sheet_edit_here);
}

void
vt_sheet_offer_kinds (VtSheet *self, guint layer, gboolean from_output, guint slot, double scene_x, double scene_y)
{
  const NnNetwork *network = vt_session_network (self->session);
  const NnReport *report = vt_session_report (self->session);
  const NnDataInfo *data = vt_session_info (self->session);
  g_autoptr (GPtrArray) kinds =
      from_output ? nn_kinds_after (network, report, data, layer) : nn_kinds_before (network, report, data, layer);
  const VtRect point = { scene_x, scene_y, 0.0, 0.0 }, place = vt_sheet_to_widget (self, &point);

  self->menu_layer = layer;
  self->menu_from_output = from_output;
  self->menu_slot = slot;
  self->menu_x = round ((from_output ? scene_x : scene_x - 2.0 * HALF_CARD) / SNAP) * SNAP;
  self->menu_y = round ((scene_y - HEAD) / SNAP) * SNAP;
  open_picker (self, make_kind_picker (kinds), &place, end_picked_cb);
}

static void
after_picked_cb (VtPicker *picker, guint i, VtSheet *self)
{
  const NnNetwork *network = vt_session_network (self->session);
  const guint id = nn_network_next_id (network);

  if (nn_network_layer (network, self->menu_layer) != NULL)
    add_picked (self, nn_edit_add_after (network, kind_at (i)->id, self->menu_layer, id), kind_at (i)->id, id, vt_sheet_edit);
}

void
vt_sheet_offer_after (VtSheet *self, guint layer)
{
  g_autoptr (GPtrArray) kinds = nn_kinds_after (vt_session_network (self->session), vt_session_report (self->session),
                                                vt_session_info (self->session), layer);
  const VtRect place = place_of_card (self, layer);

  self->menu_layer = layer;
  open_picker (self, make_kind_picker (kinds), &place, after_picked_cb);
}

static void
insertion_picked_cb (VtPicker *picker, guint i, VtSheet *self)
{
  const NnNetwork *network = vt_session_network (self->session);
  const guint id = nn_network_next_id (network);
  const NnWire wire = { self->chosen_from, self->chosen_to, self->chosen_slot };

  if (self->chosen_to != 0)
    add_picked (self, nn_edit_insert_on_wire (network, kind_at (i)->id, &wire, id), kind_at (i)->id, id, vt_sheet_edit);
}

void
vt_sheet_offer_insertion (VtSheet *self)
{
  const VtSceneWire *wire = vt_scene_wire (self->scene, self->chosen_from, self->chosen_to, self->chosen_slot);
  VtRect point = { 0 }, place;
  g_autoptr (GPtrArray) kinds = NULL;

  if (wire == NULL)
    return;
  kinds = nn_kinds_after (vt_session_network (self->session), vt_session_report (self->session),
                          vt_session_info (self->session), wire->from);
  vt_wire_point (wire, 0.5, &point.x, &point.y);
  place = vt_sheet_to_widget (self, &point);
  open_picker (self, make_kind_picker (kinds), &place, insertion_picked_cb);
}

static void
here_picked_cb (VtPicker *picker, guint i, VtSheet *self)
{
  const guint id = nn_network_next_id (vt_session_network (self->session));

  add_picked (self, nn_edit_add_layer (kind_at (i)->id, id, self->menu_x, self->menu_y), kind_at (i)->id, id,
              vt_sheet_edit_here);
}

void
vt_sheet_offer_here (VtSheet *self, double scene_x, double scene_y)
{
  const VtRect point = { scene_x, scene_y, 0.0, 0.0 }, place = vt_sheet_to_widget (self, &point);
  GtkWidget *picker = vt_picker_new (_ ("Layers"), _ ("No layer of that name"));
  guint n;
  const NnKind *const *kinds = nn_kind_rows (&n);

  for (guint i = 0; i < n; i++)
    vt_picker_add (VT_PICKER (picker), i, kinds[i]->icon, nn_text (kinds[i]->title), NULL);
  self->menu_x = round ((scene_x - HALF_CARD) / SNAP) * SNAP;
  self->menu_y = round ((scene_y - HEAD) / SNAP) * SNAP;
  open_picker (self, picker, &place, here_picked_cb);
}

/* Cards. */

static void
add_card_row (VtSheet *self, GtkWidget *picker, const NnLayer *layer, const char *detail)
{
  vt_picker_add (VT_PICKER (picker), layer->id, layer->kind->icon, layer->label, detail);
}

static void
connect_picked_cb (VtPicker *picker, guint id, VtSheet *self)
{
  if (nn_network_layer (vt_session_network (self->session), self->menu_layer) == NULL)
    return;
  vt_sheet_add_wire (self, self->menu_layer, id, vt_sheet_free_slot (self, id));
  vt_sheet_focus_item (self, self->menu_layer);
}

/* How well a card would do as the end of a wire, best first, with what the list says of it. */
static const char *const targets[] = { NULL, N_("does not fit"), N_("would close a circle") };

static guint
judge_target (VtSheet *self, guint from, guint to)
{
  const NnNetwork *network = vt_session_network (self->session);

  if (nn_network_reaches (network, to, from))
    return 2;
  return nn_layer_fits (network, vt_session_report (self->session), vt_session_info (self->session), from, to) ? 0 : 1;
}

/* Those that its numbers fit come first. A circle stands there with its reason, and changes nothing. */
void
vt_sheet_offer_targets (VtSheet *self, guint from)
{
  const NnNetwork *network = vt_session_network (self->session);
  GtkWidget *picker = vt_picker_new (_ ("Connect to"), _ ("No such card"));
  const VtRect place = place_of_card (self, from);

  for (guint rank = 0; rank < G_N_ELEMENTS (targets); rank++)
    for (guint i = 0; i < nn_network_n_layers (network); i++)
      {
        const NnLayer *layer = nn_network_layer_at (network, i);

        if (layer->kind->max_in > 0 && layer->id != from && judge_target (self, from, layer->id) == rank)
          add_card_row (self, picker, layer, nn_text (targets[rank]));
      }
  self->menu_layer = from;
  open_picker (self, picker, &place, connect_picked_cb);
}

static void
find_picked_cb (VtPicker *picker, guint id, VtSheet *self)
{
  vt_sheet_choose (self, id);
  vt_sheet_focus_item (self, id);
}

/* The first line of what a note says. */
static char *
first_line (const char *text)
{
  const char *end = strchr (text, '\n');

  return end != NULL ? g_strndup (text, end - text) : g_strdup (text);
}

void
vt_sheet_find (VtSheet *self)
{
  const NnNetwork *network = vt_session_network (self->session);
  const VtRect top = { gtk_widget_get_width (GTK_WIDGET (self)) / 2.0, 4.0, 1.0, 1.0 };
  GtkWidget *picker = vt_picker_new (_ ("Find a card"), _ ("No such card"));

  for (guint i = 0; i < nn_network_n_layers (network); i++)
    {
      const NnLayer *layer = nn_network_layer_at (network, i);

      add_card_row (self, picker, layer, nn_text (layer->kind->title));
    }
  for (guint i = 0; i < nn_network_n_marks (network); i++)
    {
      const NnMark *mark = nn_network_mark_at (network, i);
      g_autofree char *line = first_line (mark->text);

      if (mark->kind == NN_MARK_NOTE)
        vt_picker_add (VT_PICKER (picker), mark->id, "vt-note-symbolic", line, _ ("Note"));
    }
  open_picker (self, picker, &top, find_picked_cb);
}
