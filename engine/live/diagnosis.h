/**
 * NnRule, NnFinding:
 *
 * What a training's numbers say, in words for a student: each rule is a row that holds or does not, and says what it found with the
 * numbers it goes by, and what would mend it. The first that holds is told.
 *
 * Thread-safety: rows are constant; a finding cannot be changed and is reference counted (atomic).
 */
#pragma once

#include "edit.h"
#include "tape.h"
#include "watch.h"

G_BEGIN_DECLS

typedef struct _NnRule NnRule;

/* What a rule says. Texts are translated and owned. */
typedef struct
{
  const NnRule *rule;
  char *title;            /* one sentence */
  char *evidence;         /* the numbers */
  char *mend;             /* what the fix does, as its button says it */

  /* The fix: a setting, and a moment to go back to. */
  guint layer;            /* id; 0: the setting is one of the recipe */
  const char *param;
  double value;
  gint64 step;            /* on the tape; −1: training goes on where it is */
} NnFinding;

struct _NnRule
{
  const char *id;
  gboolean (*holds) (const NnEvidence *evidence, const NnTape *tape, NnFinding *finding);   /* fills the finding where it does */
};

extern const NnRule nn_rules[];   /* the most urgent first; ends with { NULL } */

/* What holds of a training; NULL: nothing. (transfer full) */
NnFinding *nn_diagnose       (const NnEvidence *evidence, const NnTape *tape);
NnFinding *nn_finding_ref    (NnFinding *finding);
void       nn_finding_unref  (NnFinding *finding);
NnEdit    *nn_finding_edit   (const NnFinding *finding);   /* (transfer full) the setting, as an edit */

/* Why training cannot go on after this step: a loss that is no number any more. (transfer full) translated; NULL: all is well. */
char      *nn_diagnose_step  (const NnSample *sample, double rate);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NnFinding, nn_finding_unref)

G_END_DECLS
