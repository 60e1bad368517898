/* A group: what it holds, as a small network of boxes and wires. Folded, the boxes are only marks; open, each says its name and what it
 * hands on. Repeated groups lie on a pile. */
#include "vt-parts.h"

#include <math.h>

#include "arrange.h"

/* Sizes of the boxes and of the room between them, open and folded. */
typedef struct
{
  double w, h;
  double scale;          /* of nn_layout()'s gaps */
  double radius;
} Size;

static const Size folded = { 14.0, 10.0, 0.14, 3.0 };
static const Size open = { 92.0, 40.0, 0.24, 7.0 };

#define LEAST_WIDTH 132.0

static void
add_part (VtPlan *plan, const NnLayer *layer, const VtRect *place, const GArray *reports)
{
  VtPart part = { .layer = layer->id, .place = *place, .title = g_strdup (layer->label), .is_door = layer->kind->max_in == 0 };

  for (guint i = 0; i < reports->len; i++)
    {
      const NnLayerReport *report = &g_array_index (reports, NnLayerReport, i);

      if (report->layer == layer->id && report->out.rank > 0)
        part.fact = nn_shape_to_string (&report->out);
    }
  g_array_append_val (plan->parts, part);
}

/* Lays the boxes out by their wires. The layout leaves room for cards: its gaps are drawn smaller, the boxes are not. */
static void
place_parts (const VtSite *site, VtPlan *plan, const NnNetwork *inside, const Size *size)
{
  const guint n = nn_network_n_layers (inside);
  g_autoptr (GArray) reports = nn_check_inside (site->network, site->data, site->layer->id);
  g_autofree NnBox *boxes = g_new (NnBox, n);
  double right = 0.0, bottom = 0.0;

  for (guint i = 0; i < n; i++)
    boxes[i] = (NnBox) { .id = nn_network_layer_at (inside, i)->id, .w = size->w / size->scale, .h = size->h / size->scale };
  nn_layout (inside, boxes, n);
  for (guint i = 0; i < n; i++)
    {
      const VtRect place = { VT_CARD_PAD + (boxes[i].x - boxes[0].x) * size->scale, VT_CARD_TOP + boxes[i].y * size->scale, size->w,
                             size->h };

      add_part (plan, nn_network_layer_at (inside, i), &place, reports);
      right = MAX (right, place.x + place.w);
      bottom = MAX (bottom, place.y + place.h);
    }
  plan->w = right + VT_CARD_PAD;
  vt_plan_close (plan, bottom);
}

/* Moves them to the card's middle, and up to where content begins. */
static void
centre_parts (VtPlan *plan)
{
  double left = G_MAXDOUBLE, right = 0.0, top = G_MAXDOUBLE, bottom = 0.0, dx;

  for (guint i = 0; i < plan->parts->len; i++)
    {
      const VtRect *place = &g_array_index (plan->parts, VtPart, i).place;

      left = MIN (left, place->x);
      right = MAX (right, place->x + place->w);
      top = MIN (top, place->y);
      bottom = MAX (bottom, place->y + place->h);
    }
  plan->w = MAX (right - left + 2.0 * VT_CARD_PAD, LEAST_WIDTH);
  dx = (plan->w - (right - left)) / 2.0 - left;
  for (guint i = 0; i < plan->parts->len; i++)
    {
      VtRect *place = &g_array_index (plan->parts, VtPart, i).place;

      place->x = round (place->x + dx);
      place->y = round (place->y - top + VT_CARD_TOP);
    }
  vt_plan_close (plan, bottom - top + VT_CARD_TOP);
}

static guint
find_part (const VtPlan *plan, guint layer)
{
  guint i = 0;

  while (i < plan->parts->len && g_array_index (plan->parts, VtPart, i).layer != layer)
    i++;
  return i;
}

static void
join_parts (VtPlan *plan, const NnNetwork *inside)
{
  for (guint i = 0; i < nn_network_n_wires (inside); i++)
    {
      const NnWire *wire = nn_network_wire_at (inside, i);
      const VtJoint joint = { find_part (plan, wire->from), find_part (plan, wire->to) };

      g_array_append_val (plan->joints, joint);
    }
}

static void
plan_card (const VtSite *site, VtPlan *plan)
{
  const NnNetwork *inside = nn_layer_inside (site->layer);
  const guint times = nn_settings_int (site->layer->settings, "repeat");

  plan->w = LEAST_WIDTH;
  vt_plan_close (plan, VT_CARD_TOP);
  if (times > 1)
    plan->fact = g_strdup_printf ("× %u", times);
  plan->pile = MIN (times, 3) - 1;
  if (inside == NULL || nn_network_n_layers (inside) == 0)
    return;
  place_parts (site, plan, inside, nn_settings_switch (site->layer->settings, "open") ? &open : &folded);
  centre_parts (plan);
  join_parts (plan, inside);
}

static gboolean
is_open (const VtPart *part)
{
  return part->place.w > folded.w;
}

static void
paint_joint (cairo_t *cr, const VtTheme *theme, const VtRect *from, const VtRect *to)
{
  const double x0 = from->x + from->w, y0 = from->y + from->h / 2.0, x1 = to->x, y1 = to->y + to->h / 2.0;
  const double reach = MAX ((x1 - x0) / 2.0, 4.0);

  cairo_move_to (cr, x0, y0);
  cairo_curve_to (cr, x0 + reach, y0, x1 - reach, y1, x1, y1);
  vt_set_colour (cr, &theme->dim);
  cairo_set_line_width (cr, 1.2);
  cairo_stroke (cr);
}

static void
paint_part (cairo_t *cr, const VtTheme *theme, const VtPart *part)
{
  const VtRect *place = &part->place;
  const double middle = place->x + place->w / 2.0;

  if (!is_open (part))
    {
      vt_box (cr, place, folded.radius, part->is_door ? &theme->card : &theme->dim, &theme->dim, 1.0);
      return;
    }
  vt_box (cr, place, open.radius, part->is_door ? &theme->card : &theme->field, &theme->border, 1.0);
  vt_text (cr, middle, place->y + (part->fact != NULL ? 17.0 : 24.0), VT_ALIGN_CENTRE, 12.0, 600, &theme->text, place->w - 8.0,
           part->title);
  if (part->fact != NULL)
    vt_text (cr, middle, place->y + 32.0, VT_ALIGN_CENTRE, VT_SMALL_TEXT, 400, &theme->dim, place->w - 8.0, part->fact);
}

static void
paint_inside (const VtPlan *plan, cairo_t *cr, const VtTheme *theme)
{
  for (guint i = 0; i < plan->joints->len; i++)
    {
      const VtJoint *joint = &g_array_index (plan->joints, VtJoint, i);

      paint_joint (cr, theme, &g_array_index (plan->parts, VtPart, joint->from).place,
                   &g_array_index (plan->parts, VtPart, joint->to).place);
    }
  for (guint i = 0; i < plan->parts->len; i++)
    paint_part (cr, theme, &g_array_index (plan->parts, VtPart, i));
}

static void
paint (const VtPlan *plan, cairo_t *cr, const VtTheme *theme, const VtNumbers *numbers)
{
  paint_inside (plan, cr, theme);
}

const VtView vt_view_group = {
  .id = "group",
  .form = "boxes",
  .plan = plan_card,
  .paint = paint,
  .paint_waiting = paint_inside,
};
