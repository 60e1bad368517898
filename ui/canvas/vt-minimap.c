#include "vt-minimap.h"

#include <math.h>

#include "text.h"
#include "vt-mark-paint.h"
#include "vt-node.h"

#define WIDTH 168.0
#define HEIGHT 108.0
#define MARGIN 8.0
#define LEAST_CARD 2.0       /* pixels: a card is seen however small the map is */
#define KEY_SHARE 0.25       /* of the view, that an arrow key moves it */

struct _VtMinimap
{
  GtkWidget parent_instance;

  /* Borrowed. */
  const VtScene *scene;
  const VtTheme *theme;

  GskRenderNode *cards;      /* owned: all but the view; NULL: to be drawn */
  VtRect view;               /* on the sheet */
  VtRect world;              /* what the map shows, on the sheet */
  double scale;              /* of the map: pixels for one of the sheet */
};

G_DEFINE_FINAL_TYPE (VtMinimap, vt_minimap, GTK_TYPE_WIDGET)

static guint moved_signal;

/* The network, and the view where it lies beyond it. */
static void
find_world (VtMinimap *self)
{
  const VtRect world = vt_rect_union (&self->scene->bounds, &self->view);

  self->world = world;
  self->scale = MIN ((WIDTH - 2.0 * MARGIN) / MAX (world.w, 1.0), (HEIGHT - 2.0 * MARGIN) / MAX (world.h, 1.0));
}

static VtRect
to_map (VtMinimap *self, const VtRect *rect)
{
  const double left = (WIDTH - self->world.w * self->scale) / 2.0, top = (HEIGHT - self->world.h * self->scale) / 2.0;

  return (VtRect) { left + (rect->x - self->world.x) * self->scale, top + (rect->y - self->world.y) * self->scale,
                    MAX (rect->w * self->scale, LEAST_CARD), MAX (rect->h * self->scale, LEAST_CARD) };
}

static void
paint_wires (VtMinimap *self, cairo_t *cr)
{
  vt_set_colour (cr, &self->theme->idle);
  cairo_set_line_width (cr, 1.0);
  for (guint i = 0; i < self->scene->wires->len; i++)
    {
      const VtSceneWire *wire = &g_array_index (self->scene->wires, VtSceneWire, i);
      const VtRect from = to_map (self, &(VtRect) { wire->x0, wire->y0, 0.0, 0.0 });
      const VtRect to = to_map (self, &(VtRect) { wire->x1, wire->y1, 0.0, 0.0 });

      cairo_move_to (cr, from.x, from.y);
      cairo_line_to (cr, to.x, to.y);
    }
  cairo_stroke (cr);
}

static void
paint_items (VtMinimap *self, cairo_t *cr)
{
  for (guint i = 0; i < self->scene->cards->len; i++)
    {
      const VtSceneCard *card = g_ptr_array_index (self->scene->cards, i);
      const VtRect place = to_map (self, &card->rect);

      vt_box (cr, &place, 1.0, card->has_error ? &self->theme->error : &self->theme->faint, NULL, 0.0);
    }
  for (guint i = 0; i < self->scene->marks->len; i++)
    {
      const VtRect place = to_map (self, &((const VtSceneMark *) g_ptr_array_index (self->scene->marks, i))->rect);

      vt_box (cr, &place, 1.0, &self->theme->accent_tint, NULL, 0.0);
    }
}

static GskRenderNode *
draw_cards (VtMinimap *self)
{
  const VtRect box = { 0.0, 0.0, WIDTH, HEIGHT }, bounds = vt_rect_grow (&box, VT_SHADOW_MARGIN);
  VtNodePicture picture;
  cairo_t *cr = vt_node_begin_picture (&picture, &bounds, 1.0, gtk_widget_get_scale_factor (GTK_WIDGET (self)), NULL);

  vt_shadow (cr, &box, self->theme->is_dark ? 0.4 : 0.1);
  vt_box (cr, &box, 10.0, &self->theme->card, &self->theme->border, 1.0);
  paint_wires (self, cr);
  paint_items (self, cr);
  return vt_node_end_picture (&picture, cr);
}

static void
vt_minimap_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  VtMinimap *self = VT_MINIMAP (widget);
  const VtColour *accent = &self->theme->accent;
  const VtRect bounds = { 0.0, 0.0, WIDTH, HEIGHT };
  g_autoptr (GskRenderNode) node = NULL;
  VtRect view;
  cairo_t *cr;

  if (self->cards == NULL)
    self->cards = draw_cards (self);
  gtk_snapshot_append_node (snapshot, self->cards);
  view = to_map (self, &self->view);
  node = vt_node_begin (&bounds, 1.0, &cr);
  vt_box (cr, &view, 3.0, &(VtColour) { accent->r, accent->g, accent->b, 0.1 }, accent,
          gtk_widget_has_visible_focus (widget) ? 3.0 : 1.5);
  cairo_destroy (cr);
  gtk_snapshot_append_node (snapshot, node);
}

