#include "vt-header.h"

#include <adwaita.h>

#include "text.h"
#include "vt-aloud.h"
#include "vt-device-menu.h"
#include "vt-recent.h"
#include "vt-text.h"

#define MOST_RECENT 5

struct _VtHeader
{
  GtkWidget parent_instance;

  /* Owned. */
  VtSession *session;
  GtkWidget *bar; /* the only child; the widgets below are inside */

  AdwWindowTitle *title;
  gboolean hides_document;
  GtkWidget *undo, *redo;
  GtkWidget *sides[VT_N_SIDES];   /* by their order: they show what a narrow window folds */

  /* Owned: the menu's section with Undo and Redo, which say what they would do. */
  GMenu *history;
  GMenu *recent;
};

G_DEFINE_FINAL_TYPE (VtHeader, vt_header, GTK_TYPE_WIDGET)

static char *
data_line (VtSession *session)
{
  const NnDataInfo *info = vt_session_info (session);
  g_autofree char *n = NULL;

  if (info == NULL)
    return g_strdup (_("no data"));
  n = vt_count (info->n);
  /* "Spiral, 500 points" */
  return g_strdup_printf (_("%s, %s %s"), info->title, n, info->noun);
}

static void
show_title (VtHeader *self)
{
  g_autofree char *title = vt_session_title (self->session);
  g_autofree char *line = data_line (self->session);
  g_autofree char *marked = vt_session_is_modified (self->session) ? g_strdup_printf ("• %s", title) : NULL;

  if (self->hides_document)
    {
      adw_window_title_set_title (self->title, _("Vitrine"));
      adw_window_title_set_subtitle (self->title, "");
      return;
    }
  adw_window_title_set_title (self->title, marked != NULL ? marked : title);
  adw_window_title_set_subtitle (self->title, line);
}

/* "Undo add Dense"; without a title "Undo". Takes the title. */
static char *
name_act (const char *act, const char *format, char *title)
{
  g_autofree char *owned = title, *first = NULL, *words = NULL;

  if (title == NULL)
    return g_strdup (act);
  first = g_utf8_strdown (title, (gssize) (g_utf8_next_char (title) - title));
  words = g_strconcat (first, g_utf8_next_char (title), NULL);
  return g_strdup_printf (format, words);
}

/* What the button would do, where that is more than its name says. */
static void
show_act (GtkWidget *button, const char *name, const char *act)
{
  gtk_widget_set_tooltip_text (button, act);
  if (g_str_equal (act, name))
    vt_aloud_hush (button);
}

static void
show_history (VtHeader *self)
{
  g_autofree char *undo = name_act (_("Undo"), _("Undo %s"), vt_session_undo_title (self->session));
  g_autofree char *redo = name_act (_("Redo"), _("Redo %s"), vt_session_redo_title (self->session));

  show_act (self->undo, _("Undo"), undo);
  show_act (self->redo, _("Redo"), redo);
  g_menu_remove_all (self->history);
  g_menu_append (self->history, undo, "win.undo");
  g_menu_append (self->history, redo, "win.redo");
}

