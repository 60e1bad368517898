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

gboolean
nn_mark_size_fits (NnMarkKind kind, double w, double h)
{
  if (kind == NN_MARK_NOTE && (w < NN_NARROWEST_NOTE || h != 0))
    return FALSE;
  return fabs (w) <= NN_FARTHEST && fabs (h) <= NN_FARTHEST;
}

gboolean
nn_mark_text_fits (const char *text)
{
  return g_utf8_validate (text, -1, NULL) && g_utf8_strlen (text, -1) <= NN_LONGEST_TEXT;
}
