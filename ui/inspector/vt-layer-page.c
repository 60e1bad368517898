#include "vt-layer-page.h"

#include "seat.h"
#include "text.h"
#include "vt-inside-list.h"
#include "vt-issue-box.h"
#include "vt-settings-list.h"
#include "vt-spread-row.h"

/* The histograms' rows: what each asks of the session. */
static const struct
{
  const char *title;
  NnLookAt at;
  const char *role;
  gboolean of_weights; /* only layers that have any */
} spreads[] = {
  { N_("Activations"), NN_LOOK_RESULT, NULL, FALSE },
  { N_("Weights"), NN_LOOK_WEIGHT, "weight", TRUE },
  { N_("Gradients"), NN_LOOK_GRADIENT, "weight", TRUE },
};

struct _VtLayerPage
{
  GtkWidget parent_instance;

  /* Owned. */
  VtSession *session;
  GtkWidget *box; /* the only child; the widgets below are inside */

  GtkImage *icon;
  GtkEditable *name;
  GtkLabel *fact;
  VtIssueBox *issue;
  VtSettingsList *settings;
  VtInsideList *inside;
  VtSpreadRow *rows[G_N_ELEMENTS (spreads)];
  GtkLabel *blurb, *explained;

  guint layer; /* id, also of one inside a group; 0: none */
  NnSeat seat; /* cleared: none. Borrows from the session's network, see refresh() */
  NnReport *inside_report; /* of what holds it; NULL: in no group */
};

G_DEFINE_FINAL_TYPE (VtLayerPage, vt_layer_page, GTK_TYPE_WIDGET)

/* What the session knows */

static const NnReport *
report_of (VtLayerPage *self)
{
  return self->inside_report != NULL ? self->inside_report : vt_session_report (self->session);
}

static void
append_shape (VtLayerPage *self, GString *text, const NnWire *wire)
{
  const NnLayerReport *from = nn_report_layer (report_of (self), wire->from);
  g_autofree char *shape = NULL;

  if (from == NULL || from->out.rank == 0)
    return;
  shape = nn_shape_in_words (&from->out);
  g_string_append_printf (text, "%s%s", text->len > 0 ? " + " : "", shape);
}

/* In the order of its inputs. */
static char *
shapes_in (VtLayerPage *self)
{
  const NnNetwork *network = self->seat.network;
  const NnLayer *layer = self->seat.layer;
  GString *text = g_string_new (NULL);

  for (guint slot = 0; slot < layer->kind->max_in; slot++)
    for (guint i = 0; i < nn_network_n_wires (network); i++)
      {
        const NnWire *wire = nn_network_wire_at (network, i);

        if (wire->to == layer->id && wire->slot == slot)
          append_shape (self, text, wire);
      }
  return g_string_free (text, FALSE);
}

static char *
fact_of (VtLayerPage *self)
{
  const NnLayerReport *report = nn_report_layer (report_of (self), self->seat.layer->id);
  g_autofree char *in = shapes_in (self);
  g_autofree char *out = NULL;

  if (report == NULL || report->out.rank == 0)
    return *in != '\0' ? g_strdup_printf (_("%s in, nothing out yet"), in) : g_strdup (_("not connected yet"));
  /* "784 numbers in, 128 out" */
  out = *in != '\0' ? nn_shape_to_string (&report->out) : nn_shape_in_words (&report->out);
  return *in != '\0' ? g_strdup_printf (_("%s in, %s out"), in, out) : g_strdup_printf (_("%s out"), out);
}

/* Live numbers */

