/* A sequence as a strip: time runs from left to right, and each row is one number of the steps. A list is a single row. */
#include "vt-parts.h"

#define WIDE 156.0
#define TALL 112.0
#define LOW 22.0      /* of a list */

static gboolean
is_sequence (const VtPlan *plan)
{
  return plan->out.rank == 2;
}

void
vt_strip_plan (const VtSite *site, VtPlan *plan)
{
  const VtRect strip = { VT_CARD_PAD, VT_CARD_TOP, WIDE, is_sequence (plan) ? TALL : LOW };

  plan->columns = (guint) MAX (plan->out.dim[0], 1);   /* not known: 1 × 1 */
  plan->rows = is_sequence (plan) ? (guint) plan->out.dim[1] : 1;
  plan->n_units = 1;
  plan->w = WIDE + 2.0 * VT_CARD_PAD;
  vt_plan_column (plan, 1, &strip, 0.0);
  vt_plan_close (plan, vt_plan_bottom (plan));
  plan->result_item = vt_plan_want (plan, NN_LOOK_RESULT, NULL);
}

/* The layer hands the numbers of a step on side by side; on the card they stand below each other. */
void
vt_strip_paint (const VtPlan *plan, cairo_t *cr, const VtTheme *theme, const VtNumbers *numbers)
{
  const gsize size = (gsize) plan->columns * plan->rows;
  const VtRect *strip = &g_array_index (plan->cells, VtRect, 0);
  const float *values = vt_numbers_cell (numbers, 0, 0, size);
  g_autofree float *map = NULL;

  if (values == NULL)
    {
      vt_dashed_box (cr, strip, 5.0, &theme->idle);
      return;
    }
  map = g_new (float, size);
  for (gsize k = 0; k < size; k++)
    map[k % plan->rows * plan->columns + k / plan->rows] = values[k];
  vt_paint_map_tile (cr, theme, strip, 5.0, numbers->has_negative[0] ? VT_MAP_SIGNED : VT_MAP_UNSIGNED, numbers->limit[0],
                     map, plan->columns, plan->rows, FALSE);
}

gboolean
vt_strip_cell_at (const VtPlan *plan, double x, double y, VtCell *cell)
{
  gsize dot;

  if (!vt_dot_at (plan, &g_array_index (plan->cells, VtRect, 0), x, y, &dot))
    return FALSE;
  *cell = (VtCell) { .about = NN_WHY_VALUE, .index = dot % plan->columns * plan->rows + dot / plan->columns };
  return TRUE;
}

gboolean
vt_strip_cell_place (const VtPlan *plan, const VtCell *cell, VtRect *place)
{
  const gsize step = cell->index / plan->rows, number = cell->index % plan->rows;

  if (cell->about != NN_WHY_VALUE || step >= plan->columns)
    return FALSE;
  *place = vt_dot_place (plan, &g_array_index (plan->cells, VtRect, 0), number * plan->columns + step);
  return TRUE;
}

const VtView vt_view_strip = {
  .id = "strip",
  .form = "strip",
  .plan = vt_strip_plan,
  .paint = vt_strip_paint,
  .cell_at = vt_strip_cell_at,
  .cell_place = vt_strip_cell_place,
};
