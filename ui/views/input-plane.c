/* Points: what x, y and the features made of them are at every place of the plane. */
#include "point-features.h"
#include "vt-parts.h"

#include <math.h>

#define TILE 56.0

/* Small ones where there are many. */
static void
plan_card (const VtSite *site, VtPlan *plan)
{
  const guint bits = nn_input_features (site->layer, site->data), n = nn_features_count (bits);
  const double size = n <= 4 ? TILE : n <= 5 ? 48.0 : 36.0;

  plan->w = n <= 2 ? 112.0 : 128.0;
  plan->n_units = n;
  plan->features = bits;
  plan->has_unit_ports = TRUE;
  vt_plan_column (plan, n, &(VtRect) { plan->w - 28.0 - size, VT_CARD_TOP, size, size }, size + (n <= 2 ? 14.0 : 8.0));
  vt_plan_close (plan, vt_plan_bottom (plan) + 6.0);
  plan->foot = nn_shape_in_words (&NN_SHAPE (n));
}

/* A feature at every place: the engine makes the same of it, so nothing needs to be asked of it. Returns the largest size. */
static double
fill (float values[VT_PLANE_CELLS * VT_PLANE_CELLS], const NnField *input, const NnFeature *feature)
{
  const double span = input->high - input->low;
  double most = 0;

  for (guint row = 0; row < VT_PLANE_CELLS; row++)
    for (guint column = 0; column < VT_PLANE_CELLS; column++)
      {
        const double x = input->low + span * (column + 0.5) / VT_PLANE_CELLS;
        const double y = input->high - span * (row + 0.5) / VT_PLANE_CELLS;
        const double value = feature->value (x, y);

        values[row * VT_PLANE_CELLS + column] = (float) value;
        most = MAX (most, fabs (value));
      }
  return most;
}

static void
paint_feature (const VtPlan *plan, cairo_t *cr, const VtTheme *theme, const VtRect *cell, const NnFeature *feature)
{
  float values[VT_PLANE_CELLS * VT_PLANE_CELLS];
  const double limit = fill (values, plan->input, feature);

  vt_text (cr, cell->x - 8.0, cell->y + cell->h / 2.0 + 4.5, VT_ALIGN_RIGHT, 13.5, 700, &theme->text, cell->x - 12.0, feature->title);
  vt_paint_map_tile (cr, theme, cell, 6.0, VT_MAP_SIGNED, limit, values, VT_PLANE_CELLS, VT_PLANE_CELLS, TRUE);
}

static void
paint (const VtPlan *plan, cairo_t *cr, const VtTheme *theme, const VtNumbers *numbers)
{
  guint shown = 0;

  for (guint i = 0; i < NN_N_FEATURES; i++)
    if (plan->features >> i & 1 && shown < plan->cells->len)
      paint_feature (plan, cr, theme, &g_array_index (plan->cells, VtRect, shown++), &nn_features[i]);
}

static gboolean
fits (const VtSite *site)
{
  return nn_input_features (site->layer, site->data) != 0;
}

const VtView vt_view_input_plane = {
  .id = "input",
  .form = "plane",
  .fits = fits,
  .plan = plan_card,
  .paint = paint,
};
