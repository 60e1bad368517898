/* Neurons that see each step of a sequence by itself: what they hand on is a sequence, too. */
#include "vt-parts.h"

static gboolean
fits (const VtSite *site)
{
  const NnLayerReport *report = nn_report_layer (site->report, site->layer->id);

  return report != NULL && report->out.rank == 2;
}

const VtView vt_view_units_strip = {
  .id = "units",
  .form = "strip",
  .fits = fits,
  .plan = vt_strip_plan,
  .paint = vt_strip_paint,
  .cell_at = vt_strip_cell_at,
  .cell_place = vt_strip_cell_place,
};
