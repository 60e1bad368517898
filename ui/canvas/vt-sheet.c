#include "vt-sheet-private.h"

#include <math.h>

#include "text.h"
#include "vt-legend-view.h"
#include "vt-room.h"

/* A smaller sheet has no room for the legend beside the cards. */
#define LEGEND_NEEDS_WIDTH 520
#define LEGEND_NEEDS_HEIGHT 320

G_DEFINE_FINAL_TYPE (VtSheet, vt_sheet, GTK_TYPE_WIDGET)

VtItem *
vt_sheet_item (VtSheet *self, guint id)
{
  return g_hash_table_lookup (self->items, GUINT_TO_POINTER (id));
}

VtCard *
vt_sheet_card (VtSheet *self, guint layer)
{
  VtItem *item = vt_sheet_item (self, layer);

  return item != NULL && VT_IS_CARD (item) ? VT_CARD (item) : NULL;
}

/* Children. */

static gboolean
show_card (gpointer card)
{
  return vt_sheet_take_card (VT_SHEET (gtk_widget_get_parent (card)), card);
}

static gboolean
show_legend (gpointer self)
{
  return vt_legend_view_refresh (VT_LEGEND_VIEW (VT_SHEET (self)->legend), VT_SHEET (self)->theme);
}

static void
leave_item (VtSheet *self, gpointer item)
{
  vt_session_want (self->session, item, NULL, 0);
  vt_session_unwatch (self->session, item);
}

static void
add_item (VtSheet *self, guint id, GtkWidget *item)
{
  g_hash_table_insert (self->items, GUINT_TO_POINTER (id), item);
  gtk_widget_insert_before (item, GTK_WIDGET (self), self->legend);
  vt_sheet_connect_item (self, VT_ITEM (item));
  if (VT_IS_CARD (item))
    vt_session_watch (self->session, item, show_card);
}

/* Returns whether one of them had the keyboard. */
static gboolean
drop_gone_items (VtSheet *self)
{
  const gpointer focused = gtk_widget_get_focus_child (GTK_WIDGET (self));
  gboolean had_keyboard = FALSE;
  GHashTableIter iter;
  gpointer id, item;
  VtRect place;

  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, &id, &item))
    if (!vt_scene_place (self->scene, GPOINTER_TO_UINT (id), &place))
      {
        had_keyboard |= item == focused;
        leave_item (self, item);
        gtk_widget_unparent (item);
        g_hash_table_iter_remove (&iter);
      }
  return had_keyboard;
}

/* What is chosen instead takes the keyboard, as the same layer in another repetition, or else the sheet. */
static void
take_keyboard (VtSheet *self)
{
  VtItem *chosen = vt_sheet_item (self, vt_session_inspected (self->session));

  gtk_widget_grab_focus (chosen != NULL ? GTK_WIDGET (chosen) : GTK_WIDGET (self));
}

/* Returns what the new ones on the sheet take up together; empty (w 0) without. */
static VtRect
update_cards (VtSheet *self)
{
  VtRect added = { 0 };

  for (guint i = 0; i < self->scene->cards->len; i++)
    {
      VtSceneCard *drawn = g_ptr_array_index (self->scene->cards, i);
      VtCard *card = vt_sheet_card (self, drawn->layer);

      if (card == NULL)
        {
          add_item (self, drawn->layer, vt_card_new (drawn));
          added = drawn->frame == 0 ? vt_rect_union (&added, &drawn->rect) : added;
        }
      card = vt_sheet_card (self, drawn->layer);
      vt_card_refresh (card, drawn, self->theme, self->placed.zoom);
      vt_sheet_connect_ports (self, card);
      if (drawn->wants_changed)
        vt_session_want (self->session, card, drawn->plan->item,
                         drawn->plan->waits_for == NULL ? drawn->plan->n_items : 0);
    }
  return added;
}

static void
update_marks (VtSheet *self)
{
  for (guint i = 0; i < self->scene->marks->len; i++)
    {
      const VtSceneMark *drawn = g_ptr_array_index (self->scene->marks, i);

      if (vt_sheet_item (self, drawn->id) == NULL)
        add_item (self, drawn->id, vt_mark_new (drawn));
      vt_mark_refresh (VT_MARK (vt_sheet_item (self, drawn->id)), drawn, self->theme, self->placed.zoom);
    }
}

