#include "diagnosis.h"

#include <math.h>

#include "text.h"

char *
nn_diagnose_step (const NnSample *sample, double rate)
{
  g_autofree char *step = nn_count_to_text (sample->step);

  if (isfinite (sample->loss))
    return NULL;
  return g_strdup_printf (_("The loss is no longer a number after step %s: at learning rate %g the weights grew without limit. "
                             "Lower the learning rate and press Reset."),
                          step, rate);
}
