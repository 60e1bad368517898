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

static VtRect
sentence_place (const VtPlan *plan)
{
  return (VtRect) { 6.0, plan->h - VT_FOOT_BASELINE - 32.0, plan->w - 12.0, 19.0 };
}

gboolean
vt_output_cell_at (const VtPlan *plan, double x, double y, VtCell *cell)
{
  const VtRect sentence = sentence_place (plan);

  if (vt_rect_contains (&sentence, x, y))
    {
      *cell = (VtCell) { .about = NN_WHY_LOSS };
      return TRUE;
    }
  for (guint i = 0; i < plan->cells->len; i++)
    {
      const VtRect *unit = &g_array_index (plan->cells, VtRect, i);

      if (y < unit->y || y >= unit->y + unit->h || x < unit->x || x >= plan->w - unit->x)
        continue;
      *cell = (VtCell) { .about = NN_WHY_VALUE, .index = i };
      return TRUE;
    }
  return FALSE;
}

gboolean
vt_output_cell_place (const VtPlan *plan, const VtCell *cell, VtRect *place)
{
  if (cell->about == NN_WHY_LOSS)
    {
      *place = sentence_place (plan);
      return TRUE;
    }
  if (cell->about != NN_WHY_VALUE || cell->index >= plan->cells->len)
    return FALSE;
  *place = g_array_index (plan->cells, VtRect, cell->index);
  return TRUE;
}

guint
vt_output_side (const VtPlan *plan, double value)
{
  return value > (plan->is_share ? 0.5 : 0.0);
}
