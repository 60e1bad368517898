#include "vt-network-page.h"

#include "text.h"
#include "vt-issue-box.h"
#include "vt-settings-list.h"
#include "vt-text.h"

struct _VtNetworkPage
{
  GtkWidget parent_instance;

  /* Owned. */
  VtSession *session;
  GtkWidget *box; /* the only child; the widgets below are inside */

  GtkLabel *title, *fact, *note, *data;
  VtIssueBox *issue;
  VtSettingsList *recipe;
};

G_DEFINE_FINAL_TYPE (VtNetworkPage, vt_network_page, GTK_TYPE_WIDGET)

static char *
fact_of (VtNetworkPage *self)
{
  const guint n = nn_network_n_layers (vt_session_network (self->session));
  const gint64 parameters = vt_session_report (self->session)->parameters;
  g_autofree char *layers = g_strdup_printf (ngettext ("%u layer", "%u layers", n), n);
  g_autofree char *count = vt_count (parameters);
  g_autofree char *with = g_strdup_printf (ngettext ("%s parameter", "%s parameters", parameters), count);

  return g_strdup_printf ("%s, %s", layers, with);
}

static void
show_data (VtNetworkPage *self)
{
  const NnDataInfo *info = vt_session_info (self->session);
  g_autofree char *n = info != NULL ? vt_count ((gint64) info->n) : NULL;
  g_autofree char *words = info != NULL ? g_strdup_printf (_("%s, %s %s"), info->title, n, info->noun) : NULL;

  gtk_label_set_label (self->data, words != NULL ? words : _("No data yet"));
}

/* Without what the document hides. */
static void
show_recipe (VtNetworkPage *self)
{
  const NnNetwork *network = vt_session_network (self->session);

  vt_settings_list_show (self->recipe, nn_network_recipe (network));
  for (const NnParam *param = nn_settings_params (nn_network_recipe (network)); param->id != NULL; param++)
    {
      g_autofree char *control = g_strdup_printf ("recipe-%s", param->id);

      if (nn_network_hides (network, control))
        vt_settings_list_hide (self->recipe, param);
    }
}

static void
refresh (VtNetworkPage *self)
{
  const NnNetwork *network = vt_session_network (self->session);
  const char *title = nn_network_title (network), *note = nn_network_note (network);
  g_autofree char *fact = fact_of (self);

  gtk_label_set_label (self->title, *title != '\0' ? title : _("This network"));
  gtk_label_set_label (self->fact, fact);
  gtk_label_set_label (self->note, note);
  gtk_widget_set_visible (GTK_WIDGET (self->note), *note != '\0');
  show_data (self);
  vt_issue_box_show (self->issue, 0);
  show_recipe (self);
}

static void
recipe_changed_cb (VtNetworkPage *self, const char *id, double value, gboolean settled)
{
  if (!vt_session_edit (self->session, nn_edit_set_recipe (id, value)))
    refresh (self);
  if (settled)
    vt_session_seal (self->session);
}

static GtkLabel *
append_label (GtkWidget *box, const char *css_class)
{
  GtkWidget *label =
      g_object_new (GTK_TYPE_LABEL, "xalign", 0.0f, "wrap", TRUE, "natural-wrap-mode", GTK_NATURAL_WRAP_NONE, NULL);

  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (box), label);
  return GTK_LABEL (label);
}

static GtkWidget *
make_head (VtNetworkPage *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_add_css_class (head, "head");
  self->title = append_label (head, "heading");
  self->fact = append_label (head, "dim-label");
  return head;
}

/* What it learns from: chosen and turned in the palette, which this opens. */
static GtkWidget *
make_data (VtNetworkPage *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8), *change = gtk_button_new_with_label (_("Change"));

  self->data = append_label (row, NULL);
  gtk_widget_set_hexpand (GTK_WIDGET (self->data), TRUE);
  gtk_widget_set_valign (change, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (change, _("Other data, how much of it and how noisy"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (change), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Change data"), -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (change), "win.show-data");
  gtk_box_append (GTK_BOX (row), change);
  gtk_widget_add_css_class (row, "setting");
  gtk_widget_add_css_class (row, "panel-card");
  return row;
}

static void
vt_network_page_dispose (GObject *object)
{
  VtNetworkPage *self = VT_NETWORK_PAGE (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (vt_network_page_parent_class)->dispose (object);
}

static void
vt_network_page_class_init (VtNetworkPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vt_network_page_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "vt-network-page");
}

static void
vt_network_page_init (VtNetworkPage *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

GtkWidget *
vt_network_page_new (VtSession *session)
{
  VtNetworkPage *self = g_object_new (VT_TYPE_NETWORK_PAGE, NULL);
  GtkWidget *recipe = vt_settings_list_new (), *issue = vt_issue_box_new (session);

  self->session = g_object_ref (session);
  gtk_box_append (GTK_BOX (self->box), make_head (self));
  gtk_box_append (GTK_BOX (self->box), issue);
  self->note = append_label (self->box, "note");
  gtk_label_set_label (append_label (self->box, "section"), _("What it learns from"));
  gtk_box_append (GTK_BOX (self->box), make_data (self));
  gtk_label_set_label (append_label (self->box, "section"), _("How it learns"));
  gtk_widget_add_css_class (recipe, "panel-card");
  gtk_box_append (GTK_BOX (self->box), recipe);
  self->recipe = VT_SETTINGS_LIST (recipe);
  self->issue = VT_ISSUE_BOX (issue);
  g_signal_connect_swapped (recipe, "changed", G_CALLBACK (recipe_changed_cb), self);
  g_signal_connect_object (session, "network", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  refresh (self);
  return GTK_WIDGET (self);
}
