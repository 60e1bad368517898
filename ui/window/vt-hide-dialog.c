#include "vt-hide-dialog.h"

#include <adwaita.h>

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

static VtSession *
get_session (GtkWidget *toggle)
{
  return g_object_get_data (G_OBJECT (toggle), "session");
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
toggled_cb (GtkWidget *toggle)
{
  VtSession *session = get_session (toggle);
  const char *id = g_object_get_data (G_OBJECT (toggle), "control");
  const gboolean hides = !gtk_switch_get_active (GTK_SWITCH (toggle));
  g_autofree char *list = change_list (nn_network_hidden (vt_session_network (session)), id, hides);

  vt_session_edit (session, nn_edit_set_hidden (list));
}

static void
append_row (AdwPreferencesGroup *group, VtSession *session, char *id, const char *title)
{
  GtkWidget *row = adw_action_row_new (), *toggle = gtk_switch_new ();

  gtk_switch_set_active (GTK_SWITCH (toggle), !nn_network_hides (vt_session_network (session), id));
  gtk_widget_set_valign (toggle, GTK_ALIGN_CENTER);
  g_object_set_data_full (G_OBJECT (toggle), "control", id, g_free);
  g_object_set_data_full (G_OBJECT (toggle), "session", g_object_ref (session), g_object_unref);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), toggle);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), toggle);
  g_signal_connect (toggle, "notify::active", G_CALLBACK (toggled_cb), NULL);
  adw_preferences_group_add (group, row);
}

static AdwPreferencesGroup *
add_group (AdwPreferencesPage *page, const char *title, const char *about)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), about);
  adw_preferences_page_add (page, ADW_PREFERENCES_GROUP (group));
  return ADW_PREFERENCES_GROUP (group);
}

/* The settings of the kinds that are in the network. */
static void
add_layers (AdwPreferencesPage *page, VtSession *session)
{
  const NnNetwork *network = vt_session_network (session);
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < nn_network_n_layers (network); i++)
    {
      const NnKind *kind = nn_network_layer_at (network, i)->kind;
      AdwPreferencesGroup *group;

      if (kind->params->id == NULL || !g_hash_table_add (seen, (gpointer) kind))
        continue;
      group = add_group (page, nn_text (kind->title), NULL);
      for (const NnParam *param = kind->params; param->id != NULL; param++)
        append_row (group, session, g_strdup_printf ("%s-%s", kind->id, param->id), nn_text (param->title));
    }
}

static void
fill (AdwPreferencesPage *page, VtSession *session)
{
  AdwPreferencesGroup *group = add_group (page, _("Window"), _("What is switched off is hidden wherever this document is opened."));
  guint n;
  const VtPageRow *const *pages = vt_page_rows (&n);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    append_row (group, session, g_strdup (parts[i].id), nn_text (parts[i].title));
  group = add_group (page, _("Pages"), NULL);
  for (guint i = 0; i < n; i++)
    append_row (group, session, g_strdup_printf ("page-%s", pages[i]->id), nn_text (pages[i]->title));
  for (guint i = 0; i < G_N_ELEMENTS (page_parts); i++)
    append_row (group, session, g_strdup (page_parts[i].id), nn_text (page_parts[i].title));
  add_layers (page, session);
  group = add_group (page, _("How it learns"), NULL);
  for (const NnParam *param = nn_recipe_params; param->id != NULL; param++)
    append_row (group, session, g_strdup_printf ("recipe-%s", param->id), nn_text (param->title));
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
  GtkWidget *page = adw_preferences_page_new (), *dialog;

  vt_session_seal (session);
  fill (ADW_PREFERENCES_PAGE (page), session);
  dialog = vt_dialog_new (_("Hide controls"), ADW_PREFERENCES_PAGE (page), parent, WIDTH, HEIGHT);
  g_signal_connect_object (dialog, "close-request", G_CALLBACK (closed_cb), session, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}
