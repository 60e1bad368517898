#include "vt-setting-field.h"

#include "vt-aloud.h"
#include "vt-look.h"
#include "vt-text.h"

#include <math.h>

#include "text.h"

/* What the spin button's arrows add: a fraction that nobody types, so that turning can be told from typing and from
 * what assistive tools set. The arrow's real effect is vt_setting_nudge()'s. */
#define TURN 0.61803398875

#define NUMBER_CHARS 6

typedef struct
{
  GtkWidget *(*make) (VtSettingField *self);
  void (*set) (VtSettingField *self, double value);
} Editor;

struct _VtSettingField
{
  GtkWidget parent_instance;

  const NnParam *param; /* borrowed, constant */
  const Editor *editor;
  GtkWidget *control; /* owned, the only child */
  GStrv names; /* owned: of the values, or NULL */
  double value;
  gboolean quiet; /* being set by the program */
};

G_DEFINE_FINAL_TYPE (VtSettingField, vt_setting_field, GTK_TYPE_WIDGET)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
tell (VtSettingField *self, double value, gboolean settled)
{
  if (self->quiet || value == self->value)
    return;
  self->value = value;
  g_signal_emit (self, signals[CHANGED], 0, value, settled);
}

/* Numbers */

/* Small enough that an arrow leads to a value inside the range, whatever the range. */
static double
turn_of (VtSettingField *self)
{
  return TURN * MIN (1.0, (self->param->max - self->param->min) / 16);
}

static gboolean
is_turn (VtSettingField *self, double value)
{
  const double moved = fabs (value - self->value);
  const double turn = turn_of (self);
  const gboolean at_edge = value == self->param->min || value == self->param->max;

  return fabs (moved - turn) < 1e-9 * turn + 1e-12 || (at_edge && moved > 0 && moved < turn);
}

static void
set_number (VtSettingField *self, double value)
{
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->control), value);
}

static void
number_changed_cb (VtSettingField *self)
{
  const double value = gtk_spin_button_get_value (GTK_SPIN_BUTTON (self->control));
  double meant = value;

  if (self->quiet)
    return;
  if (is_turn (self, value))
    {
      meant = vt_setting_nudge (self->param, self->value, value > self->value);
      vt_setting_field_set (self, meant);
      self->value = NAN; /* so that tell() sees a change */
      tell (self, meant, FALSE);
      return;
    }
  if (self->param->type == NN_PARAM_INT)
    meant = round (value);
  tell (self, meant, TRUE);
}

/* What cannot be read leaves the value as it was. */
static int
input_cb (VtSettingField *self, double *value, GtkSpinButton *spin)
{
  if (!vt_number_parse (gtk_editable_get_text (GTK_EDITABLE (spin)), value))
    *value = self->value;
  return TRUE;
}

static gboolean
output_cb (VtSettingField *self, GtkSpinButton *spin)
{
  g_autofree char *text = vt_setting_format (self->param, gtk_spin_button_get_value (spin));

  if (g_strcmp0 (text, gtk_editable_get_text (GTK_EDITABLE (spin))) != 0)
    gtk_editable_set_text (GTK_EDITABLE (spin), text);
  return TRUE;
}

/* The decimal sign may be another one. */
static void
look_cb (VtLook *look, GtkSpinButton *spin)
{
  gboolean written;

  g_signal_emit_by_name (spin, "output", &written);
}

/* Turning the wheel scrolls the rows, and never a number that happens to lie under the pointer. */
static void
ignore_wheel (GtkWidget *widget)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_SCROLL (controller))
        gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_NONE);
    }
}

