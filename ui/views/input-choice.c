/* One of many things that have names: the name of the example's. */
#include "vt-parts.h"

#define WIDE 152.0
#define HIGH 44.0

static gboolean
fits (const VtSite *site)
{
  return site->data != NULL && nn_field_is_class (vt_site_input (site));
}

static void
plan_card (const VtSite *site, VtPlan *plan)
{
  plan->w = WIDE;
  plan->n_units = 1;
  vt_plan_column (plan, 1, &(VtRect) { VT_CARD_PAD, VT_CARD_TOP, WIDE - 2.0 * VT_CARD_PAD, HIGH }, 0.0);
  vt_plan_close (plan, vt_plan_bottom (plan));
  plan->foot = g_strdup_printf (_ ("one of %u"), vt_site_input (site)->n_parts);
}

static void
paint (const VtPlan *plan, cairo_t *cr, const VtTheme *theme, const VtNumbers *numbers)
{
  const VtRect *cell = &g_array_index (plan->cells, VtRect, 0);
  const guint chosen = numbers->input->len > 0 ? (guint) g_array_index (numbers->input, float, 0) : G_MAXUINT;

  vt_box (cr, cell, 8.0, &theme->field, NULL, 0.0);
  vt_text (cr, cell->x + 10.0, cell->y + 16.0, VT_ALIGN_LEFT, VT_SMALL_TEXT, 400, &theme->dim, cell->w - 20.0, plan->input->name);
  vt_text (cr, cell->x + 10.0, cell->y + 34.0, VT_ALIGN_LEFT, 13.5, 600, &theme->text, cell->w - 20.0,
           chosen < plan->input->n_parts ? plan->input->parts[chosen] : "–");
}

const VtView vt_view_input_choice = {
  .id = "input",
  .form = "choice",
  .fits = fits,
  .plan = plan_card,
  .paint = paint,
};
