/* Point data: each unit's response over the plane, all units of a layer on one scale. */
#include "vt-parts.h"

static void
plan_card (const VtSite *site, VtPlan *plan)
{
  const guint n = vt_site_units (site);

  plan->has_unit_ports = TRUE;
  vt_plan_unit_column (plan, n);
  vt_plan_want_plane (plan, site, n);
  vt_plan_want_weight (plan, site);
}

static void
paint (const VtPlan *plan, cairo_t *cr, const VtTheme *theme, const VtNumbers *numbers)
{
  for (guint i = 0; i < plan->cells->len; i++)
    {
      const VtRect *cell = &g_array_index (plan->cells, VtRect, i);
      const float *values = vt_numbers_cell (numbers, 0, i, (gsize) plan->columns * plan->rows);

      if (values != NULL)
        vt_paint_map_tile (cr, theme, cell, 5.0, VT_MAP_SIGNED, numbers->limit[0], values, plan->columns, plan->rows,
                           FALSE);
      else
        vt_dashed_box (cr, cell, 5.0, &theme->idle);
    }
  vt_paint_more (plan, cr, theme);
}

const VtView vt_view_units_tiles = {
  .id = "units",
  .form = "tiles",
  .fits = vt_site_is_plane,
  .plan = plan_card,
  .paint = paint,
};
