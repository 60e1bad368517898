#include "vt-inside-list.h"

#include "text.h"
#include "vt-settings-list.h"

typedef struct
{
  guint layer;              /* its id inside */
  const NnKind *kind;
  GtkExpander *expander;    /* borrowed, and all below */
  VtSettingsList *settings; /* NULL: of an input, whose settings say nothing here */
  VtInsideList *inside;     /* NULL: no group */
} Row;

struct _VtInsideList
{
  GtkWidget parent_instance;

  /* Owned. */
  VtSession *session;
  GtkWidget *box;           /* the only child */
  GArray *rows;             /* Row */
  GArray *path;             /* guint: ids of the groups down to this one */
};

G_DEFINE_FINAL_TYPE (VtInsideList, vt_inside_list, GTK_TYPE_WIDGET)

/* NULL: there is no such group. */
static const NnNetwork *
find_inside (VtInsideList *self)
{
  const NnNetwork *network = vt_session_network (self->session);

  for (guint i = 0; i < self->path->len && network != NULL; i++)
    {
      const NnLayer *group = nn_network_layer (network, g_array_index (self->path, guint, i));

      network = group != NULL ? nn_layer_inside (group) : NULL;
    }
  return network;
}

/* Edits */

static gboolean
apply (VtInsideList *self, NnEdit *edit)
{
  for (guint i = self->path->len; i-- > 0;)
    edit = nn_edit_inside (g_array_index (self->path, guint, i), edit);
  return vt_session_edit (self->session, edit);
}

static void
setting_changed_cb (VtSettingsList *settings, const char *id, double value, gboolean settled, VtInsideList *self)
{
  const guint layer = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (settings), "layer"));

  apply (self, nn_edit_set (layer, id, value));
  if (settled)
    vt_session_seal (self->session);
}

static void
add_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  VtInsideList *self = VT_INSIDE_LIST (widget);
  const NnNetwork *inside = find_inside (self);
  const char *kind;
  guint after;

  g_variant_get (parameter, "(u&s)", &after, &kind);
  if (inside != NULL && apply (self, nn_edit_add_after (inside, kind, after, nn_network_next_id (inside))))
    vt_session_seal (self->session);
}

static void
remove_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  VtInsideList *self = VT_INSIDE_LIST (widget);
  const NnNetwork *inside = find_inside (self);
  const guint layer = g_variant_get_uint32 (parameter);

  if (inside != NULL && nn_network_layer (inside, layer) != NULL && apply (self, nn_edit_take_out (inside, layer)))
    vt_session_seal (self->session);
}

/* Rows */

/* Kinds that one wire is enough for: they can stand behind any other. */
static GMenuModel *
make_menu (guint after)
{
  GMenu *menu = g_menu_new ();
  guint n;
  const NnKind *const *kinds = nn_kind_rows (&n);

  for (guint i = 0; i < n; i++)
    if (kinds[i]->min_in <= 1 && kinds[i]->max_in > 0 && !kinds[i]->is_output)
      {
        g_autoptr (GMenuItem) item = g_menu_item_new (nn_text (kinds[i]->title), NULL);

        g_menu_item_set_action_and_target (item, "inside.add", "(us)", after, kinds[i]->id);
        g_menu_append_item (menu, item);
      }
  return G_MENU_MODEL (menu);
}

static GtkWidget *
make_buttons (const NnLayer *layer)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *add = gtk_menu_button_new ();
  g_autoptr (GMenuModel) menu = make_menu (layer->id);
  g_autofree char *name = g_strdup_printf (_ ("Add a layer after %s"), layer->label);

  gtk_menu_button_set_label (GTK_MENU_BUTTON (add), _ ("Add after"));
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (add), menu);
  gtk_accessible_update_property (GTK_ACCESSIBLE (add), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_box_append (GTK_BOX (box), add);
  if (layer->kind->max_in > 0)
    {
      GtkWidget *remove = gtk_button_new_with_label (_ ("Take out"));
      g_autofree char *out = g_strdup_printf (_ ("Take %s out"), layer->label);

      gtk_actionable_set_action_name (GTK_ACTIONABLE (remove), "inside.remove");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (remove), "u", layer->id);
      gtk_accessible_update_property (GTK_ACCESSIBLE (remove), GTK_ACCESSIBLE_PROPERTY_LABEL, out, -1);
      gtk_box_append (GTK_BOX (box), remove);
    }
  return box;
}

