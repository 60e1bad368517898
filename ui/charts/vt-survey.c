#include "vt-survey.h"

#include <string.h>

#define PERIOD_MSEC 1000

struct _VtSurvey
{
  VtSession *session;
  NnDataset *dataset;      /* the examples' */
  guint size;              /* numbers of one prediction */
  GArray *examples;        /* guint32: asked about */
  GArray *predictions;     /* float, [examples][size]; empty: none came yet */

  /* The moment the predictions are of, and whether newer ones are on their way. */
  guint64 revision, run;
  gint64 step;
  gboolean is_asking;
  guint pause_id;          /* not before it ends */
};

VtSurvey *
vt_survey_new (VtSession *session)
{
  VtSurvey *survey = g_new0 (VtSurvey, 1);

  survey->session = g_object_ref (session);
  survey->examples = g_array_new (FALSE, FALSE, sizeof (guint32));
  survey->predictions = g_array_new (FALSE, FALSE, sizeof (float));
  return survey;
}

void
vt_survey_free (VtSurvey *survey)
{
  if (survey == NULL)
    return;
  vt_session_want (survey->session, survey, NULL, 0);
  g_clear_handle_id (&survey->pause_id, g_source_remove);
  g_clear_pointer (&survey->dataset, nn_dataset_unref);
  g_array_unref (survey->examples);
  g_array_unref (survey->predictions);
  g_object_unref (survey->session);
  g_free (survey);
}

static void
ask (VtSurvey *survey)
{
  const NnLookItem item = { .at = NN_LOOK_PREDICTIONS, .examples = survey->examples };

  survey->is_asking = TRUE;
  vt_session_want (survey->session, survey, &item, 1);
}

static void
stop (VtSurvey *survey)
{
  survey->is_asking = FALSE;
  vt_session_want (survey->session, survey, NULL, 0);
}

static gboolean
same_examples (const VtSurvey *survey, const VtSubject *subject, const guint32 *examples, guint n)
{
  return survey->dataset == subject->dataset && survey->size == subject->size && survey->examples->len == n
         && memcmp (survey->examples->data, examples, n * sizeof (guint32)) == 0;
}

void
vt_survey_start (VtSurvey *survey, const VtSubject *subject, const guint32 *examples, guint n)
{
  n = MIN (n, VT_SURVEY_MAX);
  if (n == 0 || !subject->runs)
    {
      g_clear_handle_id (&survey->pause_id, g_source_remove);
      stop (survey);
      return;
    }
  if (!same_examples (survey, subject, examples, n))
    {
      g_array_set_size (survey->predictions, 0);
      g_array_set_size (survey->examples, 0);
      g_array_append_vals (survey->examples, examples, n);
      survey->size = subject->size;
      g_clear_pointer (&survey->dataset, nn_dataset_unref);
      survey->dataset = subject->dataset != NULL ? nn_dataset_ref (subject->dataset) : NULL;
    }
  ask (survey);
}

static gboolean
pause_cb (gpointer data)
{
  VtSurvey *survey = data;
  const NnFrame *frame = vt_session_frame (survey->session);

  if (frame->step == survey->step && frame->run == survey->run && frame->revision == survey->revision)
    return G_SOURCE_CONTINUE;   /* nothing was learnt: what it holds is still true */
  survey->pause_id = 0;
  ask (survey);
  return G_SOURCE_REMOVE;
}

gboolean
vt_survey_take (VtSurvey *survey)
{
  const NnFrame *frame = vt_session_frame (survey->session);
  gsize n;
  const float *numbers;

  if (!survey->is_asking)
    return FALSE;
  numbers = vt_session_seen (survey->session, survey, 0, &n);
  if (numbers == NULL || n != (gsize) survey->examples->len * survey->size)
    return FALSE;
  g_array_set_size (survey->predictions, 0);
  g_array_append_vals (survey->predictions, numbers, (guint) n);
  survey->step = frame->step;
  survey->run = frame->run;
  survey->revision = frame->revision;
  stop (survey);
  if (survey->pause_id == 0)
    survey->pause_id = g_timeout_add (PERIOD_MSEC, pause_cb, survey);
  return TRUE;
}

guint
vt_survey_n (const VtSurvey *survey)
{
  return survey->predictions->len > 0 ? survey->examples->len : 0;
}

guint32
vt_survey_example (const VtSurvey *survey, guint i)
{
  return g_array_index (survey->examples, guint32, i);
}

const float *
vt_survey_prediction (const VtSurvey *survey, guint i)
{
  return &g_array_index (survey->predictions, float, (gsize) i * survey->size);
}

gint64
vt_survey_step (const VtSurvey *survey)
{
  return survey->step;
}

void
vt_survey_append (const VtSurvey *survey, guint i, GArray *examples, GArray *predictions)
{
  const guint32 example = vt_survey_example (survey, i);

  g_array_append_val (examples, example);
  g_array_append_vals (predictions, vt_survey_prediction (survey, i), survey->size);
}
