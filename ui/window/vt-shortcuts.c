#include "vt-shortcuts.h"

#include <adwaita.h>

#include "text.h"
#include "vt-dialog.h"

#define MOST_PAGES 9   /* that have a key */

static const VtShortcut rows[] = {
  { "win.train", { "space" }, N_("Train or pause"), N_("Training"), TRUE },
  { "win.step", { "s" }, N_("One step"), N_("Training"), TRUE },
  { "win.reset", { "<Control>r" }, N_("Reset to the same first weights"), N_("Training"), FALSE },
  { "win.reset-new", { "<Control><Shift>r" }, N_("Reset with new weights"), N_("Training"), FALSE },
  { "win.training-settings", { "<Control>t" }, N_("Show how it learns"), N_("Training"), FALSE },
  { "win.undo", { "<Control>z" }, N_("Undo"), N_("Network"), FALSE },
  { "win.redo", { "<Control><Shift>z", "<Control>y" }, N_("Redo"), N_("Network"), FALSE },
  { "win.zoom-in", { "<Control>plus", "<Control>equal" }, N_("Zoom in"), N_("Network"), FALSE },
  { "win.zoom-out", { "<Control>minus" }, N_("Zoom out"), N_("Network"), FALSE },
  { "win.fit", { "<Control>0" }, N_("Show the whole network"), N_("Network"), FALSE },
  { "win.expand-pages", { "<Control>e" }, N_("Give the pages the whole height"), N_("Pages"), FALSE },
  { "win.page(0)", { "<Alt>1" }, N_("Open or close the first page (Alt+2: the second, and so on)"), N_("Pages"), FALSE },
  { "win.present", { "F11" }, N_("Present: the whole screen with larger text, or back"), N_("Window"), FALSE },
  { "win.palette", { "F9" }, N_("Fold or unfold the palette"), N_("Window"), FALSE },
  { "win.inspector", { "<Shift>F9" }, N_("Fold or unfold the inspector"), N_("Window"), FALSE },
  { "win.next-area", { "F6" }, N_("Go to the next part of the window: header, palette, sheet, inspector, training, pages"), N_("Window"), FALSE },
  { "win.previous-area", { "<Shift>F6" }, N_("Go to the part before"), N_("Window"), FALSE },
  { "win.find", { "<Control>f" }, N_("Find a card"), N_("Cards"), FALSE },
  { NULL, { "Left Right Up Down" }, N_("Go to the next card that way"), N_("Cards"), FALSE },
  { NULL, { "Return" }, N_("Choose the card"), N_("Cards"), FALSE },
  { NULL, { "<Control>Return" }, N_("Choose it with the others, or not"), N_("Cards"), FALSE },
  { NULL, { "<Shift>Left <Shift>Right" }, N_("Go there and choose both"), N_("Cards"), FALSE },
  { NULL, { "<Control>a" }, N_("Choose all"), N_("Cards"), FALSE },
  { NULL, { "Page_Down", "Page_Up" }, N_("Among a card's numbers (Enter): to the same one of the next picture, or the one before"), N_("Cards"), FALSE },
  { NULL, { "Escape" }, N_("Choose nothing, or give up a drag"), N_("Cards"), FALSE },
  { "win.arrange", { "<Control>l" }, N_("Arrange the cards"), N_("Changing cards"), FALSE },
  { NULL, { "<Control>Left", "<Alt>Left" }, N_("Move what is chosen (any arrow)"), N_("Changing cards"), FALSE },
  { NULL, { "<Control><Shift>Left" }, N_("Resize a note, turn an arrow"), N_("Changing cards"), FALSE },
  { NULL, { "a" }, N_("Add a layer after the chosen one"), N_("Changing cards"), FALSE },
  { NULL, { "c" }, N_("Connect it to…"), N_("Changing cards"), FALSE },
  { NULL, { "d" }, N_("Disconnect its input"), N_("Changing cards"), FALSE },
  { NULL, { "l" }, N_("Align what is chosen"), N_("Changing cards"), FALSE },
  { NULL, { "<Control>g" }, N_("Make a group of what is chosen"), N_("Changing cards"), FALSE },
  { NULL, { "<Control><Shift>g" }, N_("Take the group apart"), N_("Changing cards"), FALSE },
  { NULL, { "o" }, N_("Open or fold the group"), N_("Changing cards"), FALSE },
  { NULL, { "Page_Down", "Page_Up" }, N_("Look at the next repetition of an open group, or the one before"), N_("Changing cards"), FALSE },
  { NULL, { "F2" }, N_("Rename a card, edit a note"), N_("Changing cards"), FALSE },
  { NULL, { "Menu", "<Shift>F10" }, N_("Menu of the card"), N_("Changing cards"), FALSE },
  { NULL, { "<Control>c" }, N_("Copy"), N_("Clipboard"), FALSE },
  { NULL, { "<Control>x" }, N_("Cut"), N_("Clipboard"), FALSE },
  { NULL, { "<Control>v" }, N_("Paste"), N_("Clipboard"), FALSE },
  { NULL, { "<Control>d" }, N_("Duplicate"), N_("Clipboard"), FALSE },
  { NULL, { "Delete" }, N_("Delete what is chosen"), N_("Clipboard"), FALSE },
  { "win.start", { "<Alt>Home" }, N_("Start page"), N_("Documents"), FALSE },
  { "win.new", { "<Control>n" }, N_("New network"), N_("Documents"), FALSE },
  { "win.open", { "<Control>o" }, N_("Open"), N_("Documents"), FALSE },
  { "win.save", { "<Control>s" }, N_("Save"), N_("Documents"), FALSE },
  { "win.save-as", { "<Control><Shift>s" }, N_("Save as"), N_("Documents"), FALSE },
  { "app.preferences", { "<Control>comma" }, N_("Preferences"), N_("Program"), FALSE },
  { "app.new-window", { "<Control><Shift>n" }, N_("New window"), N_("Program"), FALSE },
  { "window.close", { "<Control>w" }, N_("Close the window"), N_("Program"), FALSE },
  { "app.quit", { "<Control>q" }, N_("Quit"), N_("Program"), FALSE },
  { "win.shortcuts", { "F1", "<Control>question" }, N_("Keyboard shortcuts"), N_("Program"), FALSE },
};

