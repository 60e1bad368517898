#include "vt-shortcuts.h"

#include "text.h"

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
  { "win.find", { "<Control>f" }, N_("Find a card"), N_("Sheet"), FALSE },
  { "win.arrange", { "<Control>l" }, N_("Arrange the cards"), N_("Sheet"), FALSE },
  { NULL, { "Left Right Up Down" }, N_("Go to the next card that way"), N_("Sheet"), FALSE },
  { NULL, { "Return" }, N_("Choose the card"), N_("Sheet"), FALSE },
  { NULL, { "<Control>Return" }, N_("Choose it with the others, or not"), N_("Sheet"), FALSE },
  { NULL, { "<Shift>Left <Shift>Right" }, N_("Go there and choose both"), N_("Sheet"), FALSE },
  { NULL, { "<Control>a" }, N_("Choose all"), N_("Sheet"), FALSE },
  { NULL, { "<Control>Left", "<Alt>Left" }, N_("Move what is chosen (any arrow)"), N_("Sheet"), FALSE },
  { NULL, { "<Control><Shift>Left" }, N_("Resize a note, turn an arrow"), N_("Sheet"), FALSE },
  { NULL, { "a" }, N_("Add a layer after the chosen one"), N_("Sheet"), FALSE },
  { NULL, { "c" }, N_("Connect it to…"), N_("Sheet"), FALSE },
  { NULL, { "d" }, N_("Disconnect its input"), N_("Sheet"), FALSE },
  { NULL, { "l" }, N_("Align what is chosen"), N_("Sheet"), FALSE },
  { NULL, { "<Control>g" }, N_("Make a group of what is chosen"), N_("Sheet"), FALSE },
  { NULL, { "<Control><Shift>g" }, N_("Take the group apart"), N_("Sheet"), FALSE },
  { NULL, { "o" }, N_("Open or fold the group"), N_("Sheet"), FALSE },
  { NULL, { "F2" }, N_("Rename a card, edit a note"), N_("Sheet"), FALSE },
  { NULL, { "Menu", "<Shift>F10" }, N_("Menu of the card"), N_("Sheet"), FALSE },
  { NULL, { "<Control>c" }, N_("Copy"), N_("Sheet"), FALSE },
  { NULL, { "<Control>x" }, N_("Cut"), N_("Sheet"), FALSE },
  { NULL, { "<Control>v" }, N_("Paste"), N_("Sheet"), FALSE },
  { NULL, { "<Control>d" }, N_("Duplicate"), N_("Sheet"), FALSE },
  { NULL, { "Delete" }, N_("Delete what is chosen"), N_("Sheet"), FALSE },
  { NULL, { "Escape" }, N_("Choose nothing, or give up a drag"), N_("Sheet"), FALSE },
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

/* Text is typed, and what is pressed with the keyboard is pressed with Space. */
static gboolean
has_use_for (GtkWidget *focus, guint key)
{
  static const GtkAccessibleRole pressed[] = {
    GTK_ACCESSIBLE_ROLE_BUTTON, GTK_ACCESSIBLE_ROLE_SWITCH, GTK_ACCESSIBLE_ROLE_CHECKBOX,
    GTK_ACCESSIBLE_ROLE_RADIO,  GTK_ACCESSIBLE_ROLE_TAB,    GTK_ACCESSIBLE_ROLE_COMBO_BOX,
  };

  if (focus == NULL || GTK_IS_EDITABLE (focus) || GTK_IS_TEXT_VIEW (focus))
    return focus != NULL;
  for (guint i = 0; i < G_N_ELEMENTS (pressed) && key == GDK_KEY_space; i++)
    if (gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (focus)) == pressed[i])
      return TRUE;
  return FALSE;
}

static gboolean
plain_key_cb (GtkEventControllerKey *keys, guint key, guint code, GdkModifierType state, gpointer data)
{
  GtkWidget *window = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (keys));

  if ((state & gtk_accelerator_get_default_mod_mask ()) != 0 ||
      has_use_for (gtk_window_get_focus (GTK_WINDOW (window)), key))
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

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (plain_key_cb), NULL);
  gtk_widget_add_controller (window, keys);
}

static void
append_shortcut (GString *xml, const VtShortcut *row)
{
  g_autofree char *keys = g_strjoin (" ", row->keys[0], row->keys[1], NULL);
  g_autofree char *text = g_markup_printf_escaped ("<child><object class='GtkShortcutsShortcut'>"
                                                   "<property name='accelerator'>%s</property>"
                                                   "<property name='title'>%s</property></object></child>",
                                                   keys, nn_text (row->title));

  g_string_append (xml, text);
}

/* In GTK 4.8 the shortcuts window can be filled only from a builder's XML. */
GtkWidget *
vt_shortcuts_overview (void)
{
  g_autoptr (GString) xml = g_string_new ("<interface><object class='GtkShortcutsWindow' id='window'>"
                                          "<property name='modal'>1</property>"
                                          "<child><object class='GtkShortcutsSection'>"
                                          "<property name='section-name'>all</property>");
  g_autoptr (GtkBuilder) builder = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      if (i == 0 || !g_str_equal (rows[i].group, rows[i - 1].group))
        {
          g_autofree char *head = g_markup_printf_escaped ("<child><object class='GtkShortcutsGroup'>"
                                                           "<property name='title'>%s</property>",
                                                           nn_text (rows[i].group));

          g_string_append (xml, i == 0 ? "" : "</object></child>");
          g_string_append (xml, head);
        }
      append_shortcut (xml, &rows[i]);
    }
  g_string_append (xml, "</object></child></object></child></object></interface>");
  builder = gtk_builder_new_from_string (xml->str, xml->len);
  return GTK_WIDGET (gtk_builder_get_object (builder, "window")); /* GTK keeps windows until they are closed */
}
