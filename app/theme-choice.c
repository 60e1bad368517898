#include "theme-choice.h"

#include <adwaita.h>

#define GROUP "window"
#define KEY "theme"

static const struct
{
  const char *id;
  AdwColorScheme scheme;
} themes[] = {
  { "system", ADW_COLOR_SCHEME_DEFAULT },
  { "light", ADW_COLOR_SCHEME_FORCE_LIGHT },
  { "dark", ADW_COLOR_SCHEME_FORCE_DARK },
};

static char *
memory_path (void)
{
  return g_build_filename (g_get_user_config_dir (), "vitrine", "window.ini", NULL);
}

static char *
recall (void)
{
  g_autoptr (GKeyFile) memory = g_key_file_new ();
  g_autofree char *path = memory_path ();
  char *id = NULL;

  if (g_key_file_load_from_file (memory, path, G_KEY_FILE_NONE, NULL))
    id = g_key_file_get_string (memory, GROUP, KEY, NULL);
  return id != NULL ? id : g_strdup (themes[0].id);
}

/* A choice that cannot be written down is only not remembered. */
static void
remember (const char *id)
{
  g_autoptr (GKeyFile) memory = g_key_file_new ();
  g_autofree char *path = memory_path ();
  g_autofree char *folder = g_path_get_dirname (path);

  g_key_file_set_string (memory, GROUP, KEY, id);
  if (g_mkdir_with_parents (folder, 0700) == 0)
    g_key_file_save_to_file (memory, path, NULL);
}

static gboolean
apply (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (themes); i++)
    if (g_str_equal (themes[i].id, id))
      {
        adw_style_manager_set_color_scheme (adw_style_manager_get_default (), themes[i].scheme);
        return TRUE;
      }
  return FALSE;
}

static void
chosen_cb (GSimpleAction *action, GVariant *state)
{
  const char *id = g_variant_get_string (state, NULL);

  if (!apply (id))
    return;
  g_simple_action_set_state (action, state);
  remember (id);
}

void
vt_theme_choice_add (GActionMap *actions)
{
  g_autofree char *id = recall ();
  g_autoptr (GSimpleAction) action = NULL;

  if (!apply (id))
    {
      g_free (id);
      id = g_strdup (themes[0].id);
    }
  action = g_simple_action_new_stateful ("theme", G_VARIANT_TYPE_STRING, g_variant_new_string (id));
  g_signal_connect (action, "change-state", G_CALLBACK (chosen_cb), NULL);
  g_action_map_add_action (actions, G_ACTION (action));
}
