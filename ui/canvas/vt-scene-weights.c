/* Weights as wires between the units of two cards. */
#include <math.h>
#include <stdlib.h>

#include "vt-scene.h"

double
vt_scene_weight_cap (const VtScene *scene)
{
  double cap = 0.0;

  for (guint i = 0; i < scene->bundles->len; i++)
    {
      const VtSceneCard *card = g_array_index (scene->bundles, VtSceneBundle, i).to;

      cap = MAX (cap, card->numbers.limit[card->plan->weight_item]);
    }
  return cap > 0.0 ? cap : 1.0;
}

guint
vt_bundle_n_weights (const VtSceneBundle *bundle)
{
  return bundle->from->plan->cells->len * bundle->to->plan->cells->len;
}

static int
compare_sizes (gconstpointer a, gconstpointer b)
{
  const double difference = ((const VtWeightLine *) a)->size - ((const VtWeightLine *) b)->size;

  return (difference > 0.0) - (difference < 0.0);
}

GArray *
vt_bundle_lines (const VtSceneBundle *bundle, double cap)
{
  const VtSceneCard *from = bundle->from, *to = bundle->to;
  const guint n_in = from->plan->n_units;
  GArray *lines = g_array_sized_new (FALSE, FALSE, sizeof (VtWeightLine), vt_bundle_n_weights (bundle));
  const GArray *weights = to->numbers.item[to->plan->weight_item];

  /* [units][what arrives], as it is trained; anything else is not a weight for each pair. */
  if (weights->len != (gsize) n_in * to->plan->n_units)
    return lines;
  for (guint j = 0; j < to->plan->cells->len; j++)
    for (guint i = 0; i < from->plan->cells->len; i++)
      {
        const float weight = g_array_index (weights, float, (gsize) j * n_in + i);
        const VtWeightLine line = {
          .x0 = from->rect.x + from->rect.w,
          .y0 = from->rect.y + vt_plan_unit_y (from->plan, i),
          .x1 = to->rect.x,
          .y1 = to->rect.y + vt_plan_unit_y (to->plan, j),
          .size = isfinite (weight) ? MIN (1.0, fabs (weight) / cap) : 1.0,
          .is_positive = weight > 0.0f,
          .from = i,
          .to = j,
        };

        g_array_append_val (lines, line);
      }
  g_array_sort (lines, compare_sizes);
  if (lines->len > VT_WEIGHT_WIRES)
    g_array_remove_range (lines, 0, lines->len - VT_WEIGHT_WIRES);
  return lines;
}
