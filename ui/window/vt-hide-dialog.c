#include "vt-hide-dialog.h"

#include <adwaita.h>
#include <string.h>

#include "recipe.h"
#include "text.h"
#include "vt-dialog.h"
#include "vt-page.h"

#define WIDTH 420
#define HEIGHT 560

/* Parts of the window; pages and the recipe's settings have tables of their own. */
static const struct
{
  const char *id;      /* in documents */
  const char *title;
} parts[] = {
  { "palette", N_("Palette") },
  { "palette-layers", N_("List of layers") },
  { "palette-examples", N_("List of examples") },
  { "palette-data", N_("List of data") },
  { "data-knobs", N_("Points, noise and seed of the data") },
  { "inspector", N_("Inspector") },
  { "step", N_("Step") },
  { "reset", N_("Reset") },
  { "speed", N_("Speed") },
  { "numbers", N_("Loss and accuracy in the train bar") },
  { "rate", N_("Learning rate in the train bar") },
  { "tape", N_("Tape") },
};

/* What a page shows beside its picture, by the ids with which the page asks. */
static const struct
{
  const char *id;
  const char *title;
} page_parts[] = {
  { "boundary-unit", N_("Boundary: which neuron it shows") },
  { "boundary-discretise", N_("Boundary: discretise") },
  { "boundary-validation", N_("Boundary: validation points") },
  { "boundary-tools", N_("Boundary: what a click on the plane does") },
};

/* What a first lesson needs: training, seeing, and two settings of a layer. All else is hidden. */
static const char *const first_lesson[] = {
  "inspector", "step", "reset", "speed", "numbers", "rate", "tape", "page-curves", "page-predictions", "page-boundary", "page-draw",
  "boundary-validation", "recipe-learning_rate",
};
static const char *const first_settings[] = { "-units", "-activation", "-filters" };

/* The dialog's switches; owned by it. */
typedef struct
{
  VtSession *session;      /* owned */
  GPtrArray *toggles;      /* borrowed: one for each control */
  GPtrArray *groups;       /* borrowed: of their rows */
  gboolean is_setting;     /* the switches are being set: none was turned by hand */
} Dialog;

static void
dialog_free (gpointer data)
{
  Dialog *dialog = data;

  g_object_unref (dialog->session);
  g_ptr_array_unref (dialog->toggles);
  g_ptr_array_unref (dialog->groups);
  g_free (dialog);
}

static const char *
control_of (GtkWidget *toggle)
{
  return g_object_get_data (G_OBJECT (toggle), "control");
}

/* The document's list with an id put in or taken out. */
static char *
change_list (const char *hidden, const char *id, gboolean hides)
{
  g_auto (GStrv) ids = g_strsplit (hidden, " ", -1);
  GString *list = g_string_new (NULL);

  for (guint i = 0; ids[i] != NULL; i++)
    if (*ids[i] != '\0' && !g_str_equal (ids[i], id))
      g_string_append_printf (list, "%s%s", list->len > 0 ? " " : "", ids[i]);
  if (hides)
    g_string_append_printf (list, "%s%s", list->len > 0 ? " " : "", id);
  return g_string_free (list, FALSE);
}

static void
toggled_cb (GtkWidget *toggle, GParamSpec *property, Dialog *dialog)
{
  const gboolean hides = !gtk_switch_get_active (GTK_SWITCH (toggle));
  g_autofree char *list = change_list (nn_network_hidden (vt_session_network (dialog->session)), control_of (toggle), hides);

  if (!dialog->is_setting)
    vt_session_edit (dialog->session, nn_edit_set_hidden (list));
}

/* The whole list at once, as one step of undo, and the switches as it says. */
static void
hide_all_but (Dialog *dialog, gboolean (*stays) (const char *id))
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < dialog->toggles->len; i++)
    {
      const char *id = control_of (g_ptr_array_index (dialog->toggles, i));

      if (!stays (id))
        g_string_append_printf (list, "%s%s", list->len > 0 ? " " : "", id);
    }
  vt_session_seal (dialog->session);
  vt_session_edit (dialog->session, nn_edit_set_hidden (list->str));
  vt_session_seal (dialog->session);
  dialog->is_setting = TRUE;
  for (guint i = 0; i < dialog->toggles->len; i++)
    gtk_switch_set_active (g_ptr_array_index (dialog->toggles, i), stays (control_of (g_ptr_array_index (dialog->toggles, i))));
  dialog->is_setting = FALSE;
}

static gboolean
is_of_first_lesson (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (first_lesson); i++)
    if (g_str_equal (first_lesson[i], id))
      return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (first_settings); i++)
    if (g_str_has_suffix (id, first_settings[i]))
      return TRUE;
  return FALSE;
}

static gboolean
is_any (const char *id)
{
  return TRUE;
}

static void
first_lesson_cb (Dialog *dialog)
{
  hide_all_but (dialog, is_of_first_lesson);
}

static void
everything_cb (Dialog *dialog)
{
  hide_all_but (dialog, is_any);
}

/* Searching */

static GtkWidget *
row_of (GtkWidget *toggle)
{
  return gtk_widget_get_ancestor (toggle, ADW_TYPE_ACTION_ROW);
}

static gboolean
fits (GtkWidget *row, const char *wanted)
{
  g_autofree char *title = g_utf8_casefold (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), -1);

  return strstr (title, wanted) != NULL;
}

