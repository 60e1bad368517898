#include "vt-unit-chooser.h"

#include "text.h"
#include "vt-aloud.h"

typedef struct
{
  guint layer;
  guint units;
} Choice;

struct _VtUnitChooser
{
  GtkBox parent_instance;

  GArray *choices;        /* Choice; the first is the network's answer */
  GtkWidget *list, *unit;
  gboolean is_filling;
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

G_DEFINE_FINAL_TYPE (VtUnitChooser, vt_unit_chooser, GTK_TYPE_BOX)

static guint signals[N_SIGNALS];

static const Choice *
get_chosen (VtUnitChooser *self)
{
  const guint i = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->list));

  return i < self->choices->len ? &g_array_index (self->choices, Choice, i) : NULL;
}

/* Neurons are counted from 1. */
static void
fit_unit (VtUnitChooser *self)
{
  const Choice *choice = get_chosen (self);
  const gboolean has_units = choice != NULL && choice->layer != 0;

  gtk_widget_set_visible (self->unit, has_units);
  if (has_units)
    gtk_spin_button_set_range (GTK_SPIN_BUTTON (self->unit), 1, choice->units);
}

static void
changed_cb (VtUnitChooser *self)
{
  if (self->is_filling)
    return;
  self->is_filling = TRUE;
  fit_unit (self);
  self->is_filling = FALSE;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
vt_unit_chooser_finalize (GObject *object)
{
  g_clear_pointer (&VT_UNIT_CHOOSER (object)->choices, g_array_unref);
  G_OBJECT_CLASS (vt_unit_chooser_parent_class)->finalize (object);
}

static void
vt_unit_chooser_class_init (VtUnitChooserClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vt_unit_chooser_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", VT_TYPE_UNIT_CHOOSER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
vt_unit_chooser_init (VtUnitChooser *self)
{
  self->choices = g_array_new (FALSE, FALSE, sizeof (Choice));
  self->list = gtk_drop_down_new (NULL, NULL);
  self->unit = gtk_spin_button_new_with_range (1, 1, 1);
  gtk_box_set_spacing (GTK_BOX (self), 4);
  gtk_widget_set_tooltip_text (self->list, _("Whose answers the plane shows"));
  gtk_widget_add_css_class (self->list, "vt-choice");
  gtk_widget_add_css_class (self->unit, "vt-choice");
  vt_aloud_choice (self->list, _("Shown layer"), _("Whose answers the plane shows"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->unit), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Shown neuron"), -1);
  g_signal_connect_object (self->list, "notify::selected", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->unit, "value-changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self), self->list);
  gtk_box_append (GTK_BOX (self), self->unit);
}

GtkWidget *
vt_unit_chooser_new (void)
{
  return g_object_new (VT_TYPE_UNIT_CHOOSER, NULL);
}

static void
append_choice (VtUnitChooser *self, GtkStringList *names, const char *name, guint layer, guint units)
{
  const Choice choice = { layer, units };

  g_array_append_val (self->choices, choice);
  gtk_string_list_append (names, name);
}

static void
append_layers (VtUnitChooser *self, GtkStringList *names, const NnNetwork *network, const NnReport *report)
{
  for (guint i = 0; i < nn_network_n_layers (network); i++)
    {
      const NnLayer *layer = nn_network_layer_at (network, i);
      const NnLayerReport *entry = nn_report_layer (report, layer->id);

      if (entry != NULL && entry->out.rank > 0 && layer->kind->min_in > 0)
        append_choice (self, names, layer->label, layer->id, (guint) MIN (nn_shape_size (&entry->out), G_MAXINT));
    }
}

static guint
find_choice (VtUnitChooser *self, guint layer)
{
  for (guint i = 0; i < self->choices->len; i++)
    if (g_array_index (self->choices, Choice, i).layer == layer)
      return i;
  return 0;
}

void
vt_unit_chooser_refresh (VtUnitChooser *self, const NnNetwork *network, const NnReport *report)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  const Choice *chosen = get_chosen (self);
  const guint layer = chosen != NULL ? chosen->layer : 0;

  self->is_filling = TRUE;
  g_array_set_size (self->choices, 0);
  append_choice (self, names, _("The answer"), 0, 0);
  append_layers (self, names, network, report);
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->list), G_LIST_MODEL (names));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->list), find_choice (self, layer));
  fit_unit (self);
  self->is_filling = FALSE;
}

guint
vt_unit_chooser_get (VtUnitChooser *self, guint *unit)
{
  const Choice *choice = get_chosen (self);

  *unit = (guint) gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (self->unit)) - 1;
  return choice != NULL ? choice->layer : 0;
}

char *
vt_unit_name (const NnNetwork *network, guint layer, guint unit)
{
  const NnLayer *found = nn_network_layer (network, layer);

  /* Translators: "Dense 1, neuron 3" */
  return g_strdup_printf (_("%s, neuron %u"), found != NULL ? found->label : "?", unit + 1);
}