const VtShortcut *
vt_shortcuts (guint *n)
{
  *n = G_N_ELEMENTS (rows);
  return rows;
}

void
vt_shortcuts_set_accels (GtkApplication *app)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (!rows[i].is_plain && rows[i].action != NULL)
      gtk_application_set_accels_for_action (app, rows[i].action,
                                             (const char *[]){ rows[i].keys[0], rows[i].keys[1], NULL });
  for (int i = 1; i < MOST_PAGES; i++)
    {
      g_autofree char *action = g_strdup_printf ("win.page(%d)", i), *key = g_strdup_printf ("<Alt>%d", i + 1);

      gtk_application_set_accels_for_action (app, action, (const char *[]){ key, NULL });
    }
}

/* What is pressed with Space where the keyboard has come to it. Tabs are not: they are chosen with arrows and Enter. */
static gboolean
is_pressed_with_space (GtkWidget *focus)
{
  static const GtkAccessibleRole pressed[] = {
    GTK_ACCESSIBLE_ROLE_BUTTON, GTK_ACCESSIBLE_ROLE_SWITCH,    GTK_ACCESSIBLE_ROLE_CHECKBOX,
    GTK_ACCESSIBLE_ROLE_RADIO,  GTK_ACCESSIBLE_ROLE_COMBO_BOX,
  };

  for (guint i = 0; i < G_N_ELEMENTS (pressed); i++)
    if (gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (focus)) == pressed[i])
      return TRUE;
  return FALSE;
}

/* Text is typed; menus have all keys to themselves. A number has no use for Space. What was clicked has not either: whoever goes on with
 * the pointer means the network. */
static gboolean
has_use_for (GtkWidget *focus, guint key, gboolean clicked)
{
  if (focus == NULL)
    return FALSE;
  if (key == GDK_KEY_space && gtk_widget_get_ancestor (focus, GTK_TYPE_SPIN_BUTTON) != NULL)
    return FALSE;
  if (GTK_IS_EDITABLE (focus) || GTK_IS_TEXT_VIEW (focus) || gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER) != NULL)
    return TRUE;
  return key == GDK_KEY_space && !clicked && is_pressed_with_space (focus);
}

