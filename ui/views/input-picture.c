/* The picture of the example shown, as the student knows it: ink on paper, or its colours. */
#include "vt-parts.h"

#define LARGEST 112.0

void
vt_picture_plan (VtPlan *plan, const NnShape *shape)
{
  const double tall = shape->dim[0], wide = shape->rank > 1 ? shape->dim[1] : 1;
  double dot = LARGEST / MAX (tall, wide);

  /* Whole pixels for each dot keep them all the same size. */
  dot = dot >= 1.0 ? (int) dot : dot;
  plan->columns = (guint) wide;
  plan->rows = (guint) tall;
  plan->n_units = 1;
  plan->w = MAX (wide * dot, 80.0) + 2.0 * VT_CARD_PAD;
  vt_plan_column (plan, 1, &(VtRect) { (plan->w - wide * dot) / 2.0, VT_CARD_TOP, wide * dot, tall * dot }, 0.0);
  plan->picture_channels = shape->rank > 2 ? (guint) shape->dim[2] : 1;
  vt_plan_close (plan, vt_plan_bottom (plan) + 20.0);
}

static void
plan_card (const VtSite *site, VtPlan *plan)
{
  vt_picture_plan (plan, &vt_site_input (site)->shape);
  plan->foot = plan->picture_channels == 3 ? g_strdup_printf (_ ("%u × %u, colour"), plan->rows, plan->columns)
                                           : g_strdup_printf ("%u × %u", plan->rows, plan->columns);
}

/* Of a colour, the first of its numbers. */
gboolean
vt_picture_cell_at (const VtPlan *plan, double x, double y, VtCell *cell)
{
  gsize dot;

  if (!vt_dot_at (plan, &g_array_index (plan->cells, VtRect, 0), x, y, &dot))
    return FALSE;
  *cell = (VtCell) { .about = NN_WHY_VALUE, .index = dot * plan->picture_channels };
  return TRUE;
}

gboolean
vt_picture_cell_place (const VtPlan *plan, const VtCell *cell, VtRect *place)
{
  const gsize dot = cell->index / plan->picture_channels;

  if (cell->about != NN_WHY_VALUE || dot >= (gsize) plan->columns * plan->rows)
    return FALSE;
  *place = vt_dot_place (plan, &g_array_index (plan->cells, VtRect, 0), dot);
  return TRUE;
}

static cairo_surface_t *
make_surface (const VtPlan *plan, const VtTheme *theme, const float *values)
{
  if (plan->picture_channels == 3)
    return vt_rgb_surface (values, plan->columns, plan->rows, 3);
  return vt_map_surface (theme, VT_MAP_INK, 1.0, values, plan->columns, plan->rows);
}

void
vt_picture_paint (const VtPlan *plan, cairo_t *cr, const VtTheme *theme, const GArray *values)
{
  const VtRect *cell = &g_array_index (plan->cells, VtRect, 0);
  cairo_surface_t *surface;

  if (values->len < (gsize) plan->columns * plan->rows * plan->picture_channels)
    {
      vt_dashed_box (cr, cell, 4.0, &theme->idle);
      return;
    }
  surface = make_surface (plan, theme, (const float *) (gconstpointer) values->data);
  vt_paint_pixels (cr, surface, cell->x, cell->y, cell->w, cell->h, FALSE);
  cairo_surface_destroy (surface);
  vt_tile_edge (cr, theme, cell, 2.0);
}

static void
paint (const VtPlan *plan, cairo_t *cr, const VtTheme *theme, const VtNumbers *numbers)
{
  const VtRect *cell = &g_array_index (plan->cells, VtRect, 0);

  vt_picture_paint (plan, cr, theme, numbers->input);
  if (numbers->input->len == (gsize) nn_shape_size (&plan->out))
    vt_paint_example (plan, cr, theme, numbers, FALSE, 12.0, cell->y + cell->h + 19.0);
}

const VtView vt_view_input_picture = {
  .id = "input",
  .form = "picture",
  .fits = vt_site_is_picture,
  .plan = plan_card,
  .paint = paint,
  .cell_at = vt_picture_cell_at,
  .cell_place = vt_picture_cell_place,
};
