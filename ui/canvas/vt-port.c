#include "vt-port.h"

#include "text.h"
#include "vt-node.h"
#include "vt-scene-paint.h"

struct _VtPort
{
  GtkWidget parent_instance;

  const VtTheme *theme;
  double zoom;
  gboolean is_output, is_wrong, is_armed;
  guint slot;   /* of an input */
};

G_DEFINE_FINAL_TYPE (VtPort, vt_port, GTK_TYPE_WIDGET)

static guint activate_signal;

static void
activate_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_signal_emit (widget, activate_signal, 0);
}

static void
vt_port_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  VtPort *self = VT_PORT (widget);
  const double middle = gtk_widget_get_width (widget) / self->zoom / 2.0;
  const VtRect bounds = { 0.0, 0.0, 2.0 * middle, 2.0 * middle };
  const gboolean is_hot = self->is_armed || gtk_widget_has_focus (widget)
                          || (gtk_widget_get_state_flags (widget) & GTK_STATE_FLAG_PRELIGHT) != 0;
  cairo_t *cr;
  g_autoptr (GskRenderNode) node = vt_node_begin (&bounds, self->zoom, &cr);

  vt_paint_port (cr, self->theme, middle, middle, self->is_wrong, is_hot);
  cairo_destroy (cr);
  gtk_snapshot_append_node (snapshot, node);
}

static void
vt_port_state_flags_changed (GtkWidget *widget, GtkStateFlags previous)
{
  gtk_widget_queue_draw (widget);
  GTK_WIDGET_CLASS (vt_port_parent_class)->state_flags_changed (widget, previous);
}

static void
vt_port_class_init (VtPortClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  static const guint keys[] = { GDK_KEY_Return, GDK_KEY_KP_Enter };

  widget_class->snapshot = vt_port_snapshot;
  widget_class->state_flags_changed = vt_port_state_flags_changed;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_BUTTON);
  activate_signal = g_signal_new ("activate", VT_TYPE_PORT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_install_action (widget_class, "port.activate", NULL, activate_cb);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding_action (widget_class, keys[i], 0, "port.activate", NULL);
}

static void
vt_port_init (VtPort *self)
{
  self->theme = &vt_theme_light;
  self->zoom = 1.0;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "crosshair");
}

GtkWidget *
vt_port_new (gboolean is_output)
{
  VtPort *self = g_object_new (VT_TYPE_PORT, NULL);

  self->is_output = is_output;
  return GTK_WIDGET (self);
}

gboolean
vt_port_is_output (VtPort *self)
{
  return self->is_output;
}

guint
vt_port_slot (VtPort *self)
{
  return self->slot;
}

void
vt_port_set_name (VtPort *self, const char *name, guint slot)
{
  self->slot = slot;
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  self->is_output ? _ ("Return begins a wire here; Return on an input ends it")
                                                  : _ ("Return ends a wire here that was begun at an output"), -1);
}

void
vt_port_set_look (VtPort *self, const VtTheme *theme, double zoom, gboolean is_wrong)
{
  self->theme = theme;
  self->zoom = zoom;
  self->is_wrong = is_wrong;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
vt_port_set_armed (VtPort *self, gboolean armed)
{
  self->is_armed = armed;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
