#include "vt-window-private.h"

#include "text.h"
#include "vt-hide-dialog.h"
#include "vt-shortcuts.h"

#define ZOOM_STEP 1.25

typedef struct
{
  const char *id; /* as the action's state says it */
  NnStepSize size;
} StepSize;

static const StepSize step_sizes[] = {
  { "example", NN_STEP_EXAMPLE },
  { "batch", NN_STEP_BATCH },
  { "epoch", NN_STEP_EPOCH },
};

static void
train_cb (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  VtWindow *self = window;

  if (vt_session_is_running (self->session))
    vt_session_pause (self->session);
  else
    vt_session_play (self->session);
}

static void
step_cb (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  g_autoptr (GVariant) state = g_action_group_get_action_state (G_ACTION_GROUP (window), "step-size");
  const char *id = g_variant_get_string (state, NULL);

  vt_window_tell_again (window);
  for (guint i = 0; i < G_N_ELEMENTS (step_sizes); i++)
    if (g_str_equal (step_sizes[i].id, id))
      vt_session_step (((VtWindow *) window)->session, step_sizes[i].size);
}

static void
reset_cb (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  vt_session_reset (((VtWindow *) window)->session, g_str_equal (g_action_get_name (G_ACTION (action)), "reset-new"));
}

static void
training_settings_cb (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  vt_window_unfold (window, "inspector");
  vt_session_select (((VtWindow *) window)->session, 0);
}

static void
undo_cb (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  vt_session_undo (((VtWindow *) window)->session);
}

static void
redo_cb (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  vt_session_redo (((VtWindow *) window)->session);
}

static void
zoom_cb (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  vt_sheet_zoom_by (((VtWindow *) window)->sheet,
                    g_str_equal (g_action_get_name (G_ACTION (action)), "zoom-in") ? ZOOM_STEP : 1 / ZOOM_STEP);
}

static void
fit_cb (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  vt_sheet_fit (((VtWindow *) window)->sheet);
}

/* What the sheet does by itself when it has the keyboard. */
static void
sheet_cb (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  g_autofree char *name = g_strconcat ("sheet.", g_action_get_name (G_ACTION (action)), NULL);

  gtk_widget_activate_action (GTK_WIDGET (((VtWindow *) window)->sheet), name, NULL);
}

static void
clear (VtWindow *self, const char *text)
{
  vt_session_clear (self->session);
  vt_window_watch_file (self);
  vt_window_show_work (self);
}

static void
new_cb (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  vt_window_guard (window, clear, NULL);
}

static void
load (VtWindow *self, const char *path)
{
  vt_window_load (self, path);
}

static void
start_cb (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  vt_window_show_start (window);
}

static void
back_cb (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  vt_window_show_work (window);
}

static void
open_document_cb (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  vt_window_guard (window, load, g_variant_get_string (parameter, NULL));
}

static void
open_cb (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  vt_window_choose_document (window);
}

static void
open_data_cb (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  vt_window_choose_data (window, g_str_equal (g_action_get_name (G_ACTION (action)), "open-data-folder"));
}

static void
save_cb (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  vt_window_save (window);
}

static void
save_as_cb (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  vt_window_save_as (window);
}

static void
export_cb (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  vt_window_export (window);
}

static void
shortcuts_cb (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  gtk_window_present (GTK_WINDOW (vt_shortcuts_overview (window)));
}

static void
expand_cb (GSimpleAction *action, GVariant *state, gpointer window)
{
  gtk_widget_set_visible (GTK_WIDGET (((VtWindow *) window)->columns), !g_variant_get_boolean (state));
  g_simple_action_set_state (action, state);
}

static void
area_cb (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  vt_areas_move (((VtWindow *) window)->areas, window, g_str_equal (g_action_get_name (G_ACTION (action)), "previous-area"));
}

static void
show_data_cb (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  vt_window_unfold (window, "palette");
  vt_palette_show_data (((VtWindow *) window)->palette);
}