/* The card after that widget, and what lies on it after it; returns the last. */
static GtkWidget *
order_card (VtSheet *self, guint id, GtkWidget *last)
{
  VtCard *card = vt_sheet_card (self, id);
  const VtSceneCard *drawn = vt_scene_card (self->scene, id);
  GtkWidget *next = last != NULL ? gtk_widget_get_next_sibling (last) : gtk_widget_get_first_child (GTK_WIDGET (self));

  if (card == NULL)
    return last;
  if (next != GTK_WIDGET (card))
    gtk_widget_insert_after (GTK_WIDGET (card), GTK_WIDGET (self), last);
  last = GTK_WIDGET (card);
  for (guint i = 0; drawn->plan->is_frame && i < drawn->plan->parts->len; i++)
    last = order_card (self, g_array_index (drawn->plan->parts, VtPart, i).card, last);
  return last;
}

/* Tab follows the wires: the cards are children in the network's order. */
static void
order_cards (VtSheet *self)
{
  g_autoptr (GArray) order = nn_network_order (vt_session_network (self->session));
  GtkWidget *last = NULL;

  for (guint i = 0; i < order->len; i++)
    last = order_card (self, g_array_index (order, guint, i), last);
}

/* What is drawn of a wire cannot be read aloud: an empty box lies over it and tells. */
static void
update_wire_boxes (VtSheet *self)
{
  const GArray *wires = self->scene->wires;

  while (self->wire_boxes->len > wires->len)
    {
      gtk_widget_unparent (g_ptr_array_index (self->wire_boxes, self->wire_boxes->len - 1));
      g_ptr_array_set_size (self->wire_boxes, self->wire_boxes->len - 1);
    }
  while (self->wire_boxes->len < wires->len)
    {
      GtkWidget *box =
          g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_IMG, "can-target", FALSE, NULL);

      gtk_widget_insert_before (box, GTK_WIDGET (self), self->legend);
      g_ptr_array_add (self->wire_boxes, box);
    }
  for (guint i = 0; i < wires->len; i++)
    {
      const VtSceneWire *wire = &g_array_index (wires, VtSceneWire, i);
      g_autofree char *name = g_strdup_printf (_ ("%s to %s"), vt_scene_card (self->scene, wire->from)->name,
                                               vt_scene_card (self->scene, wire->to)->name);

      gtk_accessible_update_property (g_ptr_array_index (self->wire_boxes, i), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                      GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                      wire->words != NULL ? wire->words : _ ("not known yet"), -1);
    }
}

