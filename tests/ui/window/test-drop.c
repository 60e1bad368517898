/* Files let go over the window, where there is a display. */
#include <adwaita.h>
#include <glib/gstdio.h>

#include "source.h"
#include "vt-window.h"

#define PATIENCE (30 * G_USEC_PER_SEC)

static AdwApplication *app;

static GtkDropTarget *
find_target (GtkWidget *window)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (window);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GObject) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_DROP_TARGET (controller)
          && gdk_content_formats_contain_gtype (gtk_drop_target_get_formats (GTK_DROP_TARGET (controller)), GDK_TYPE_FILE_LIST))
        return GTK_DROP_TARGET (controller);
    }
  return NULL;
}

static gboolean
drop (GtkWidget *window, const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_auto (GValue) value = G_VALUE_INIT;
  gboolean taken = FALSE;

  g_value_init (&value, GDK_TYPE_FILE_LIST);
  g_value_take_boxed (&value, gdk_file_list_new_from_array (&file, 1));
  g_signal_emit_by_name (find_target (window), "drop", &value, 10.0, 10.0, &taken);
  return taken;
}

static void
wait_for_layers (VtSession *session, guint n)
{
  for (const gint64 deadline = g_get_monotonic_time () + PATIENCE; nn_network_n_layers (vt_session_network (session)) != n;)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      g_main_context_iteration (NULL, FALSE);
    }
}

/* A document is opened, data are used; what is neither is told and changes nothing. */
static void
test_drop (void)
{
  GtkWidget *window = GTK_WIDGET (vt_window_new (GTK_APPLICATION (app)));
  VtSession *session = vt_window_session (VT_WINDOW (window));
  g_autofree char *folder = g_dir_make_tmp ("vitrine-XXXXXX", NULL);
  g_autofree char *document = g_build_filename (folder, "a.json", NULL), *data = g_build_filename (folder, "b.txt", NULL);
  g_autofree char *other = g_build_filename (folder, "c.bin", NULL);
  g_autoptr (NnNetwork) example = nn_example_open ("moons", NULL);
  g_autofree char *json = nn_network_to_json (example), *text = g_strnfill (4000, 'a');

  g_assert_true (g_file_set_contents (document, json, -1, NULL));
  g_assert_true (g_file_set_contents (data, text, -1, NULL));
  g_assert_true (g_file_set_contents (other, "\x01\x02\x03", 3, NULL));

  g_assert_true (drop (window, document));
  wait_for_layers (session, nn_network_n_layers (example));
  g_assert_cmpstr (vt_session_path (session), ==, document);
  g_assert_true (drop (window, other));
  g_assert_cmpstr (nn_network_data (vt_session_network (session)), ==, nn_network_data (example));
  g_assert_true (drop (window, data));
  g_assert_cmpstr (nn_network_data (vt_session_network (session)), ==, data);

  gtk_window_destroy (GTK_WINDOW (window));
  g_remove (document);
  g_remove (data);
  g_remove (other);
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  if (!gtk_init_check ())
    return 77;
  app = ADW_APPLICATION (adw_application_new ("org.vitrine.Test", G_APPLICATION_NON_UNIQUE));
  g_assert_true (g_application_register (G_APPLICATION (app), NULL, NULL));
  g_test_add_func ("/ui/window/drop", test_drop);
  status = g_test_run ();
  g_object_unref (app);
  return status;
}
