#include "vt-layer-list.h"

#include "text.h"
#include "vt-palette-row.h"

struct _VtLayerList
{
  GtkWidget parent_instance;

  /* Owned. */
  VtSession *session;
  GtkWidget *box; /* the only child */

  GtkEditable *search;
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (VtLayerList, vt_layer_list, GTK_TYPE_WIDGET)

static const NnKind *
kind_of (GtkListBoxRow *row)
{
  return g_object_get_data (G_OBJECT (row), "kind");
}

/* Finding */

static gboolean
contains (const char *text, const char *folded)
{
  g_autofree char *fold = g_utf8_casefold (nn_text (text), -1);

  return strstr (fold, folded) != NULL;
}

static char *
search_text (VtLayerList *self)
{
  g_autofree char *text = g_utf8_casefold (gtk_editable_get_text (self->search), -1);

  return g_strdup (g_strstrip (text));
}

static gboolean
fits_search_cb (GtkListBoxRow *row, gpointer data)
{
  VtLayerList *self = data;
  const NnKind *kind = kind_of (row);
  g_autofree char *wanted = search_text (self);

  return contains (kind->title, wanted) || contains (kind->blurb, wanted) ||
         contains (nn_family_title (kind->family), wanted);
}

/* The heading of a family stands above the first of its rows that fits the search. */
static void
put_heading_cb (GtkListBoxRow *row, GtkListBoxRow *before, gpointer data)
{
  const NnFamily family = kind_of (row)->family;
  GtkWidget *heading = NULL;

  if (before == NULL || kind_of (before)->family != family)
    {
      heading = g_object_new (GTK_TYPE_LABEL, "label", nn_family_title (family), "xalign", 0.0f, NULL);
      gtk_widget_add_css_class (heading, "section");
    }
  gtk_list_box_row_set_header (row, heading);
}

/* The first row whose title fits the search, or else any that fits. */
static GtkListBoxRow *
best_found (VtLayerList *self)
{
  g_autofree char *wanted = search_text (self);
  GtkListBoxRow *row, *any = NULL;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (contains (kind_of (row)->title, wanted))
      return row;
    else if (any == NULL && fits_search_cb (row, self))
      any = row;
  return any;
}

static void
search_changed_cb (VtLayerList *self)
{
  gtk_list_box_invalidate_filter (self->list);
  gtk_list_box_invalidate_headers (self->list);
}

/* Adding */

static void
add_cb (VtLayerList *self, GtkListBoxRow *row)
{
  vt_session_add_layer (self->session, kind_of (row)->id);
}

static void
search_entered_cb (VtLayerList *self)
{
  GtkListBoxRow *row = best_found (self); /* not of the list, which follows the typing a little later */

  if (row != NULL)
    add_cb (self, row);
}

static GdkContentProvider *
prepare_drag_cb (GtkDragSource *source, double x, double y, GtkListBoxRow *row)
{
  g_autofree char *text = g_strconcat ("vitrine-kind:", kind_of (row)->id, NULL);

  return gdk_content_provider_new_typed (G_TYPE_STRING, text);
}

static void
begin_drag_cb (GtkDragSource *source, GdkDrag *drag, GtkListBoxRow *row)
{
  const NnKind *kind = kind_of (row);
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  gtk_widget_add_css_class (card, "held-card");
  gtk_box_append (GTK_BOX (card), gtk_image_new_from_icon_name (kind->icon));
  gtk_box_append (GTK_BOX (card), gtk_label_new (nn_text (kind->title)));
  gtk_drag_icon_set_child (GTK_DRAG_ICON (gtk_drag_icon_get_for_drag (drag)), card);
}

static GtkWidget *
make_row (const NnKind *kind)
{
  GtkWidget *row = vt_palette_row_new (kind->icon, nn_text (kind->title), NULL, nn_text (kind->blurb));
  GtkDragSource *drag = gtk_drag_source_new ();

  g_object_set_data (G_OBJECT (row), "kind", (gpointer) kind);
  gtk_drag_source_set_actions (drag, GDK_ACTION_COPY);
  g_signal_connect_object (drag, "prepare", G_CALLBACK (prepare_drag_cb), row, 0);
  g_signal_connect_object (drag, "drag-begin", G_CALLBACK (begin_drag_cb), row, 0);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (drag));
  return row;
}

/* The widget */

static GtkWidget *
make_search (VtLayerList *self)
{
  GtkWidget *search = gtk_search_entry_new ();

  g_object_set (search, "placeholder-text", _("Find a layer"), "width-chars", 8, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (search), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Find a layer"), -1);
  g_signal_connect_swapped (search, "search-changed", G_CALLBACK (search_changed_cb), self);
  g_signal_connect_swapped (search, "activate", G_CALLBACK (search_entered_cb), self);
  self->search = GTK_EDITABLE (search);
  return search;
}

static GtkWidget *
make_list (VtLayerList *self)
{
  GtkWidget *list = vt_palette_list_new (_("Layers"));
  GtkWidget *none = gtk_label_new (_("No layer of that name"));
  guint n;
  const NnKind *const *kinds = nn_kind_rows (&n);

  self->list = GTK_LIST_BOX (list);
  gtk_widget_add_css_class (none, "dim-label");
  gtk_list_box_set_placeholder (self->list, none);
  gtk_list_box_set_activate_on_single_click (self->list, FALSE);
  for (guint i = 0; i < n; i++)
    gtk_list_box_append (self->list, make_row (kinds[i]));
  gtk_list_box_set_filter_func (self->list, fits_search_cb, self, NULL);
  gtk_list_box_set_header_func (self->list, put_heading_cb, NULL, NULL);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (add_cb), self);
  return vt_palette_scroller_new (list);
}

static void
vt_layer_list_dispose (GObject *object)
{
  VtLayerList *self = VT_LAYER_LIST (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (vt_layer_list_parent_class)->dispose (object);
}

static void
vt_layer_list_class_init (VtLayerListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vt_layer_list_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
vt_layer_list_init (VtLayerList *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_box_append (GTK_BOX (self->box), make_search (self));
  gtk_box_append (GTK_BOX (self->box), make_list (self));
}

GtkWidget *
vt_layer_list_new (VtSession *session)
{
  VtLayerList *self = g_object_new (VT_TYPE_LAYER_LIST, NULL);

  self->session = g_object_ref (session);
  return GTK_WIDGET (self);
}
