/**
 * VtSurvey:
 *
 * The network's predictions for many examples at once. Asking for a thousand predictions sixty times a second would slow
 * training down; a survey asks once, keeps what it got, and asks again when the network has learnt further, at most once a
 * second. What it holds is of one and the same moment.
 *
 * Thread-safety: main thread.
 */
#pragma once

#include "vt-subject.h"

G_BEGIN_DECLS

#define VT_SURVEY_MAX 2000

typedef struct _VtSurvey VtSurvey;

VtSurvey      *vt_survey_new   (VtSession *session);     /* (transfer full) asks nothing yet */
void           vt_survey_free  (VtSurvey *survey);

/* Which examples, at most VT_SURVEY_MAX of them; n 0 stops asking. The numbers of the same examples are kept
 * while they are of the same data set. */
void           vt_survey_start (VtSurvey *survey, const VtSubject *subject, const guint32 *examples, guint n);
/* To be called for every frame: TRUE when new predictions have come. */
gboolean       vt_survey_take  (VtSurvey *survey);

guint          vt_survey_n          (const VtSurvey *survey);      /* 0: nothing has come yet */
guint32        vt_survey_example    (const VtSurvey *survey, guint i);
const float   *vt_survey_prediction (const VtSurvey *survey, guint i);   /* size numbers */
gint64         vt_survey_step       (const VtSurvey *survey);      /* steps done when the predictions were made */
/* Appends example i (guint32) and its prediction (size floats). */
void           vt_survey_append     (const VtSurvey *survey, guint i, GArray *examples, GArray *predictions);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtSurvey, vt_survey_free)

G_END_DECLS
