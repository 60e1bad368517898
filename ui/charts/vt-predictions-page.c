#include "vt-predictions-page.h"

#include <math.h>

#include "text.h"
#include "vt-aloud.h"
#include "vt-gallery.h"
#include "vt-page-rows.h"
#include "vt-survey.h"

struct _VtPredictionsPage
{
  VtPage parent_instance;

  GtkWidget *gallery;      /* made when the session is known */
  GtkWidget *sentence;     /* above it, while it shows the data alone */
  GtkWidget *choice;
  gboolean has_classes;    /* the choice is made for such data */
  VtSurvey *survey;        /* asks only where answers decide what is shown */
  GArray *found;           /* Found: what the survey found of the chosen sort */
  GArray *chosen;          /* guint32: the same examples, for the gallery */
  GArray *answers;         /* float, [chosen][size]: what the network said then */
};

/* What is shown, in the order of the choices. Without classes there are neither right nor wrong answers. */
typedef enum
{
  SHOW_ALL,
  SHOW_WORST,
  SHOW_WRONG,
  SHOW_RIGHT,
} Show;

typedef struct
{
  guint i;                 /* in the survey */
  double miss;
} Found;

G_DEFINE_FINAL_TYPE (VtPredictionsPage, vt_predictions_page, VT_TYPE_PAGE)

static Show
get_show (VtPredictionsPage *self)
{
  return gtk_drop_down_get_selected (GTK_DROP_DOWN (self->choice));
}

static void
fill_choice (VtPredictionsPage *self, gboolean has_classes)
{
  const char *const all[] = { _("All in order"), _("Most wrong first"), _("Only wrong"), _("Only right"), NULL };
  const char *const few[] = { all[0], all[1], NULL };
  g_autoptr (GtkStringList) names = gtk_string_list_new (has_classes ? all : few);
  const guint show = get_show (self);

  self->has_classes = has_classes;
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->choice), G_LIST_MODEL (names));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->choice), show < g_list_model_get_n_items (G_LIST_MODEL (names)) ? show : SHOW_ALL);
}

static gboolean
is_wanted (Show show, VtVerdict verdict)
{
  return show == SHOW_WORST || (show == SHOW_WRONG && verdict == VT_VERDICT_WRONG) || (show == SHOW_RIGHT && verdict == VT_VERDICT_RIGHT);
}

/* The most wrong first; where the network says no number, that is most wrong. */
static int
compare (gconstpointer a, gconstpointer b)
{
  const double x = ((const Found *) a)->miss, y = ((const Found *) b)->miss;

  if (isnan (x) || isnan (y))
    return isnan (y) - isnan (x);
  return (x < y) - (x > y);
}

static void
find_chosen (VtPredictionsPage *self, const VtSubject *subject)
{
  const Show show = get_show (self);

  for (guint i = 0; i < vt_survey_n (self->survey); i++)
    {
      const guint32 example = vt_survey_example (self->survey, i);
      const float *prediction = vt_survey_prediction (self->survey, i);
      const float *target = vt_subject_truth (subject, example);
      const VtAnswer answer = vt_answer (subject->encoding, prediction, subject->size);
      const Found found = { i, vt_answer_miss (subject->encoding, prediction, subject->size, target) };

      if (is_wanted (show, vt_answer_verdict (subject->encoding, &answer, (guint) *target)))
        g_array_append_val (self->found, found);
    }
  g_array_sort (self->found, compare);
  for (guint i = 0; i < self->found->len; i++)
    vt_survey_append (self->survey, g_array_index (self->found, Found, i).i, self->chosen, self->answers);
}

static void
show_chosen (VtPredictionsPage *self, const VtSubject *subject)
{
  g_array_set_size (self->found, 0);
  g_array_set_size (self->chosen, 0);
  g_array_set_size (self->answers, 0);
  if (vt_page_reason (VT_PAGE (self)) == NULL)
    find_chosen (self, subject);
  vt_gallery_set_hint (VT_GALLERY (self->gallery),
                       vt_survey_n (self->survey) == 0 ? _("Looking for them.")
                       : get_show (self) == SHOW_WRONG ? _("No mistakes.") : _("There are none."));
  vt_gallery_show_answered (VT_GALLERY (self->gallery), subject, (const guint32 *) (gpointer) self->chosen->data,
                            self->chosen->len, (const float *) (gpointer) self->answers->data);
}

