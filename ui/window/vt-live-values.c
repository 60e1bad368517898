#include "vt-live-values.h"

#include <math.h>

#include "text.h"
#include "vt-aloud.h"
#include "vt-look.h"
#include "vt-text.h"
#include "vt-words.h"

#define NOTHING_YET "–"
#define SPARE_CHARS 1 /* more air where the window is wide */
#define GAP 14
#define PAIR_GAP 4 /* between a number of training and the validation of the same */

static char *
epoch_text (const NnFrame *frame, const NnSample *training)
{
  return vt_count (frame->epoch);
}

static char *
step_text (const NnFrame *frame, const NnSample *training)
{
  return vt_count (frame->step);
}

/* A loss that is no number after a step is worth seeing; before the first step since it was opened there is none. */
static char *
training_loss_text (const NnFrame *frame, const NnSample *training)
{
  return training->examples == 0 ? g_strdup (NOTHING_YET) : vt_loss (training->loss);
}

static char *
training_accuracy_text (const NnFrame *frame, const NnSample *training)
{
  const double accuracy = training->accuracy;

  return isnan (accuracy) ? g_strdup (NOTHING_YET) : vt_percent (accuracy, 1);
}

static char *
validation_loss_text (const NnFrame *frame, const NnSample *training)
{
  return isnan (frame->validation_loss) ? g_strdup (NOTHING_YET) : vt_loss (frame->validation_loss);
}

static char *
validation_accuracy_text (const NnFrame *frame, const NnSample *training)
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
  char *(*text) (const NnFrame *frame, const NnSample *training);
  gboolean of_validation; /* of what stands before it; measured seldom, maybe: then the caption says when */
} values[] = {
  { N_("Epoch"), N_("Epoch"), N_("How often all training examples were used"), 5, epoch_text },
  { N_("Step"), N_("Step"), N_("How often the weights were changed"), 7, step_text },
  { N_("Loss"), N_("Loss"), N_("How wrong the network is on the training examples: mean over the last epoch, or over the later half of a shorter training"), 6,
    training_loss_text },
  { N_("Validation loss"), N_("validation"), N_("How wrong the network is on examples it never trains on"), 6,
    validation_loss_text, TRUE },
  { N_("Accuracy"), N_("Accuracy"), N_("How many training examples it gets right: mean over the last epoch, or over the later half of a shorter training"), 7,
    training_accuracy_text },
  { N_("Validation accuracy"), N_("validation"), N_("How many it gets right of the examples it never trains on"), 7,
    validation_accuracy_text, TRUE },
};

struct _VtLiveValues
{
  GtkWidget parent_instance;

  GtkWidget *box;                                 /* owned, the only child */
  GtkInscription *numbers[G_N_ELEMENTS (values)]; /* inscriptions, because their size does not depend on their text */
  GtkLabel *captions[G_N_ELEMENTS (values)];
  char *measured; /* owned; when the validation was, if that is a while ago: else NULL */
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
  self->captions[i] = GTK_LABEL (caption);
  return column;
}

static void
vt_live_values_dispose (GObject *object)
{
  g_clear_pointer (&VT_LIVE_VALUES (object)->box, gtk_widget_unparent);
  G_OBJECT_CLASS (vt_live_values_parent_class)->dispose (object);
}

static void
vt_live_values_finalize (GObject *object)
{
  g_free (VT_LIVE_VALUES (object)->measured);
  G_OBJECT_CLASS (vt_live_values_parent_class)->finalize (object);
}

static void
vt_live_values_class_init (VtLiveValuesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vt_live_values_dispose;
  G_OBJECT_CLASS (klass)->finalize = vt_live_values_finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
vt_live_values_init (VtLiveValues *self)
{
  GtkWidget *pair = NULL;

  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, GAP);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      if (!values[i].of_validation)
        {
          pair = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, PAIR_GAP);
          vt_aloud_hush (pair);
          gtk_box_append (GTK_BOX (self->box), pair);
        }
      gtk_box_append (GTK_BOX (pair), make_value (self, i));
    }
}

GtkWidget *
vt_live_values_new (void)
{
  return g_object_new (VT_TYPE_LIVE_VALUES, NULL);
}

/* Numbers of an earlier moment than those beside them say so, and are paler. */
static void
caption_validation (VtLiveValues *self, guint i)
{
  const char *about = nn_text (values[i].about), *caption = nn_text (values[i].caption);
  /* Translators: "val." is short for validation; %s is "epoch 2" or "step 0" */
  g_autofree char *older = self->measured != NULL ? g_strdup_printf (_("val., %s"), self->measured) : NULL;
  /* Translators: %s are what the number is, and "epoch 2" or "step 0" */
  g_autofree char *told = older != NULL ? g_strdup_printf (_("%s; measured at %s"), about, self->measured) : g_strdup (about);
  GtkWidget *number = GTK_WIDGET (self->numbers[i]), *group = gtk_widget_get_parent (number);

  gtk_label_set_label (self->captions[i], older != NULL ? older : caption);
  gtk_widget_set_tooltip_text (gtk_widget_get_parent (group), told);
  gtk_accessible_update_property (GTK_ACCESSIBLE (group), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, told, -1);
  if (older != NULL)
    gtk_widget_add_css_class (number, "dim-label");
  else
    gtk_widget_remove_css_class (number, "dim-label");
}

static gboolean
show_measured (VtLiveValues *self, const NnFrame *frame)
{
  g_autofree char *measured = frame != NULL ? vt_words_measured (frame) : NULL;

  if (g_strcmp0 (measured, self->measured) == 0)
    return FALSE;
  g_free (self->measured);
  self->measured = g_steal_pointer (&measured);
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    if (values[i].of_validation)
      caption_validation (self, i);
  return TRUE;
}

gboolean
vt_live_values_show (VtLiveValues *self, const NnFrame *frame, const NnSample *training)
{
  gboolean changed = show_measured (self, frame);

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autofree char *text = frame != NULL ? values[i].text (frame, training) : g_strdup (NOTHING_YET);

      if (g_strcmp0 (text, gtk_inscription_get_text (self->numbers[i])) == 0)
        continue;
      gtk_inscription_set_text (self->numbers[i], text);
      changed = TRUE;
    }
  return changed;
}
