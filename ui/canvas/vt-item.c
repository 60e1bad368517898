#include "vt-item.h"

typedef struct
{
  guint id;
  gboolean is_chosen;
} VtItemPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (VtItem, vt_item, GTK_TYPE_WIDGET)

static guint act_signal;

/* Everything an item does without a mouse. Rows of the same action follow each other. */
static const struct
{
  const char *action;
  int act;
  guint key;
  GdkModifierType modifiers;
} acts[] = {
  { "card.choose", VT_ACT_CHOOSE, GDK_KEY_Return, 0 },
  { "card.choose", VT_ACT_CHOOSE, GDK_KEY_KP_Enter, 0 },
  { "card.toggle", VT_ACT_TOGGLE, GDK_KEY_Return, GDK_CONTROL_MASK },
  { "card.toggle", VT_ACT_TOGGLE, GDK_KEY_KP_Enter, GDK_CONTROL_MASK },
  { "card.delete", VT_ACT_DELETE, GDK_KEY_Delete, 0 },
  { "card.delete", VT_ACT_DELETE, GDK_KEY_BackSpace, 0 },
  { "card.move-left", VT_ACT_MOVE, GDK_KEY_Left, GDK_CONTROL_MASK },
  { "card.move-left", VT_ACT_MOVE, GDK_KEY_Left, GDK_ALT_MASK },
  { "card.move-right", VT_ACT_MOVE + 1, GDK_KEY_Right, GDK_CONTROL_MASK },
  { "card.move-right", VT_ACT_MOVE + 1, GDK_KEY_Right, GDK_ALT_MASK },
  { "card.move-up", VT_ACT_MOVE + 2, GDK_KEY_Up, GDK_CONTROL_MASK },
  { "card.move-up", VT_ACT_MOVE + 2, GDK_KEY_Up, GDK_ALT_MASK },
  { "card.move-down", VT_ACT_MOVE + 3, GDK_KEY_Down, GDK_CONTROL_MASK },
  { "card.move-down", VT_ACT_MOVE + 3, GDK_KEY_Down, GDK_ALT_MASK },
  { "card.go-left", VT_ACT_GO, GDK_KEY_Left, 0 },
  { "card.go-right", VT_ACT_GO + 1, GDK_KEY_Right, 0 },
  { "card.go-up", VT_ACT_GO + 2, GDK_KEY_Up, 0 },
  { "card.go-down", VT_ACT_GO + 3, GDK_KEY_Down, 0 },
  { "card.extend-left", VT_ACT_EXTEND, GDK_KEY_Left, GDK_SHIFT_MASK },
  { "card.extend-right", VT_ACT_EXTEND + 1, GDK_KEY_Right, GDK_SHIFT_MASK },
  { "card.extend-up", VT_ACT_EXTEND + 2, GDK_KEY_Up, GDK_SHIFT_MASK },
  { "card.extend-down", VT_ACT_EXTEND + 3, GDK_KEY_Down, GDK_SHIFT_MASK },
  { "card.resize-left", VT_ACT_RESIZE, GDK_KEY_Left, GDK_SHIFT_MASK | GDK_CONTROL_MASK },
  { "card.resize-right", VT_ACT_RESIZE + 1, GDK_KEY_Right, GDK_SHIFT_MASK | GDK_CONTROL_MASK },
  { "card.resize-up", VT_ACT_RESIZE + 2, GDK_KEY_Up, GDK_SHIFT_MASK | GDK_CONTROL_MASK },
  { "card.resize-down", VT_ACT_RESIZE + 3, GDK_KEY_Down, GDK_SHIFT_MASK | GDK_CONTROL_MASK },
};

static VtItemPrivate *
private_of (VtItem *self)
{
  return vt_item_get_instance_private (self);
}

static void
act_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    if (g_str_equal (acts[i].action, action))
      {
        g_signal_emit (widget, act_signal, 0, acts[i].act);
        return;
      }
}

static void
focus_cb (VtItem *self)
{
  VT_ITEM_GET_CLASS (self)->redraw (self);
}

static void
vt_item_class_init (VtItemClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  act_signal = g_signal_new ("act", VT_TYPE_ITEM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    {
      if (i == 0 || !g_str_equal (acts[i].action, acts[i - 1].action))
        gtk_widget_class_install_action (widget_class, acts[i].action, NULL, act_cb);
      gtk_widget_class_add_binding_action (widget_class, acts[i].key, acts[i].modifiers, acts[i].action, NULL);
    }
}

static void
vt_item_init (VtItem *self)
{
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  g_signal_connect (self, "notify::has-focus", G_CALLBACK (focus_cb), NULL);
}

guint
vt_item_id (VtItem *self)
{
  return private_of (self)->id;
}

void
vt_item_set_id (VtItem *self, guint id)
{
  private_of (self)->id = id;
}

gboolean
vt_item_is_chosen (VtItem *self)
{
  return private_of (self)->is_chosen;
}

void
vt_item_set_chosen (VtItem *self, gboolean chosen)
{
  if (private_of (self)->is_chosen == chosen)
    return;
  private_of (self)->is_chosen = chosen;
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_SELECTED, chosen, -1);
  VT_ITEM_GET_CLASS (self)->describe (self);
  VT_ITEM_GET_CLASS (self)->redraw (self);
}
