/* What a network gives back of a picture: the picture that comes out. */
#include "vt-output.h"

static gboolean
fits (const VtSite *site)
{
  return site->data != NULL && vt_site_target (site)->kind == NN_FIELD_IMAGE
         && (gsize) vt_site_units (site) == (gsize) nn_shape_size (&vt_site_target (site)->shape);
}

static void
plan_card (const VtSite *site, VtPlan *plan)
{
  vt_output_begin (site, plan);
  vt_picture_plan (plan, &vt_site_target (site)->shape);
  plan->result_item = vt_plan_want (plan, NN_LOOK_RESULT, NULL);
  vt_output_close (plan);
}

static void
paint (const VtPlan *plan, cairo_t *cr, const VtTheme *theme, const VtNumbers *numbers)
{
  vt_picture_paint (plan, cr, theme, numbers->item[0]);
  vt_output_paint_sentence (plan, cr, theme, numbers);
}

/* Of a colour, the first of its numbers. */
static gboolean
cell_at (const VtPlan *plan, double x, double y, VtCell *cell)
{
  return vt_picture_cell_at (plan, x, y, cell) || vt_output_loss_at (plan, x, y, cell);
}

static gboolean
cell_place (const VtPlan *plan, const VtCell *cell, VtRect *place)
{
  return cell->about == NN_WHY_LOSS ? vt_output_loss_place (plan, cell, place) : vt_picture_cell_place (plan, cell, place);
}

const VtView vt_view_output_picture = {
  .id = "output",
  .form = "picture",
  .fits = fits,
  .plan = plan_card,
  .paint = paint,
  .cell_at = cell_at,
  .cell_place = cell_place,
};
