#include "bounds.h"

#include <math.h>

gboolean
nn_label_fits (const char *label)
{
  return *label != '\0' && g_utf8_validate (label, -1, NULL) && g_utf8_strlen (label, -1) <= NN_LONGEST_NAME;
}

gboolean
nn_place_fits (double x, double y)
{
  return fabs (x) <= NN_FARTHEST && fabs (y) <= NN_FARTHEST;   /* FALSE for what is not a number */
}
