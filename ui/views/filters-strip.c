/* A convolution along a sequence: its first filters as small pictures, a row for each channel and time to the right, above the strip
 * of what they find. Where no shape is known yet, empty places. */
#include "vt-filter.h"

#define SHOWN 8
#define ACROSS 4
#define GAP 6.0
#define HEIGHT 26.0
#define BELOW 8.0

static guint
count_filters (const VtPlan *plan)
{
  return plan->filter.channels > 0 ? MIN (plan->filter_units, SHOWN) : 0;
}

/* Above the strip, which is the first cell. */
static VtRect
filter_at (const VtPlan *plan, guint unit)
{
  const VtRect *strip = &g_array_index (plan->cells, VtRect, 0);
  const double w = (strip->w - (ACROSS - 1) * GAP) / ACROSS;

  return (VtRect) { strip->x + unit % ACROSS * (w + GAP), VT_CARD_TOP + unit / ACROSS * (HEIGHT + GAP), w, HEIGHT };
}

/* The part of a filter's picture that is one channel's. */
static VtRect
row_of (const VtPlan *plan, guint unit, guint channel)
{
  const VtRect whole = filter_at (plan, unit);
  const double h = whole.h / vt_filter_shown (plan);

  return (VtRect) { whole.x, whole.y + channel * h, whole.w, h };
}

static void
plan_card (const VtSite *site, VtPlan *plan)
{
  const guint filters = plan->out.rank == 2 ? (guint) plan->out.dim[1] : 0;
  VtRect *strip;
  guint rows;

  vt_strip_plan (site, plan);
  plan->filter_units = filters;
  vt_filter_plan (site, plan, filters, MIN (filters, SHOWN), FALSE);
  rows = (count_filters (plan) + ACROSS - 1) / ACROSS;
  if (rows == 0)
    return;
  strip = &g_array_index (plan->cells, VtRect, 0);
  strip->y += rows * HEIGHT + (rows - 1) * GAP + BELOW;
  vt_plan_close (plan, vt_plan_bottom (plan) + (filters > SHOWN || vt_filter_shown (plan) < plan->filter.channels ? 16.0 : 0.0));
}

static void
paint_filter (const VtPlan *plan, cairo_t *cr, const VtTheme *theme, const VtNumbers *numbers, guint unit)
{
  const VtRect whole = filter_at (plan, unit);

  for (guint channel = 0; channel < vt_filter_shown (plan); channel++)
    {
      const VtRect row = row_of (plan, unit, channel);

      vt_filter_paint (plan, cr, theme, numbers, &row, unit, channel);
    }
  vt_tile_edge (cr, theme, &whole, 3.0);
}

static void
paint (const VtPlan *plan, cairo_t *cr, const VtTheme *theme, const VtNumbers *numbers)
{
  for (guint i = 0; i < count_filters (plan); i++)
    paint_filter (plan, cr, theme, numbers, i);
  vt_strip_paint (plan, cr, theme, numbers);
}

static gboolean
cell_at (const VtPlan *plan, double x, double y, VtCell *cell)
{
  for (guint i = 0; i < count_filters (plan); i++)
    for (guint channel = 0; channel < vt_filter_shown (plan); channel++)
      {
        const VtRect row = row_of (plan, i, channel);

        if (vt_filter_dot_at (plan, &row, i, channel, x, y, cell))
          return TRUE;
      }
  return vt_strip_cell_at (plan, x, y, cell);
}

static gboolean
cell_place (const VtPlan *plan, const VtCell *cell, VtRect *place)
{
  guint unit, channel;
  gsize dot;

  if (!vt_filter_dot_of (plan, cell, &unit, &channel, &dot))
    return vt_strip_cell_place (plan, cell, place);
  if (unit >= count_filters (plan) || channel >= vt_filter_shown (plan))
    return FALSE;
  *place = row_of (plan, unit, channel);
  *place = vt_filter_dot_place (plan, place, dot);
  return TRUE;
}

const VtView vt_view_filters_strip = {
  .id = "filters",
  .form = "strip",
  .plan = plan_card,
  .paint = paint,
  .cell_at = cell_at,
  .cell_place = cell_place,
};
