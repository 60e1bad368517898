/* Presenting: the whole screen, larger text, and both panels folded, until it ends. And the panels by themselves. */
#include "vt-window-private.h"

#include "vt-look.h"

/* Each panel's action; the document may hide it all the same. */
static const struct
{
  const char *action, *control;
} panels[] = {
  { "palette", "palette" },
  { "inspector", "inspector" },
};

static gboolean
is_unfolded (VtWindow *self, guint i)
{
  g_autoptr (GVariant) state = g_action_group_get_action_state (G_ACTION_GROUP (self), panels[i].action);

  return g_variant_get_boolean (state);
}

void
vt_window_show_panels (VtWindow *self)
{
  GtkWidget *const columns[] = { self->left, self->right };

  for (guint i = 0; i < G_N_ELEMENTS (panels); i++)
    {
      const gboolean hidden = nn_network_hides (vt_session_network (self->session), panels[i].control);

      gtk_widget_set_visible (columns[i], is_unfolded (self, i) && !hidden);
    }
}

void
vt_window_unfold (VtWindow *self, const char *panel)
{
  g_action_group_change_action_state (G_ACTION_GROUP (self), panel, g_variant_new_boolean (TRUE));
}

/* What was folded before stays so after. */
static void
fold_panels (VtWindow *self, gboolean fold)
{
  for (guint i = 0; i < G_N_ELEMENTS (panels); i++)
    {
      if (fold)
        self->unfolded[i] = is_unfolded (self, i);
      g_action_group_change_action_state (G_ACTION_GROUP (self), panels[i].action, g_variant_new_boolean (!fold && self->unfolded[i]));
    }
}

static void
panel_cb (GSimpleAction *action, GVariant *state, gpointer window)
{
  g_simple_action_set_state (action, state);
  vt_window_show_panels (window);
}

static void
present_cb (GSimpleAction *action, GVariant *state, gpointer window)
{
  if (g_variant_get_boolean (state))
    gtk_window_fullscreen (window);
  else
    gtk_window_unfullscreen (window);
}

/* Only now it is known whether the screen was given: by the window manager, too. */
static void
fullscreened_cb (VtWindow *self)
{
  const gboolean presents = gtk_window_is_fullscreen (GTK_WINDOW (self));
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), "present");
  g_autoptr (GVariant) state = g_action_get_state (action);

  if (g_variant_get_boolean (state) == presents)
    return;
  g_simple_action_set_state (G_SIMPLE_ACTION (action), g_variant_new_boolean (presents));
  fold_panels (self, presents);
  vt_look_set_presenting (vt_look_get (), presents);
}

static const GActionEntry entries[] = {
  { .name = "palette", .state = "true", .change_state = panel_cb },
  { .name = "inspector", .state = "true", .change_state = panel_cb },
  { .name = "present", .state = "false", .change_state = present_cb },
};

void
vt_window_add_presenting (VtWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  g_signal_connect (self, "notify::fullscreened", G_CALLBACK (fullscreened_cb), NULL);
}

/* Text is larger for all windows of the program: none stays so after the one that presented. */
void
vt_window_end_presenting (VtWindow *self)
{
  if (gtk_window_is_fullscreen (GTK_WINDOW (self)))
    vt_look_set_presenting (vt_look_get (), FALSE);
}