static void
pointer_cb (GtkGestureClick *click, int n, double x, double y, gboolean *clicked)
{
  *clicked = TRUE;
}

/* A key that may have moved the keyboard to where it is. */
static gboolean
is_move (guint key)
{
  static const guint moves[] = { GDK_KEY_Tab, GDK_KEY_ISO_Left_Tab, GDK_KEY_Left, GDK_KEY_Right, GDK_KEY_Up, GDK_KEY_Down, GDK_KEY_F6 };

  for (guint i = 0; i < G_N_ELEMENTS (moves); i++)
    if (moves[i] == key)
      return TRUE;
  return FALSE;
}

static gboolean
plain_key_cb (GtkEventControllerKey *keys, guint key, guint code, GdkModifierType state, gboolean *clicked)
{
  GtkWidget *window = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (keys));

  *clicked = *clicked && !is_move (key);
  if ((state & gtk_accelerator_get_default_mod_mask ()) != 0 ||
      has_use_for (gtk_window_get_focus (GTK_WINDOW (window)), key, *clicked))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (rows[i].is_plain && gdk_keyval_from_name (rows[i].keys[0]) == key)
      return gtk_widget_activate_action (window, rows[i].action, NULL);
  return FALSE;
}

/* Before the focused widget sees the key, because a card or a list would take Space to mean itself. */
void
vt_shortcuts_add_plain (GtkWidget *window)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *press = gtk_gesture_click_new ();
  gboolean *clicked = g_new0 (gboolean, 1);   /* the keyboard has not been moved since the pointer pressed something */

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_data (keys, "key-pressed", G_CALLBACK (plain_key_cb), clicked, (GClosureNotify) (GCallback) g_free, 0);
  gtk_widget_add_controller (window, keys);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (press), 0);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (press), GTK_PHASE_CAPTURE);
  g_signal_connect (press, "pressed", G_CALLBACK (pointer_cb), clicked);
  gtk_widget_add_controller (window, GTK_EVENT_CONTROLLER (press));
}

/* "Ctrl+R or F5" */
static char *
keys_in_words (const VtShortcut *row)
{
  g_autofree char *joined = g_strjoin (" ", row->keys[0], row->keys[1], NULL);
  g_auto (GStrv) keys = g_strsplit (joined, " ", -1);
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; keys[i] != NULL; i++)
    {
      GdkModifierType modifiers;
      guint key;
      g_autofree char *label = NULL;

      gtk_accelerator_parse (keys[i], &key, &modifiers);
      label = gtk_accelerator_get_label (key, modifiers);
      g_string_append_printf (words, i > 0 ? _(" or %s") : "%s", label);
    }
  return g_string_free (g_steal_pointer (&words), FALSE);
}

static GtkWidget *
make_row (const VtShortcut *shortcut)
{
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "title", nn_text (shortcut->title), "focusable", TRUE, NULL);
  g_autofree char *keys = g_strjoin (" ", shortcut->keys[0], shortcut->keys[1], NULL), *words = keys_in_words (shortcut);
  GtkWidget *label = gtk_shortcut_label_new (keys);

  gtk_widget_set_valign (label, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
  return row;
}

/* A list to scroll: GTK's own shortcuts window cuts what a low screen or large text has no room for. */
GtkWidget *
vt_shortcuts_overview (GtkWindow *parent)
{
  GtkWidget *page = adw_preferences_page_new ();
  GtkWidget *group = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      if (i == 0 || !g_str_equal (rows[i].group, rows[i - 1].group))
        {
          group = g_object_new (ADW_TYPE_PREFERENCES_GROUP, "title", nn_text (rows[i].group), NULL);
          adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
        }
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), make_row (&rows[i]));
    }
  return vt_dialog_new (_("Keyboard shortcuts"), ADW_PREFERENCES_PAGE (page), parent, 680, 640);
}
