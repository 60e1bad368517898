#include "vt-device-menu.h"

#include "text.h"
#include "vt-aloud.h"

#define MOST_LETTERS 22   /* of a name on the button */

struct _VtDeviceMenu
{
  GtkWidget parent_instance;

  /* Owned. */
  VtSession *session;
  GMenu *menu;
  char *shown;              /* what the button says; NULL: the processor */
  GtkWidget *button;        /* the only child */
  GtkLabel *label;          /* inside it */
};

G_DEFINE_FINAL_TYPE (VtDeviceMenu, vt_device_menu, GTK_TYPE_WIDGET)

/* What the driver tells takes a moment: a thread waits for it. */
typedef struct
{
  GPtrArray *list;          /* NnDeviceInfo; NULL: there is none … */
  char *why;                /* … because */
} Found;

static void
free_found (gpointer data)
{
  Found *found = data;

  g_clear_pointer (&found->list, g_ptr_array_unref);
  g_free (found->why);
  g_free (found);
}

static void
look_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  Found *found = g_new0 (Found, 1);

  if ((found->list = nn_device_list (&error)) == NULL)
    found->why = g_strdup (error->message);
  g_task_return_pointer (task, found, free_found);
}

static void
append_device (GMenu *section, const char *label, const char *which)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (NULL, NULL);
  g_auto (GStrv) parts = g_strsplit (label, "_", -1);
  g_autofree char *plain = g_strjoinv ("__", parts);   /* an underline would mark a key */

  g_menu_item_set_label (item, plain);
  g_menu_item_set_action_and_target (item, "win.device", "s", which);
  g_menu_append_item (section, item);
}

static void
show_found (VtDeviceMenu *self, const Found *found)
{
  g_autoptr (GMenu) section = g_menu_new ();

  for (guint i = 0; found->list != NULL && i < found->list->len; i++)
    {
      const NnDeviceInfo *info = found->list->pdata[i];
      g_autofree char *label = g_strdup_printf (_("%s (%s)"), info->name, nn_device_kind_title (info->kind));
      g_autofree char *which = g_strdup_printf ("%u", i);

      append_device (section, label, which);
    }
  g_menu_append_section (self->menu, found->why, G_MENU_MODEL (section));
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  VtDeviceMenu *self = VT_DEVICE_MENU (source);
  Found *found = g_task_propagate_pointer (G_TASK (result), NULL);

  if (self->session != NULL)
    show_found (self, found);
  free_found (found);
}

static void
look_for_devices (VtDeviceMenu *self)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, looked_cb, NULL);

  g_task_run_in_thread (task, look_thread);
}

static void
show_device (VtDeviceMenu *self)
{
  const char *device = vt_session_frame (self->session)->device;
  const char *name = device != NULL ? device : _("Processor");
  g_autofree char *words = g_strdup_printf (_("Training runs on: %s"), name);

  if (g_strcmp0 (device, self->shown) == 0 && *gtk_label_get_text (self->label) != '\0')
    return;
  g_free (self->shown);
  self->shown = g_strdup (device);
  gtk_label_set_text (self->label, name);
  gtk_widget_set_tooltip_text (self->button, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
}

static void
vt_device_menu_dispose (GObject *object)
{
  VtDeviceMenu *self = VT_DEVICE_MENU (object);

  g_clear_pointer (&self->button, gtk_widget_unparent);
  g_clear_pointer (&self->shown, g_free);
  g_clear_object (&self->menu);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (vt_device_menu_parent_class)->dispose (object);
}

static void
vt_device_menu_class_init (VtDeviceMenuClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vt_device_menu_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
vt_device_menu_init (VtDeviceMenu *self)
{
  GtkWidget *label = gtk_label_new ("");

  self->label = GTK_LABEL (label);
  self->menu = g_menu_new ();
  self->button = gtk_menu_button_new ();
  gtk_label_set_ellipsize (self->label, PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (self->label, MOST_LETTERS);
  gtk_menu_button_set_child (GTK_MENU_BUTTON (self->button), label);
  gtk_menu_button_set_always_show_arrow (GTK_MENU_BUTTON (self->button), TRUE);
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->button), G_MENU_MODEL (self->menu));
  gtk_widget_add_css_class (self->button, "flat");
  vt_aloud_icon (self->button, _("Device"));
  vt_aloud_icon (gtk_widget_get_first_child (self->button), _("Device"));
  gtk_widget_set_parent (self->button, GTK_WIDGET (self));
}

GtkWidget *
vt_device_menu_new (VtSession *session)
{
  VtDeviceMenu *self = g_object_new (VT_TYPE_DEVICE_MENU, NULL);
  g_autoptr (GMenu) section = g_menu_new ();

  self->session = g_object_ref (session);
  append_device (section, _("Processor"), "");
  g_menu_append_section (self->menu, _("Train on"), G_MENU_MODEL (section));
  g_signal_connect_object (session, "frame", G_CALLBACK (show_device), self, G_CONNECT_SWAPPED);
  show_device (self);
  look_for_devices (self);
  return GTK_WIDGET (self);
}
