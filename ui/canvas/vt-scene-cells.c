/* Single numbers on the sheet: weights between units, and where a number that is handed on unchanged is seen. */
#include <math.h>

#include "vt-scene-cells.h"

/* The card that hands on what arrives in slot 0; on a frame, in the first repetition, it may be one before the frame. NULL: none that is
 * on the sheet. */
static VtSceneCard *
source_of (const VtScene *scene, guint layer)
{
  for (guint i = 0; i < scene->wires->len; i++)
    {
      const VtSceneWire *wire = &g_array_index (scene->wires, VtSceneWire, i);

      if (wire->to != layer || wire->slot != 0 || wire->to == wire->frame)
        continue;
      if (wire->from != wire->frame)
        return vt_scene_card (scene, wire->from);
      return vt_scene_card (scene, wire->frame)->plan->repetition == 1 ? source_of (scene, wire->frame) : NULL;
    }
  return NULL;
}

/* The card on a frame whose numbers leave it; NULL: another repetition than the last is shown. */
static VtSceneCard *
last_of (const VtScene *scene, const VtSceneCard *frame)
{
  for (guint i = 0; i < scene->wires->len && frame->plan->repetition == frame->plan->times; i++)
    {
      const VtSceneWire *wire = &g_array_index (scene->wires, VtSceneWire, i);

      if (wire->to == frame->layer && wire->frame == frame->layer)
        return vt_scene_card (scene, wire->from);
    }
  return NULL;
}

/* A layer with no numbers of its own to see, as Flatten: the one that feeds it, if it hands on as many. */
static VtSceneCard *
feeder_of (const VtScene *scene, const VtSceneCard *card)
{
  VtSceneCard *from = card->plan->is_frame ? last_of (scene, card) : source_of (scene, card->layer);

  return from != NULL && nn_shape_size (&from->plan->out) == nn_shape_size (&card->plan->out) ? from : NULL;
}

VtSceneCard *
vt_scene_shows (const VtScene *scene, guint layer)
{
  VtSceneCard *card = vt_scene_card (scene, layer);

  for (guint hops = 0; card != NULL && card->plan->cells->len == 0 && hops <= scene->cards->len; hops++)
    card = feeder_of (scene, card);
  return card;
}

VtSceneCard *
vt_scene_arriving (const VtScene *scene, guint layer)
{
  const VtSceneCard *source = source_of (scene, layer);

  return source != NULL ? vt_scene_shows (scene, source->layer) : NULL;
}

gboolean
vt_scene_number_place (const VtScene *scene, guint layer, gsize index, VtRect *place)
{
  const VtSceneCard *card = vt_scene_shows (scene, layer);

  if (card == NULL || !vt_plan_cell_place (card->plan, &card->numbers, &(VtCell) { .about = NN_WHY_VALUE, .index = index }, place))
    return FALSE;
  place->x += card->rect.x;
  place->y += card->rect.y;
  return TRUE;
}

VtSceneWire
vt_bundle_wire (const VtSceneBundle *bundle, guint from, guint to)
{
  return (VtSceneWire) {
    .x0 = bundle->from->rect.x + bundle->from->rect.w,
    .y0 = bundle->from->rect.y + vt_plan_unit_y (bundle->from->plan, from),
    .x1 = bundle->to->rect.x,
    .y1 = bundle->to->rect.y + vt_plan_unit_y (bundle->to->plan, to),
  };
}

const VtSceneBundle *
vt_scene_weight_at (const VtScene *scene, double x, double y, double within, guint *from, guint *to)
{
  const double cap = vt_scene_weight_cap (scene);
  const VtSceneBundle *found = NULL;

  for (guint b = 0; b < scene->bundles->len; b++)
    {
      const VtSceneBundle *bundle = &g_array_index (scene->bundles, VtSceneBundle, b);
      const VtRect reach = vt_rect_grow (&bundle->bounds, within);
      g_autoptr (GArray) lines = vt_rect_contains (&reach, x, y) ? vt_bundle_lines (bundle, cap) : NULL;

      /* From the strongest down: of two as near, the one that is drawn above. */
      for (guint i = lines != NULL ? lines->len : 0; i-- > 0;)
        {
          const VtWeightLine *line = &g_array_index (lines, VtWeightLine, i);
          const VtSceneWire wire = { .x0 = line->x0, .y0 = line->y0, .x1 = line->x1, .y1 = line->y1 };
          const double distance = vt_wire_distance (&wire, x, y);

          if (distance >= within)
            continue;
          within = distance;
          found = bundle;
          *from = line->from;
          *to = line->to;
        }
    }
  return found;
}

gboolean
vt_bundle_weight (const VtSceneBundle *bundle, guint from, guint to, double *weight)
{
  const VtPlan *plan = bundle->to->plan;
  const GArray *weights = bundle->to->numbers.item[plan->weight_item];
  const gsize index = (gsize) to * bundle->from->plan->n_units + from;

  if (index >= weights->len)
    return FALSE;
  *weight = g_array_index (weights, float, index);
  return TRUE;
}
