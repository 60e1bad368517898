#include "vt-card.h"

#include <math.h>

#include "text.h"
#include "vt-node.h"
#include "vt-port.h"

struct _VtCard
{
  GtkWidget parent_instance;

  /* Borrowed. */
  VtSceneCard *card;
  const VtTheme *theme;

  /* Owned; children. */
  GtkWidget *input, *output;

  /* Owned: drawn once, kept until something they show changes. NULL: to be drawn. */
  GskRenderNode *frame, *icon, *body;

  double zoom;
  guint layer;
  gboolean is_chosen;
};

G_DEFINE_FINAL_TYPE (VtCard, vt_card, GTK_TYPE_WIDGET)

static guint act_signal;

static VtCardState
card_state (VtCard *self)
{
  return (self->is_chosen ? VT_CARD_CHOSEN : 0)
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
                                       &self->theme->card);

  vt_plan_paint_body (self->card->plan, cr, self->theme, &self->card->numbers);
  return vt_node_end_picture (&picture, cr);
}

static void
vt_card_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  VtCard *self = VT_CARD (widget);

  if (self->card == NULL)
    return;
  if (self->frame == NULL)
    {
      self->frame = draw_frame (self);
      self->icon = draw_icon (self);
    }
  if (self->body == NULL && !self->card->plan->is_small && self->card->plan->waits_for == NULL)
    self->body = draw_body (self);
  vt_node_append (snapshot, self->frame);
  vt_node_append (snapshot, self->icon);
  vt_node_append (snapshot, self->body);
  GTK_WIDGET_CLASS (vt_card_parent_class)->snapshot (widget, snapshot);
}

static void
drop_nodes (VtCard *self)
{
  g_clear_pointer (&self->frame, gsk_render_node_unref);
  g_clear_pointer (&self->icon, gsk_render_node_unref);
  g_clear_pointer (&self->body, gsk_render_node_unref);
}

static void
redraw_frame (VtCard *self)
{
  g_clear_pointer (&self->frame, gsk_render_node_unref);
  g_clear_pointer (&self->icon, gsk_render_node_unref);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
vt_card_measure (GtkWidget *widget,
                 GtkOrientation orientation,
                 int for_size,
                 int *minimum,
                 int *natural,
                 int *minimum_baseline,
                 int *natural_baseline)
{
  VtCard *self = VT_CARD (widget);
  const VtPlan *plan = self->card != NULL ? self->card->plan : NULL;

  if (plan != NULL)
    *minimum = *natural = (int) round (self->zoom * (orientation == GTK_ORIENTATION_HORIZONTAL ? plan->w : plan->h));
}

static void
allocate_port (VtCard *self, GtkWidget *port, double x)
{
  const int side = (int) round (VT_PORT_AREA * self->zoom);
  const double y = self->card->plan->port_y * self->zoom;

  if (port != NULL)
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
  allocate_port (self, self->input, 0.0);
  allocate_port (self, self->output, self->card->plan->w * self->zoom);
}

static void
focus_cb (VtCard *self)
{
  redraw_frame (self);
}

static void
vt_card_dispose (GObject *object)
{
  VtCard *self = VT_CARD (object);

  drop_nodes (self);
  g_clear_pointer (&self->input, gtk_widget_unparent);
  g_clear_pointer (&self->output, gtk_widget_unparent);
  self->card = NULL;
  G_OBJECT_CLASS (vt_card_parent_class)->dispose (object);
}

/* Everything a card does without a mouse. */
static const struct
{
  const char *action;
  VtCardAct act;
  guint key;
  GdkModifierType modifiers;
} acts[] = {
  { "card.choose", VT_CARD_ACT_CHOOSE, GDK_KEY_Return, 0 },
  { "card.choose", VT_CARD_ACT_CHOOSE, GDK_KEY_KP_Enter, 0 },
  { "card.delete", VT_CARD_ACT_DELETE, GDK_KEY_Delete, 0 },
  { "card.delete", VT_CARD_ACT_DELETE, GDK_KEY_BackSpace, 0 },
  { "card.move-left", VT_CARD_ACT_MOVE_LEFT, GDK_KEY_Left, GDK_SHIFT_MASK },
  { "card.move-right", VT_CARD_ACT_MOVE_RIGHT, GDK_KEY_Right, GDK_SHIFT_MASK },
  { "card.move-up", VT_CARD_ACT_MOVE_UP, GDK_KEY_Up, GDK_SHIFT_MASK },
  { "card.move-down", VT_CARD_ACT_MOVE_DOWN, GDK_KEY_Down, GDK_SHIFT_MASK },
  { "card.move-left", VT_CARD_ACT_MOVE_LEFT, GDK_KEY_Left, GDK_CONTROL_MASK },
  { "card.move-right", VT_CARD_ACT_MOVE_RIGHT, GDK_KEY_Right, GDK_CONTROL_MASK },
  { "card.move-up", VT_CARD_ACT_MOVE_UP, GDK_KEY_Up, GDK_CONTROL_MASK },
  { "card.move-down", VT_CARD_ACT_MOVE_DOWN, GDK_KEY_Down, GDK_CONTROL_MASK },
  { "card.go-left", VT_CARD_ACT_GO_LEFT, GDK_KEY_Left, 0 },
  { "card.go-right", VT_CARD_ACT_GO_RIGHT, GDK_KEY_Right, 0 },
  { "card.go-up", VT_CARD_ACT_GO_UP, GDK_KEY_Up, 0 },
  { "card.go-down", VT_CARD_ACT_GO_DOWN, GDK_KEY_Down, 0 },
};

static void
act_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    if (g_str_equal (acts[i].action, action))
      {
        g_signal_emit (widget, act_signal, 0, (int) acts[i].act);
        return;
      }
}

