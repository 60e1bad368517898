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
  plan->foot = nn_shape_in_words (&site->data->input.shape);
}

/* The i-th number of the input at every place: what the engine is given there, so nothing needs to be asked of it. */
static void
fill (float values[VT_PLANE_CELLS * VT_PLANE_CELLS], const NnField *input, guint i)
{
  for (guint row = 0; row < VT_PLANE_CELLS; row++)
    for (guint column = 0; column < VT_PLANE_CELLS; column++)
      {
        const double along = (i == 0 ? column + 0.5 : VT_PLANE_CELLS - row - 0.5) / VT_PLANE_CELLS;

        values[row * VT_PLANE_CELLS + column] = (float) (input->low + (input->high - input->low) * along);
      }
}

static void
paint (const VtPlan *plan, cairo_t *cr, const VtTheme *theme, const VtNumbers *numbers)
{
  const NnField *input = &plan->data->input;
  const double limit = MAX (fabs (input->low), fabs (input->high));
  float values[VT_PLANE_CELLS * VT_PLANE_CELLS];

  for (guint i = 0; i < plan->cells->len; i++)
    {
      const VtRect *cell = &g_array_index (plan->cells, VtRect, i);

      vt_text (cr, cell->x - 15.0, cell->y + cell->h / 2.0 + 4.5, VT_ALIGN_LEFT, 13.5, 700, &theme->text, 12.0,
               i < input->n_parts ? input->parts[i] : "");
      fill (values, input, i);
      vt_paint_map_tile (cr, theme, cell, 6.0, VT_MAP_SIGNED, limit, values, VT_PLANE_CELLS, VT_PLANE_CELLS, TRUE);
    }
}

const VtView vt_view_input_plane = {
  .id = "input",
  .form = "plane",
  .fits = vt_site_is_plane,
  .plan = plan_card,
  .paint = paint,
};
