#include "preferences.h"

#include "text.h"

#define GROUP "window"
#define THEME "theme"
#define STILL "reduced-motion"

static const struct
{
  const char *id, *title;
  AdwColorScheme scheme;
} themes[] = {
  { "system", N_("As the system"), ADW_COLOR_SCHEME_DEFAULT },
  { "light", N_("Light"), ADW_COLOR_SCHEME_FORCE_LIGHT },
  { "dark", N_("Dark"), ADW_COLOR_SCHEME_FORCE_DARK },
};

/* Remembering */

static char *
memory_path (void)
{
  return g_build_filename (g_get_user_config_dir (), "vitrine", "window.ini", NULL);
}

static GKeyFile *
recall (void)
{
  GKeyFile *memory = g_key_file_new ();
  g_autofree char *path = memory_path ();

  g_key_file_load_from_file (memory, path, G_KEY_FILE_NONE, NULL); /* none yet: everything is as the system has it */
  return memory;
}

/* A choice that cannot be written down is only not remembered. */
static void
remember (GKeyFile *memory)
{
  g_autofree char *path = memory_path ();
  g_autofree char *folder = g_path_get_dirname (path);

  if (g_mkdir_with_parents (folder, 0700) == 0)
    g_key_file_save_to_file (memory, path, NULL);
}

/* Applying */

static guint
theme_in (GKeyFile *memory)
{
  g_autofree char *id = g_key_file_get_string (memory, GROUP, THEME, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (themes); i++)
    if (g_strcmp0 (themes[i].id, id) == 0)
      return i;
  return 0;
}

static gboolean
is_still_in (GKeyFile *memory)
{
  return g_key_file_get_boolean (memory, GROUP, STILL, NULL);
}

static void
apply (GKeyFile *memory)
{
  GtkSettings *settings = gtk_settings_get_default ();

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), themes[theme_in (memory)].scheme);
  if (is_still_in (memory))
    g_object_set (settings, "gtk-enable-animations", FALSE, NULL);
  else
    gtk_settings_reset_property (settings, "gtk-enable-animations");
}

void
vt_preferences_apply (void)
{
  g_autoptr (GKeyFile) memory = recall ();

  apply (memory);
}

/* The window */

static void
theme_chosen_cb (AdwComboRow *row)
{
  g_autoptr (GKeyFile) memory = recall ();

  g_key_file_set_string (memory, GROUP, THEME, themes[adw_combo_row_get_selected (row)].id);
  apply (memory);
  remember (memory);
}

static void
still_chosen_cb (GtkSwitch *turn)
{
  g_autoptr (GKeyFile) memory = recall ();

  g_key_file_set_boolean (memory, GROUP, STILL, gtk_switch_get_active (turn));
  apply (memory);
  remember (memory);
}

static GtkWidget *
make_theme_row (GKeyFile *memory)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);
  GtkWidget *row = g_object_new (ADW_TYPE_COMBO_ROW, "title", _("Colours"), NULL);

  for (guint i = 0; i < G_N_ELEMENTS (themes); i++)
    gtk_string_list_append (titles, nn_text (themes[i].title));
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (titles));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), theme_in (memory));
  g_signal_connect (row, "notify::selected", G_CALLBACK (theme_chosen_cb), NULL);
  return row;
}

static GtkWidget *
make_still_row (GKeyFile *memory)
{
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "title", _("Reduced motion"), "subtitle",
                                 _("Nothing slides or moves on its own; numbers and pictures change as before."), NULL);
  GtkWidget *turn = gtk_switch_new ();

  gtk_switch_set_active (GTK_SWITCH (turn), is_still_in (memory));
  gtk_widget_set_valign (turn, GTK_ALIGN_CENTER);
  g_signal_connect (turn, "notify::active", G_CALLBACK (still_chosen_cb), NULL);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), turn);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), turn);
  return row;
}

GtkWidget *
vt_preferences_window_new (GtkWindow *parent)
{
  g_autoptr (GKeyFile) memory = recall ();
  GtkWidget *window = g_object_new (ADW_TYPE_PREFERENCES_WINDOW, "title", _("Preferences"), "transient-for", parent,
                                    "modal", TRUE, "search-enabled", FALSE, "default-height", 360, NULL);
  GtkWidget *page = adw_preferences_page_new ();
  GtkWidget *group = g_object_new (ADW_TYPE_PREFERENCES_GROUP, "title", _("How it looks"), NULL);

  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), make_theme_row (memory));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), make_still_row (memory));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
  adw_preferences_window_add (ADW_PREFERENCES_WINDOW (window), ADW_PREFERENCES_PAGE (page));
  return window;
}
