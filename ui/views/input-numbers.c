/* The example's numbers by name. */
#include "vt-parts.h"

#define PITCH 20.0

static guint
n_numbers (const VtSite *site)
{
  return site->data != NULL ? (guint) MIN (nn_shape_size (&vt_site_input (site)->shape), G_MAXINT) : 1;
}

static void
plan_card (const VtSite *site, VtPlan *plan)
{
  const guint n = n_numbers (site), shown = MIN (n, VT_SHOWN_UNITS);

  plan->w = 124.0;
  plan->n_units = n;
  plan->has_unit_ports = vt_site_is_curve (site);
  vt_plan_column (plan, shown, &(VtRect) { VT_CARD_PAD, VT_CARD_TOP, plan->w - 2.0 * VT_CARD_PAD, PITCH - 4.0 }, PITCH);
  vt_plan_close (plan, vt_plan_bottom (plan) + (n > shown ? 16.0 : 0.0));
  if (site->data != NULL)
    plan->foot = nn_shape_in_words (&vt_site_input (site)->shape);
}

static void
paint (const VtPlan *plan, cairo_t *cr, const VtTheme *theme, const VtNumbers *numbers)
{
  const NnField *input = plan->input;

  for (guint i = 0; i < plan->cells->len; i++)
    {
      const VtRect *cell = &g_array_index (plan->cells, VtRect, i);
      g_autofree char *value =
          i < numbers->input->len ? vt_number (g_array_index (numbers->input, float, i), 2) : g_strdup ("–");
      const double used =
          vt_text (cr, cell->x + cell->w, cell->y + 12.0, VT_ALIGN_RIGHT, 13.5, 600, &theme->text, 0.0, value);

      vt_text (cr, cell->x, cell->y + 12.0, VT_ALIGN_LEFT, 12.0, 400, &theme->dim, cell->w - used - 6.0,
               i < input->n_parts ? input->parts[i] : "");
    }
  vt_paint_more (plan, cr, theme);
}

const VtView vt_view_input_numbers = {
  .id = "input",
  .form = "numbers",
  .plan = plan_card,
  .paint = paint,
};