void
vt_sheet_reload (VtSheet *self)
{
  const NnNetwork *network = vt_session_network (self->session);
  gboolean had_keyboard;
  VtRect added;

  if (network != self->network)
    {
      self->wants_fit = TRUE;
      g_clear_pointer (&self->copied, g_free);   /* of another document */
    }
  self->network = network;
  vt_sheet_stop_gliding (self);
  vt_sheet_end_zoom (self);
  vt_scene_update (self->scene, network, vt_session_report (self->session), vt_session_info (self->session));
  if (self->chosen_to != 0
      && vt_scene_wire (self->scene, self->chosen_from, self->chosen_to, self->chosen_slot) == NULL)
    self->chosen_to = 0;
  if (self->armed != 0 && vt_scene_card (self->scene, self->armed) == NULL)
    self->armed = 0;
  had_keyboard = drop_gone_items (self);
  vt_sheet_forget_hover (self);
  added = update_cards (self);
  update_marks (self);
  vt_sheet_show_choice (self);
  if (had_keyboard)
    take_keyboard (self);
  order_cards (self);
  update_wire_boxes (self);
  vt_sheet_update_callouts (self);
  vt_sheet_drop_nodes (self);
  vt_minimap_redraw (VT_MINIMAP (self->minimap));
  vt_sheet_take_numbers (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  if (!self->wants_fit && added.w > 0.0)
    vt_sheet_glide_in (self, &added);
}

void
vt_sheet_follow (VtSheet *self)
{
  vt_sheet_end_zoom (self);
  vt_scene_route (self->scene);
  vt_sheet_redraw_moved (self);
  vt_minimap_redraw (VT_MINIMAP (self->minimap));
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

gboolean
vt_sheet_edit (VtSheet *self, NnEdit *edit)
{
  gboolean done;

  vt_session_seal (self->session);
  done = vt_session_edit (self->session, edit);
  vt_session_seal (self->session);
  return done;
}

static NnEdit *
make_room_cb (NnEdit *edit, gpointer data)
{
  VtSheet *self = data;

  return vt_make_room (edit, vt_session_network (self->session), vt_session_info (self->session), self->is_chosen_place);
}

gboolean
vt_sheet_edit_here (VtSheet *self, NnEdit *edit)
{
  gboolean done;

  self->is_chosen_place = TRUE;
  done = vt_sheet_edit (self, edit);
  self->is_chosen_place = FALSE;
  return done;
}

static void
network_cb (VtSheet *self)
{
  vt_sheet_clear_held (self);
  vt_sheet_reload (self);
}

static void
selection_cb (VtSheet *self)
{
  guint n;

  vt_session_chosen (self->session, &n);
  vt_sheet_show_choice (self);
  if (n > 0 && self->chosen_to != 0)
    vt_sheet_choose_wire (self, NULL);
}

static void
frame_cb (VtSheet *self)
{
  vt_sheet_forget_numbers (self);
  vt_sheet_take_why (self);
}

/* The widget. */

static void
vt_sheet_measure (GtkWidget *widget,
                  GtkOrientation orientation,
                  int for_size,
                  int *minimum,
                  int *natural,
                  int *minimum_baseline,
                  int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 320 : 140;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 900 : 520;
}

static void
allocate_at (GtkWidget *child, double x, double y, int width, int height)
{
  gtk_widget_allocate (child, width, height, -1,
                       gsk_transform_translate (NULL, &GRAPHENE_POINT_INIT ((float) round (x), (float) round (y))));
}

/* What is out of view and was so before stays where it was, still out of view: its new place would only be told to the
 * accessibility bus, and each message costs as much as drawing a card. */
static gboolean
may_skip (VtSheet *self, GtkWidget *child, const VtRect *rect)
{
  const VtRect around = vt_rect_grow (rect, VT_SHADOW_MARGIN);
  graphene_rect_t now;
  VtRect then;

  if (vt_sheet_is_in_view (self, &around) || !gtk_widget_compute_bounds (child, GTK_WIDGET (self), &now)
      || now.size.width == 0.0f)
    return FALSE;
  then = (VtRect) { (now.origin.x - self->x) / self->zoom, (now.origin.y - self->y) / self->zoom,
                    now.size.width / self->zoom, now.size.height / self->zoom };
  return !vt_sheet_is_in_view (self, &then);
}

static void
allocate_items (VtSheet *self)
{
  GHashTableIter iter;
  gpointer id, item;

  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, &id, &item))
    {
      VtRect rect = { 0 }, place;

      vt_scene_place (self->scene, GPOINTER_TO_UINT (id), &rect);
      if (may_skip (self, item, &rect))
        continue;
      place = vt_sheet_to_widget (self, &rect);
      gtk_widget_measure (item, GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
      allocate_at (item, place.x, place.y, (int) round (place.w), (int) round (place.h));
    }
}

static void
allocate_wire_boxes (VtSheet *self)
{
  for (guint i = 0; i < self->wire_boxes->len; i++)
    {
      const VtRect extents = vt_wire_extents (&g_array_index (self->scene->wires, VtSceneWire, i));
      const VtRect place = vt_sheet_to_widget (self, &extents);
      GtkWidget *box = g_ptr_array_index (self->wire_boxes, i);

      if (may_skip (self, box, &extents))
        continue;
      gtk_widget_measure (box, GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
      allocate_at (box, place.x, place.y, (int) ceil (place.w), (int) ceil (place.h));
    }
}

/* In a small sheet the legend would cover the cards for good: there it is shown on request, above its button. */
static void
allocate_legend (VtSheet *self, double bottom, gboolean is_small)
{
  const gboolean is_shown = !is_small || gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->legend_knob));
  GtkRequisition legend, knob;

  gtk_widget_set_child_visible (self->legend_knob, is_small);
  gtk_widget_set_child_visible (self->legend, is_shown);
  gtk_widget_get_preferred_size (self->legend_knob, &knob, NULL);
  if (is_small)
    {
      allocate_at (self->legend_knob, 16.0, bottom - knob.height, knob.width, knob.height);
      bottom -= knob.height + 8.0;
    }
  gtk_widget_get_preferred_size (self->legend, &legend, NULL);
  if (is_shown)
    allocate_at (self->legend, 16.0, bottom - legend.height, legend.width, legend.height);
}