/* A group of which nothing is found is not shown either. */
static void
search_cb (GtkEditable *search, Dialog *dialog)
{
  g_autofree char *wanted = g_utf8_casefold (gtk_editable_get_text (search), -1);

  for (guint i = 0; i < dialog->groups->len; i++)
    gtk_widget_set_visible (g_ptr_array_index (dialog->groups, i), FALSE);
  for (guint i = 0; i < dialog->toggles->len; i++)
    {
      GtkWidget *row = row_of (g_ptr_array_index (dialog->toggles, i));
      const gboolean found = fits (row, wanted);

      gtk_widget_set_visible (row, found);
      if (found)
        gtk_widget_set_visible (gtk_widget_get_ancestor (row, ADW_TYPE_PREFERENCES_GROUP), TRUE);
    }
}

/* Making the widgets */

static void
append_row (AdwPreferencesGroup *group, Dialog *dialog, char *id, const char *title)
{
  GtkWidget *row = adw_action_row_new (), *toggle = gtk_switch_new ();

  gtk_switch_set_active (GTK_SWITCH (toggle), !nn_network_hides (vt_session_network (dialog->session), id));
  gtk_widget_set_valign (toggle, GTK_ALIGN_CENTER);
  g_object_set_data_full (G_OBJECT (toggle), "control", id, g_free);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), toggle);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), toggle);
  g_signal_connect (toggle, "notify::active", G_CALLBACK (toggled_cb), dialog);
  g_ptr_array_add (dialog->toggles, toggle);
  adw_preferences_group_add (group, row);
}

static AdwPreferencesGroup *
add_group (AdwPreferencesPage *page, Dialog *dialog, const char *title, const char *about)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), about);
  adw_preferences_page_add (page, ADW_PREFERENCES_GROUP (group));
  g_ptr_array_add (dialog->groups, group);
  return ADW_PREFERENCES_GROUP (group);
}

/* The settings of the kinds that are in the network. */
static void
add_layers (AdwPreferencesPage *page, Dialog *dialog)
{
  const NnNetwork *network = vt_session_network (dialog->session);
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < nn_network_n_layers (network); i++)
    {
      const NnKind *kind = nn_network_layer_at (network, i)->kind;
      AdwPreferencesGroup *group;

      if (kind->params->id == NULL || !g_hash_table_add (seen, (gpointer) kind))
        continue;
      group = add_group (page, dialog, nn_text (kind->title), NULL);
      for (const NnParam *param = kind->params; param->id != NULL; param++)
        append_row (group, dialog, g_strdup_printf ("%s-%s", kind->id, param->id), nn_text (param->title));
    }
}

static GtkWidget *
make_search (Dialog *dialog)
{
  GtkWidget *search = gtk_search_entry_new ();

  g_object_set (search, "placeholder-text", _("Find a control"), "hexpand", TRUE, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (search), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Find a control"), -1);
  g_signal_connect (search, "search-changed", G_CALLBACK (search_cb), dialog);
  return search;
}

static GtkWidget *
make_button (Dialog *dialog, const char *label, const char *about, GCallback clicked)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_set_tooltip_text (button, about);
  g_signal_connect_swapped (button, "clicked", clicked, dialog);
  return button;
}

static void
add_head (AdwPreferencesPage *page, Dialog *dialog)
{
  GtkWidget *group = adw_preferences_group_new (), *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  gtk_box_set_homogeneous (GTK_BOX (box), TRUE);
  gtk_box_append (GTK_BOX (column), make_search (dialog));
  gtk_box_append (GTK_BOX (column), box);
  gtk_box_append (GTK_BOX (box), make_button (dialog, _("First lesson"), _("Leaves what a first lesson needs: training, seeing, neurons and activations"),
                                              G_CALLBACK (first_lesson_cb)));
  gtk_box_append (GTK_BOX (box), make_button (dialog, _("Everything"), _("Hides nothing"), G_CALLBACK (everything_cb)));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), column);
  adw_preferences_page_add (page, ADW_PREFERENCES_GROUP (group));
}

static void
fill (AdwPreferencesPage *page, Dialog *dialog)
{
  AdwPreferencesGroup *group;
  guint n;
  const VtPageRow *const *pages = vt_page_rows (&n);

  add_head (page, dialog);
  group = add_group (page, dialog, _("Window"), _("What is switched off is hidden wherever this document is opened."));
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    append_row (group, dialog, g_strdup (parts[i].id), nn_text (parts[i].title));
  group = add_group (page, dialog, _("Pages"), NULL);
  for (guint i = 0; i < n; i++)
    append_row (group, dialog, g_strdup_printf ("page-%s", pages[i]->id), nn_text (pages[i]->title));
  for (guint i = 0; i < G_N_ELEMENTS (page_parts); i++)
    append_row (group, dialog, g_strdup (page_parts[i].id), nn_text (page_parts[i].title));
  add_layers (page, dialog);
  group = add_group (page, dialog, _("How it learns"), NULL);
  for (const NnParam *param = nn_recipe_params; param->id != NULL; param++)
    append_row (group, dialog, g_strdup_printf ("recipe-%s", param->id), nn_text (param->title));
}

static gboolean
closed_cb (VtSession *session)
{
  vt_session_seal (session);
  return FALSE;
}

void
vt_hide_dialog_show (GtkWindow *parent, VtSession *session)
{
  GtkWidget *page = adw_preferences_page_new (), *window;
  Dialog *dialog = g_new0 (Dialog, 1);

  dialog->session = g_object_ref (session);
  dialog->toggles = g_ptr_array_new ();
  dialog->groups = g_ptr_array_new ();
  vt_session_seal (session);
  fill (ADW_PREFERENCES_PAGE (page), dialog);
  window = vt_dialog_new (_("Hide controls"), ADW_PREFERENCES_PAGE (page), parent, WIDTH, HEIGHT);
  g_object_set_data_full (G_OBJECT (window), "dialog", dialog, dialog_free);
  g_signal_connect_object (window, "close-request", G_CALLBACK (closed_cb), session, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (window));
}
