#include "vt-live-values.h"

#include <math.h>

#include "text.h"
#include "vt-aloud.h"
#include "vt-look.h"
#include "vt-text.h"

#define NOTHING_YET "–"
#define SPARE_CHARS 1 /* more air where the window is wide */

static char *
epoch_text (const NnFrame *frame)
{
  return vt_count (frame->epoch);
}

static char *
step_text (const NnFrame *frame)
{
  return vt_count (frame->step);
}

/* A loss that is no number after a step is worth seeing; before the first step since it was opened there is none. */
static char *
training_loss_text (const NnFrame *frame)
{
  return frame->training.examples == 0 ? g_strdup (NOTHING_YET) : vt_loss (frame->training.loss);
}

static char *
training_accuracy_text (const NnFrame *frame)
{
  const double accuracy = frame->training.accuracy;

  return isnan (accuracy) ? g_strdup (NOTHING_YET) : vt_percent (accuracy, 1);
}

static char *
validation_loss_text (const NnFrame *frame)
{
  return isnan (frame->validation_loss) ? g_strdup (NOTHING_YET) : vt_loss (frame->validation_loss);
}

static char *
validation_accuracy_text (const NnFrame *frame)
{
  const double accuracy = frame->validation_accuracy;

  return isnan (accuracy) ? g_strdup (NOTHING_YET) : vt_percent (accuracy, 1);
}

static const struct
{
  const char *name;    /* of the group */
  const char *caption; /* what stands above the number */
  const char *about;
  guint chars; /* room for the longest value, in average characters: digits are narrower */
  char *(*text) (const NnFrame *frame);
} values[] = {
  { N_("Epoch"), N_("Epoch"), N_("How often all training examples were used"), 5, epoch_text },
  { N_("Step"), N_("Step"), N_("How often the weights were changed"), 7, step_text },
  { N_("Loss"), N_("Loss"), N_("How wrong the network is on the training examples: mean over the last epoch"), 6,
    training_loss_text },
  { N_("Validation loss"), N_("validation"), N_("How wrong the network is on examples it never trains on"), 6,
    validation_loss_text },
  { N_("Accuracy"), N_("Accuracy"), N_("How many training examples it gets right: mean over the last epoch"), 7,
    training_accuracy_text },
  { N_("Validation accuracy"), N_("validation"), N_("How many it gets right of the examples it never trains on"), 7,
    validation_accuracy_text },
};

struct _VtLiveValues
{
  GtkWidget parent_instance;

  GtkWidget *box;                                 /* owned, the only child */
  GtkInscription *numbers[G_N_ELEMENTS (values)]; /* inscriptions, because their size does not depend on their text */
};

G_DEFINE_FINAL_TYPE (VtLiveValues, vt_live_values, GTK_TYPE_WIDGET)

static GtkWidget *
make_value (VtLiveValues *self, guint i)
{
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *caption = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_NONE, "label",
                                     nn_text (values[i].caption), "xalign", 0.0f, NULL);
  GtkWidget *group = g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_GROUP, NULL);
  GtkWidget *number = gtk_inscription_new (NOTHING_YET);

  gtk_widget_set_valign (column, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (column, nn_text (values[i].about));
  vt_aloud_hush (column);
  gtk_widget_add_css_class (caption, "caption");
  gtk_widget_add_css_class (caption, "dim-label");
  gtk_widget_add_css_class (number, "live-number");
  gtk_inscription_set_min_chars (GTK_INSCRIPTION (number), values[i].chars);
  gtk_inscription_set_nat_chars (GTK_INSCRIPTION (number), values[i].chars + SPARE_CHARS);
  gtk_accessible_update_property (GTK_ACCESSIBLE (group), GTK_ACCESSIBLE_PROPERTY_LABEL, nn_text (values[i].name),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, nn_text (values[i].about), -1);
  vt_look_keep_number (number);
  gtk_box_append (GTK_BOX (group), number);
  gtk_box_append (GTK_BOX (column), caption);
  gtk_box_append (GTK_BOX (column), group);
  self->numbers[i] = GTK_INSCRIPTION (number);
  return column;
}

static void
vt_live_values_dispose (GObject *object)
{
  g_clear_pointer (&VT_LIVE_VALUES (object)->box, gtk_widget_unparent);
  G_OBJECT_CLASS (vt_live_values_parent_class)->dispose (object);
}

static void
vt_live_values_class_init (VtLiveValuesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vt_live_values_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
vt_live_values_init (VtLiveValues *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    gtk_box_append (GTK_BOX (self->box), make_value (self, i));
}

GtkWidget *
vt_live_values_new (void)
{
  return g_object_new (VT_TYPE_LIVE_VALUES, NULL);
}

gboolean
vt_live_values_show (VtLiveValues *self, const NnFrame *frame)
{
  gboolean changed = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autofree char *text = frame != NULL ? values[i].text (frame) : g_strdup (NOTHING_YET);

      if (g_strcmp0 (text, gtk_inscription_get_text (self->numbers[i])) == 0)
        continue;
      gtk_inscription_set_text (self->numbers[i], text);
      changed = TRUE;
    }
  return changed;
}
