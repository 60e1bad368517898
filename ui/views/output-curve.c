/* Data of one number: the answer as a curve over it, with the example's place and its right answer. */
#include "vt-output.h"

#include <math.h>

#define WIDE 160.0
#define HIGH 100.0

static gboolean
fits (const VtSite *site)
{
  return vt_site_is_curve (site) && vt_site_units (site) == 1 && !nn_field_is_class (vt_site_target (site));
}

static void
plan_card (const VtSite *site, VtPlan *plan)
{
  vt_output_begin (site, plan);
  plan->w = WIDE + 2.0 * VT_CARD_PAD;
  plan->n_units = 1;
  plan->has_unit_ports = TRUE;
  vt_plan_column (plan, 1, &(VtRect) { VT_CARD_PAD, VT_CARD_TOP, WIDE, HIGH }, 0.0);
  vt_plan_close (plan, vt_plan_bottom (plan) + 22.0 + VT_OUTPUT_SENTENCE - 7.0);
  vt_plan_want_plane (plan, site, 1);
  plan->item[0].columns = plan->columns = (guint) WIDE / 2;
  plan->result_item = vt_plan_want (plan, NN_LOOK_RESULT, NULL);
  vt_plan_want_weight (plan, site);
}

/* Where the example lies: a line at its number, a ring at the right answer. */
static void
paint_example (
    const VtPlan *plan, cairo_t *cr, const VtTheme *theme, const VtNumbers *numbers, const VtRect *cell, double limit)
{
  const NnField *input = plan->input;
  const double middle = cell->y + cell->h / 2.0, reach = cell->h / 2.0 - 2.0;
  double x;

  if (numbers->input->len != 1 || input->high <= input->low)
    return;
  x = cell->x + cell->w * (g_array_index (numbers->input, float, 0) - input->low) / (input->high - input->low);
  if (x < cell->x || x > cell->x + cell->w)
    return;
  cairo_set_line_width (cr, 1.0);
  vt_set_colour (cr, &theme->accent);
  cairo_move_to (cr, x, cell->y + 1.0);
  cairo_line_to (cr, x, cell->y + cell->h - 1.0);
  cairo_stroke (cr);
  if (!isnan (numbers->target))
    vt_ring (cr, x, middle - reach * CLAMP (numbers->target / limit, -1.0, 1.0), 9.0, 2.0, &theme->right, &theme->card);
}

static void
paint (const VtPlan *plan, cairo_t *cr, const VtTheme *theme, const VtNumbers *numbers)
{
  const VtRect *cell = &g_array_index (plan->cells, VtRect, 0);
  const float *values = vt_numbers_cell (numbers, 0, 0, plan->columns);
  const double value = vt_output_value (plan, numbers, 0);
  const float range[] = { (float) plan->target->low, (float) plan->target->high };
  const double limit = vt_limit_grow (numbers->limit[0], range, 2);
  g_autofree char *text = isnan (value) ? g_strdup ("–") : vt_number (value, 2);

  if (values != NULL)
    {
      vt_paint_curve_tile (cr, theme, cell, limit, values, plan->columns);
      paint_example (plan, cr, theme, numbers, cell, limit > 0.0 ? limit : 1.0);
    }
  else
    vt_dashed_box (cr, cell, 6.0, &theme->idle);
  vt_text (cr, cell->x, cell->y + cell->h + 24.0, VT_ALIGN_LEFT, 20.0, 700, &theme->text, 0.0, text);
  vt_output_paint_sentence (plan, cr, theme, numbers);
}

const VtView vt_view_output_curve = {
  .id = "output",
  .form = "curve",
  .fits = fits,
  .plan = plan_card,
  .paint = paint,
  .cell_at = vt_output_cell_at,
  .cell_place = vt_output_cell_place,
};
