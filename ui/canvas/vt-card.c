#include "vt-card.h"

#include <math.h>

#include "text.h"
#include "vt-node.h"
#include "vt-port.h"

/* Seen from farther away a port is a few pixels, which nobody can aim at; wires end at the card. */
#define PORTS_FROM 0.35

struct _VtCard
{
  VtItem parent_instance;

  /* Borrowed. */
  VtSceneCard *card;
  const VtTheme *theme;

  /* Owned; children. */
  GPtrArray *inputs;   /* GtkWidget, borrowed from the children, by slot */
  GtkWidget *output;

  /* Owned: drawn once, kept until something they show changes. NULL: to be drawn. */
  GskRenderNode *frame, *icon, *body;

  double zoom;
  double drawn_zoom;   /* that the nodes were drawn at; 0: nothing is, and it shows an empty card */
};

G_DEFINE_FINAL_TYPE (VtCard, vt_card, VT_TYPE_ITEM)

static VtCardState
card_state (VtCard *self)
{
  return (vt_item_is_chosen (VT_ITEM (self)) ? VT_CARD_CHOSEN : 0)
         | (gtk_widget_has_visible_focus (GTK_WIDGET (self)) ? VT_CARD_FOCUSED : 0)
         | (self->card->has_error ? VT_CARD_ERROR : 0);
}

static GskRenderNode *
draw_frame (VtCard *self)
{
  const VtRect card = { 0.0, 0.0, self->card->plan->w, self->card->plan->h };
  const VtRect bounds = vt_rect_grow (&card, VT_SHADOW_MARGIN);
  VtNodePicture picture;
  cairo_t *cr =
      vt_node_begin_picture (&picture, &bounds, self->zoom, gtk_widget_get_scale_factor (GTK_WIDGET (self)), NULL);

  vt_plan_paint_frame (self->card->plan, cr, self->theme, card_state (self));
  vt_plan_paint_ring (self->card->plan, cr, self->theme, card_state (self));
  return vt_node_end_picture (&picture, cr);
}

static GskRenderNode *
draw_icon (VtCard *self)
{
  const VtRect place = vt_plan_icon_place (self->card->plan);

  return vt_node_icon (GTK_WIDGET (self), self->card->plan->icon, &place, self->zoom,
                       self->card->has_error ? &self->theme->error : &self->theme->dim);
}

static GskRenderNode *
draw_body (VtCard *self)
{
  const VtRect bounds = vt_plan_body_place (self->card->plan);
  VtNodePicture picture;
  cairo_t *cr = vt_node_begin_picture (&picture, &bounds, self->zoom, gtk_widget_get_scale_factor (GTK_WIDGET (self)),
                                       vt_plan_ground (self->card->plan, self->theme));

  vt_plan_paint_body (self->card->plan, cr, self->theme, &self->card->numbers);
  return vt_node_end_picture (&picture, cr);
}

static void
drop_nodes (VtCard *self)
{
  g_clear_pointer (&self->frame, gsk_render_node_unref);
  g_clear_pointer (&self->icon, gsk_render_node_unref);
  g_clear_pointer (&self->body, gsk_render_node_unref);
  self->drawn_zoom = 0.0;
}

/* All nodes are of one zoom. */
static void
draw_missing (VtCard *self)
{
  const gboolean has_body = !self->card->plan->is_small && self->card->plan->waits_for == NULL;

  if (self->frame != NULL && (self->body != NULL || !has_body))
    return;
  if (self->drawn_zoom != self->zoom)
    drop_nodes (self);
  self->drawn_zoom = self->zoom;
  if (self->frame == NULL)
    {
      self->frame = draw_frame (self);
      self->icon = draw_icon (self);
    }
  if (self->body == NULL && has_body)
    self->body = draw_body (self);
}

static void
append_blank (VtCard *self, GtkSnapshot *snapshot)
{
  const VtColour *colour = vt_plan_ground (self->card->plan, self->theme);

  gtk_snapshot_append_color (snapshot, &(GdkRGBA) { (float) colour->r, (float) colour->g, (float) colour->b, 1.0f },
                             &GRAPHENE_RECT_INIT (0.0f, 0.0f, gtk_widget_get_width (GTK_WIDGET (self)),
                                                  gtk_widget_get_height (GTK_WIDGET (self))));
}

