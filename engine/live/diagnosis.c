#include "diagnosis.h"

#include <math.h>

#include "text.h"

char *
nn_diagnose_step (const NnSample *sample, double rate)
{
  if (isfinite (sample->loss))
    return NULL;
  return g_strdup_printf (_("The loss is no longer a number after step %" G_GINT64_FORMAT
                             ": at learning rate %g the weights grew without limit. "
                             "Lower the learning rate and press Reset."),
                          sample->step, rate);
}
