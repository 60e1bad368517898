/* Where each step looks: a map for each head, a row for each step, and in it what share of its look goes to which other step.
 * What it must not see stays empty. */
#include "vt-parts.h"

#define WIDE 156.0
#define GAP 6.0

/* 1, 2 or 4 maps side by side. */
static guint
count_across (guint heads)
{
  return heads == 1 ? 1 : heads <= 4 ? 2 : 4;
}

static void
plan_card (const VtSite *site, VtPlan *plan)
{
  const guint heads = (guint) nn_settings_int (site->layer->settings, "heads"), shown = MIN (heads, VT_SHOWN_UNITS);
  const guint across = count_across (heads);
  const NnShape other = vt_site_in_slot (site, 1);
  const double side = (WIDE - (across - 1) * GAP) / across;

  plan->n_units = heads;
  plan->rows = (guint) MAX (plan->out.dim[0], 1);      /* not known: 1 × 1 */
  plan->columns = other.rank == 2 ? (guint) other.dim[0] : plan->rows;   /* steps of another sequence, where one is wired in */
  plan->w = WIDE + 2.0 * VT_CARD_PAD;
  for (guint i = 0; i < shown; i++)
    {
      const VtRect map = { VT_CARD_PAD + i % across * (side + GAP), VT_CARD_TOP + i / across * (side + GAP), side, side };

      g_array_append_val (plan->cells, map);
    }
  vt_plan_close (plan, vt_plan_bottom (plan) + (heads > shown ? 16.0 : 0.0));
  plan->fact = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u head", "%u heads", heads), heads);
  vt_plan_want (plan, NN_LOOK_SHARES, NULL);
}

static void
paint (const VtPlan *plan, cairo_t *cr, const VtTheme *theme, const VtNumbers *numbers)
{
  const gsize pairs = (gsize) plan->rows * plan->columns;

  for (guint i = 0; i < plan->cells->len; i++)
    {
      const VtRect *map = &g_array_index (plan->cells, VtRect, i);
      const float *shares = vt_numbers_cell (numbers, 0, i, pairs);

      if (shares != NULL)
        vt_paint_map_tile (cr, theme, map, 5.0, VT_MAP_UNSIGNED, 1.0, shares, plan->columns, plan->rows, FALSE);
      else
        vt_dashed_box (cr, map, 5.0, &theme->idle);
    }
  vt_paint_more (plan, cr, theme);
}

static gboolean
cell_at (const VtPlan *plan, double x, double y, VtCell *cell)
{
  for (guint i = 0; i < plan->cells->len; i++)
    {
      gsize pair;

      if (!vt_dot_at (plan, &g_array_index (plan->cells, VtRect, i), x, y, &pair))
        continue;
      *cell = (VtCell) { .about = NN_WHY_SHARE, .index = i * (gsize) plan->rows * plan->columns + pair };
      return TRUE;
    }
  return FALSE;
}

static gboolean
cell_place (const VtPlan *plan, const VtCell *cell, VtRect *place)
{
  const gsize pairs = (gsize) plan->rows * plan->columns, head = cell->index / pairs;

  if (cell->about != NN_WHY_SHARE || head >= plan->cells->len)
    return FALSE;
  *place = vt_dot_place (plan, &g_array_index (plan->cells, VtRect, head), cell->index % pairs);
  return TRUE;
}

const VtView vt_view_attention = {
  .id = "attention",
  .form = "heads",
  .plan = plan_card,
  .paint = paint,
  .cell_at = cell_at,
  .cell_place = cell_place,
};