static void
vt_predictions_page_ask (VtPage *page)
{
  VtPredictionsPage *self = VT_PREDICTIONS_PAGE (page);
  const VtSubject *subject = vt_page_subject (page);
  const gboolean has_classes = vt_subject_n_classes (subject) > 0;
  guint32 n;
  const guint32 *examples = vt_subject_examples (subject, &n);

  gtk_widget_set_visible (self->sentence, vt_page_has_data_only (page));
  if (vt_page_data_reason (page) != NULL)
    n = 0;
  if (has_classes != self->has_classes)
    fill_choice (self, has_classes);
  if (get_show (self) != SHOW_ALL && !vt_page_has_data_only (page))
    {
      vt_survey_start (self->survey, subject, examples, n);
      show_chosen (self, subject);
    }
  else
    {
      vt_survey_start (self->survey, subject, NULL, 0);
      vt_gallery_show (VT_GALLERY (self->gallery), subject, examples, n);
    }
  if (vt_page_data_reason (page) != NULL)
    vt_gallery_set_hint (VT_GALLERY (self->gallery), vt_page_data_reason (page));
}

static void
vt_predictions_page_take (VtPage *page)
{
  VtPredictionsPage *self = VT_PREDICTIONS_PAGE (page);

  if (vt_page_reason (page) != NULL)
    return;
  if (vt_survey_take (self->survey))
    show_chosen (self, vt_page_subject (page));
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
  g_autofree char *words = vt_gallery_words (VT_GALLERY (VT_PREDICTIONS_PAGE (page)->gallery));

  return vt_page_has_data_only (page) ? g_strdup_printf ("%s %s", words, vt_page_data_sentence (page)) : g_steal_pointer (&words);
}

static void
choice_cb (VtPredictionsPage *self)
{
  if (vt_page_subject (VT_PAGE (self)) != NULL && gtk_widget_get_mapped (GTK_WIDGET (self)))
    vt_predictions_page_ask (VT_PAGE (self));
}

static GtkWidget *
make_sentence (VtPredictionsPage *self)
{
  self->sentence = g_object_new (GTK_TYPE_LABEL, "label", vt_page_data_sentence (VT_PAGE (self)), "xalign", 0.0f, "wrap", TRUE,
                                 "margin-start", 16, "margin-end", 16, "visible", FALSE, NULL);
  gtk_widget_add_css_class (self->sentence, "vt-note");
  return self->sentence;
}

static void
vt_predictions_page_build (VtPage *page)
{
  VtPredictionsPage *self = VT_PREDICTIONS_PAGE (page);
  GtkWidget *all = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->survey = vt_survey_new (vt_page_session (page));
  self->gallery = vt_gallery_new (vt_page_session (page), FALSE);
  g_signal_connect_object (self->gallery, "changed", G_CALLBACK (vt_page_redraw), page, G_CONNECT_SWAPPED);
  gtk_widget_set_vexpand (self->gallery, TRUE);
  gtk_box_append (GTK_BOX (all), make_sentence (self));
  gtk_box_append (GTK_BOX (all), self->gallery);
  vt_page_set_picture (page, all, vt_gallery_picture (VT_GALLERY (self->gallery)));
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
  VtPredictionsPage *self = VT_PREDICTIONS_PAGE (object);

  g_clear_pointer (&self->found, g_array_unref);
  g_clear_pointer (&self->chosen, g_array_unref);
  g_clear_pointer (&self->answers, g_array_unref);
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
  self->found = g_array_new (FALSE, FALSE, sizeof (Found));
  self->chosen = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->answers = g_array_new (FALSE, FALSE, sizeof (float));
  self->choice = gtk_drop_down_new (NULL, NULL);
  fill_choice (self, TRUE);
  gtk_widget_add_css_class (self->choice, "vt-choice");
  gtk_widget_set_tooltip_text (self->choice, _("Which examples are shown"));
  vt_aloud_choice (self->choice, _("Shown predictions"), _("Which examples are shown"));
  g_signal_connect_object (self->choice, "notify::selected", G_CALLBACK (choice_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (vt_page_options (VT_PAGE (self))), self->choice);
}

static const char *
unavailable (const NnDataInfo *info)
{
  if (info == NULL)
    return _("There is no data yet.");
  if (info->judged)
    return _("Examples have no right answers here: the judge only says whether they are real. Boundary shows what it takes for real.");
  if (!info->gives_back && info->makes)
    return _("Answers are guesses at noise here: Samples shows what the network makes of noise alone.");
  if (info->translates)
    return _("Each answer is a text: Translations shows what the network writes by itself.");
  return info->continues ? _("Each example is a piece of a text: Samples shows how the network goes on.") : NULL;
}

const VtPageRow vt_page_predictions = {
  .id = "predictions",
  .title = N_("Predictions"),
  .width = 560,
  .grows = TRUE,
  .rank = 1,
  .unavailable = unavailable,
  .get_type = vt_predictions_page_get_type,
};