static GtkWidget *
make_button (const char *icon, const char *label, const char *name, const char *action)
{
  GtkWidget *button = gtk_button_new ();

  gtk_button_set_child (GTK_BUTTON (button),
                        label != NULL ? g_object_new (ADW_TYPE_BUTTON_CONTENT, "icon-name", icon, "label", label, NULL)
                                      : gtk_image_new_from_icon_name (icon));
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_focus_on_click (button, FALSE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return button;
}

static GtkWidget *
make_side (const char *icon, const char *name, const char *action)
{
  GtkWidget *button = gtk_toggle_button_new ();

  gtk_button_set_icon_name (GTK_BUTTON (button), icon);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_focus_on_click (button, FALSE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  vt_aloud_icon (button, name);
  gtk_widget_set_visible (button, FALSE);
  return button;
}

static void
append_section (GMenu *menu, const char *title, const char *const items[][2], guint n)
{
  g_autoptr (GMenu) section = g_menu_new ();

  for (guint i = 0; i < n; i++)
    g_menu_append (section, nn_text (items[i][0]), items[i][1]);
  g_menu_append_section (menu, nn_text (title), G_MENU_MODEL (section));
}

/* Names are shown as they are: an underline would mark a key. */
static void
show_recent (VtHeader *self)
{
  g_autoptr (GPtrArray) list = vt_recent_list (MOST_RECENT);

  g_menu_remove_all (self->recent);
  for (guint i = 0; i < list->len; i++)
    {
      const VtRecent *recent = g_ptr_array_index (list, i);
      g_auto (GStrv) parts = g_strsplit (recent->name, "_", -1);
      g_autofree char *label = g_strjoinv ("__", parts);
      g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

      g_menu_item_set_action_and_target (item, "win.open-document", "s", recent->path);
      g_menu_append_item (self->recent, item);
    }
}

static GMenuModel *
make_menu (GMenu *history, GMenu *recent)
{
  static const char *const documents[][2] = { { N_("Start page"), "win.start" },
                                              { N_("New network"), "win.new" },
                                              { N_("New window"), "app.new-window" },
                                              { N_("Save as…"), "win.save-as" },
                                              { N_("Save the tape too"), "win.keep-tape" },
                                              { N_("Export…"), "win.export" },
                                              { N_("Hide controls…"), "win.hide-controls" } };
  static const char *const sheet[][2] = { { N_("Find a card…"), "win.find" },
                                          { N_("Arrange the cards"), "win.arrange" },
                                          { N_("Add a note"), "win.add-note" },
                                          { N_("Add an arrow"), "win.add-arrow" } };
  static const char *const window[][2] = { { N_("Present"), "win.present" },
                                           { N_("Palette"), "win.palette" },
                                           { N_("Inspector"), "win.inspector" } };
  static const char *const training[][2] = { { N_("Reset with new weights"), "win.reset-new" } };
  static const char *const help[][2] = { { N_("Preferences"), "app.preferences" },
                                         { N_("Keyboard shortcuts"), "win.shortcuts" },
                                         { N_("About Vitrine"), "app.about" } };
  GMenu *menu = g_menu_new ();

  append_section (menu, NULL, documents, G_N_ELEMENTS (documents));
  g_menu_append_section (menu, _("Lately"), G_MENU_MODEL (recent));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (history));
  append_section (menu, NULL, sheet, G_N_ELEMENTS (sheet));
  append_section (menu, NULL, window, G_N_ELEMENTS (window));
  append_section (menu, NULL, training, G_N_ELEMENTS (training));
  append_section (menu, NULL, help, G_N_ELEMENTS (help));
  return G_MENU_MODEL (menu);
}

static GtkWidget *
make_menu_button (GMenu *history, GMenu *recent)
{
  g_autoptr (GMenuModel) menu = make_menu (history, recent);
  GtkWidget *button = gtk_menu_button_new ();

  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "open-menu-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), menu);
  gtk_menu_button_set_primary (GTK_MENU_BUTTON (button), TRUE);
  vt_aloud_icon (button, _("Main menu"));
  vt_aloud_icon (gtk_widget_get_first_child (button), _("Main menu"));
  return button;
}

static void
vt_header_dispose (GObject *object)
{
  VtHeader *self = VT_HEADER (object);

  g_clear_pointer (&self->bar, gtk_widget_unparent);
  g_clear_object (&self->history);
  g_clear_object (&self->recent);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (vt_header_parent_class)->dispose (object);
}

static void
vt_header_class_init (VtHeaderClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vt_header_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
vt_header_init (VtHeader *self)
{
  AdwHeaderBar *bar = ADW_HEADER_BAR (adw_header_bar_new ());
  GtkWidget *title = adw_window_title_new ("", ""), *present = make_button ("x-office-presentation-symbolic", NULL, _("Present"), "win.present");

  gtk_widget_set_tooltip_text (present, _("The whole screen, with larger text and the panels folded (F11)"));
  self->bar = GTK_WIDGET (bar);
  self->history = g_menu_new ();
  self->recent = g_menu_new ();
  self->title = ADW_WINDOW_TITLE (title);
  self->undo = make_button ("edit-undo-symbolic", NULL, _("Undo"), "win.undo");
  self->redo = make_button ("edit-redo-symbolic", NULL, _("Redo"), "win.redo");
  adw_header_bar_set_title_widget (bar, title);
  self->sides[VT_SIDE_LEFT] = make_side ("sidebar-show-symbolic", _("Show layers, examples and data"), "win.palette");
  self->sides[VT_SIDE_RIGHT] = make_side ("sidebar-show-right-symbolic", _("Show the inspector"), "win.inspector");
  adw_header_bar_pack_start (bar, self->sides[VT_SIDE_LEFT]);
  adw_header_bar_pack_start (bar, make_button ("document-open-symbolic", _("Open"), _("Open"), "win.open"));
  adw_header_bar_pack_start (bar, make_button ("document-save-symbolic", _("Save"), _("Save"), "win.save"));
  adw_header_bar_pack_start (bar, gtk_separator_new (GTK_ORIENTATION_VERTICAL));
  adw_header_bar_pack_start (bar, self->undo);
  adw_header_bar_pack_start (bar, self->redo);
  adw_header_bar_pack_end (bar, self->sides[VT_SIDE_RIGHT]);
  adw_header_bar_pack_end (bar, make_menu_button (self->history, self->recent));
  adw_header_bar_pack_end (bar, present);
  gtk_widget_set_parent (self->bar, GTK_WIDGET (self));
}

GtkWidget *
vt_header_new (VtSession *session)
{
  VtHeader *self = g_object_new (VT_TYPE_HEADER, NULL);

  self->session = g_object_ref (session);
  adw_header_bar_pack_end (ADW_HEADER_BAR (self->bar), vt_device_menu_new (session));
  g_signal_connect_object (session, "document", G_CALLBACK (show_title), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "network", G_CALLBACK (show_title), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "network", G_CALLBACK (show_history), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_recent_manager_get_default (), "changed", G_CALLBACK (show_recent), self,
                           G_CONNECT_SWAPPED);
  show_title (self);
  show_history (self);
  show_recent (self);
  return GTK_WIDGET (self);
}

void
vt_header_show_document (VtHeader *self, gboolean shown)
{
  self->hides_document = !shown;
  show_title (self);
}

void
vt_header_offer_side (VtHeader *self, VtSide side, gboolean offered)
{
  gtk_widget_set_visible (self->sides[side], offered);
}
