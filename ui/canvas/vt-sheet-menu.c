/* A wire let go over empty sheet: a menu of the layers that fit at its end. */
#include <math.h>

#include "text.h"
#include "vt-sheet-private.h"

#define SNAP 4.0

/* What choosing a kind would do. */
static NnEdit *
make_edit (const NnNetwork *network, const char *kind, guint from, guint id, double x, double y)
{
  GPtrArray *edits = g_ptr_array_new ();

  g_ptr_array_add (edits, nn_edit_add_layer (kind, id, x, y));
  g_ptr_array_add (edits, nn_edit_add_wire (from, id, 0));
  return nn_edit_group (g_strdup_printf (_ ("Add %s"), nn_text (nn_kind_find (kind)->title)), edits);
}

static gboolean
kind_fits (VtSheet *self, const NnKind *kind, guint from)
{
  g_autoptr (NnNetwork) network = nn_network_copy (vt_session_network (self->session));
  const guint id = nn_network_next_id (network);
  g_autoptr (NnEdit) edit = make_edit (network, kind->id, from, id, 0.0, 0.0);
  g_autoptr (NnEdit) inverse = nn_edit_apply (edit, network, NULL);
  g_autoptr (NnReport) report = NULL;

  if (inverse == NULL)
    return FALSE;
  report = nn_check (network, vt_session_info (self->session));
  for (guint i = 0; i < report->issues->len; i++)
    {
      const NnIssue *issue = &g_array_index (report->issues, NnIssue, i);

      if (issue->layer == id && issue->from == from && issue->severity == NN_ISSUE_ERROR)
        return FALSE;
    }
  return TRUE;
}

static void
chosen_cb (GtkButton *button, VtSheet *self)
{
  const NnKind *kind = g_object_get_data (G_OBJECT (button), "kind");
  const NnNetwork *network = vt_session_network (self->session);
  const guint id = nn_network_next_id (network);

  gtk_popover_popdown (GTK_POPOVER (self->menu));
  if (nn_network_layer (network, self->menu_from) == NULL)
    return;
  vt_sheet_edit (self, make_edit (network, kind->id, self->menu_from, id, self->menu_x, self->menu_y));
  vt_session_seal (self->session);
  vt_sheet_choose (self, id);
  vt_sheet_focus_layer (self, id);
}

static GtkWidget *
make_row (VtSheet *self, const NnKind *kind)
{
  GtkWidget *button = gtk_button_new (), *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);

  gtk_box_append (GTK_BOX (row), gtk_image_new_from_icon_name (kind->icon));
  gtk_box_append (GTK_BOX (row), gtk_label_new (nn_text (kind->title)));
  gtk_button_set_child (GTK_BUTTON (button), row);
  gtk_widget_add_css_class (button, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, nn_text (kind->title), -1);
  g_object_set_data (G_OBJECT (button), "kind", (gpointer) kind);
  g_signal_connect (button, "clicked", G_CALLBACK (chosen_cb), self);
  return button;
}

void
vt_sheet_close_menu (VtSheet *self)
{
  g_clear_pointer (&self->menu, gtk_widget_unparent);
}

void
vt_sheet_offer_kinds (VtSheet *self, guint from, double scene_x, double scene_y)
{
  GtkWidget *list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  const VtRect point = { scene_x, scene_y, 0.0, 0.0 }, place = vt_sheet_to_widget (self, &point);
  guint n, n_fit = 0;
  const NnKind *const *kinds = nn_kind_rows (&n);

  for (guint i = 0; i < n; i++)
    if (kinds[i]->max_in > 0 && kind_fits (self, kinds[i], from))
      {
        gtk_box_append (GTK_BOX (list), make_row (self, kinds[i]));
        n_fit++;
      }
  vt_sheet_close_menu (self);
  self->menu = g_object_ref_sink (gtk_popover_new ());
  gtk_popover_set_child (GTK_POPOVER (self->menu), list);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->menu), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Layers that fit"),
                                  -1);
  gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
  g_object_unref (self->menu);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), &(GdkRectangle) { (int) place.x, (int) place.y, 1, 1 });
  self->menu_from = from;
  self->menu_x = round (scene_x / SNAP) * SNAP;
  self->menu_y = round ((scene_y - 19.0) / SNAP) * SNAP;   /* the new card's head is where the wire was let go */
  if (n_fit > 0)
    gtk_popover_popup (GTK_POPOVER (self->menu));
}
