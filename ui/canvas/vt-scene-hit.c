/* What lies where on the sheet. */
#include <math.h>

#include "vt-scene.h"

#define PORT_PITCH 24.0      /* between the ports of several inputs */
#define PORT_EDGE 14.0       /* they keep this far from the card's corners */

#define CURVE_STEPS 32

double
vt_wire_bend (double x0, double x1)
{
  return MAX (fabs (x1 - x0) / 2.0, VT_WIRE_BEND);
}

void
vt_wire_point (const VtSceneWire *wire, double t, double *x, double *y)
{
  const double bend = vt_wire_bend (wire->x0, wire->x1), s = 1.0 - t;

  *x = s * s * s * wire->x0 + 3.0 * s * s * t * (wire->x0 + bend) + 3.0 * s * t * t * (wire->x1 - bend)
       + t * t * t * wire->x1;
  *y = s * s * (s + 3.0 * t) * wire->y0 + t * t * (t + 3.0 * s) * wire->y1;
}

double
vt_plan_input_y (const VtPlan *plan, guint slot)
{
  const guint n = MAX (plan->n_in, slot + 1);
  const double pitch = n > 1 ? MIN (PORT_PITCH, (plan->h - 2.0 * PORT_EDGE) / (n - 1)) : 0.0, all = (n - 1) * pitch;

  return CLAMP (plan->port_y - all / 2.0, PORT_EDGE, MAX (PORT_EDGE, plan->h - PORT_EDGE - all)) + slot * pitch;
}

void
vt_scene_input (const VtSceneCard *card, guint slot, double *x, double *y)
{
  *x = card->rect.x;
  *y = card->rect.y + vt_plan_input_y (card->plan, slot);
}

void
vt_scene_output (const VtSceneCard *card, double *x, double *y)
{
  *x = card->rect.x + card->rect.w;
  *y = card->rect.y + card->plan->port_y;
}

VtSceneCard *
vt_scene_card_at (const VtScene *scene, double x, double y)
{
  for (guint i = scene->cards->len; i > 0; i--)
    {
      VtSceneCard *card = g_ptr_array_index (scene->cards, i - 1);

      if (vt_rect_contains (&card->rect, x, y))
        return card;
    }
  return NULL;
}

VtSceneCard *
vt_scene_ground (const VtScene *scene, VtSceneCard *card)
{
  while (card != NULL && card->frame != 0)
    card = vt_scene_card (scene, card->frame);
  return card;
}

static gboolean
lies_on (const VtSceneCard *card, guint frame)
{
  return frame == VT_ANY_FRAME || card->frame == frame;
}

VtSceneCard *
vt_scene_output_at (const VtScene *scene, guint frame, double x, double y, double within)
{
  VtSceneCard *nearest = NULL;
  double best = within;

  for (guint i = 0; i < scene->cards->len; i++)
    {
      VtSceneCard *card = g_ptr_array_index (scene->cards, i);
      double px, py;

      vt_scene_output (card, &px, &py);
      if (!card->plan->gives || !lies_on (card, frame) || hypot (x - px, y - py) > best)
        continue;
      best = hypot (x - px, y - py);
      nearest = card;
    }
  return nearest;
}

VtSceneCard *
vt_scene_input_at (const VtScene *scene, guint frame, double x, double y, double within, guint *slot)
{
  VtSceneCard *nearest = NULL;
  double best = within;

  for (guint i = 0; i < scene->cards->len; i++)
    for (guint k = 0; k < ((VtSceneCard *) g_ptr_array_index (scene->cards, i))->plan->n_in; k++)
      {
        VtSceneCard *card = g_ptr_array_index (scene->cards, i);
        double px, py;

        vt_scene_input (card, k, &px, &py);
        if (!lies_on (card, frame) || hypot (x - px, y - py) > best)
          continue;
        best = hypot (x - px, y - py);
        nearest = card;
        *slot = k;
      }
  return nearest;
}

VtSceneMark *
vt_scene_mark (const VtScene *scene, guint id)
{
  for (guint i = 0; i < scene->marks->len; i++)
    {
      VtSceneMark *mark = g_ptr_array_index (scene->marks, i);

      if (mark->id == id)
        return mark;
    }
  return NULL;
}

gboolean
vt_scene_place (const VtScene *scene, guint id, VtRect *rect)
{
  const VtSceneCard *card = vt_scene_card (scene, id);
  const VtSceneMark *mark = vt_scene_mark (scene, id);

  if (card != NULL)
    *rect = card->rect;
  else if (mark != NULL)
    *rect = mark->rect;
  return card != NULL || mark != NULL;
}

VtSceneWire *
vt_scene_wire (const VtScene *scene, guint from, guint to, guint slot)
{
  for (guint i = 0; i < scene->wires->len; i++)
    {
      VtSceneWire *wire = &g_array_index (scene->wires, VtSceneWire, i);

      if (wire->from == from && wire->to == to && wire->slot == slot)
        return wire;
    }
  return NULL;
}

static double
distance_to_segment (double x, double y, double x0, double y0, double x1, double y1)
{
  const double dx = x1 - x0, dy = y1 - y0, length = dx * dx + dy * dy;
  const double t = length > 0.0 ? CLAMP (((x - x0) * dx + (y - y0) * dy) / length, 0.0, 1.0) : 0.0;

  return hypot (x - x0 - t * dx, y - y0 - t * dy);
}

VtSceneMark *
vt_scene_mark_at (const VtScene *scene, double x, double y, double within)
{
  for (guint i = scene->marks->len; i > 0; i--)
    {
      VtSceneMark *mark = g_ptr_array_index (scene->marks, i - 1);

      if (mark->kind == NN_MARK_NOTE ? vt_rect_contains (&mark->rect, x, y)
                                     : distance_to_segment (x, y, mark->x0, mark->y0, mark->x1, mark->y1) <= within)
        return mark;
    }
  return NULL;
}

double
vt_wire_distance (const VtSceneWire *wire, double x, double y)
{
  double x0 = wire->x0, y0 = wire->y0, best = G_MAXDOUBLE;

  for (int i = 1; i <= CURVE_STEPS; i++)
    {
      double x1, y1;

      vt_wire_point (wire, (double) i / CURVE_STEPS, &x1, &y1);
      best = MIN (best, distance_to_segment (x, y, x0, y0, x1, y1));
      x0 = x1;
      y0 = y1;
    }
  return best;
}

VtSceneWire *
vt_scene_wire_at (const VtScene *scene, double x, double y, double within)
{
  VtSceneWire *nearest = NULL;

  for (guint i = 0; i < scene->wires->len; i++)
    {
      VtSceneWire *wire = &g_array_index (scene->wires, VtSceneWire, i);
      const double distance = vt_rect_contains (&wire->label, x, y) ? 0.0 : vt_wire_distance (wire, x, y);

      if (wire->frame == 0 && distance <= within)
        {
          within = distance;
          nearest = wire;
        }
    }
  return nearest;
}