static void
want (VtLayerPage *self)
{
  NnLookItem items[G_N_ELEMENTS (spreads)];

  if (self->layer == 0 || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    {
      vt_session_want (self->session, self, NULL, 0);
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (spreads); i++)
    items[i] = (NnLookItem) { .at = spreads[i].at, .layer = self->layer, .role = spreads[i].role };
  vt_session_want (self->session, self, items, G_N_ELEMENTS (items));
}

static gboolean
show_spreads (gpointer data)
{
  VtLayerPage *self = data;

  if (self->layer == 0 || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (spreads); i++)
    {
      gsize n = 0;
      const float *numbers = vt_session_seen (self->session, self, i, &n);

      if (numbers != NULL)
        vt_spread_row_show (self->rows[i], numbers, n);
    }
  return TRUE;
}

/* Edits */

/* The names of the fields that a setting chooses among, where it does. */
static void
name_fields (VtLayerPage *self, const NnKind *kind, const NnParam *param)
{
  const NnDataInfo *data = vt_session_info (self->session);
  guint n = 0;
  const NnField *fields = kind->fields != NULL && data != NULL ? kind->fields (data, param, &n) : NULL;
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  if (fields == NULL)
    return;
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (names, fields[i].name);
  g_ptr_array_add (names, NULL);
  vt_settings_list_name (self->settings, param, (const char *const *) names->pdata);
}

/* Those that mean something for the data, without what the document hides. */
static void
show_settings (VtLayerPage *self, const NnLayer *layer)
{
  vt_settings_list_show (self->settings, layer->settings);
  for (const NnParam *param = layer->kind->params; param->id != NULL; param++)
    {
      g_autofree char *control = g_strdup_printf ("%s-%s", layer->kind->id, param->id);

      name_fields (self, layer->kind, param);
      if ((layer->kind->shows != NULL && !layer->kind->shows (vt_session_info (self->session), param))
          || nn_network_hides (vt_session_network (self->session), control))
        vt_settings_list_hide (self->settings, param);
    }
}

/* Of a group inside a group, by the way to it. */
static void
show_inside (VtLayerPage *self)
{
  g_autoptr (GArray) path = g_array_new (FALSE, FALSE, sizeof (guint));

  g_array_append_vals (path, self->seat.groups, self->seat.n_groups);
  g_array_append_val (path, self->seat.layer->id);
  vt_inside_list_show (self->inside, (const guint *) path->data, path->len);
}

/* "in Stage 1, repetition 2 of 18: 784 numbers in, 128 out" */
static char *
whole_fact_of (VtLayerPage *self)
{
  const NnNetwork *network = vt_session_network (self->session);
  const NnLayer *group = NULL;
  char *fact = fact_of (self), *whole;
  guint last, times;

  if (self->seat.n_groups == 0)
    return fact;
  for (guint i = 0; i < self->seat.n_groups; i++)
    {
      group = nn_network_layer (network, self->seat.groups[i]);
      network = nn_layer_inside (group);
    }
  last = self->seat.repetitions[self->seat.n_groups - 1];
  times = (guint) nn_settings_int (group->settings, "repeat");
  whole = times > 1 ? g_strdup_printf (_("in %s, repetition %u of %u: %s"), group->label, last, times, fact)
                    : g_strdup_printf (_("in %s: %s"), group->label, fact);
  g_free (fact);
  return whole;
}

static void
forget (VtLayerPage *self)
{
  nn_seat_clear (&self->seat);
  self->seat = (NnSeat) { 0 };
  g_clear_pointer (&self->inside_report, nn_report_free);
}

/* FALSE: the layer is not there. */
static gboolean
find_layer (VtLayerPage *self)
{
  forget (self);
  if (self->layer == 0 || !nn_seat_find (vt_session_network (self->session), self->layer, &self->seat))
    return FALSE;
  if (self->seat.n_groups > 0)
    self->inside_report =
      nn_check_inside (vt_session_network (self->session), vt_session_info (self->session), self->seat.where);
  return TRUE;
}

static void
refresh (VtLayerPage *self)
{
  const gboolean is_there = find_layer (self);
  const NnLayer *layer = self->seat.layer;
  const NnLayerReport *report = is_there ? nn_report_layer (report_of (self), layer->id) : NULL;
  g_autofree char *fact = NULL;

  if (!is_there)
    return;
  fact = whole_fact_of (self);
  gtk_image_set_from_icon_name (self->icon, layer->kind->icon);
  if (!gtk_editable_label_get_editing (GTK_EDITABLE_LABEL (self->name)))
    gtk_editable_set_text (self->name, layer->label);
  gtk_label_set_label (self->fact, fact);
  vt_issue_box_show (self->issue, self->layer);
  show_settings (self, layer);
  show_inside (self);
  gtk_label_set_label (self->blurb, nn_text (layer->kind->blurb));
  gtk_label_set_label (self->explained, nn_text (layer->kind->explained));
  for (guint i = 0; i < G_N_ELEMENTS (spreads); i++)
    gtk_widget_set_visible (GTK_WIDGET (self->rows[i]), !spreads[i].of_weights || (report != NULL && report->parameters > 0));
}

static void
setting_changed_cb (VtLayerPage *self, const char *id, double value, gboolean settled)
{
  if (!vt_session_set (self->session, self->layer, id, value))
    refresh (self);
  if (settled)
    vt_session_seal (self->session);
}

static void
renamed_cb (VtLayerPage *self)
{
  g_autofree char *label = g_strstrip (g_strdup (gtk_editable_get_text (self->name))), *before = NULL;

  if (gtk_editable_label_get_editing (GTK_EDITABLE_LABEL (self->name)) || !find_layer (self))
    return;
  before = g_strdup (self->seat.layer->label);
  if (*label == '\0' || g_str_equal (label, before)
      || !vt_session_edit (self->session, nn_seat_edit (&self->seat, nn_edit_rename (self->seat.layer->id, label))))
    gtk_editable_set_text (self->name, before);
}

static void
rename_cb (VtLayerPage *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->name));
  gtk_editable_label_start_editing (GTK_EDITABLE_LABEL (self->name));
}

/* Making the widgets */

