/* Points: what x and y are at every place of the plane. */
#include "vt-parts.h"

#include <math.h>

#define TILE 56.0

static void
plan_card (const VtSite *site, VtPlan *plan)
{
  plan->w = 112.0;
  plan->n_units = 2;
  plan->has_unit_ports = TRUE;
  vt_plan_column (plan, 2, &(VtRect) { 28.0, VT_CARD_TOP, TILE, TILE }, TILE + 14.0);
  vt_plan_close (plan, vt_plan_bottom (plan) + 6.0);
  vt_plan_want_plane (plan, site, 2);
  plan->foot = nn_shape_in_words (&site->data->input.shape);
}

static void
paint (const VtPlan *plan, cairo_t *cr, const VtTheme *theme, const VtNumbers *numbers)
{
  const NnField *input = &plan->data->input;
  const double limit = MAX (fabs (input->low), fabs (input->high));

  for (guint i = 0; i < plan->cells->len; i++)
    {
      const VtRect *cell = &g_array_index (plan->cells, VtRect, i);
      const float *values = vt_numbers_cell (numbers, 0, i, (gsize) plan->columns * plan->rows);

      vt_text (cr, cell->x - 15.0, cell->y + cell->h / 2.0 + 4.5, VT_ALIGN_LEFT, 13.5, 700, &theme->text, 12.0,
               i < input->n_parts ? input->parts[i] : "");
      if (values != NULL)
        vt_paint_map_tile (cr, theme, cell, 6.0, VT_MAP_SIGNED, limit, values, plan->columns, plan->rows, TRUE);
      else
        vt_dashed_box (cr, cell, 6.0, &theme->idle);
    }
}

const VtView vt_view_input_plane = {
  .id = "input",
  .form = "plane",
  .fits = vt_site_is_plane,
  .plan = plan_card,
  .paint = paint,
};
