#include "diagnosis.h"

#include <math.h>

#include "text.h"

static void
clear_finding (gpointer data)
{
  NnFinding *finding = data;

  g_free (finding->title);
  g_free (finding->evidence);
  g_free (finding->mend);
}

NnFinding *
nn_diagnose (const NnEvidence *evidence, const NnTape *tape)
{
  for (const NnRule *rule = nn_rules; rule->id != NULL && evidence->network != NULL; rule++)
    {
      NnFinding finding = { .rule = rule, .step = -1 };

      if (rule->holds (evidence, tape, &finding))
        return g_atomic_rc_box_dup (sizeof finding, &finding);
    }
  return NULL;
}

NnFinding *
nn_finding_ref (NnFinding *finding)
{
  return finding != NULL ? g_atomic_rc_box_acquire (finding) : NULL;
}

void
nn_finding_unref (NnFinding *finding)
{
  if (finding != NULL)
    g_atomic_rc_box_release_full (finding, clear_finding);
}

NnEdit *
nn_finding_edit (const NnFinding *finding)
{
  return finding->layer != 0 ? nn_edit_set (finding->layer, finding->param, finding->value)
                             : nn_edit_set_recipe (finding->param, finding->value);
}

char *
nn_diagnose_step (const NnSample *sample, double rate)
{
  g_autofree char *step = nn_count_to_text (sample->step), *written = nn_figure ("%g", rate);

  if (isfinite (sample->loss))
    return NULL;
  return g_strdup_printf (_("The loss is no longer a number after step %s: at learning rate %s the weights grew without limit. "
                             "Lower the learning rate and press Reset."),
                          step, written);
}