static GtkWidget *
make_number (VtSettingField *self)
{
  const NnParam *param = self->param;
  GtkAdjustment *range = gtk_adjustment_new (param->initial, param->min, param->max, turn_of (self), 0, 0);
  GtkWidget *spin = gtk_spin_button_new (range, 0, 0);

  /* More than half of the field is text, so that a click into its middle begins typing. */
  gtk_editable_set_width_chars (GTK_EDITABLE (spin), NUMBER_CHARS);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (spin), NUMBER_CHARS);
  gtk_editable_set_alignment (GTK_EDITABLE (spin), 0.5);
  gtk_editable_set_enable_undo (GTK_EDITABLE (spin), FALSE);   /* undo is the network's, here too */
  ignore_wheel (spin);
  vt_look_keep_number (spin);
  g_signal_connect_object (spin, "input", G_CALLBACK (input_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (spin, "output", G_CALLBACK (output_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (vt_look_get (), "changed", G_CALLBACK (look_cb), spin, 0);
  g_signal_connect_object (spin, "value-changed", G_CALLBACK (number_changed_cb), self, G_CONNECT_SWAPPED);
  return spin;
}

/* Switches */

static void
set_switch (VtSettingField *self, double value)
{
  gtk_switch_set_active (GTK_SWITCH (self->control), value != 0);
}

static void
switched_cb (VtSettingField *self)
{
  tell (self, gtk_switch_get_active (GTK_SWITCH (self->control)) ? 1 : 0, TRUE);
}

static GtkWidget *
make_switch (VtSettingField *self)
{
  GtkWidget *widget = gtk_switch_new ();

  gtk_widget_set_valign (widget, GTK_ALIGN_CENTER);
  g_signal_connect_object (widget, "notify::active", G_CALLBACK (switched_cb), self, G_CONNECT_SWAPPED);
  return widget;
}

/* Choices */

/* A value that has no name is none of them: then nothing is chosen. */
static void
set_choice (VtSettingField *self, double value)
{
  GListModel *titles = gtk_drop_down_get_model (GTK_DROP_DOWN (self->control));
  const guint place = (guint) (value - self->param->min);

  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->control),
                              place < g_list_model_get_n_items (titles) ? place : GTK_INVALID_LIST_POSITION);
}

static void
chosen_cb (VtSettingField *self)
{
  const guint chosen = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->control));

  if (chosen != GTK_INVALID_LIST_POSITION)
    tell (self, self->param->min + chosen, TRUE);
}

static GtkWidget *
make_choice (VtSettingField *self)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new ((const char *const *) self->names);
  GtkWidget *drop;

  for (const NnChoice *choice = self->param->choices; choice != NULL && choice->id != NULL; choice++)
    gtk_string_list_append (titles, nn_text (choice->title));
  drop = gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&titles)), NULL);
  vt_aloud_choice (drop, nn_text (self->param->title), nn_text (self->param->blurb));
  g_signal_connect_object (drop, "notify::selected", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  return drop;
}

static const Editor editors[] = {
  [NN_PARAM_INT] = { make_number, set_number },
  [NN_PARAM_REAL] = { make_number, set_number },
  [NN_PARAM_SWITCH] = { make_switch, set_switch },
  [NN_PARAM_CHOICE] = { make_choice, set_choice },
};

static const Editor named = { make_choice, set_choice };

static void
put_control (VtSettingField *self, const Editor *editor)
{
  const NnParam *param = self->param;

  g_clear_pointer (&self->control, gtk_widget_unparent);
  self->editor = editor;
  self->quiet = TRUE;
  self->control = editor->make (self);
  gtk_widget_set_parent (self->control, GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->control), GTK_ACCESSIBLE_PROPERTY_LABEL, nn_text (param->title),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, nn_text (param->blurb), -1);
  editor->set (self, self->value);
  self->quiet = FALSE;
}

static void
vt_setting_field_dispose (GObject *object)
{
  VtSettingField *self = VT_SETTING_FIELD (object);

  g_clear_pointer (&self->control, gtk_widget_unparent);
  G_OBJECT_CLASS (vt_setting_field_parent_class)->dispose (object);
}

static void
vt_setting_field_finalize (GObject *object)
{
  g_strfreev (VT_SETTING_FIELD (object)->names);
  G_OBJECT_CLASS (vt_setting_field_parent_class)->finalize (object);
}

static void
vt_setting_field_class_init (VtSettingFieldClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vt_setting_field_dispose;
  G_OBJECT_CLASS (klass)->finalize = vt_setting_field_finalize;
  signals[CHANGED] = g_signal_new ("changed", VT_TYPE_SETTING_FIELD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 2, G_TYPE_DOUBLE, G_TYPE_BOOLEAN);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "vt-setting-field");
}

static void
vt_setting_field_init (VtSettingField *self)
{
}

GtkWidget *
vt_setting_field_new (const NnParam *param)
{
  VtSettingField *self = g_object_new (VT_TYPE_SETTING_FIELD, NULL);

  self->param = param;
  self->value = param->initial;
  put_control (self, &editors[param->type]);
  return GTK_WIDGET (self);
}

const NnParam *
vt_setting_field_param (VtSettingField *self)
{
  return self->param;
}

void
vt_setting_field_set (VtSettingField *self, double value)
{
  if (value == self->value)
    return; /* and leave alone what is being typed */
  self->quiet = TRUE;
  self->value = value;
  self->editor->set (self, value);
  self->quiet = FALSE;
}

void
vt_setting_field_name (VtSettingField *self, const char *const *names)
{
  const gboolean same = names == NULL || self->names == NULL ? (gpointer) names == (gpointer) self->names
                                                             : g_strv_equal (names, (const char *const *) self->names);

  if (same)
    return;
  g_strfreev (self->names);
  self->names = g_strdupv ((char **) names);
  put_control (self, names != NULL ? &named : &editors[self->param->type]);
}