static void
vt_card_class_init (VtCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vt_card_dispose;
  widget_class->snapshot = vt_card_snapshot;
  widget_class->measure = vt_card_measure;
  widget_class->size_allocate = vt_card_size_allocate;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  act_signal = g_signal_new ("act", VT_TYPE_CARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    {
      /* Rows of the same action follow each other: it is installed once. */
      if (i == 0 || !g_str_equal (acts[i].action, acts[i - 1].action))
        gtk_widget_class_install_action (widget_class, acts[i].action, NULL, act_cb);
      gtk_widget_class_add_binding_action (widget_class, acts[i].key, acts[i].modifiers, acts[i].action, NULL);
    }
}

static void
vt_card_init (VtCard *self)
{
  self->theme = &vt_theme_light;
  self->zoom = 1.0;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  g_signal_connect (self, "notify::has-focus", G_CALLBACK (focus_cb), NULL);
}

GtkWidget *
vt_card_new (VtSceneCard *card)
{
  VtCard *self = g_object_new (VT_TYPE_CARD, NULL);

  self->card = card;
  self->layer = card->layer;
  return GTK_WIDGET (self);
}

guint
vt_card_layer (VtCard *self)
{
  return self->layer;
}

/* "Dense, 8 numbers, 24 parameters, at 120, 80, waiting for Points, chosen" */
static void
describe (VtCard *self)
{
  const VtSceneCard *card = self->card;
  g_autoptr (GString) words = g_string_new (card->words);

  g_string_append_printf (words, _ (", at %.0f, %.0f"), card->rect.x, card->rect.y);
  if (card->plan->waits_for != NULL)
    g_string_append_printf (words, ", %s", card->plan->waits_for);
  if (card->has_error)
    g_string_append (words, _ (", has a problem"));
  if (self->is_chosen)
    g_string_append (words, _ (", chosen"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, card->plan->title,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words->str, -1);
}

static void
set_port (VtCard *self, GtkWidget **port, gboolean wanted, gboolean is_output)
{
  if (!wanted)
    {
      g_clear_pointer (port, gtk_widget_unparent);
      return;
    }
  if (*port == NULL)
    {
      *port = vt_port_new (is_output);
      gtk_widget_set_parent (*port, GTK_WIDGET (self));
    }
  vt_port_set_name (VT_PORT (*port), self->card->plan->title);
  vt_port_set_look (VT_PORT (*port), self->theme, self->zoom, self->card->has_error && !is_output);
}

void
vt_card_refresh (VtCard *self, VtSceneCard *card, const VtTheme *theme, double zoom)
{
  self->card = card;
  self->theme = theme;
  self->zoom = zoom;
  set_port (self, &self->input, card->plan->takes, FALSE);
  set_port (self, &self->output, card->plan->gives, TRUE);
  describe (self);
  drop_nodes (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
vt_card_set_chosen (VtCard *self, gboolean chosen)
{
  if (self->is_chosen == chosen)
    return;
  self->is_chosen = chosen;
  describe (self);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_SELECTED, chosen, -1);
  redraw_frame (self);
}

void
vt_card_redraw_numbers (VtCard *self)
{
  g_clear_pointer (&self->body, gsk_render_node_unref);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

GtkWidget *
vt_card_port (VtCard *self, gboolean output)
{
  return output ? self->output : self->input;
}
