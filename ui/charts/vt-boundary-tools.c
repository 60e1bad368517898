#include "vt-boundary-tools.h"

#include <math.h>

#include "text.h"
#include "vt-aloud.h"
#include "vt-look.h"
#include "vt-text.h"

#define WIDTH 164
#define PLACE_DIGITS 2

struct _VtBoundaryTools
{
  GtkBox parent_instance;

  GtkWidget *tool[VT_N_TOOLS];   /* check buttons of one group */
  GtkWidget *afresh;
  GtkWidget *x, *y, *go;
  gboolean is_flat;              /* y is what should come out there */
  gboolean has_heights;
};

enum
{
  SIGNAL_PLACE,
  SIGNAL_AFRESH,
  N_SIGNALS,
};

G_DEFINE_FINAL_TYPE (VtBoundaryTools, vt_boundary_tools, GTK_TYPE_BOX)

static guint signals[N_SIGNALS];

static double
read_entry (GtkWidget *entry)
{
  return gtk_spin_button_get_value (GTK_SPIN_BUTTON (entry));
}

static void
go_cb (VtBoundaryTools *self)
{
  gtk_spin_button_update (GTK_SPIN_BUTTON (self->x));
  gtk_spin_button_update (GTK_SPIN_BUTTON (self->y));
  g_signal_emit (self, signals[SIGNAL_PLACE], 0, read_entry (self->x), read_entry (self->y));
}

static void
afresh_cb (VtBoundaryTools *self)
{
  g_signal_emit (self, signals[SIGNAL_AFRESH], 0);
}

static void
tool_cb (VtBoundaryTools *self)
{
  gtk_widget_set_visible (self->y, !self->is_flat || vt_boundary_tools_chosen (self) != VT_TOOL_SHOW);
}

static void
append_tool (VtBoundaryTools *self, VtTool tool, const char *label, const char *blurb)
{
  GtkWidget *button = gtk_check_button_new_with_label (label);

  if (tool > 0)
    gtk_check_button_set_group (GTK_CHECK_BUTTON (button), GTK_CHECK_BUTTON (self->tool[0]));
  gtk_widget_set_tooltip_text (button, blurb);
  gtk_widget_add_css_class (button, "vt-tool");
  g_signal_connect_object (button, "toggled", G_CALLBACK (tool_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self), button);
  self->tool[tool] = button;
}

/* With the user's decimal sign. */
static gboolean
write_number_cb (GtkSpinButton *spin)
{
  g_autofree char *text = vt_number (gtk_spin_button_get_value (spin), PLACE_DIGITS);

  if (g_strcmp0 (text, gtk_editable_get_text (GTK_EDITABLE (spin))) != 0)
    gtk_editable_set_text (GTK_EDITABLE (spin), text);
  return TRUE;
}

/* What cannot be read leaves the number as it was. */
static int
read_number_cb (GtkSpinButton *spin, double *value)
{
  if (!vt_number_parse (gtk_editable_get_text (GTK_EDITABLE (spin)), value))
    *value = gtk_spin_button_get_value (spin);
  return TRUE;
}

static GtkWidget *
make_number (VtBoundaryTools *self, const char *name)
{
  GtkWidget *entry = gtk_spin_button_new_with_range (-1, 1, 0.05);

  gtk_spin_button_set_digits (GTK_SPIN_BUTTON (entry), PLACE_DIGITS);
  gtk_spin_button_set_numeric (GTK_SPIN_BUTTON (entry), FALSE);
  vt_look_keep_number (entry);
  g_signal_connect (entry, "output", G_CALLBACK (write_number_cb), NULL);
  g_signal_connect (entry, "input", G_CALLBACK (read_number_cb), NULL);
  g_signal_connect_object (vt_look_get (), "changed", G_CALLBACK (write_number_cb), entry, G_CONNECT_SWAPPED);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (entry), 0);
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 5);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (entry), 5);
  gtk_widget_add_css_class (entry, "vt-place");
  gtk_widget_set_hexpand (entry, TRUE);
  vt_aloud_name (entry, name);
  gtk_widget_set_tooltip_text (entry, _("Type a place; Return does there what a click would do"));
  g_signal_connect_object (gtk_editable_get_delegate (GTK_EDITABLE (entry)), "activate", G_CALLBACK (go_cb), self, G_CONNECT_SWAPPED);
  return entry;
}

/* A spin button's − and + would take the room that two numbers need side by side; the arrow keys are left. */
static void
hide_buttons (GtkWidget *spin)
{
  for (GtkWidget *child = gtk_widget_get_first_child (spin); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_BUTTON (child))
      gtk_widget_set_visible (child, FALSE);
}

static void
append_place (VtBoundaryTools *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);

  self->x = make_number (self, _("x of a place"));
  self->y = make_number (self, _("y of a place"));
  self->go = gtk_button_new_from_icon_name ("go-next-symbolic");
  gtk_widget_set_tooltip_text (self->go, _("Do this at the typed place"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->go), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Use the typed place"), -1);
  gtk_widget_add_css_class (self->go, "flat");
  gtk_widget_add_css_class (self->go, "vt-option");
  g_signal_connect_object (self->go, "clicked", G_CALLBACK (go_cb), self, G_CONNECT_SWAPPED);
  hide_buttons (self->x);
  hide_buttons (self->y);
  gtk_box_append (GTK_BOX (row), self->x);
  gtk_box_append (GTK_BOX (row), self->y);
  gtk_box_append (GTK_BOX (row), self->go);
  gtk_box_append (GTK_BOX (self), row);
}

