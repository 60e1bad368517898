#include "vt-data-list.h"

#include "source.h"
#include "text.h"
#include "vt-palette-row.h"
#include "vt-settings-list.h"
#include "vt-text.h"

#define LIST_LEAST 84      /* pixels: three rows */
#define KNOBS_LEAST 144    /* the heading and most of three, so that they are seen to go on */

struct _VtDataList
{
  GtkWidget parent_instance;

  /* Owned. */
  VtSession *session;
  GtkWidget *box; /* the only child; the widgets below are inside */

  GtkListBox *list;
  GtkLabel *title;
  VtSettingsList *knobs;
};

G_DEFINE_FINAL_TYPE (VtDataList, vt_data_list, GTK_TYPE_WIDGET)

static const NnDataSource *
source_of (GtkListBoxRow *row)
{
  return g_object_get_data (G_OBJECT (row), "source");
}

/* The built-in set in use; NULL for a file. */
static const NnDataSource *
current (VtDataList *self)
{
  const char *spec = nn_network_data (vt_session_network (self->session));
  g_autoptr (NnSettings) settings = NULL;

  return nn_data_spec_is_builtin (spec) ? nn_data_spec_parse (spec, &settings, NULL) : NULL;
}

static char *
title_of (VtDataList *self)
{
  const NnDataInfo *info = vt_session_info (self->session);
  g_autofree char *n = NULL;

  if (info == NULL)
    return g_strdup (_("No data yet"));
  n = vt_count (info->n);
  return g_strdup_printf ("%s, %s %s", info->title, n, info->noun);
}

static void
refresh (VtDataList *self)
{
  g_autoptr (NnSettings) settings = nn_data_spec_settings (nn_network_data (vt_session_network (self->session)));
  const NnDataSource *source = current (self);
  g_autofree char *title = title_of (self);
  GtkListBoxRow *row;

  gtk_label_set_label (self->title, title);
  vt_settings_list_show (self->knobs, nn_network_hides (vt_session_network (self->session), "data-knobs") ? NULL : settings);
  gtk_list_box_unselect_all (self->list);
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (source_of (row) == source)
      gtk_list_box_select_row (self->list, row);
}

static void
use_cb (VtDataList *self, GtkListBoxRow *row)
{
  g_autofree char *spec = NULL;
  g_autoptr (NnSettings) fresh = NULL;

  if (source_of (row) == current (self))
    return;
  fresh = nn_settings_new (source_of (row)->params);
  spec = nn_data_spec_format (source_of (row), fresh);
  vt_session_set_data (self->session, spec);
  refresh (self);
}

static void
knob_changed_cb (VtDataList *self, const char *id, double value, gboolean settled)
{
  const char *now = nn_network_data (vt_session_network (self->session));
  g_autoptr (NnSettings) settings = nn_data_spec_settings (now);
  g_autofree char *spec = NULL;

  if (settings == NULL || !nn_settings_set (settings, id, value, NULL))
    return;
  spec = nn_data_spec_with (now, settings);
  if (!vt_session_edit (self->session, nn_edit_set_data (spec)))
    refresh (self);
  if (settled)
    vt_session_seal (self->session);
}

static GtkWidget *
make_list (VtDataList *self)
{
  GtkWidget *list = vt_palette_list_new (_("Data"));
  guint n;
  const NnDataSource *const *sources = nn_data_sources (&n);

  self->list = GTK_LIST_BOX (list);
  for (guint i = 0; i < n; i++)
    {
      const NnDataSource *source = sources[i];
      GtkWidget *row = vt_palette_row_new (source->icon, nn_text (source->title), NULL, nn_text (source->blurb));

      g_object_set_data (G_OBJECT (row), "source", (gpointer) source);
      gtk_list_box_append (self->list, row);
    }
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (use_cb), self);
  return list;
}

static GtkWidget *
make_button (const char *label, const char *name, const char *about, const char *action)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_add_css_class (button, "small");
  gtk_widget_set_tooltip_text (button, about);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  return button;
}

static GtkWidget *
make_buttons (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_box_set_homogeneous (GTK_BOX (box), TRUE);
  gtk_box_append (GTK_BOX (box), make_button (_("File…"), _("Open a data file"), _("A table, a text, numbers or packed pictures"),
                                                   "win.open-data-file"));
  gtk_box_append (GTK_BOX (box), make_button (_("Folder…"), _("Open a folder of data"), _("With a folder of pictures for each class"),
                                                   "win.open-data-folder"));
  return box;
}

static GtkWidget *
make_knobs (VtDataList *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *title = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0f, "wrap", TRUE, NULL);
  GtkWidget *knobs = vt_settings_list_new ();

  gtk_widget_add_css_class (box, "knobs");
  gtk_widget_add_css_class (title, "heading");
  gtk_widget_add_css_class (knobs, "panel-card");
  gtk_widget_add_css_class (knobs, "compact");
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), knobs);
  g_signal_connect_swapped (knobs, "changed", G_CALLBACK (knob_changed_cb), self);
  self->title = GTK_LABEL (title);
  self->knobs = VT_SETTINGS_LIST (knobs);
  return box;
}

/* The knobs are whole where there is room for some of the list too; in a low window both scroll. */
static void
give_room (GtkWidget *scroller, int least)
{
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scroller), least);
}

/* More knobs may leave less of the list. */
static void
show_chosen (VtDataList *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  GtkAdjustment *place = gtk_list_box_get_adjustment (self->list);
  graphene_rect_t bounds;

  if (row != NULL && gtk_widget_compute_bounds (GTK_WIDGET (row), GTK_WIDGET (self->list), &bounds))
    gtk_adjustment_clamp_page (place, bounds.origin.y, bounds.origin.y + bounds.size.height);
}

static void
vt_data_list_dispose (GObject *object)
{
  VtDataList *self = VT_DATA_LIST (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (vt_data_list_parent_class)->dispose (object);
}

static void
vt_data_list_class_init (VtDataListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vt_data_list_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
vt_data_list_init (VtDataList *self)
{
  GtkWidget *list = vt_palette_scroller_new (make_list (self)), *knobs = vt_palette_scroller_new (make_knobs (self));

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  give_room (list, LIST_LEAST);
  give_room (knobs, KNOBS_LEAST);
  gtk_widget_set_vexpand (knobs, FALSE);
  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (list)), "notify::page-size",
                           G_CALLBACK (show_chosen), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->box), list);
  gtk_box_append (GTK_BOX (self->box), knobs);
  gtk_box_append (GTK_BOX (self->box), make_buttons ());
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

GtkWidget *
vt_data_list_new (VtSession *session)
{
  VtDataList *self = g_object_new (VT_TYPE_DATA_LIST, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "network", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "data", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  refresh (self);
  return GTK_WIDGET (self);
}
