#include "vt-finding.h"

#include "text.h"

#define MOST_CHARS 30 /* in a line of what the button does */

struct _VtFinding
{
  GtkWidget parent_instance;

  /* Owned. */
  VtSession *session;
  GtkWidget *box; /* the only child; the widgets below are inside */

  GtkLabel *title, *evidence;
  GtkButton *mend;
  GtkLabel *words;     /* on the button */
  NnFinding *finding;  /* shown; NULL: none */
  GPtrArray *closed;   /* ids of rules (static strings) that were closed in this run */
  guint64 run;
};

G_DEFINE_FINAL_TYPE (VtFinding, vt_finding, GTK_TYPE_WIDGET)

static void
put_away (VtFinding *self)
{
  g_clear_pointer (&self->finding, nn_finding_unref);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

static void
close_cb (VtFinding *self)
{
  g_ptr_array_add (self->closed, (gpointer) self->finding->rule->id);
  put_away (self);
}

static void
mend_cb (VtFinding *self)
{
  g_autoptr (NnFinding) finding = nn_finding_ref (self->finding);

  put_away (self);
  vt_session_mend (self->session, finding);
}

/* Making the widgets */

static GtkWidget *
make_label (GtkLabel **label, const char *style)
{
  GtkWidget *widget = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0f, "wrap", TRUE, "natural-wrap-mode", GTK_NATURAL_WRAP_NONE, NULL);

  *label = GTK_LABEL (widget);
  gtk_widget_add_css_class (widget, style);
  return widget;
}

static GtkWidget *
make_acts (VtFinding *self)
{
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *mend = gtk_button_new ();
  GtkWidget *words = g_object_new (GTK_TYPE_LABEL, "wrap", TRUE, "justify", GTK_JUSTIFY_CENTER, "max-width-chars", MOST_CHARS, NULL);
  GtkWidget *undo = gtk_label_new (_("Undo takes it back."));

  self->mend = GTK_BUTTON (mend);
  self->words = GTK_LABEL (words);
  gtk_button_set_child (self->mend, words);
  gtk_widget_set_valign (column, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (mend, "suggested-action");
  gtk_widget_add_css_class (undo, "dim-label");
  gtk_widget_add_css_class (undo, "caption");
  g_signal_connect_swapped (mend, "clicked", G_CALLBACK (mend_cb), self);
  gtk_box_append (GTK_BOX (column), mend);
  gtk_box_append (GTK_BOX (column), undo);
  return column;
}

static GtkWidget *
make_close (VtFinding *self)
{
  GtkWidget *close = gtk_button_new_from_icon_name ("window-close-symbolic");

  gtk_widget_add_css_class (close, "flat");
  gtk_widget_set_valign (close, GTK_ALIGN_START);
  gtk_widget_set_tooltip_text (close, _("Close this diagnosis"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (close), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Close this diagnosis"), -1);
  g_signal_connect_swapped (close, "clicked", G_CALLBACK (close_cb), self);
  return close;
}

static GtkSizeRequestMode
vt_finding_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

/* Of any height it can be as narrow as its words wrap: asked with a height, labels would want the width of one line, and make the window
 * as wide. */
static void
vt_finding_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline,
                    int *natural_baseline)
{
  gtk_widget_measure (VT_FINDING (widget)->box, orientation, orientation == GTK_ORIENTATION_HORIZONTAL ? -1 : for_size, minimum, natural,
                      minimum_baseline, natural_baseline);
}

static void
vt_finding_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  gtk_widget_size_allocate (VT_FINDING (widget)->box, &(const GtkAllocation) { 0, 0, width, height }, baseline);
}

static void
vt_finding_dispose (GObject *object)
{
  VtFinding *self = VT_FINDING (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->finding, nn_finding_unref);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (vt_finding_parent_class)->dispose (object);
}

static void
vt_finding_finalize (GObject *object)
{
  g_ptr_array_unref (VT_FINDING (object)->closed);
  G_OBJECT_CLASS (vt_finding_parent_class)->finalize (object);
}

static void
vt_finding_class_init (VtFindingClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vt_finding_dispose;
  G_OBJECT_CLASS (klass)->finalize = vt_finding_finalize;
  widget_class->get_request_mode = vt_finding_get_request_mode;
  widget_class->measure = vt_finding_measure;
  widget_class->size_allocate = vt_finding_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "vt-finding");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
vt_finding_init (VtFinding *self)
{
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *icon = gtk_image_new_from_icon_name ("vt-problem-symbolic");

  self->closed = g_ptr_array_new ();
  self->box = gtk_grid_new ();   /* shares its width out before it asks for heights, as a box does not */
  gtk_grid_set_column_spacing (GTK_GRID (self->box), 12);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_widget_set_hexpand (column, TRUE);
  gtk_widget_set_valign (column, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (column), make_label (&self->title, "title"));
  gtk_box_append (GTK_BOX (column), make_label (&self->evidence, "evidence"));
  gtk_grid_attach (GTK_GRID (self->box), icon, 0, 0, 1, 1);
  gtk_grid_attach (GTK_GRID (self->box), column, 1, 0, 1, 1);
  gtk_grid_attach (GTK_GRID (self->box), make_acts (self), 2, 0, 1, 1);
  gtk_grid_attach (GTK_GRID (self->box), make_close (self), 3, 0, 1, 1);
}

GtkWidget *
vt_finding_new (VtSession *session)
{
  VtFinding *self = g_object_new (VT_TYPE_FINDING, "visible", FALSE, NULL);

  self->session = g_object_ref (session);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Diagnosis"), -1);
  return GTK_WIDGET (self);
}

static void
write_finding (VtFinding *self)
{
  g_autofree char *words = g_strdup_printf ("%s. %s", self->finding->title, self->finding->evidence);

  gtk_label_set_label (self->title, self->finding->title);
  gtk_label_set_label (self->evidence, self->finding->evidence);
  gtk_label_set_label (self->words, self->finding->mend);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->mend), GTK_ACCESSIBLE_PROPERTY_LABEL, self->finding->mend, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
}

/* While the same rule holds it stands still: its button must not change under the pointer. */
void
vt_finding_show (VtFinding *self)
{
  const NnFrame *frame = vt_session_frame (self->session);
  NnFinding *now = vt_session_is_shown (self->session) ? frame->finding : NULL;   /* of a network that has gone there is nothing to mend */

  if (frame->run != self->run)
    g_ptr_array_set_size (self->closed, 0);
  self->run = frame->run;
  if (now == NULL || g_ptr_array_find (self->closed, now->rule->id, NULL))
    {
      put_away (self);
      return;
    }
  if (self->finding != NULL && self->finding->rule == now->rule)
    return;
  nn_finding_unref (self->finding);
  self->finding = nn_finding_ref (now);
  write_finding (self);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
}
