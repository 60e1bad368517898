#include "vt-picker.h"

#include <string.h>

#include "text.h"
#include "vt-look.h"

#define WIDTH 260
#define HEIGHT 320           /* at most; more is scrolled */

struct _VtPicker
{
  GtkPopover parent_instance;

  /* Children. */
  GtkWidget *search;
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (VtPicker, vt_picker, GTK_TYPE_POPOVER)

static guint picked_signal;

static gboolean
contains (const char *text, const char *folded)
{
  g_autofree char *fold = text != NULL ? g_utf8_casefold (text, -1) : NULL;

  return fold != NULL && strstr (fold, folded) != NULL;
}

static gboolean
fits_search_cb (GtkListBoxRow *row, gpointer data)
{
  VtPicker *self = data;
  g_autofree char *wanted = g_utf8_casefold (gtk_editable_get_text (GTK_EDITABLE (self->search)), -1);

  g_strstrip (wanted);
  return contains (g_object_get_data (G_OBJECT (row), "title"), wanted)
         || contains (g_object_get_data (G_OBJECT (row), "detail"), wanted);
}

/* Rows that fit, from `from` on in steps of `step`. */
static GtkListBoxRow *
find_row (VtPicker *self, int from, int step)
{
  GtkListBoxRow *row;

  for (int i = from; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i += step)
    if (fits_search_cb (row, self))
      return row;
  return NULL;
}

static void
mark (VtPicker *self, GtkListBoxRow *row)
{
  GtkWidget *viewport = gtk_widget_get_parent (GTK_WIDGET (self->list));
  graphene_rect_t bounds;

  gtk_list_box_select_row (self->list, row);
  if (row == NULL || !gtk_widget_compute_bounds (GTK_WIDGET (row), GTK_WIDGET (self->list), &bounds))
    return;
  gtk_adjustment_clamp_page (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (viewport)), bounds.origin.y,
                             bounds.origin.y + bounds.size.height);
}

static void
search_changed_cb (VtPicker *self)
{
  gtk_list_box_invalidate_filter (self->list);
  mark (self, find_row (self, 0, 1));
}

static void
pick_cb (VtPicker *self, GtkListBoxRow *row)
{
  const guint id = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "id"));

  g_object_ref (self);   /* who hears it may close it for good */
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, picked_signal, 0, id);
  g_object_unref (self);
}

static void
enter_cb (VtPicker *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  if (row != NULL)
    pick_cb (self, row);
}

static gboolean
key_cb (GtkEventControllerKey *keys, guint key, guint code, GdkModifierType state, VtPicker *self)
{
  const int step = key == GDK_KEY_Down || key == GDK_KEY_KP_Down ? 1 : key == GDK_KEY_Up || key == GDK_KEY_KP_Up ? -1 : 0;
  GtkListBoxRow *marked = gtk_list_box_get_selected_row (self->list), *next;

  if (step == 0 || marked == NULL)
    return FALSE;
  next = find_row (self, gtk_list_box_row_get_index (marked) + step, step);
  if (next != NULL)
    mark (self, next);
  return TRUE;
}

static GtkWidget *
make_search (VtPicker *self)
{
  GtkWidget *search = gtk_search_entry_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_accessible_update_property (GTK_ACCESSIBLE (search), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Search"), -1);
  g_signal_connect_swapped (search, "changed", G_CALLBACK (search_changed_cb), self);
  g_signal_connect_swapped (search, "activate", G_CALLBACK (enter_cb), self);
  g_signal_connect_swapped (search, "stop-search", G_CALLBACK (gtk_popover_popdown), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (search, keys);
  return search;
}

static GtkWidget *
make_scroller (VtPicker *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->list));
  gtk_widget_set_size_request (scroller, (int) (WIDTH * vt_look_text_scale (vt_look_get ())), -1);
  return scroller;
}

static void
vt_picker_class_init (VtPickerClass *klass)
{
  picked_signal =
      g_signal_new ("picked", VT_TYPE_PICKER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
vt_picker_init (VtPicker *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  self->search = make_search (self);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "navigation-sidebar");
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_BROWSE);
  gtk_list_box_set_filter_func (self->list, fits_search_cb, self, NULL);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (pick_cb), self);
  gtk_box_append (GTK_BOX (box), self->search);
  gtk_box_append (GTK_BOX (box), make_scroller (self));
  gtk_popover_set_child (GTK_POPOVER (self), box);
}

GtkWidget *
vt_picker_new (const char *name, const char *none)
{
  VtPicker *self = g_object_new (VT_TYPE_PICKER, NULL);
  GtkWidget *label = gtk_label_new (none);

  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_set_margin_top (label, 8);
  gtk_widget_set_margin_bottom (label, 8);
  gtk_list_box_set_placeholder (self->list, label);
  g_object_set (self->search, "placeholder-text", name, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return GTK_WIDGET (self);
}

void
vt_picker_add (VtPicker *self, guint id, const char *icon, const char *title, const char *detail)
{
  GtkWidget *row = gtk_list_box_row_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *name = gtk_label_new (title);

  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  if (icon != NULL)
    gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (icon));
  gtk_box_append (GTK_BOX (box), name);
  if (detail != NULL)
    {
      GtkWidget *label = gtk_label_new (detail);

      gtk_widget_add_css_class (label, "dim-label");
      gtk_widget_set_hexpand (label, TRUE);
      gtk_widget_set_halign (label, GTK_ALIGN_END);
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_box_append (GTK_BOX (box), label);
      gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, detail, -1);
    }
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_object_set_data (G_OBJECT (row), "id", GUINT_TO_POINTER (id));
  g_object_set_data_full (G_OBJECT (row), "title", g_strdup (title), g_free);
  g_object_set_data_full (G_OBJECT (row), "detail", g_strdup (detail), g_free);
  gtk_list_box_append (self->list, row);
  if (gtk_list_box_get_selected_row (self->list) == NULL)
    gtk_list_box_select_row (self->list, GTK_LIST_BOX_ROW (row));
}
