#include "application.h"

#include <stdio.h>

#include "preferences.h"
#include "text.h"
#include "vt-shortcuts.h"
#include "vt-window.h"

struct _VtApplication
{
  AdwApplication parent_instance;

  char *frame_log; /* owned path, or NULL */
};

G_DEFINE_FINAL_TYPE (VtApplication, vt_application, ADW_TYPE_APPLICATION)

/* path NULL: the start page. */
static void
open_window (VtApplication *self, const char *path)
{
  const gboolean is_first = gtk_application_get_windows (GTK_APPLICATION (self)) == NULL;
  VtWindow *window = vt_window_new (GTK_APPLICATION (self));

  if (self->frame_log != NULL)
    vt_window_log_frames (window, self->frame_log);
  if (path != NULL)
    vt_window_load (window, path);
  else
    vt_window_show_start (window);
  gtk_window_present (GTK_WINDOW (window));
  if (is_first)
    vt_window_offer_leftovers (window);
}

static void
vt_application_activate (GApplication *app)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (app));

  if (window != NULL)
    gtk_window_present (window);
  else
    open_window (VT_APPLICATION (app), NULL);
}

/* "example:spiral" arrives as a file with that address and no path. */
static void
vt_application_open (GApplication *app, GFile **files, int n, const char *hint)
{
  for (int i = 0; i < n; i++)
    {
      g_autofree char *path = g_file_get_path (files[i]);
      g_autofree char *address = g_file_get_uri (files[i]);

      open_window (VT_APPLICATION (app), path != NULL ? path : address);
    }
}

static int
vt_application_handle_local_options (GApplication *app, GVariantDict *options)
{
  VtApplication *self = VT_APPLICATION (app);

  if (g_variant_dict_contains (options, "version"))
    {
      printf ("Vitrine %s\n", VT_VERSION);
      return 0;
    }
  if (g_variant_dict_lookup (options, "frame-log", "^ay", &self->frame_log))
    g_application_set_flags (app, g_application_get_flags (app) | G_APPLICATION_NON_UNIQUE);
  return -1;
}

/* Each window asks about its own unsaved work; the last one that closes ends the program. */
static void
quit_cb (GSimpleAction *action, GVariant *parameter, gpointer app)
{
  g_autoptr (GList) windows = g_list_copy (gtk_application_get_windows (app));

  for (GList *link = windows; link != NULL; link = link->next)
    gtk_window_close (link->data);
}

static void
new_window_cb (GSimpleAction *action, GVariant *parameter, gpointer app)
{
  open_window (app, NULL);
}

static void
preferences_cb (GSimpleAction *action, GVariant *parameter, gpointer app)
{
  gtk_window_present (GTK_WINDOW (vt_preferences_window_new (gtk_application_get_active_window (app))));
}

static void
about_cb (GSimpleAction *action, GVariant *parameter, gpointer app)
{
  AdwAboutWindow *about = ADW_ABOUT_WINDOW (adw_about_window_new ());

  adw_about_window_set_application_name (about, "Vitrine");
  adw_about_window_set_application_icon (about, "org.vitrine.Vitrine");
  adw_about_window_set_version (about, VT_VERSION);
  adw_about_window_set_comments (about, _("Assemble neural networks by hand and watch them learn, down to the "
                                          "arithmetic of one weight."));
  adw_about_window_set_license_type (about, GTK_LICENSE_GPL_3_0);
  gtk_window_set_transient_for (GTK_WINDOW (about), gtk_application_get_active_window (app));
  gtk_window_present (GTK_WINDOW (about));
}

/* Where no desktop has chosen a font, GTK takes any sans serif; the window is drawn for GNOME's. */
static void
choose_font (void)
{
  GtkSettings *settings = gtk_settings_get_default ();
  g_autofree char *font = NULL;

  g_object_get (settings, "gtk-font-name", &font, NULL);
  if (font == NULL || g_str_has_prefix (font, "Sans "))
    g_object_set (settings, "gtk-font-name", "Cantarell 11", NULL);
}

/* GTK mirrors the window where its own translation says that text runs from right to left; this mirrors it without one. */
static void
choose_direction (void)
{
  if (g_strcmp0 (g_getenv ("VITRINE_TEXT_DIRECTION"), "rtl") == 0)
    gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
}

static void
vt_application_startup (GApplication *app)
{
  static const GActionEntry entries[] = {
    { .name = "quit", .activate = quit_cb },
    { .name = "new-window", .activate = new_window_cb },
    { .name = "preferences", .activate = preferences_cb },
    { .name = "about", .activate = about_cb },
  };

  G_APPLICATION_CLASS (vt_application_parent_class)->startup (app);
  choose_font ();
  choose_direction ();
  g_action_map_add_action_entries (G_ACTION_MAP (app), entries, G_N_ELEMENTS (entries), app);
  vt_preferences_apply ();
  vt_shortcuts_set_accels (GTK_APPLICATION (app));
}

static void
vt_application_finalize (GObject *object)
{
  g_free (VT_APPLICATION (object)->frame_log);
  G_OBJECT_CLASS (vt_application_parent_class)->finalize (object);
}

static void
vt_application_class_init (VtApplicationClass *klass)
{
  GApplicationClass *app_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = vt_application_finalize;
  app_class->activate = vt_application_activate;
  app_class->open = vt_application_open;
  app_class->startup = vt_application_startup;
  app_class->handle_local_options = vt_application_handle_local_options;
}

static void
vt_application_init (VtApplication *self)
{
  static const GOptionEntry options[] = {
    { "frame-log", 0, 0, G_OPTION_ARG_FILENAME, NULL, N_("Write a line for each displayed frame to FILE"),
      N_("FILE.csv") },
    { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Print the version and exit"), NULL },
    { NULL },
  };
  GApplication *app = G_APPLICATION (self);

  g_application_add_main_option_entries (app, options);
  g_application_set_option_context_parameter_string (app, _("[FILE… | example:NAME]"));
  g_application_set_option_context_summary (app, _("Assemble neural networks by hand and watch them learn."));
}

VtApplication *
vt_application_new (void)
{
  return g_object_new (VT_TYPE_APPLICATION, "application-id", "org.vitrine.Vitrine", "flags",
                       G_APPLICATION_HANDLES_OPEN, NULL);
}
