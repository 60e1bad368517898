/* Presenting: the whole screen, larger text, and both panels folded, until it ends. And the panels by themselves. */
#include "vt-window-private.h"

#include "vt-look.h"

/* Each panel's action, and what the document may hide; by the sides' order. */
static const struct
{
  const char *action, *control;
} panels[VT_N_SIDES] = {
  [VT_SIDE_LEFT] = { "palette", "palette" },
  [VT_SIDE_RIGHT] = { "inspector", "inspector" },
};

void
vt_window_show_panels (VtWindow *self)
{
  for (VtSide side = 0; side < VT_N_SIDES; side++)
    vt_columns_allow (self->columns, side, !nn_network_hides (vt_session_network (self->session), panels[side].control));
}

/* The actions say what is seen; the header has a button for what a narrow window has folded. */
void
vt_window_update_panels (VtWindow *self)
{
  for (VtSide side = 0; side < VT_N_SIDES; side++)
    {
      GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), panels[side].action);

      g_simple_action_set_state (G_SIMPLE_ACTION (action), g_variant_new_boolean (vt_columns_is_shown (self->columns, side)));
      vt_header_offer_side (self->header, side, !vt_window_is_at_start (self) && vt_columns_is_folded (self->columns, side));
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
  for (VtSide side = 0; side < VT_N_SIDES; side++)
    {
      if (fold)
        self->unfolded[side] = vt_columns_is_shown (self->columns, side);
      vt_columns_show (self->columns, side, !fold && self->unfolded[side]);
    }
}

static void
panel_cb (GSimpleAction *action, GVariant *state, gpointer window)
{
  const VtSide side = g_str_equal (g_action_get_name (G_ACTION (action)), panels[VT_SIDE_LEFT].action) ? VT_SIDE_LEFT : VT_SIDE_RIGHT;

  vt_columns_show (((VtWindow *) window)->columns, side, g_variant_get_boolean (state));
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