static void
vt_card_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  VtCard *self = VT_CARD (widget);

  if (self->card == NULL)
    return;
  if (self->drawn_zoom == 0.0)
    {
      append_blank (self, snapshot);
      return;
    }
  draw_missing (self);
  gtk_snapshot_save (snapshot);
  if (self->drawn_zoom != self->zoom)
    gtk_snapshot_scale (snapshot, (float) (self->zoom / self->drawn_zoom), (float) (self->zoom / self->drawn_zoom));
  vt_node_append (snapshot, self->frame);
  vt_node_append (snapshot, self->icon);
  vt_node_append (snapshot, self->body);
  gtk_snapshot_restore (snapshot);
  GTK_WIDGET_CLASS (vt_card_parent_class)->snapshot (widget, snapshot);
}

static void
redraw_frame (VtCard *self)
{
  g_clear_pointer (&self->frame, gsk_render_node_unref);
  g_clear_pointer (&self->icon, gsk_render_node_unref);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
allocate_port (VtCard *self, GtkWidget *port, double x, double y)
{
  const int side = (int) round (VT_PORT_AREA * self->zoom);

  if (port == NULL)
    return;
  gtk_widget_set_child_visible (port, self->zoom >= PORTS_FROM);
  if (self->zoom >= PORTS_FROM)
    gtk_widget_allocate (
        port, side, side, -1,
        gsk_transform_translate (NULL, &GRAPHENE_POINT_INIT ((float) (x - side / 2.0), (float) (y - side / 2.0))));
}

static void
vt_card_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  VtCard *self = VT_CARD (widget);

  if (self->card == NULL)
    return;
  for (guint slot = 0; slot < self->inputs->len; slot++)
    allocate_port (self, g_ptr_array_index (self->inputs, slot), 0.0, vt_plan_input_y (self->card->plan, slot) * self->zoom);
  allocate_port (self, self->output, self->card->plan->w * self->zoom, self->card->plan->port_y * self->zoom);
}

