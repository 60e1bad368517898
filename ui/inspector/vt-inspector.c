#include "vt-inspector.h"

#include "text.h"
#include "vt-layer-page.h"
#include "vt-network-page.h"

struct _VtInspector
{
  GtkWidget parent_instance;

  /* Owned. */
  VtSession *session;
  GtkWidget *scroller; /* the only child */

  GtkWidget *network;
  VtLayerPage *layer;
};

G_DEFINE_FINAL_TYPE (VtInspector, vt_inspector, GTK_TYPE_WIDGET)

static void
refresh (VtInspector *self)
{
  const guint id = vt_session_inspected (self->session);
  const gboolean is_there = id != 0;

  gtk_widget_set_visible (GTK_WIDGET (self->layer), is_there);
  gtk_widget_set_visible (self->network, !is_there);
  vt_layer_page_show (self->layer, is_there ? id : 0);
}

static void
vt_inspector_dispose (GObject *object)
{
  VtInspector *self = VT_INSPECTOR (object);

  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (vt_inspector_parent_class)->dispose (object);
}

static void
vt_inspector_class_init (VtInspectorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vt_inspector_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "vt-inspector");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
vt_inspector_init (VtInspector *self)
{
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
}

GtkWidget *
vt_inspector_new (VtSession *session)
{
  VtInspector *self = g_object_new (VT_TYPE_INSPECTOR, NULL);
  GtkWidget *pages = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *layer = vt_layer_page_new (session);

  self->session = g_object_ref (session);
  self->layer = VT_LAYER_PAGE (layer);
  self->network = vt_network_page_new (session);
  gtk_box_append (GTK_BOX (pages), self->network);
  gtk_box_append (GTK_BOX (pages), layer);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), pages);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Inspector"), -1);
  g_signal_connect_object (session, "selection", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "network", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  refresh (self);
  return GTK_WIDGET (self);
}