static GtkWidget *
make_label (const char *css_class)
{
  GtkWidget *label =
      g_object_new (GTK_TYPE_LABEL, "xalign", 0.0f, "wrap", TRUE, "natural-wrap-mode", GTK_NATURAL_WRAP_NONE, NULL);

  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static GtkWidget *
make_head (VtLayerPage *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *icon = gtk_image_new ();
  GtkWidget *name = gtk_editable_label_new ("");
  GtkWidget *fact = make_label ("dim-label");
  GtkWidget *pencil = gtk_button_new_from_icon_name ("document-edit-symbolic");

  gtk_widget_add_css_class (head, "head");
  gtk_widget_add_css_class (icon, "tile");
  gtk_widget_set_valign (icon, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (name, "heading");
  gtk_accessible_update_property (GTK_ACCESSIBLE (name), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Name of the layer"), -1);
  gtk_widget_add_css_class (pencil, "flat");
  gtk_widget_set_valign (pencil, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (pencil, _("Rename the layer"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (pencil), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Rename"), -1);
  g_signal_connect_swapped (pencil, "clicked", G_CALLBACK (rename_cb), self);
  g_signal_connect_swapped (name, "notify::editing", G_CALLBACK (renamed_cb), self);
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (texts), name);
  gtk_box_append (GTK_BOX (texts), fact);
  gtk_box_append (GTK_BOX (head), icon);
  gtk_box_append (GTK_BOX (head), texts);
  gtk_box_append (GTK_BOX (head), pencil);
  self->icon = GTK_IMAGE (icon);
  self->name = GTK_EDITABLE (name);
  self->fact = GTK_LABEL (fact);
  return head;
}

static GtkWidget *
make_spread (VtLayerPage *self, guint i)
{
  GtkWidget *row = vt_spread_row_new (nn_text (spreads[i].title));

  gtk_widget_add_css_class (row, "setting");
  gtk_widget_add_css_class (row, "opens");
  g_signal_connect_swapped (row, "opened", G_CALLBACK (show_spreads), self);
  self->rows[i] = VT_SPREAD_ROW (row);
  return row;
}

static GtkWidget *
make_explained (VtLayerPage *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *expander = gtk_expander_new (_("Explained"));
  GtkWidget *blurb = make_label ("dim-label");
  GtkWidget *explained = make_label (NULL);

  gtk_widget_add_css_class (row, "setting");
  gtk_widget_add_css_class (explained, "explained");
  gtk_accessible_update_property (GTK_ACCESSIBLE (expander), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Explained"), -1);
  gtk_expander_set_child (GTK_EXPANDER (expander), explained);
  gtk_box_append (GTK_BOX (row), blurb);
  gtk_box_append (GTK_BOX (row), expander);
  self->blurb = GTK_LABEL (blurb);
  self->explained = GTK_LABEL (explained);
  return row;
}

static void
vt_layer_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (vt_layer_page_parent_class)->map (widget);
  want (VT_LAYER_PAGE (widget));
}

static void
vt_layer_page_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (vt_layer_page_parent_class)->unmap (widget);
  want (VT_LAYER_PAGE (widget));
}

static void
vt_layer_page_dispose (GObject *object)
{
  VtLayerPage *self = VT_LAYER_PAGE (object);

  if (self->session != NULL)
    {
      vt_session_want (self->session, self, NULL, 0);
      vt_session_unwatch (self->session, self);
    }
  forget (self);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (vt_layer_page_parent_class)->dispose (object);
}

static void
vt_layer_page_class_init (VtLayerPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vt_layer_page_dispose;
  widget_class->map = vt_layer_page_map;
  widget_class->unmap = vt_layer_page_unmap;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "vt-layer-page");
}

static void
vt_layer_page_init (VtLayerPage *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

static void
fill (VtLayerPage *self)
{
  GtkWidget *settings = vt_settings_list_new ();
  GtkWidget *inside = vt_inside_list_new (self->session);
  GtkWidget *issue = vt_issue_box_new (self->session);
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->settings = VT_SETTINGS_LIST (settings);
  self->issue = VT_ISSUE_BOX (issue);
  gtk_widget_add_css_class (settings, "panel-card");
  gtk_widget_add_css_class (inside, "panel-card");
  self->inside = VT_INSIDE_LIST (inside);
  gtk_widget_add_css_class (card, "panel-card");
  gtk_box_append (GTK_BOX (self->box), make_head (self));
  gtk_box_append (GTK_BOX (self->box), issue);
  gtk_box_append (GTK_BOX (self->box), settings);
  gtk_box_append (GTK_BOX (self->box), inside);
  for (guint i = 0; i < G_N_ELEMENTS (spreads); i++)
    gtk_box_append (GTK_BOX (card), make_spread (self, i));
  gtk_box_append (GTK_BOX (card), make_explained (self));
  gtk_box_append (GTK_BOX (self->box), card);
  g_signal_connect_swapped (settings, "changed", G_CALLBACK (setting_changed_cb), self);
}

GtkWidget *
vt_layer_page_new (VtSession *session)
{
  VtLayerPage *self = g_object_new (VT_TYPE_LAYER_PAGE, NULL);

  self->session = g_object_ref (session);
  fill (self);
  vt_session_watch (session, self, show_spreads);
  return GTK_WIDGET (self);
}

void
vt_layer_page_show (VtLayerPage *self, guint layer)
{
  if (layer != self->layer)
    for (guint i = 0; i < G_N_ELEMENTS (spreads); i++)
      vt_spread_row_clear (self->rows[i]);
  self->layer = layer;
  refresh (self);
  want (self);
  show_spreads (self);
}
