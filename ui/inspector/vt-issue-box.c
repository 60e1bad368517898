#include "vt-issue-box.h"

#include "text.h"

struct _VtIssueBox
{
  GtkWidget parent_instance;

  VtSession *session; /* owned reference */
  GtkWidget *box;     /* owned, the only child */
  GtkLabel *sentence, *detail;
  GtkWidget *remedies;
  guint layer;
};

G_DEFINE_FINAL_TYPE (VtIssueBox, vt_issue_box, GTK_TYPE_WIDGET)

static void
repair_cb (GtkButton *button, VtIssueBox *self)
{
  const NnIssue *issue = nn_report_first (vt_session_report (self->session), self->layer);
  const guint i = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "remedy"));
  NnEdit *edit = issue != NULL ? nn_edit_remedy (vt_session_network (self->session), issue, i) : NULL;

  if (edit == NULL)
    return;
  vt_session_edit (self->session, edit);
  vt_session_seal (self->session);
}

static void
append_remedy (VtIssueBox *self, const NnRemedy *remedy, guint i)
{
  GtkWidget *button = gtk_button_new_with_label (remedy->label);
  /* The same words stand on the sheet beside the layer: here the name says that this is the inspector's. */
  g_autofree char *name = g_strdup_printf (_("Repair: %s"), remedy->label);

  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data (G_OBJECT (button), "remedy", GUINT_TO_POINTER (i));
  g_signal_connect (button, "clicked", G_CALLBACK (repair_cb), self);
  gtk_box_append (GTK_BOX (self->remedies), button);
}

static void
show_remedies (VtIssueBox *self, const NnIssue *issue)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->remedies)) != NULL)
    gtk_box_remove (GTK_BOX (self->remedies), child);
  for (guint i = 0; i < NN_ISSUE_REMEDIES && issue->remedy[i].action != NN_REMEDY_NONE; i++)
    append_remedy (self, &issue->remedy[i], i);
  gtk_widget_set_visible (self->remedies, issue->remedy[0].action != NN_REMEDY_NONE);
}

static void
vt_issue_box_dispose (GObject *object)
{
  VtIssueBox *self = VT_ISSUE_BOX (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (vt_issue_box_parent_class)->dispose (object);
}

static void
vt_issue_box_class_init (VtIssueBoxClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vt_issue_box_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static GtkLabel *
append_label (VtIssueBox *self, const char *css_class)
{
  GtkWidget *label =
      g_object_new (GTK_TYPE_LABEL, "xalign", 0.0f, "wrap", TRUE, "natural-wrap-mode", GTK_NATURAL_WRAP_NONE, NULL);

  gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (self->box), label);
  return GTK_LABEL (label);
}

static void
vt_issue_box_init (VtIssueBox *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_add_css_class (self->box, "issue");
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  self->sentence = append_label (self, "heading");
  self->detail = append_label (self, "dim-label");
  self->remedies = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_box_append (GTK_BOX (self->box), self->remedies);
}

GtkWidget *
vt_issue_box_new (VtSession *session)
{
  VtIssueBox *self = g_object_new (VT_TYPE_ISSUE_BOX, "visible", FALSE, NULL);

  self->session = g_object_ref (session);
  return GTK_WIDGET (self);
}

static const char *const severity_class[] = {
  [NN_ISSUE_ERROR] = "error",
  [NN_ISSUE_UNFINISHED] = "unfinished",
  [NN_ISSUE_WARNING] = "warning",
};

void
vt_issue_box_show (VtIssueBox *self, guint layer)
{
  const NnIssue *issue = nn_report_first (vt_session_report (self->session), layer);

  self->layer = layer;
  gtk_widget_set_visible (GTK_WIDGET (self), issue != NULL);
  if (issue == NULL)
    return;
  gtk_label_set_label (self->sentence, issue->sentence);
  gtk_label_set_label (self->detail, issue->detail != NULL ? issue->detail : "");
  gtk_widget_set_visible (GTK_WIDGET (self->detail), issue->detail != NULL);
  gtk_widget_set_css_classes (self->box, (const char *[]) { "issue", severity_class[issue->severity], NULL });
  show_remedies (self, issue);
}
