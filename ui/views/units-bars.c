/* A list of numbers for the example shown: a cell and a bar for each unit; where the unit sees a picture's dots one by
 * one, its weights as a small picture stand in place of the cell. */
#include "vt-parts.h"

#include "vt-hatch.h"

#include <math.h>

#define CELL 15.0
#define PICTURE 28.0
#define BAR_HEIGHT 5.0
#define TRACK 52.0
#define SHOWN_PICTURES 12

static void
plan_card (const VtSite *site, VtPlan *plan)
{
  const guint n = vt_site_units (site);
  const gboolean has_pictures = plan->waits_for == NULL && plan->out.rank > 0;
  NnShape picture;
  guint shown = MIN (n, VT_SHOWN_UNITS);
  double size = CELL, gap = 4.0;

  plan->n_units = n;
  if (site->data != NULL)
    plan->result_item = vt_plan_want (plan, NN_LOOK_RESULT, NULL);
  if (has_pictures && vt_site_sees_picture (site, &picture))
    {
      shown = MIN (n, SHOWN_PICTURES);
      size = PICTURE;
      gap = 3.0;
      plan->rows = (guint) picture.dim[0];
      plan->columns = picture.rank > 1 ? (guint) picture.dim[1] : 1;
      vt_plan_want_weight (plan, site);
      if (plan->weight_item >= 0)
        plan->item[plan->weight_item].most = (gsize) shown * plan->rows * plan->columns;
    }
  plan->w = size + 88.0;
  vt_plan_column (plan, shown, &(VtRect) { VT_CARD_PAD, VT_CARD_TOP, size, size }, size + gap);
  vt_plan_close (plan, vt_plan_bottom (plan) + (n > shown ? 16.0 : 0.0));
}

static void
paint_cell (const VtPlan *plan, cairo_t *cr, const VtTheme *theme, const VtNumbers *numbers, guint i, double value)
{
  const VtRect *cell = &g_array_index (plan->cells, VtRect, i);
  const float activation = (float) value, *weights = NULL;

  if (plan->weight_item >= 0)
    weights = vt_numbers_cell (numbers, plan->weight_item, i, (gsize) plan->columns * plan->rows);
  if (weights != NULL)
    vt_paint_map_tile (cr, theme, cell, 3.0, VT_MAP_SIGNED, numbers->limit[plan->weight_item], weights, plan->columns,
                       plan->rows, FALSE);
  else if (!isnan (value))
    vt_paint_map_tile (cr, theme, cell, 4.0, numbers->has_negative[0] ? VT_MAP_SIGNED : VT_MAP_UNSIGNED,
                       numbers->limit[0], &activation, 1, 1, FALSE);
  else
    vt_dashed_box (cr, cell, 4.0, &theme->idle);
}

static VtRect
track_place (const VtRect *cell)
{
  return (VtRect) { cell->x + cell->w + 8.0, cell->y + (cell->h - BAR_HEIGHT) / 2.0, TRACK, BAR_HEIGHT };
}

static const VtColour *
bar_colour (const VtTheme *theme, const VtNumbers *numbers, double value)
{
  if (!numbers->has_negative[0])
    return theme->is_dark ? &theme->unsigned_map[4] : &theme->unsigned_map[3];
  return value < 0.0 ? &theme->negative : &theme->positive;
}

static void
paint (const VtPlan *plan, cairo_t *cr, const VtTheme *theme, const VtNumbers *numbers)
{
  for (guint i = 0; i < plan->cells->len; i++)
    {
      const VtRect *cell = &g_array_index (plan->cells, VtRect, i);
      const float *result = vt_numbers_cell (numbers, 0, i, 1);
      const double value = result != NULL ? *result : NAN;
      const VtRect track = track_place (cell);
      const double share = isfinite (value) && numbers->limit[0] > 0.0 ? fabs (value) / numbers->limit[0] : 0.0;

      paint_cell (plan, cr, theme, numbers, i, value);
      vt_bar (cr, &track, share, &theme->field, bar_colour (theme, numbers, value));
      if (value < 0.0)
        vt_hatch_rect (cr, theme, &(VtRect) { track.x, track.y, track.w * MIN (share, 1.0), track.h });
    }
  vt_paint_more (plan, cr, theme);
}

/* Where pictures of weights stand, each dot is a weight, and the bar the number; else cell and bar are. */
static gboolean
cell_at (const VtPlan *plan, double x, double y, VtCell *cell)
{
  for (guint i = 0; i < plan->cells->len; i++)
    {
      const VtRect *picture = &g_array_index (plan->cells, VtRect, i);
      gsize dot;

      if (plan->weight_item >= 0 && vt_dot_at (plan, picture, x, y, &dot))
        {
          *cell = (VtCell) { NN_WHY_WEIGHT, "weight", (gsize) i * plan->columns * plan->rows + dot };
          return TRUE;
        }
      if (y >= picture->y && y < picture->y + picture->h && x >= picture->x && x < picture->x + picture->w + 8.0 + TRACK)
        {
          *cell = (VtCell) { .about = NN_WHY_VALUE, .index = i };
          return TRUE;
        }
    }
  return FALSE;
}

static gboolean
cell_place (const VtPlan *plan, const VtCell *cell, VtRect *place)
{
  const gsize size = (gsize) plan->columns * plan->rows;
  const gsize unit = cell->about == NN_WHY_WEIGHT ? cell->index / size : cell->index;
  const VtRect *picture;
  VtRect track;

  if (unit >= plan->cells->len || cell->about == NN_WHY_LOSS
      || (cell->about == NN_WHY_WEIGHT && (plan->weight_item < 0 || !g_str_equal (cell->role, "weight"))))
    return FALSE;
  picture = &g_array_index (plan->cells, VtRect, unit);
  if (cell->about == NN_WHY_WEIGHT)
    {
      *place = vt_dot_place (plan, picture, cell->index % size);
      return TRUE;
    }
  track = track_place (picture);
  track = vt_rect_grow (&track, 3.0);
  *place = plan->weight_item >= 0 ? track : vt_rect_union (picture, &track);
  return TRUE;
}

const VtView vt_view_units_bars = {
  .id = "units",
  .form = "bars",
  .plan = plan_card,
  .paint = paint,
  .cell_at = cell_at,
  .cell_place = cell_place,
};
