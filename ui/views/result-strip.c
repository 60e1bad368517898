/* The same of sequences and lists: a strip, as wide as it takes. */
#include "vt-parts.h"

#define CELL 22.0          /* of a short list */
#define LEAST_WIDTH 112.0

static void
narrow (VtPlan *plan)
{
  VtRect *strip = &g_array_index (plan->cells, VtRect, 0);

  strip->w = MIN (strip->w, CELL * plan->columns);
  plan->w = MAX (strip->w + 2.0 * VT_CARD_PAD, LEAST_WIDTH);
  strip->x = (plan->w - strip->w) / 2.0;
}

void
vt_list_plan (const VtSite *site, VtPlan *plan)
{
  vt_strip_plan (site, plan);
  if (plan->rows == 1)
    narrow (plan);
}

const VtView vt_view_result_strip = {
  .id = "result",
  .form = "strip",
  .plan = vt_list_plan,
  .paint = vt_strip_paint,
  .cell_at = vt_strip_cell_at,
  .cell_place = vt_strip_cell_place,
};
