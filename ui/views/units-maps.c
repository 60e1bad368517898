/* A block of numbers, height × width × channels: one map a channel, all on one scale. */
#include "vt-parts.h"

#define TILE 58.0
#define SHOWN 8

static gboolean
is_block (const VtSite *site)
{
  const NnLayerReport *report = nn_report_layer (site->report, site->layer->id);

  return report != NULL && (report->out.rank == 2 || report->out.rank == 3);
}

void
vt_maps_plan (VtPlan *plan, guint most)
{
  const guint n = plan->out.rank == 3 ? (guint) plan->out.dim[2] : 1, shown = MIN (n, most);
  const guint across = shown > 1 ? 2 : 1;

  plan->rows = (guint) plan->out.dim[0];
  plan->columns = (guint) plan->out.dim[1];
  plan->n_units = n;
  plan->w = MAX (112.0, 2.0 * VT_CARD_PAD + across * TILE + (across - 1) * 6.0);
  for (guint i = 0; i < shown; i++)
    {
      const double left = (plan->w - across * TILE - (across - 1) * 6.0) / 2.0;
      const VtRect cell = { left + i % across * (TILE + 6.0), VT_CARD_TOP + i / across * (TILE + 6.0), TILE, TILE };

      g_array_append_val (plan->cells, cell);
    }
  vt_plan_close (plan, vt_plan_bottom (plan) + (n > shown ? 16.0 : 0.0));
  plan->result_item = vt_plan_want (plan, NN_LOOK_RESULT, NULL);
}

static void
plan_card (const VtSite *site, VtPlan *plan)
{
  vt_maps_plan (plan, SHOWN);
}

/* Channels are innermost: one channel's map is gathered from every n-th number. */
void
vt_maps_paint_tiles (const VtPlan *plan, cairo_t *cr, const VtTheme *theme, const VtNumbers *numbers)
{
  const gsize size = (gsize) plan->columns * plan->rows;
  const float *values = vt_numbers_cell (numbers, 0, 0, size * plan->n_units);
  g_autofree float *map = g_new (float, size);

  for (guint i = 0; i < plan->cells->len; i++)
    {
      const VtRect *cell = &g_array_index (plan->cells, VtRect, i);

      if (values == NULL)
        {
          vt_dashed_box (cr, cell, 5.0, &theme->idle);
          continue;
        }
      for (gsize k = 0; k < size; k++)
        map[k] = values[k * plan->n_units + i];
      vt_paint_map_tile (cr, theme, cell, 5.0, numbers->has_negative[0] ? VT_MAP_SIGNED : VT_MAP_UNSIGNED,
                         numbers->limit[0], map, plan->columns, plan->rows, FALSE);
    }
}

void
vt_maps_paint (const VtPlan *plan, cairo_t *cr, const VtTheme *theme, const VtNumbers *numbers)
{
  vt_maps_paint_tiles (plan, cr, theme, numbers);
  vt_paint_more (plan, cr, theme);
}

/* Channels are innermost. */
gboolean
vt_maps_cell_at (const VtPlan *plan, double x, double y, VtCell *cell)
{
  for (guint i = 0; i < plan->cells->len; i++)
    {
      gsize dot;

      if (!vt_dot_at (plan, &g_array_index (plan->cells, VtRect, i), x, y, &dot))
        continue;
      *cell = (VtCell) { .about = NN_WHY_VALUE, .index = dot * plan->n_units + i };
      return TRUE;
    }
  return FALSE;
}

gboolean
vt_maps_cell_place (const VtPlan *plan, const VtCell *cell, VtRect *place)
{
  const gsize unit = cell->index % plan->n_units, dot = cell->index / plan->n_units;

  if (cell->about != NN_WHY_VALUE || unit >= plan->cells->len || dot >= (gsize) plan->columns * plan->rows)
    return FALSE;
  *place = vt_dot_place (plan, &g_array_index (plan->cells, VtRect, unit), dot);
  return TRUE;
}

const VtView vt_view_units_maps = {
  .id = "units",
  .form = "maps",
  .fits = is_block,
  .plan = plan_card,
  .paint = vt_maps_paint,
  .cell_at = vt_maps_cell_at,
  .cell_place = vt_maps_cell_place,
};
