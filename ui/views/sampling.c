/* Numbers drawn around a mean, and what the layer adds to the loss for how far they lie from the bell curve. */
#include "vt-output.h"

#include <math.h>

#define LEAST_WIDTH 168.0

static void
plan_card (const VtSite *site, VtPlan *plan)
{
  VtRect *strip;

  vt_list_plan (site, plan);
  strip = &g_array_index (plan->cells, VtRect, 0);
  if (plan->w < LEAST_WIDTH)
    {
      strip->x += (LEAST_WIDTH - plan->w) / 2.0;
      plan->w = LEAST_WIDTH;
    }
  vt_output_close (plan);
}

static void
paint (const VtPlan *plan, cairo_t *cr, const VtTheme *theme, const VtNumbers *numbers)
{
  g_autofree char *loss = vt_loss (numbers->loss), *text = NULL;

  vt_strip_paint (plan, cr, theme, numbers);
  text = isnan (numbers->loss) ? g_strdup (_ ("Adds a loss of its own")) : g_strdup_printf (_ ("Adds to the loss: <b>%s</b>"), loss);
  vt_text_rich (cr, 12.0, plan->h - VT_FOOT_BASELINE - 18.0, VT_SMALL_TEXT, &theme->dim, &theme->text, plan->w - 20.0, text);
}

static gboolean
cell_at (const VtPlan *plan, double x, double y, VtCell *cell)
{
  return vt_strip_cell_at (plan, x, y, cell) || vt_output_loss_at (plan, x, y, cell);
}

static gboolean
cell_place (const VtPlan *plan, const VtCell *cell, VtRect *place)
{
  return cell->about == NN_WHY_LOSS ? vt_output_loss_place (plan, cell, place) : vt_strip_cell_place (plan, cell, place);
}

const VtView vt_view_sampling = {
  .id = "sampling",
  .form = "strip",
  .plan = plan_card,
  .paint = paint,
  .cell_at = cell_at,
  .cell_place = cell_place,
};