static void
hide_controls_cb (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  vt_hide_dialog_show (GTK_WINDOW (window), ((VtWindow *) window)->session);
}

static void
page_cb (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  vt_pages_toggle (((VtWindow *) window)->pages, (guint) g_variant_get_int32 (parameter));
}

static void
keep_tape_cb (GSimpleAction *action, GVariant *state, gpointer window)
{
  g_simple_action_set_state (action, state);
  vt_session_keep_tape (((VtWindow *) window)->session, g_variant_get_boolean (state));
}

/* "": the processor. */
static void
device_cb (GSimpleAction *action, GVariant *state, gpointer window)
{
  const char *which = g_variant_get_string (state, NULL);

  g_simple_action_set_state (action, state);
  vt_session_set_device (((VtWindow *) window)->session, *which != '\0' ? which : NULL);
}

static const GActionEntry entries[] = {
  { .name = "train", .activate = train_cb },
  { .name = "step", .activate = step_cb },
  { .name = "step-size", .parameter_type = "s", .state = "'batch'" },
  { .name = "device", .parameter_type = "s", .state = "''", .change_state = device_cb },
  { .name = "reset", .activate = reset_cb },
  { .name = "reset-new", .activate = reset_cb },
  { .name = "training-settings", .activate = training_settings_cb },
  { .name = "undo", .activate = undo_cb },
  { .name = "redo", .activate = redo_cb },
  { .name = "zoom-in", .activate = zoom_cb },
  { .name = "zoom-out", .activate = zoom_cb },
  { .name = "fit", .activate = fit_cb },
  { .name = "find", .activate = sheet_cb },
  { .name = "arrange", .activate = sheet_cb },
  { .name = "add-note", .activate = sheet_cb },
  { .name = "add-arrow", .activate = sheet_cb },
  { .name = "new", .activate = new_cb },
  { .name = "start", .activate = start_cb },
  { .name = "back", .activate = back_cb },
  { .name = "open", .activate = open_cb },
  { .name = "open-document", .parameter_type = "s", .activate = open_document_cb },
  { .name = "open-data-file", .activate = open_data_cb },
  { .name = "open-data-folder", .activate = open_data_cb },
  { .name = "save", .activate = save_cb },
  { .name = "save-as", .activate = save_as_cb },
  { .name = "export", .activate = export_cb },
  { .name = "keep-tape", .state = "false", .change_state = keep_tape_cb },
  { .name = "expand-pages", .state = "false", .change_state = expand_cb },
  { .name = "hide-controls", .activate = hide_controls_cb },
  { .name = "show-data", .activate = show_data_cb },
  { .name = "next-area", .activate = area_cb },
  { .name = "previous-area", .activate = area_cb },
  { .name = "page", .parameter_type = "i", .activate = page_cb },
  { .name = "shortcuts", .activate = shortcuts_cb },
};

void
vt_window_add_actions (VtWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}

static void
enable (VtWindow *self, const char *name, gboolean enabled)
{
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self), name)), enabled);
}

void
vt_window_update_actions (VtWindow *self)
{
  g_autofree char *undo = vt_session_undo_title (self->session);
  g_autofree char *redo = vt_session_redo_title (self->session);
  const gboolean at_work = !vt_window_is_at_start (self);
  const gboolean can_train = at_work && vt_session_can_train (self->session);

  enable (self, "start", at_work);
  enable (self, "back", !at_work && vt_window_has_work (self));
  enable (self, "save", at_work && !vt_session_is_saving (self->session));
  enable (self, "save-as", at_work && !vt_session_is_saving (self->session));
  enable (self, "export", at_work && nn_network_n_layers (vt_session_network (self->session)) > 0);
  enable (self, "hide-controls", at_work);
  enable (self, "train", can_train || vt_session_is_running (self->session));
  enable (self, "step", can_train);
  enable (self, "reset", can_train);
  enable (self, "reset-new", can_train);
  vt_window_update_panels (self);
  enable (self, "undo", at_work && undo != NULL);
  enable (self, "redo", at_work && redo != NULL);
}
