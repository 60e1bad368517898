/* What the sheet draws itself, from back to front: dots, wires, weights, then the cards (widgets), labels, problems,
 * corners. Nodes are kept: a new frame makes anew only the bundles whose weights changed, and the cards redraw
 * themselves. What a pan or a zoom brings into a large network's view is drawn some of it a frame. */
#include <math.h>

#include "vt-node.h"
#include "vt-sheet-private.h"
#include "vt-weight-raster.h"

#define LABELS_FROM 0.45      /* from this zoom on the wires' labels can be read; before, they only cover each other */
/* Microseconds a frame for what a large network has to be drawn anew, from the frame's beginning up to the end of each sort. */
#define FOR_FRAMES 500
#define FOR_WIRES 1000
#define FOR_BUNDLES 2500
#define FOR_CARDS 4000
#define FOR_LABELS 4500
#define MOST_PIXELS 1e6      /* of a bundle's picture; of a larger one only what is in view is drawn, and a quarter of the view around it */

void
vt_sheet_drop_nodes (VtSheet *self)
{
  g_clear_pointer (&self->background, gsk_render_node_unref);
  g_array_set_size (self->bundle_nodes, 0);
  g_array_set_size (self->wire_nodes, 0);
  g_array_set_size (self->label_nodes, 0);
  self->wants_all = TRUE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
mark_old (GArray *nodes)
{
  for (guint i = 0; i < nodes->len; i++)
    g_array_index (nodes, VtKept, i).is_old = TRUE;
}

void
vt_sheet_redraw_wires (VtSheet *self)
{
  mark_old (self->wire_nodes);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static VtEnds
ends_of_wire (VtSheet *self, guint i)
{
  const VtSceneWire *wire = &g_array_index (self->scene->wires, VtSceneWire, i);

  return (VtEnds) { wire->x0, wire->y0, wire->x1, wire->y1 };
}

static VtEnds
ends_of_bundle (VtSheet *self, guint i)
{
  const VtSceneBundle *bundle = &g_array_index (self->scene->bundles, VtSceneBundle, i);

  return (VtEnds) { bundle->from->rect.x, bundle->from->rect.y, bundle->to->rect.x, bundle->to->rect.y };
}

/* Of another zoom it would be stretched at its old place: rather nothing until it is drawn. */
static void
mark_moved (VtSheet *self, GArray *nodes, VtEnds (*ends_of) (VtSheet *self, guint i))
{
  for (guint i = 0; i < nodes->len; i++)
    {
      VtKept *kept = &g_array_index (nodes, VtKept, i);
      const VtEnds now = ends_of (self, i), *then = &kept->ends;

      if (kept->node == NULL || (now.x0 == then->x0 && now.y0 == then->y0 && now.x1 == then->x1 && now.y1 == then->y1))
        continue;
      kept->is_old = TRUE;
      if (kept->zoom != self->zoom)
        g_clear_pointer (&kept->node, gsk_render_node_unref);
    }
}

void
vt_sheet_redraw_moved (VtSheet *self)
{
  mark_moved (self, self->bundle_nodes, ends_of_bundle);
  mark_moved (self, self->wire_nodes, ends_of_wire);
  mark_moved (self, self->label_nodes, ends_of_wire);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
vt_sheet_redraw_bundles (VtSheet *self, const VtSceneCard *to)
{
  for (guint i = 0; i < self->scene->bundles->len; i++)
    if (i < self->bundle_nodes->len && g_array_index (self->scene->bundles, VtSceneBundle, i).to == to)
      g_array_index (self->bundle_nodes, VtKept, i).is_old = TRUE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

typedef GskRenderNode *(*DrawFunc) (VtSheet *self, guint i);
typedef VtEnds (*EndsFunc) (VtSheet *self, guint i);

/* What comes next may be drawn until then. */
static void
set_limit (VtSheet *self, int limit)
{
  self->draw_until = self->wants_all ? G_MAXINT64 : self->just_placed ? 0 : self->draw_from + limit;
}

/* While a large network is zoomed, what was drawn is stretched; what was not is drawn as long as there is time for it: for another
 * one like the last, unless it is the frame's first. */
static gboolean
may_draw (VtSheet *self, gboolean is_missing)
{
  const gint64 cost = self->has_drawn && !self->wants_all ? self->last_cost : 0;

  return g_get_monotonic_time () + cost < self->draw_until && (is_missing || !vt_sheet_is_zooming (self));
}

static void
note_cost (VtSheet *self, gint64 began)
{
  self->has_drawn = TRUE;
  self->last_cost = g_get_monotonic_time () - began;
}

/* NULL: there was no time for it. */
static const VtKept *
keep_node (VtSheet *self, GArray *nodes, guint n, guint i, DrawFunc draw, EndsFunc ends_of)
{
  VtKept *kept;

  if (nodes->len != n)
    g_array_set_size (nodes, n);
  kept = &g_array_index (nodes, VtKept, i);
  if ((kept->zoom == self->zoom && kept->is_old)
      || ((kept->zoom != self->zoom || kept->is_short) && may_draw (self, kept->node == NULL)))
    {
      const gint64 began = g_get_monotonic_time ();
      GskRenderNode *node = draw (self, i);

      note_cost (self, began);
      g_clear_pointer (&kept->node, gsk_render_node_unref);
      *kept = (VtKept) { .node = node, .zoom = self->zoom, .part = kept->part, .ends = ends_of (self, i) };
    }
  return kept->node != NULL ? kept : NULL;
}

static void
append_node (VtSheet *self, GtkSnapshot *snapshot, const VtKept *kept)
{
  float stretch;

  if (kept != NULL && kept->zoom == self->zoom && !kept->is_short)
    {
      gtk_snapshot_append_node (snapshot, kept->node);
      return;
    }
  self->is_unsharp = TRUE;
  if (kept == NULL)
    return;
  stretch = (float) (self->zoom / kept->zoom);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_scale (snapshot, stretch, stretch);
  gtk_snapshot_append_node (snapshot, kept->node);
  gtk_snapshot_restore (snapshot);
}

static GskRenderNode *
draw_background (VtSheet *self)
{
  const VtRect area = { 0.0, 0.0, gtk_widget_get_width (GTK_WIDGET (self)), gtk_widget_get_height (GTK_WIDGET (self)) };
  cairo_t *cr;
  GskRenderNode *node = vt_node_begin (&area, 1.0, &cr);

  vt_paint_dots (cr, self->theme, &area, self->zoom, self->x, self->y);
  cairo_destroy (cr);
  return node;
}

static VtWireLook
wire_look (VtSheet *self, const VtSceneWire *wire)
{
  if (self->held.to == wire->to && self->held.from == wire->from && self->held.slot == wire->slot)
    return VT_WIRE_HELD_OVER;
  if (self->chosen_to == wire->to && self->chosen_from == wire->from && self->chosen_slot == wire->slot)
    return VT_WIRE_CHOSEN;
  return VT_WIRE_PLAIN;
}

static GskRenderNode *
draw_wire (VtSheet *self, guint i)
{
  const VtSceneWire *wire = &g_array_index (self->scene->wires, VtSceneWire, i);
  const VtRect bounds = vt_wire_extents (wire);
  cairo_t *cr;
  GskRenderNode *node = vt_node_begin (&bounds, self->zoom, &cr);

  vt_paint_wire (cr, self->theme, wire, wire_look (self, wire));
  cairo_destroy (cr);
  return node;
}

static GskRenderNode *
draw_label (VtSheet *self, guint i)
{
  const VtSceneWire *wire = &g_array_index (self->scene->wires, VtSceneWire, i);
  const VtRect bounds = vt_wire_label_extents (wire);
  cairo_t *cr;
  GskRenderNode *node = vt_node_begin (&bounds, self->zoom, &cr);

  /* Where a layer is held, its slot stands in the label's place. */
  if (wire_look (self, wire) != VT_WIRE_HELD_OVER)
    vt_paint_wire_label (cr, self->theme, wire);
  cairo_destroy (cr);
  return node;
}

static VtRect
view_on_sheet (VtSheet *self)
{
  const double width = gtk_widget_get_width (GTK_WIDGET (self)), height = gtk_widget_get_height (GTK_WIDGET (self));

  return (VtRect) { -self->x / self->zoom, -self->y / self->zoom, width / self->zoom, height / self->zoom };
}

static VtRect
part_to_draw (VtSheet *self, const VtRect *bounds)
{
  const double scale = self->zoom * gtk_widget_get_scale_factor (GTK_WIDGET (self));
  const VtRect view = view_on_sheet (self), around = vt_rect_grow (&view, MAX (view.w, view.h) / 4.0);

  return bounds->w * scale * bounds->h * scale > MOST_PIXELS ? vt_rect_common (bounds, &around) : *bounds;
}

static GskRenderNode *
draw_bundle (VtSheet *self, guint i)
{
  const VtSceneBundle *bundle = &g_array_index (self->scene->bundles, VtSceneBundle, i);
  g_autoptr (GArray) lines = vt_bundle_lines (bundle, vt_scene_weight_cap (self->scene));
  const int device = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  VtRect *part = &g_array_index (self->bundle_nodes, VtKept, i).part;
  cairo_surface_t *surface;
  int x, y;

  *part = part_to_draw (self, &bundle->bounds);
  surface = vt_weight_raster (bundle, part, lines, self->theme, self->zoom * device, &x, &y);
  return vt_node_of_surface (surface, x, y, device);
}

/* A pan may bring into view what was not drawn of a large bundle. */
static void
check_parts (VtSheet *self)
{
  const VtRect view = view_on_sheet (self);

  for (guint i = 0; i < self->bundle_nodes->len && i < self->scene->bundles->len; i++)
    {
      const VtRect seen = vt_rect_common (&g_array_index (self->scene->bundles, VtSceneBundle, i).bounds, &view);
      VtKept *kept = &g_array_index (self->bundle_nodes, VtKept, i);
      const VtRect drawn = vt_rect_common (&kept->part, &seen);

      kept->is_short = kept->node != NULL && drawn.w * drawn.h < seen.w * seen.h * (1.0 - 1e-6);
    }
}

static void
check_background (VtSheet *self)
{
  const int width = gtk_widget_get_width (GTK_WIDGET (self)), height = gtk_widget_get_height (GTK_WIDGET (self));

  if (self->background != NULL && self->background_width == width && self->background_height == height)
    return;
  g_clear_pointer (&self->background, gsk_render_node_unref);
  self->background = draw_background (self);
  self->background_width = width;
  self->background_height = height;
}

/* All widths are measured against one cap: when it grows, every bundle changes. */
static void
check_cap (VtSheet *self)
{
  const double cap = vt_scene_weight_cap (self->scene);

  if (self->cap != cap)
    mark_old (self->bundle_nodes);
  self->cap = cap;
}

/* The wire that follows the pointer. */
static void
draw_loose_wire (VtSheet *self, GtkSnapshot *snapshot)
{
  const VtDrag *drag = &self->drag;
  const VtSceneCard *fixed = vt_scene_card (self->scene, drag->layer);
  VtSceneWire wire = { .x1 = drag->x, .y1 = drag->y };
  g_autoptr (GskRenderNode) node = NULL;
  VtRect bounds;
  cairo_t *cr;

  if (drag->mode != VT_DRAG_WIRE || fixed == NULL)
    return;
  if (drag->from_output)
    vt_scene_output (fixed, &wire.x0, &wire.y0);
  else
    vt_scene_input (fixed, drag->slot, &wire.x0, &wire.y0);
  if (!drag->from_output)
    wire = (VtSceneWire) { .x0 = drag->x, .y0 = drag->y, .x1 = wire.x0, .y1 = wire.y0 };
  bounds = vt_wire_extents (&wire);
  bounds = vt_rect_grow (&bounds, VT_PORT_SIZE);
  node = vt_node_begin (&bounds, self->zoom, &cr);
  vt_paint_loose_wire (cr, self->theme, wire.x0, wire.y0, wire.x1, wire.y1, drag->over == 0 || drag->fits);
  cairo_destroy (cr);
  gtk_snapshot_append_node (snapshot, node);
}

/* The place that a layer held over a wire would take. */
static void
draw_slot (VtSheet *self, GtkSnapshot *snapshot)
{
  const VtSceneWire *wire = vt_scene_wire (self->scene, self->held.from, self->held.to, self->held.slot);
  g_autoptr (GskRenderNode) node = NULL;
  VtRect slot, bounds;
  cairo_t *cr;
  double x, y;

  if (self->held.to == 0 || wire == NULL)
    return;
  vt_wire_point (wire, 0.5, &x, &y);
  slot = (VtRect) { x - 34.0, y - 24.0, 68.0, 48.0 };
  bounds = vt_rect_grow (&slot, 2.0);
  node = vt_node_begin (&bounds, self->zoom, &cr);
  vt_box (cr, &slot, 10.0,
          &(VtColour) { self->theme->accent_tint.r, self->theme->accent_tint.g, self->theme->accent_tint.b, 0.8 }, NULL,
          0.0);
  cairo_set_dash (cr, (double[]) { 5.0, 4.0 }, 2, 0.0);
  vt_box (cr, &slot, 10.0, NULL, &self->theme->accent, 1.5);
  cairo_destroy (cr);
  gtk_snapshot_append_node (snapshot, node);
}

static VtRect
wire_extents (VtSheet *self, guint i)
{
  return vt_wire_extents (&g_array_index (self->scene->wires, VtSceneWire, i));
}

static VtRect
label_extents (VtSheet *self, guint i)
{
  return vt_wire_label_extents (&g_array_index (self->scene->wires, VtSceneWire, i));
}

static VtRect
bundle_extents (VtSheet *self, guint i)
{
  return g_array_index (self->scene->bundles, VtSceneBundle, i).bounds;
}

/* What is out of view is not even drawn once. */
static void
append_kept (VtSheet *self,
             GtkSnapshot *snapshot,
             GArray *nodes,
             const GArray *things,
             VtRect (*extents) (VtSheet *self, guint i),
             DrawFunc draw,
             EndsFunc ends_of,
             int limit)
{
  set_limit (self, limit);
  for (guint i = 0; i < things->len; i++)
    {
      const VtRect rect = extents (self, i);

      if (vt_sheet_is_in_view (self, &rect))
        append_node (self, snapshot, keep_node (self, nodes, things->len, i, draw, ends_of));
    }
}

static void
draw_card (VtSheet *self, GtkSnapshot *snapshot, VtCard *card)
{
  const gint64 began = g_get_monotonic_time ();
  const gboolean is_due = !vt_card_is_sharp (card), may = is_due && may_draw (self, vt_card_is_missing (card));

  if (may)
    vt_card_sharpen (card);
  gtk_widget_snapshot_child (GTK_WIDGET (self), GTK_WIDGET (card), snapshot);
  if (may)
    note_cost (self, began);
  else if (is_due)
    self->is_unsharp = TRUE;
}

/* A card or mark, with its shadow or ring; nothing where none of it is in view. */
static void
draw_item (VtSheet *self, GtkSnapshot *snapshot, guint id)
{
  VtItem *item = vt_sheet_item (self, id);
  VtRect rect, reach;

  vt_scene_place (self->scene, id, &rect);
  reach = vt_rect_grow (&rect, VT_SHADOW_MARGIN);
  if (!vt_sheet_is_in_view (self, &reach))
    return;
  if (VT_IS_CARD (item))
    draw_card (self, snapshot, VT_CARD (item));
  else
    gtk_widget_snapshot_child (GTK_WIDGET (self), GTK_WIDGET (item), snapshot);
}

/* Cards and marks that were not placed anew yet are seen where they will be. */
static void
push_places (VtSheet *self, GtkSnapshot *snapshot)
{
  const double stretch = self->zoom / self->placed.zoom;
  const double x = self->x - self->placed.x * stretch, y = self->y - self->placed.y * stretch;

  gtk_snapshot_save (snapshot);
  if (vt_sheet_is_placed (self))
    return;
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) x, (float) y));
  gtk_snapshot_scale (snapshot, (float) stretch, (float) stretch);
}

/* Frames lie under the wires, for wires run on them too; all other cards above. */
static void
draw_cards (VtSheet *self, GtkSnapshot *snapshot, gboolean frames, int limit)
{
  set_limit (self, limit);
  push_places (self, snapshot);
  for (guint i = 0; i < self->scene->cards->len; i++)
    {
      const VtSceneCard *card = g_ptr_array_index (self->scene->cards, i);

      if (card->plan->is_frame == frames)
        draw_item (self, snapshot, card->layer);
    }
  gtk_snapshot_restore (snapshot);
}

static void
draw_marks (VtSheet *self, GtkSnapshot *snapshot)
{
  push_places (self, snapshot);
  for (guint i = 0; i < self->scene->marks->len; i++)
    draw_item (self, snapshot, ((const VtSceneMark *) g_ptr_array_index (self->scene->marks, i))->id);
  gtk_snapshot_restore (snapshot);
}

static void
draw_lasso (VtSheet *self, GtkSnapshot *snapshot)
{
  const VtDrag *drag = &self->drag;
  const VtColour *line = &self->theme->accent;
  const VtRect rect = { MIN (drag->start_x, drag->x), MIN (drag->start_y, drag->y), fabs (drag->x - drag->start_x),
                        fabs (drag->y - drag->start_y) };
  const VtRect place = vt_sheet_to_widget (self, &rect), bounds = vt_rect_grow (&place, 2.0);
  g_autoptr (GskRenderNode) node = NULL;
  cairo_t *cr;

  if (drag->mode != VT_DRAG_LASSO || !drag->moved)
    return;
  node = vt_node_begin (&bounds, 1.0, &cr);
  vt_box (cr, &place, 4.0, &(VtColour) { line->r, line->g, line->b, 0.1 }, line, 1.0);
  cairo_destroy (cr);
  gtk_snapshot_append_node (snapshot, node);
}

void
vt_sheet_draw (VtSheet *self, GtkSnapshot *snapshot)
{
  GtkWidget *widget = GTK_WIDGET (self);
  const graphene_point_t origin = GRAPHENE_POINT_INIT ((float) self->x, (float) self->y);

  self->is_unsharp = !vt_sheet_is_placed (self);
  self->draw_from = g_get_monotonic_time ();
  self->has_drawn = FALSE;
  self->wants_all |= vt_sheet_is_small (self);
  check_background (self);
  check_cap (self);
  check_parts (self);
  gtk_snapshot_append_node (snapshot, self->background);
  draw_cards (self, snapshot, TRUE, FOR_FRAMES);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &origin);
  append_kept (self, snapshot, self->wire_nodes, self->scene->wires, wire_extents, draw_wire, ends_of_wire, FOR_WIRES);
  append_kept (self, snapshot, self->bundle_nodes, self->scene->bundles, bundle_extents, draw_bundle, ends_of_bundle, FOR_BUNDLES);
  gtk_snapshot_restore (snapshot);

  draw_cards (self, snapshot, FALSE, FOR_CARDS);

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &origin);
  if (self->zoom >= LABELS_FROM * self->text_scale)
    append_kept (self, snapshot, self->label_nodes, self->scene->wires, label_extents, draw_label, ends_of_wire, FOR_LABELS);
  draw_slot (self, snapshot);
  draw_loose_wire (self, snapshot);
  vt_sheet_draw_hover (self, snapshot);
  gtk_snapshot_restore (snapshot);

  draw_marks (self, snapshot);
  draw_lasso (self, snapshot);
  vt_sheet_draw_stems (self, snapshot);
  for (guint i = 0; i < self->callouts->len; i++)
    gtk_widget_snapshot_child (widget, g_ptr_array_index (self->callouts, i), snapshot);
  gtk_widget_snapshot_child (widget, self->legend, snapshot);
  gtk_widget_snapshot_child (widget, self->legend_knob, snapshot);
  if (gtk_widget_get_visible (self->minimap))
    gtk_widget_snapshot_child (widget, self->minimap, snapshot);
  gtk_widget_snapshot_child (widget, self->zoom_box, snapshot);
  if (gtk_widget_get_visible (self->hint))
    gtk_widget_snapshot_child (widget, self->hint, snapshot);
  vt_sheet_draw_why (self, snapshot);
  self->wants_all = self->just_placed = FALSE;
  if (self->is_unsharp)
    vt_sheet_sharpen (self);
}