static GtkWidget *
make_settings (VtInsideList *self, guint layer, Row *row)
{
  GtkWidget *settings = vt_settings_list_new ();

  g_object_set_data (G_OBJECT (settings), "layer", GUINT_TO_POINTER (layer));
  g_signal_connect (settings, "changed", G_CALLBACK (setting_changed_cb), self);
  row->settings = VT_SETTINGS_LIST (settings);
  return settings;
}

static void
append_row (VtInsideList *self, const NnLayer *layer)
{
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *expander = gtk_expander_new (layer->label);
  Row row = { .layer = layer->id, .kind = layer->kind, .expander = GTK_EXPANDER (expander) };

  gtk_widget_add_css_class (expander, "setting");
  gtk_accessible_update_property (GTK_ACCESSIBLE (expander), GTK_ACCESSIBLE_PROPERTY_LABEL, layer->label, -1);
  if (layer->kind->max_in > 0)
    gtk_box_append (GTK_BOX (content), make_settings (self, layer->id, &row));
  if (nn_layer_inside (layer) != NULL)
    {
      row.inside = VT_INSIDE_LIST (vt_inside_list_new (self->session));
      gtk_box_append (GTK_BOX (content), GTK_WIDGET (row.inside));
    }
  gtk_box_append (GTK_BOX (content), make_buttons (layer));
  gtk_expander_set_child (GTK_EXPANDER (expander), content);
  gtk_box_append (GTK_BOX (self->box), expander);
  g_array_append_val (self->rows, row);
}

static gboolean
has_rows_of (VtInsideList *self, const NnNetwork *inside)
{
  if (self->rows->len != nn_network_n_layers (inside))
    return FALSE;
  for (guint i = 0; i < self->rows->len; i++)
    {
      const Row *row = &g_array_index (self->rows, Row, i);
      const NnLayer *layer = nn_network_layer_at (inside, i);

      if (row->layer != layer->id || row->kind != layer->kind || (row->inside != NULL) != (nn_layer_inside (layer) != NULL))
        return FALSE;
    }
  return TRUE;
}

static void
remake_rows (VtInsideList *self, const NnNetwork *inside)
{
  GtkWidget *child;

  g_array_set_size (self->rows, 0);
  while ((child = gtk_widget_get_first_child (self->box)) != NULL)
    gtk_box_remove (GTK_BOX (self->box), child);
  for (guint i = 0; i < nn_network_n_layers (inside); i++)
    append_row (self, nn_network_layer_at (inside, i));
}

static void
show_row (VtInsideList *self, const Row *row, const NnLayer *layer)
{
  gtk_expander_set_label (row->expander, layer->label);
  if (row->settings != NULL)
    vt_settings_list_show (row->settings, layer->settings);
  if (row->inside != NULL)
    {
      g_autoptr (GArray) path = g_array_copy (self->path);

      g_array_append_val (path, layer->id);
      vt_inside_list_show (row->inside, (const guint *) path->data, path->len);
    }
}

static void
vt_inside_list_dispose (GObject *object)
{
  VtInsideList *self = VT_INSIDE_LIST (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->rows, g_array_unref);
  g_clear_pointer (&self->path, g_array_unref);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (vt_inside_list_parent_class)->dispose (object);
}

static void
vt_inside_list_class_init (VtInsideListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vt_inside_list_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_install_action (widget_class, "inside.add", "(us)", add_cb);
  gtk_widget_class_install_action (widget_class, "inside.remove", "u", remove_cb);
}

static void
vt_inside_list_init (VtInsideList *self)
{
  self->rows = g_array_new (FALSE, FALSE, sizeof (Row));
  self->path = g_array_new (FALSE, FALSE, sizeof (guint));
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

GtkWidget *
vt_inside_list_new (VtSession *session)
{
  VtInsideList *self = g_object_new (VT_TYPE_INSIDE_LIST, NULL);

  self->session = g_object_ref (session);
  return GTK_WIDGET (self);
}

void
vt_inside_list_show (VtInsideList *self, const guint *path, guint n)
{
  const NnNetwork *inside;

  g_array_set_size (self->path, 0);
  g_array_append_vals (self->path, path, n);
  inside = n > 0 ? find_inside (self) : NULL;
  gtk_widget_set_visible (GTK_WIDGET (self), inside != NULL);
  if (inside == NULL)
    return;
  if (!has_rows_of (self, inside))
    remake_rows (self, inside);
  for (guint i = 0; i < self->rows->len; i++)
    show_row (self, &g_array_index (self->rows, Row, i), nn_network_layer_at (inside, i));
}