/* Bottom left and bottom right, as far from the edges as the design has them. In a narrow sheet the legend
 * stands above the zoom, and the minimap goes to the top. */
static void
allocate_corners (VtSheet *self, int width, int height)
{
  const double scale = MAX (self->text_scale, 1.0);
  const gboolean is_small = width < LEGEND_NEEDS_WIDTH * scale || height < LEGEND_NEEDS_HEIGHT * scale;
  GtkRequisition zoom, map;
  gboolean fits;

  gtk_widget_get_preferred_size (self->zoom_box, &zoom, NULL);
  fits = vt_legend_view_set_room (VT_LEGEND_VIEW (self->legend), width - zoom.width - 46.0, width - 32.0, height);
  allocate_legend (self, fits || is_small ? height - 12.0 : height - 20.0 - zoom.height, is_small);
  allocate_at (self->zoom_box, width - 14.0 - zoom.width, height - 12.0 - zoom.height, zoom.width, zoom.height);
  fits |= is_small;
  if (gtk_widget_get_visible (self->minimap))
    {
      gtk_widget_get_preferred_size (self->minimap, &map, NULL);
      allocate_at (self->minimap, width - 14.0 - map.width, fits ? height - 24.0 - zoom.height - map.height : 12.0,
                   map.width, map.height);
    }
  vt_sheet_show_view (self, width, height);
}

static void
vt_sheet_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  VtSheet *self = VT_SHEET (widget);

  if (self->wants_fit && width > 1 && height > 1)
    {
      self->wants_fit = FALSE;
      vt_sheet_begin_view (self);
      self->zoomed_at = 0;
    }
  vt_sheet_follow_size (self, width, height);
  if (!vt_sheet_is_zooming (self))
    {
      vt_sheet_place (self);
      allocate_items (self);
      allocate_wire_boxes (self);
    }
  allocate_corners (self, width, height);
  vt_sheet_allocate_callouts (self, width, height);
  vt_sheet_allocate_hint (self, width, height);
  vt_sheet_allocate_hover (self, width, height);
  if (self->menu != NULL)
    gtk_popover_present (GTK_POPOVER (self->menu));
}

static void
vt_sheet_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  vt_sheet_draw (VT_SHEET (widget), snapshot);
}

static void
vt_sheet_dispose (GObject *object)
{
  VtSheet *self = VT_SHEET (object);
  GtkWidget *child;
  GHashTableIter iter;
  gpointer item;

  if (self->session != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->session, self);
      g_hash_table_iter_init (&iter, self->items);
      while (g_hash_table_iter_next (&iter, NULL, &item))
        leave_item (self, item);
      vt_session_unwatch (self->session, self);
      vt_session_set_room (self->session, NULL, NULL);
      vt_sheet_drop_hover (self);
    }
  g_clear_handle_id (&self->show_map, g_source_remove);
  self->menu = self->former_menu = NULL;   /* children like the others */
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->session);
  vt_sheet_drop_nodes (self);
  G_OBJECT_CLASS (vt_sheet_parent_class)->dispose (object);
}

static void
vt_sheet_finalize (GObject *object)
{
  VtSheet *self = VT_SHEET (object);

  g_hash_table_unref (self->items);
  g_array_unref (self->starts);
  g_array_unref (self->before);
  g_ptr_array_unref (self->wire_boxes);
  g_ptr_array_unref (self->callouts);
  g_array_unref (self->bundle_nodes);
  g_array_unref (self->wire_nodes);
  g_array_unref (self->label_nodes);
  g_free (self->held.kind);
  g_free (self->copied);
  g_array_unref (self->copied_ids);
  vt_scene_free (self->scene);
  g_free (self->hover);
  G_OBJECT_CLASS (vt_sheet_parent_class)->finalize (object);
}

