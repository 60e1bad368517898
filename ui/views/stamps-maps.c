/* A transposed convolution: above each map the stamp that draws it. */
#include "vt-filter.h"

static void
plan_card (const VtSite *site, VtPlan *plan)
{
  vt_filters_plan (site, plan, TRUE);
}

const VtView vt_view_stamps_maps = {
  .id = "stamps",
  .form = "maps",
  .plan = plan_card,
  .paint = vt_filters_paint,
  .cell_at = vt_filters_cell_at,
  .cell_place = vt_filters_cell_place,
};
