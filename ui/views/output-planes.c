/* Point data: the answer at every place of the plane, a tile for each number of it, beside the answer for the example.
 */
#include "vt-output.h"

#include <math.h>

#define TILE 76.0
#define PITCH 92.0
#define LARGEST 4

static gboolean
fits (const VtSite *site)
{
  return vt_site_is_plane (site) && vt_site_units (site) <= LARGEST;
}

static void
plan_card (const VtSite *site, VtPlan *plan)
{
  const guint n = vt_site_units (site);

  vt_output_begin (site, plan);
  plan->w = 200.0;
  plan->n_units = n;
  plan->has_unit_ports = TRUE;
  vt_plan_column (plan, n, &(VtRect) { 15.0, VT_CARD_TOP + 2.0, TILE, TILE }, PITCH);
  vt_output_close (plan);
  vt_plan_want_plane (plan, site, n);
  plan->result_item = vt_plan_want (plan, NN_LOOK_RESULT, NULL);
  vt_plan_want_weight (plan, site);
}

/* Of two classes, the first is the negative colour: where it is likely, its tile has its own colour, as the boundary has. */
static float
share_sign (const VtPlan *plan, guint i)
{
  const gboolean has_two = plan->target->kind == NN_FIELD_CLASS && plan->target->n_parts == 2;

  return has_two && plan->n_units == 2 && i == 0 ? -1.0f : 1.0f;
}

/* A probability's middle, a half, gets the colour of zero; other numbers are shown by their sign. */
static void
paint_plane (const VtPlan *plan, cairo_t *cr, const VtTheme *theme, const VtNumbers *numbers, guint i)
{
  const VtRect *cell = &g_array_index (plan->cells, VtRect, i);
  const gsize size = (gsize) plan->columns * plan->rows;
  const float *values = vt_numbers_cell (numbers, 0, i, size);
  g_autofree float *centred = NULL;

  if (values == NULL)
    {
      vt_dashed_box (cr, cell, 6.0, &theme->idle);
      return;
    }
  if (plan->is_share)
    {
      const float sign = share_sign (plan, i);

      centred = g_new (float, size);
      for (gsize k = 0; k < size; k++)
        centred[k] = sign * (2.0f * values[k] - 1.0f);
      values = centred;
    }
  vt_paint_map_tile (cr, theme, cell, 6.0, VT_MAP_SIGNED, plan->is_share ? 1.0 : numbers->limit[0], values,
                     plan->columns, plan->rows, TRUE);
}

static void
paint_answer (const VtPlan *plan, cairo_t *cr, const VtTheme *theme, const VtNumbers *numbers, guint i)
{
  const VtRect *cell = &g_array_index (plan->cells, VtRect, i);
  const gboolean has_classes = plan->target->kind == NN_FIELD_CLASS;
  const guint n_classes = has_classes ? plan->target->n_parts : 0;
  const double value = vt_output_value (plan, numbers, i), left = cell->x + cell->w + 12.0;
  const guint index = plan->n_units == 1 && n_classes == 2 ? vt_output_side (plan, value) : i;
  const VtColour *colour = has_classes ? vt_class_colour (theme, index, n_classes) : &theme->text;
  const VtRect track = { left, cell->y + 55.0, 66.0, 6.0 };
  const VtOutputMark mark = has_classes ? vt_output_mark (plan, numbers, index) : VT_OUTPUT_PLAIN;
  g_autofree char *text = isnan (value) ? g_strdup ("–") : vt_number (value, 2);
  double width;

  if (has_classes)
    vt_class_mark (cr, index, left + 5.0, cell->y + 16.0, 10.0, colour, FALSE);
  vt_text (cr, left + (has_classes ? 17.0 : 0.0), cell->y + 20.0, VT_ALIGN_LEFT, 13.0, 400, &theme->text,
           plan->w - left - 24.0, vt_class_name (plan, index));
  width = vt_text (cr, left, cell->y + 46.0, VT_ALIGN_LEFT, 20.0, 700, &theme->text, 0.0, text);
  if (has_classes && mark == VT_OUTPUT_TRUE)   /* a word: beside the number it would be cut */
    vt_output_paint_mark (cr, theme, mark, left, cell->y + 70.0, plan->w - left - 12.0);
  else if (has_classes)
    vt_output_paint_mark (cr, theme, mark, left + MAX (width, 48.0) + 10.0, cell->y + 40.0,
                          MAX (plan->w - left - MAX (width, 48.0) - 16.0, 1.0));
  if (plan->is_share)
    vt_bar (cr, &track, isnan (value) ? 0.0 : value, &theme->field, colour);
}

static void
paint (const VtPlan *plan, cairo_t *cr, const VtTheme *theme, const VtNumbers *numbers)
{
  for (guint i = 0; i < plan->cells->len; i++)
    {
      paint_plane (plan, cr, theme, numbers, i);
      paint_answer (plan, cr, theme, numbers, i);
    }
  vt_output_paint_sentence (plan, cr, theme, numbers);
}

const VtView vt_view_output_planes = {
  .id = "output",
  .form = "planes",
  .fits = fits,
  .plan = plan_card,
  .paint = paint,
  .cell_at = vt_output_cell_at,
  .cell_place = vt_output_cell_place,
};