static void
vt_minimap_measure (GtkWidget *widget,
                    GtkOrientation orientation,
                    int for_size,
                    int *minimum,
                    int *natural,
                    int *minimum_baseline,
                    int *natural_baseline)
{
  *minimum = *natural = (int) (orientation == GTK_ORIENTATION_HORIZONTAL ? WIDTH : HEIGHT);
}

static void
move_to (VtMinimap *self, double x, double y)
{
  const VtRect *bounds = &self->scene->bounds;

  g_signal_emit (self, moved_signal, 0, CLAMP (x, bounds->x, bounds->x + bounds->w),
                 CLAMP (y, bounds->y, bounds->y + bounds->h));
}

/* The pointer's place becomes the middle of the view. The map itself may change under it: the sheet's place is what counts. */
static void
drag_to (VtMinimap *self, double x, double y)
{
  const VtRect corner = to_map (self, &(VtRect) { self->world.x, self->world.y, 0.0, 0.0 });

  move_to (self, self->world.x + (x - corner.x) / self->scale, self->world.y + (y - corner.y) / self->scale);
}

static void
drag_begin_cb (GtkGestureDrag *gesture, double x, double y, VtMinimap *self)
{
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  drag_to (self, x, y);
}

static void
drag_update_cb (GtkGestureDrag *gesture, double dx, double dy, VtMinimap *self)
{
  double x, y;

  gtk_gesture_drag_get_start_point (gesture, &x, &y);
  drag_to (self, x + dx, y + dy);
}

/* Keys: the action's name tells the way. */
static const struct
{
  const char *action;
  guint key;
  double dx, dy;
} ways[] = {
  { "minimap.left", GDK_KEY_Left, -1, 0 },
  { "minimap.right", GDK_KEY_Right, 1, 0 },
  { "minimap.up", GDK_KEY_Up, 0, -1 },
  { "minimap.down", GDK_KEY_Down, 0, 1 },
};

static void
way_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  VtMinimap *self = VT_MINIMAP (widget);
  const VtRect *view = &self->view;

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    if (g_str_equal (ways[i].action, action))
      move_to (self, view->x + view->w * (0.5 + KEY_SHARE * ways[i].dx), view->y + view->h * (0.5 + KEY_SHARE * ways[i].dy));
}

static void
vt_minimap_dispose (GObject *object)
{
  g_clear_pointer (&VT_MINIMAP (object)->cards, gsk_render_node_unref);
  G_OBJECT_CLASS (vt_minimap_parent_class)->dispose (object);
}

static void
vt_minimap_class_init (VtMinimapClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vt_minimap_dispose;
  widget_class->snapshot = vt_minimap_snapshot;
  widget_class->measure = vt_minimap_measure;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  moved_signal = g_signal_new ("moved", VT_TYPE_MINIMAP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                               G_TYPE_DOUBLE, G_TYPE_DOUBLE);
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      gtk_widget_class_install_action (widget_class, ways[i].action, NULL, way_cb);
      gtk_widget_class_add_binding_action (widget_class, ways[i].key, 0, ways[i].action, NULL);
    }
}

static void
vt_minimap_init (VtMinimap *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();

  self->theme = &vt_theme_light;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Minimap"), -1);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
}

GtkWidget *
vt_minimap_new (const VtScene *scene)
{
  VtMinimap *self = g_object_new (VT_TYPE_MINIMAP, NULL);

  self->scene = scene;
  return GTK_WIDGET (self);
}

static gboolean
same_rect (const VtRect *a, const VtRect *b)
{
  return a->x == b->x && a->y == b->y && a->w == b->w && a->h == b->h;
}

void
vt_minimap_set_view (VtMinimap *self, const VtRect *view)
{
  const VtRect world = self->world;

  if (same_rect (&self->view, view))
    return;
  self->view = *view;
  find_world (self);
  if (!same_rect (&world, &self->world))
    g_clear_pointer (&self->cards, gsk_render_node_unref);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
vt_minimap_set_theme (VtMinimap *self, const VtTheme *theme)
{
  self->theme = theme;
  vt_minimap_redraw (self);
}

void
vt_minimap_redraw (VtMinimap *self)
{
  find_world (self);
  g_clear_pointer (&self->cards, gsk_render_node_unref);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

gboolean
vt_minimap_is_needed (VtMinimap *self)
{
  const VtRect *bounds = &self->scene->bounds, *view = &self->view;

  return self->scene->cards->len > 0
         && (bounds->x < view->x || bounds->y < view->y || bounds->x + bounds->w > view->x + view->w
             || bounds->y + bounds->h > view->y + view->h);
}
