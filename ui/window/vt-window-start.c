/* The two faces of a window: the page it begins with, and the network. */
#include "vt-window-private.h"

#include "text.h"

#define START "start"
#define WORK "work"

gboolean
vt_window_is_at_start (VtWindow *self)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->faces), START) == 0;
}

/* A network without layers is nothing to go back to. */
gboolean
vt_window_has_work (VtWindow *self)
{
  return vt_session_path (self->session) != NULL || nn_network_n_layers (vt_session_network (self->session)) > 0 ||
         vt_session_is_modified (self->session);
}

void
vt_window_show_start (VtWindow *self)
{
  g_autofree char *title = vt_window_has_work (self) ? vt_session_title (self->session) : NULL;

  vt_session_pause (self->session);
  vt_notice_show (self->start_message, NULL);
  vt_start_refresh (self->start, title);
  gtk_stack_set_visible_child_name (self->faces, START);
  vt_window_show_title (self);
  vt_window_update_actions (self);
  vt_start_focus (self->start);
}

void
vt_window_show_work (VtWindow *self)
{
  if (!vt_window_is_at_start (self))
    return;
  gtk_stack_set_visible_child_name (self->faces, WORK);
  vt_window_show_title (self);
  vt_window_update_actions (self);
  vt_train_bar_focus (self->train_bar);
}

void
vt_window_tell (VtWindow *self, const char *sentence)
{
  const gboolean at_start = vt_window_is_at_start (self);

  vt_notice_show (self->start_message, at_start ? sentence : NULL);
  vt_notice_show (self->message, at_start ? NULL : sentence);
}

/* The start page, with what is said over it. */
static GtkWidget *
make_start (VtWindow *self)
{
  GtkWidget *overlay = gtk_overlay_new ();
  GtkWidget *start = vt_start_new ();
  GtkWidget *message = vt_notice_new (_("Message"), TRUE);

  self->start = VT_START (start);
  self->start_message = VT_NOTICE (message);
  gtk_widget_set_halign (message, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (message, GTK_ALIGN_END);
  gtk_widget_add_css_class (message, "notices");
  gtk_overlay_set_child (GTK_OVERLAY (overlay), start);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), message);
  return overlay;
}

GtkWidget *
vt_window_make_faces (VtWindow *self, GtkWidget *work)
{
  GtkWidget *faces = gtk_stack_new ();

  self->faces = GTK_STACK (faces);
  gtk_stack_add_titled (self->faces, work, WORK, _("Laboratory"));
  gtk_stack_add_titled (self->faces, make_start (self), START, _("Start page"));
  gtk_widget_set_vexpand (faces, TRUE);
  return faces;
}
