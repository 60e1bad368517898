#include "vt-setting-field.h"

#include <math.h>

#include "text.h"

static const double ladder[] = { 1, 2, 5, 10 };

/* The nearest rung above (or below) a positive value. */
static double
next_rung (double value, gboolean up)
{
  const double decade = pow (10, floor (log10 (value)));
  const double within = value / decade; /* 1 to 10 */
  const double slack = 1e-6;

  if (up)
    {
      for (guint i = 0; i < G_N_ELEMENTS (ladder); i++)
        if (ladder[i] > within * (1 + slack))
          return ladder[i] * decade;
      return 20 * decade;
    }
  for (guint i = G_N_ELEMENTS (ladder); i-- > 0;)
    if (ladder[i] < within * (1 - slack))
      return ladder[i] * decade;
  return 0.5 * decade;
}

/* Where counting begins when a range reaches down to zero: three decades under its default, or under its top. */
static double
smallest (const NnParam *param)
{
  if (param->type == NN_PARAM_INT)
    return 1;
  if (param->initial > 0)
    return pow (10, floor (log10 (param->initial)) - 3);
  return pow (10, floor (log10 (MIN (param->max, 1.0))) - 4);
}

/* The decimal that was meant: 0.15, not 0.15000000000000002. */
static double
tidy (double value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  return g_ascii_strtod (g_ascii_formatd (text, sizeof text, "%.12g", value), NULL);
}

double
vt_setting_nudge (const NnParam *param, double value, gboolean up)
{
  const double least = MAX (param->min, smallest (param));
  double next;

  if (param->step > 0)
    next = value + (up ? param->step : -param->step);
  else if (value < least || (value == least && !up))
    next = up ? least : param->min;
  else
    next = next_rung (value, up);

  next = param->type == NN_PARAM_INT ? round (next) : tidy (next);
  return CLAMP (next, param->min, param->max);
}

char *
vt_setting_format (const NnParam *param, double value)
{
  if (param->type == NN_PARAM_INT)
    return g_strdup_printf ("%.0f", value);
  return nn_figure ("%.6g", value);
}