static void
vt_sheet_class_init (VtSheetClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vt_sheet_dispose;
  G_OBJECT_CLASS (klass)->finalize = vt_sheet_finalize;
  widget_class->measure = vt_sheet_measure;
  widget_class->size_allocate = vt_sheet_size_allocate;
  widget_class->snapshot = vt_sheet_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  vt_sheet_install_arrange (widget_class);
  vt_sheet_install_group (widget_class);
  vt_sheet_install_choice (widget_class);
  vt_sheet_install_clipboard (widget_class);
  vt_sheet_install_context (widget_class);
  vt_sheet_install_keys (widget_class);
  vt_sheet_install_marks (widget_class);
  vt_sheet_install_view (widget_class);
}

static void
clear_kept (gpointer kept)
{
  g_clear_pointer (&((VtKept *) kept)->node, gsk_render_node_unref);
}

static GArray *
make_nodes (void)
{
  GArray *nodes = g_array_new (FALSE, TRUE, sizeof (VtKept));

  g_array_set_clear_func (nodes, clear_kept);
  return nodes;
}

static void
add_legend_knob (VtSheet *self)
{
  self->legend_knob = gtk_toggle_button_new_with_label (_ ("Legend"));
  gtk_widget_add_css_class (self->legend_knob, "legend-knob");
  gtk_widget_set_tooltip_text (self->legend_knob, _ ("What the colours mean"));
  g_signal_connect_swapped (self->legend_knob, "toggled", G_CALLBACK (gtk_widget_queue_allocate), self);
  gtk_widget_set_parent (self->legend_knob, GTK_WIDGET (self));
}

static void
vt_sheet_init (VtSheet *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  self->theme = &vt_theme_light;
  self->zoom = self->placed.zoom = 1.0;
  self->wants_fit = TRUE;
  self->scene = vt_scene_new ();
  self->items = g_hash_table_new (NULL, NULL);
  self->starts = g_array_new (FALSE, FALSE, sizeof (VtStart));
  self->before = g_array_new (FALSE, FALSE, sizeof (guint));
  self->copied_ids = g_array_new (FALSE, FALSE, sizeof (guint));
  self->wire_boxes = g_ptr_array_new ();
  self->callouts = g_ptr_array_new ();
  self->bundle_nodes = make_nodes ();
  self->wire_nodes = make_nodes ();
  self->label_nodes = make_nodes ();
  gtk_widget_set_overflow (widget, GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_focusable (widget, TRUE);
  gtk_widget_set_hexpand (widget, TRUE);
  gtk_widget_set_vexpand (widget, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Network"), -1);

  self->legend = vt_legend_view_new (self->scene);
  gtk_widget_set_parent (self->legend, widget);
  add_legend_knob (self);
  vt_sheet_add_minimap (self);
  vt_sheet_add_zoom_box (self);
  vt_sheet_add_drop (self);
  vt_sheet_add_pointer (self);
  vt_sheet_add_hover (self);
}

GtkWidget *
vt_sheet_new (VtSession *session)
{
  VtSheet *self = g_object_new (VT_TYPE_SHEET, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_swapped (session, "network", G_CALLBACK (network_cb), self);
  g_signal_connect_swapped (session, "selection", G_CALLBACK (selection_cb), self);
  g_signal_connect_swapped (session, "frame", G_CALLBACK (frame_cb), self);
  vt_session_watch (session, self, show_legend);
  vt_session_set_room (session, make_room_cb, self);
  vt_sheet_reload (self);
  return GTK_WIDGET (self);
}

void
vt_sheet_set_theme (VtSheet *self, const VtTheme *theme)
{
  if (theme == self->theme)
    return;
  self->theme = theme;
  vt_minimap_set_theme (VT_MINIMAP (self->minimap), theme);
  vt_floating_set_theme (VT_FLOATING (self->zoom_box), theme);
  vt_floating_set_theme (VT_FLOATING (self->hint), theme);
  vt_sheet_theme_hover (self);
  vt_sheet_reload (self);
}
