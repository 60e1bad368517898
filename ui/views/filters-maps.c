/* A convolution over pictures: above each feature map the filter that draws it, a picture for each channel it sees. */
#include "vt-filter.h"

#define TILE 58.0
#define SHOWN 8
#define STRIP_GAP 3.0            /* between a filter and its map */
#define GAP 8.0

static void
place_maps (VtPlan *plan, guint shown)
{
  const guint across = shown > 1 ? 2 : 1;
  const double above = vt_filter_shown (plan) > 0 ? VT_FILTER_HEIGHT + STRIP_GAP : 0.0, pitch = above + TILE + GAP;

  plan->w = MAX (plan->filter.channels > 0 ? 144.0 : 112.0, 2.0 * VT_CARD_PAD + across * TILE + (across - 1) * GAP);
  for (guint i = 0; i < shown; i++)
    {
      const double left = (plan->w - across * TILE - (across - 1) * GAP) / 2.0;
      const VtRect cell = { left + i % across * (TILE + GAP), VT_CARD_TOP + above + i / across * pitch, TILE, TILE };

      g_array_append_val (plan->cells, cell);
    }
}

void
vt_filters_plan (const VtSite *site, VtPlan *plan, gboolean is_stamp)
{
  const guint n = plan->out.rank == 3 ? (guint) plan->out.dim[2] : 0, shown = MIN (n, SHOWN);

  if (n == 0)   /* not known: an empty place */
    {
      vt_strip_plan (site, plan);
      return;
    }
  plan->rows = (guint) plan->out.dim[0];
  plan->columns = (guint) plan->out.dim[1];
  plan->n_units = n;
  plan->result_item = vt_plan_want (plan, NN_LOOK_RESULT, NULL);
  vt_filter_plan (site, plan, n, shown, is_stamp);
  place_maps (plan, shown);
  vt_plan_close (plan, vt_plan_bottom (plan) + (n > shown || vt_filter_shown (plan) < plan->filter.channels ? 16.0 : 0.0));
}

static void
plan_filters (const VtSite *site, VtPlan *plan)
{
  vt_filters_plan (site, plan, FALSE);
}

/* Above its map. */
static VtRect
strip_of (const VtPlan *plan, guint unit)
{
  const VtRect *cell = &g_array_index (plan->cells, VtRect, unit);

  return (VtRect) { cell->x, cell->y - STRIP_GAP - VT_FILTER_HEIGHT, cell->w, VT_FILTER_HEIGHT };
}

static void
paint_filter (const VtPlan *plan, cairo_t *cr, const VtTheme *theme, const VtNumbers *numbers, guint unit)
{
  const VtRect strip = strip_of (plan, unit);

  for (guint channel = 0; channel < vt_filter_shown (plan); channel++)
    {
      const VtRect place = vt_filter_place (plan, &strip, channel);

      vt_filter_paint (plan, cr, theme, numbers, &place, unit, channel);
    }
}

void
vt_filters_paint (const VtPlan *plan, cairo_t *cr, const VtTheme *theme, const VtNumbers *numbers)
{
  for (guint i = 0; i < plan->cells->len; i++)
    paint_filter (plan, cr, theme, numbers, i);
  vt_maps_paint_tiles (plan, cr, theme, numbers);
  vt_filter_paint_more (plan, cr, theme, plan->cells->len);
}

gboolean
vt_filters_cell_at (const VtPlan *plan, double x, double y, VtCell *cell)
{
  for (guint i = 0; i < plan->cells->len; i++)
    for (guint channel = 0; channel < vt_filter_shown (plan); channel++)
      {
        const VtRect strip = strip_of (plan, i), place = vt_filter_place (plan, &strip, channel);

        if (vt_filter_dot_at (plan, &place, i, channel, x, y, cell))
          return TRUE;
      }
  return vt_maps_cell_at (plan, x, y, cell);
}

gboolean
vt_filters_cell_place (const VtPlan *plan, const VtCell *cell, VtRect *place)
{
  guint unit, channel;
  VtRect strip;
  gsize dot;

  if (!vt_filter_dot_of (plan, cell, &unit, &channel, &dot))
    return vt_maps_cell_place (plan, cell, place);
  if (unit >= plan->cells->len || channel >= vt_filter_shown (plan))
    return FALSE;
  strip = strip_of (plan, unit);
  *place = vt_filter_place (plan, &strip, channel);
  *place = vt_filter_dot_place (plan, place, dot);
  return TRUE;
}

const VtView vt_view_filters_maps = {
  .id = "filters",
  .form = "maps",
  .fits = vt_gives_block,
  .plan = plan_filters,
  .paint = vt_filters_paint,
  .cell_at = vt_filters_cell_at,
  .cell_place = vt_filters_cell_place,
};
