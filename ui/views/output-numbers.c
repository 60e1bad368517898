/* Numbers: the answer and the right one, side by side. */
#include "vt-output.h"

#include <math.h>

#define PITCH 44.0
#define SHOWN 8

static void
plan_card (const VtSite *site, VtPlan *plan)
{
  const guint n = vt_site_units (site), shown = MIN (n, SHOWN);

  vt_output_begin (site, plan);
  plan->w = 178.0;   /* room for what the example is and its loss */
  plan->n_units = n;
  vt_plan_column (plan, shown, &(VtRect) { VT_CARD_PAD, VT_CARD_TOP, plan->w - 2.0 * VT_CARD_PAD, PITCH - 6.0 }, PITCH);
  vt_plan_close (plan, vt_plan_bottom (plan) + (n > shown ? 16.0 : 0.0) + VT_OUTPUT_SENTENCE - 7.0);
  if (site->data != NULL)
    plan->result_item = vt_plan_want (plan, NN_LOOK_RESULT, NULL);
}

static void
paint (const VtPlan *plan, cairo_t *cr, const VtTheme *theme, const VtNumbers *numbers)
{
  for (guint i = 0; i < plan->cells->len; i++)
    {
      const VtRect *cell = &g_array_index (plan->cells, VtRect, i);
      const double value = vt_output_value (plan, numbers, i);
      g_autofree char *text = isnan (value) ? g_strdup ("–") : vt_number (value, 2);

      vt_text (cr, cell->x, cell->y + 12.0, VT_ALIGN_LEFT, 12.0, 400, &theme->dim, cell->w, vt_class_name (plan, i));
      vt_text (cr, cell->x, cell->y + 34.0, VT_ALIGN_LEFT, 20.0, 700, &theme->text, 0.0, text);
    }
  vt_paint_more (plan, cr, theme);
  vt_output_paint_sentence (plan, cr, theme, numbers);
}

const VtView vt_view_output_numbers = {
  .id = "output",
  .form = "numbers",
  .plan = plan_card,
  .paint = paint,
  .cell_at = vt_output_cell_at,
  .cell_place = vt_output_cell_place,
};
