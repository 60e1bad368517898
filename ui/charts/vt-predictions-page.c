#include "vt-predictions-page.h"

#include "text.h"
#include "vt-gallery.h"
#include "vt-page-rows.h"
#include "vt-survey.h"

struct _VtPredictionsPage
{
  VtPage parent_instance;

  GtkWidget *gallery;      /* made when the session is known */
  GtkWidget *mistakes;
  VtSurvey *survey;        /* asks only while mistakes alone are shown */
  GArray *wrong;           /* guint32: examples that the survey found wrong */
  GArray *answers;         /* float, [wrong][size]: what the network said then */
};

G_DEFINE_FINAL_TYPE (VtPredictionsPage, vt_predictions_page, VT_TYPE_PAGE)

static gboolean
only_mistakes (VtPredictionsPage *self)
{
  return gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->mistakes));
}

static void
find_mistakes (VtPredictionsPage *self, const VtSubject *subject)
{
  for (guint i = 0; i < vt_survey_n (self->survey); i++)
    {
      const guint32 example = vt_survey_example (self->survey, i);
      const VtAnswer answer = vt_answer (subject->encoding, vt_survey_prediction (self->survey, i), subject->size);

      if (vt_answer_verdict (subject->encoding, &answer, nn_dataset_class (subject->dataset, example)) == VT_VERDICT_WRONG)
        vt_survey_append (self->survey, i, self->wrong, self->answers);
    }
}

static void
show_mistakes (VtPredictionsPage *self, const VtSubject *subject)
{
  g_array_set_size (self->wrong, 0);
  g_array_set_size (self->answers, 0);
  if (vt_page_reason (VT_PAGE (self)) == NULL)
    find_mistakes (self, subject);
  vt_gallery_set_hint (VT_GALLERY (self->gallery),
                       vt_survey_n (self->survey) > 0 ? _("No mistakes.") : _("Looking for mistakes."));
  vt_gallery_show_answered (VT_GALLERY (self->gallery), subject, (const guint32 *) (gpointer) self->wrong->data,
                            self->wrong->len, (const float *) (gpointer) self->answers->data);
}

static void
vt_predictions_page_ask (VtPage *page)
{
  VtPredictionsPage *self = VT_PREDICTIONS_PAGE (page);
  const VtSubject *subject = vt_page_subject (page);
  const gboolean has_classes = vt_subject_n_classes (subject) > 0;
  guint32 n;
  const guint32 *examples = vt_subject_examples (subject, &n);

  if (vt_page_reason (page) != NULL)
    n = 0;
  gtk_widget_set_sensitive (self->mistakes, has_classes);
  if (only_mistakes (self) && has_classes)
    {
      vt_survey_start (self->survey, subject, examples, n);
      show_mistakes (self, subject);
    }
  else
    {
      vt_survey_start (self->survey, subject, NULL, 0);
      vt_gallery_show (VT_GALLERY (self->gallery), subject, examples, n);
    }
  if (vt_page_reason (page) != NULL)
    vt_gallery_set_hint (VT_GALLERY (self->gallery), vt_page_reason (page));
}

static void
vt_predictions_page_take (VtPage *page)
{
  VtPredictionsPage *self = VT_PREDICTIONS_PAGE (page);

  if (vt_page_reason (page) != NULL)
    return;
  if (vt_survey_take (self->survey))
    show_mistakes (self, vt_page_subject (page));
  vt_gallery_take (VT_GALLERY (self->gallery));
}

static void
vt_predictions_page_rest (VtPage *page)
{
  VtPredictionsPage *self = VT_PREDICTIONS_PAGE (page);

  vt_survey_start (self->survey, vt_page_subject (page), NULL, 0);
  vt_gallery_rest (VT_GALLERY (self->gallery));
}

static void
vt_predictions_page_theme (VtPage *page)
{
  vt_gallery_set_theme (VT_GALLERY (VT_PREDICTIONS_PAGE (page)->gallery), vt_page_theme (page));
}

static char *
vt_predictions_page_words (VtPage *page)
{
  return vt_gallery_words (VT_GALLERY (VT_PREDICTIONS_PAGE (page)->gallery));
}

static void
mistakes_cb (GtkToggleButton *button, VtPredictionsPage *self)
{
  if (vt_page_subject (VT_PAGE (self)) != NULL && gtk_widget_get_mapped (GTK_WIDGET (self)))
    vt_predictions_page_ask (VT_PAGE (self));
}

static void
vt_predictions_page_build (VtPage *page)
{
  VtPredictionsPage *self = VT_PREDICTIONS_PAGE (page);

  self->survey = vt_survey_new (vt_page_session (page));
  self->gallery = vt_gallery_new (vt_page_session (page), FALSE);
  g_signal_connect_object (self->gallery, "changed", G_CALLBACK (vt_page_redraw), page, G_CONNECT_SWAPPED);
  vt_page_set_picture (page, self->gallery, vt_gallery_picture (VT_GALLERY (self->gallery)));
}

static void
vt_predictions_page_dispose (GObject *object)
{
  g_clear_pointer (&VT_PREDICTIONS_PAGE (object)->survey, vt_survey_free);
  G_OBJECT_CLASS (vt_predictions_page_parent_class)->dispose (object);
}

static void
vt_predictions_page_finalize (GObject *object)
{
  g_clear_pointer (&VT_PREDICTIONS_PAGE (object)->wrong, g_array_unref);
  g_clear_pointer (&VT_PREDICTIONS_PAGE (object)->answers, g_array_unref);
  G_OBJECT_CLASS (vt_predictions_page_parent_class)->finalize (object);
}

static void
vt_predictions_page_class_init (VtPredictionsPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vt_predictions_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = vt_predictions_page_finalize;
  VT_PAGE_CLASS (klass)->build = vt_predictions_page_build;
  VT_PAGE_CLASS (klass)->ask = vt_predictions_page_ask;
  VT_PAGE_CLASS (klass)->take = vt_predictions_page_take;
  VT_PAGE_CLASS (klass)->period = 100;   /* answers that change faster cannot be read */
  VT_PAGE_CLASS (klass)->words = vt_predictions_page_words;
  VT_PAGE_CLASS (klass)->theme = vt_predictions_page_theme;
  VT_PAGE_CLASS (klass)->rest = vt_predictions_page_rest;
}

static void
vt_predictions_page_init (VtPredictionsPage *self)
{
  self->wrong = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->answers = g_array_new (FALSE, FALSE, sizeof (float));
  self->mistakes = vt_page_add_switch (VT_PAGE (self), _("Only mistakes"), _("Show only examples the network gets wrong"),
                                       G_CALLBACK (mistakes_cb));
}

const VtPageRow vt_page_predictions = {
  .id = "predictions",
  .title = N_("Predictions"),
  .width = 560,
  .grows = TRUE,
  .rank = 1,
  .get_type = vt_predictions_page_get_type,
};