/* "Dense, 8 numbers, 24 parameters, fed by Input, feeds Output, at 120, 80, waiting for Points, chosen" */
static void
vt_card_describe (VtItem *item)
{
  VtCard *self = VT_CARD (item);
  const VtSceneCard *card = self->card;
  g_autoptr (GString) words = g_string_new (card->words);

  g_string_append_printf (words, _ (", at %.0f, %.0f"), card->rect.x, card->rect.y);
  if (card->plan->waits_for != NULL)
    g_string_append_printf (words, ", %s", card->plan->waits_for);
  if (card->has_error)
    g_string_append (words, _ (", has a problem"));
  if (vt_item_is_chosen (VT_ITEM (self)))
    g_string_append (words, _ (", chosen"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, card->name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words->str, -1);
}

static void
vt_card_redraw (VtItem *item)
{
  redraw_frame (VT_CARD (item));
}

/* All but the first so many. */
static void
drop_inputs (VtCard *self, guint kept)
{
  while (self->inputs->len > kept)
    {
      gtk_widget_unparent (g_ptr_array_index (self->inputs, self->inputs->len - 1));
      g_ptr_array_set_size (self->inputs, self->inputs->len - 1);
    }
}

static void
vt_card_dispose (GObject *object)
{
  VtCard *self = VT_CARD (object);

  drop_nodes (self);
  drop_inputs (self, 0);
  g_clear_pointer (&self->output, gtk_widget_unparent);
  self->card = NULL;
  G_OBJECT_CLASS (vt_card_parent_class)->dispose (object);
}

static void
vt_card_finalize (GObject *object)
{
  g_ptr_array_unref (VT_CARD (object)->inputs);
  G_OBJECT_CLASS (vt_card_parent_class)->finalize (object);
}

static void
vt_card_class_init (VtCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vt_card_dispose;
  G_OBJECT_CLASS (klass)->finalize = vt_card_finalize;
  widget_class->snapshot = vt_card_snapshot;
  widget_class->size_allocate = vt_card_size_allocate;
  VT_ITEM_CLASS (klass)->redraw = vt_card_redraw;
  VT_ITEM_CLASS (klass)->describe = vt_card_describe;
}

static void
vt_card_init (VtCard *self)
{
  self->theme = &vt_theme_light;
  self->zoom = 1.0;
  self->inputs = g_ptr_array_new ();
}

GtkWidget *
vt_card_new (VtSceneCard *card)
{
  VtCard *self = g_object_new (VT_TYPE_CARD, NULL);

  self->card = card;
  vt_item_set_id (VT_ITEM (self), card->layer);
  return GTK_WIDGET (self);
}

static void
set_inputs (VtCard *self)
{
  const guint n = self->card->plan->n_in;

  drop_inputs (self, n);
  for (guint slot = 0; slot < n; slot++)
    {
      g_autofree char *name = vt_card_name_input (self->card, slot);

      if (slot == self->inputs->len)
        {
          GtkWidget *port = vt_port_new (FALSE);

          if (slot > 0)
            gtk_widget_insert_after (port, GTK_WIDGET (self), g_ptr_array_index (self->inputs, slot - 1));
          else
            gtk_widget_insert_after (port, GTK_WIDGET (self), NULL);
          g_ptr_array_add (self->inputs, port);
        }
      vt_port_set_name (g_ptr_array_index (self->inputs, slot), name, slot);
      vt_port_set_look (g_ptr_array_index (self->inputs, slot), self->theme, self->zoom, self->card->has_error);
    }
}

static void
set_output (VtCard *self)
{
  g_autofree char *name = g_strdup_printf (_ ("%s output"), self->card->name);

  if (!self->card->plan->gives)
    {
      g_clear_pointer (&self->output, gtk_widget_unparent);
      return;
    }
  if (self->output == NULL)
    {
      self->output = vt_port_new (TRUE);
      gtk_widget_set_parent (self->output, GTK_WIDGET (self));
    }
  vt_port_set_name (VT_PORT (self->output), name, 0);
  vt_port_set_look (VT_PORT (self->output), self->theme, self->zoom, FALSE);
}

void
vt_card_refresh (VtCard *self, VtSceneCard *card, const VtTheme *theme, double zoom)
{
  self->card = card;
  self->theme = theme;
  self->zoom = zoom;
  set_inputs (self);
  set_output (self);
  vt_card_describe (VT_ITEM (self));
  drop_nodes (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static void
zoom_port (VtCard *self, GtkWidget *port, gboolean is_wrong)
{
  if (port != NULL)
    vt_port_set_look (VT_PORT (port), self->theme, self->zoom, is_wrong);
}

void
vt_card_set_zoom (VtCard *self, double zoom)
{
  self->zoom = zoom;
  for (guint slot = 0; slot < self->inputs->len; slot++)
    zoom_port (self, g_ptr_array_index (self->inputs, slot), self->card->has_error);
  zoom_port (self, self->output, FALSE);
}

void
vt_card_sharpen (VtCard *self)
{
  drop_nodes (self);
  self->drawn_zoom = self->zoom;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

gboolean
vt_card_is_sharp (VtCard *self)
{
  return self->drawn_zoom == self->zoom;
}

gboolean
vt_card_is_missing (VtCard *self)
{
  return self->drawn_zoom == 0.0;
}

void
vt_card_redraw_numbers (VtCard *self)
{
  g_clear_pointer (&self->body, gsk_render_node_unref);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

GtkWidget *
vt_card_output (VtCard *self)
{
  return self->output;
}

GtkWidget *
vt_card_input (VtCard *self, guint slot)
{
  return slot < self->inputs->len ? g_ptr_array_index (self->inputs, slot) : NULL;
}

char *
vt_card_name_input (const VtSceneCard *card, guint slot)
{
  const VtPlan *plan = card->plan;

  if (plan->n_in == 1)
    return g_strdup_printf (_ ("%s input"), card->name);
  if (plan->inputs != NULL)
    return g_strdup_printf (_ ("%s input: %s"), card->name, nn_text (plan->inputs[slot]));
  return g_strdup_printf (_ ("%s input %u"), card->name, slot + 1);
}
