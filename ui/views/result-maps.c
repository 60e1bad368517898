/* What a layer made of blocks that it did not draw itself, as a norm or a sum: a few of its maps. */
#include "vt-parts.h"

#define SHOWN 4

static void
plan_card (const VtSite *site, VtPlan *plan)
{
  vt_maps_plan (plan, SHOWN);
}

const VtView vt_view_result_maps = {
  .id = "result",
  .form = "maps",
  .fits = vt_gives_block,
  .plan = plan_card,
  .paint = vt_maps_paint,
  .cell_at = vt_maps_cell_at,
  .cell_place = vt_maps_cell_place,
};
