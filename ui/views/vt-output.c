#include "vt-output.h"

#include <math.h>

void
vt_output_begin (const VtSite *site, VtPlan *plan)
{
  const char *squash = vt_site_squash (site);

  plan->fact = g_strdup (squash);
  plan->is_share = squash != NULL;
}

void
vt_output_close (VtPlan *plan)
{
  vt_plan_close (plan, vt_plan_bottom (plan) + VT_OUTPUT_SENTENCE - 7.0);
}

void
vt_output_paint_sentence (const VtPlan *plan, cairo_t *cr, const VtTheme *theme, const VtNumbers *numbers)
{
  vt_paint_example (plan, cr, theme, numbers, TRUE, 12.0, plan->h - VT_FOOT_BASELINE - 18.0);
}

double
vt_output_value (const VtPlan *plan, const VtNumbers *numbers, guint i)
{
  const float *value = plan->result_item >= 0 ? vt_numbers_cell (numbers, plan->result_item, i, 1) : NULL;

  return value != NULL ? *value : NAN;
}

guint
vt_output_side (const VtPlan *plan, double value)
{
  return value > (plan->is_share ? 0.5 : 0.0);
}