static void
vt_boundary_tools_class_init (VtBoundaryToolsClass *klass)
{
  signals[SIGNAL_PLACE] = g_signal_new ("place", VT_TYPE_BOUNDARY_TOOLS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                        G_TYPE_DOUBLE, G_TYPE_DOUBLE);
  signals[SIGNAL_AFRESH] = g_signal_new ("afresh", VT_TYPE_BOUNDARY_TOOLS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
vt_boundary_tools_init (VtBoundaryTools *self)
{
  GtkWidget *heading = g_object_new (GTK_TYPE_LABEL, "label", _("A click on the plane"), "xalign", 0.0f, NULL);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_widget_set_size_request (GTK_WIDGET (self), WIDTH, -1);
  gtk_widget_set_hexpand (GTK_WIDGET (self), FALSE);   /* although its entries would */
  gtk_widget_set_margin_end (GTK_WIDGET (self), 12);
  gtk_widget_set_margin_top (GTK_WIDGET (self), 6);
  gtk_widget_add_css_class (heading, "vt-heading");
  gtk_box_append (GTK_BOX (self), heading);
  append_tool (self, VT_TOOL_SHOW, _("shows its place"), _("The network answers for the place that is clicked"));
  append_tool (self, VT_TOOL_ADD, _("adds a point"), _("The place that is clicked becomes an example; a point can be dragged"));
  append_tool (self, VT_TOOL_ADD_OTHER, _("adds a point"), _("The place that is clicked becomes an example; a point can be dragged"));
  append_tool (self, VT_TOOL_DELETE, _("deletes a point"), _("The example that is clicked is taken away"));
  append_place (self);
  self->afresh = gtk_button_new_with_label (_("Clear the points"));
  gtk_widget_set_tooltip_text (self->afresh, _("Takes all points away but two, to draw a set of your own"));
  gtk_widget_add_css_class (self->afresh, "flat");
  gtk_widget_add_css_class (self->afresh, "vt-option");
  gtk_widget_set_halign (self->afresh, GTK_ALIGN_START);
  g_signal_connect_object (self->afresh, "clicked", G_CALLBACK (afresh_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self), self->afresh);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->tool[VT_TOOL_SHOW]), TRUE);
}

GtkWidget *
vt_boundary_tools_new (void)
{
  return g_object_new (VT_TYPE_BOUNDARY_TOOLS, NULL);
}

static void
name_tool (VtBoundaryTools *self, VtTool tool, const char *label)
{
  gtk_check_button_set_label (GTK_CHECK_BUTTON (self->tool[tool]), label);
}

static void
name_tools (VtBoundaryTools *self, const NnDataInfo *info)
{
  if (nn_data_info_has_classes (info))
    {
      /* Translators: a click on the plane "adds orange": a point of that class */
      g_autofree char *first = g_strdup_printf (_("adds %s"), nn_first_target (info)->parts[0]);
      g_autofree char *second = g_strdup_printf (_("adds %s"), nn_first_target (info)->parts[1]);

      name_tool (self, VT_TOOL_ADD, first);
      name_tool (self, VT_TOOL_ADD_OTHER, second);
      return;
    }
  name_tool (self, VT_TOOL_ADD, self->is_flat ? _("adds a point") : _("adds a low point (−1)"));
  name_tool (self, VT_TOOL_ADD_OTHER, _("adds a high point (+1)"));
}

void
vt_boundary_tools_show (VtBoundaryTools *self, const NnDataInfo *info)
{
  const gboolean can = nn_points_can (info);

  self->is_flat = info != NULL && nn_shape_size (&nn_first_input (info)->shape) == 1;
  self->has_heights = info != NULL && !nn_data_info_has_classes (info);
  if (can)
    name_tools (self, info);
  for (guint i = VT_TOOL_ADD; i < VT_N_TOOLS; i++)
    gtk_widget_set_visible (self->tool[i], can && (i != VT_TOOL_ADD_OTHER || !self->is_flat));
  gtk_widget_set_visible (self->afresh, can);
  if (!gtk_widget_get_visible (self->tool[vt_boundary_tools_chosen (self)]))
    gtk_check_button_set_active (GTK_CHECK_BUTTON (self->tool[VT_TOOL_SHOW]), TRUE);
  if (info != NULL)
    {
      gtk_spin_button_set_range (GTK_SPIN_BUTTON (self->x), nn_first_input (info)->low, nn_first_input (info)->high);
      gtk_spin_button_set_range (GTK_SPIN_BUTTON (self->y), self->is_flat ? nn_first_target (info)->low : nn_first_input (info)->low,
                                 self->is_flat ? nn_first_target (info)->high : nn_first_input (info)->high);
    }
  tool_cb (self);
}

VtTool
vt_boundary_tools_chosen (VtBoundaryTools *self)
{
  for (guint i = 0; i < VT_N_TOOLS; i++)
    if (gtk_check_button_get_active (GTK_CHECK_BUTTON (self->tool[i])))
      return i;
  return VT_TOOL_SHOW;
}

gboolean
vt_boundary_tools_adds (VtBoundaryTools *self)
{
  const VtTool tool = vt_boundary_tools_chosen (self);

  return tool == VT_TOOL_ADD || tool == VT_TOOL_ADD_OTHER;
}

double
vt_boundary_tools_target (VtBoundaryTools *self)
{
  const gboolean is_other = vt_boundary_tools_chosen (self) == VT_TOOL_ADD_OTHER;

  return is_other ? 1 : self->has_heights ? -1 : 0;
}
