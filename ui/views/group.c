/* A group: what it holds. Folded, a small network of marks and wires, and under it what the group hands on; open, a frame on which the
 * cards of what is inside lie, of the repetition that is looked at. Repeated groups lie on a pile. */
#include "vt-parts.h"

#include <math.h>

#include "arrange.h"
#include "seat.h"

/* Sizes of the marks of a folded group, and of the room between them. */
#define MARK_WIDE 14.0
#define MARK_HIGH 10.0
#define MARK_RADIUS 3.0
#define MARK_SCALE 0.14         /* of nn_layout()'s gaps */

/* Room inside the frame of an open one. */
#define OPEN_ACROSS 0.72        /* of nn_layout()'s gaps: a wire's shape stands in them … */
#define OPEN_DOWN 1.4           /* … and wires run past cards */
#define OPEN_SIDE 24.0          /* for the wires that come in and leave */
#define OPEN_TOP 54.0
#define DOOR_ROOM 94.0          /* from what comes in to the first card, where cards have places of their own: as the layout leaves */

#define LEAST_WIDTH 156.0
#define KNOB 22.0
#define SUMMARY_TILES 4         /* of the result of a folded one, two in a row */
#define SUMMARY_TILE 44.0
#define SUMMARY_GAP 6.0

/* What is inside, in the repetition that is looked at. */
typedef struct
{
  const VtSite *site;
  const NnNetwork *network;
  NnReport *report;             /* owned */
  char *where;                  /* owned */
  gboolean is_open;
} Inside;

static void
look_inside (const VtSite *site, Inside *inside)
{
  const NnNetwork *whole = site->whole != NULL ? site->whole : site->network;

  inside->site = site;
  inside->network = nn_layer_inside (site->layer);
  inside->is_open = nn_settings_switch (site->layer->settings, "open");
  inside->where = nn_group_where (site->layer, site->where != NULL ? site->where : "", nn_group_shown (site->layer));
  inside->report = inside->is_open ? nn_check_inside (whole, site->data, inside->where) : NULL;
}

static void
forget_inside (Inside *inside)
{
  nn_report_free (inside->report);
  g_free (inside->where);
}

static VtPlan *
plan_inner (const Inside *inside, const NnLayer *layer)
{
  const VtSite site = {
    .network = inside->network,
    .report = inside->report,
    .data = inside->site->data,
    .layer = layer,
    .whole = inside->site->whole != NULL ? inside->site->whole : inside->site->network,
    .where = inside->where,
  };

  return vt_plan_new (&site);
}

/* An open group has no card for its Input, only the place that the layout keeps for it. */
static void
add_parts (const Inside *inside, VtPlan *plan)
{
  for (guint i = 0; i < nn_network_n_layers (inside->network); i++)
    {
      const NnLayer *layer = nn_network_layer_at (inside->network, i);
      VtPart part = { .layer = layer->id, .place = { 0.0, 0.0, MARK_WIDE, MARK_HIGH }, .is_door = layer->kind->max_in == 0 };

      if (inside->is_open && !part.is_door)
        {
          part.plan = plan_inner (inside, layer);
          part.words = vt_layer_words (layer, nn_report_layer (inside->report, layer->id));
          part.place = (VtRect) { 0.0, 0.0, part.plan->w, part.plan->h };
        }
      g_array_append_val (plan->parts, part);
    }
}

/* Lays them out by their wires. The layout leaves room for cards: its gaps are made smaller, the parts are not. */
static void
place_parts (const Inside *inside, VtPlan *plan)
{
  const double across = inside->is_open ? OPEN_ACROSS : MARK_SCALE, down = inside->is_open ? OPEN_DOWN : MARK_SCALE;
  const guint n = plan->parts->len;
  g_autofree NnBox *boxes = g_new (NnBox, n);

  for (guint i = 0; i < n; i++)
    {
      const VtPart *part = &g_array_index (plan->parts, VtPart, i);

      boxes[i] = (NnBox) { .id = part->layer, .w = part->place.w / across, .h = part->place.h / down };
    }
  nn_layout (inside->network, boxes, n);
  for (guint i = 0; i < n; i++)
    {
      VtRect *place = &g_array_index (plan->parts, VtPart, i).place;

      place->x = boxes[i].x * across;
      place->y = boxes[i].y * down;
    }
}

static guint
find_part (const VtPlan *plan, guint layer)
{
  guint i = 0;

  while (i < plan->parts->len && g_array_index (plan->parts, VtPart, i).layer != layer)
    i++;
  return i < plan->parts->len ? i : VT_EDGE;
}

/* The middle of the first that a door feeds. */
static double
height_of_door (const Inside *inside, const VtPlan *plan, guint door)
{
  for (guint i = 0; i < nn_network_n_wires (inside->network); i++)
    {
      const NnWire *wire = nn_network_wire_at (inside->network, i);
      const VtPart *fed = wire->from == door ? &g_array_index (plan->parts, VtPart, find_part (plan, wire->to)) : NULL;

      if (fed != NULL)
        return fed->place.y + fed->place.h / 2.0;
    }
  return 0.0;
}

/* Where the student has put them; the door stands before all. */
static void
put_parts (const Inside *inside, VtPlan *plan)
{
  double left = G_MAXDOUBLE;

  for (guint i = 0; i < plan->parts->len; i++)
    {
      VtPart *part = &g_array_index (plan->parts, VtPart, i);
      const NnLayer *layer = nn_network_layer (inside->network, part->layer);

      part->place.x = layer->x;
      part->place.y = layer->y;
      left = part->is_door ? left : MIN (left, layer->x);
    }
  for (guint i = 0; i < plan->parts->len; i++)
    {
      VtPart *part = &g_array_index (plan->parts, VtPart, i);

      if (!part->is_door)
        continue;
      part->place.x = plan->parts->len > 1 ? left - DOOR_ROOM : 0.0;
      part->place.y = height_of_door (inside, plan, part->layer) - MARK_HIGH / 2.0;
    }
}

static VtRect
bounds_of_parts (const VtPlan *plan)
{
  VtRect bounds = { 0 };

  for (guint i = 0; i < plan->parts->len; i++)
    bounds = vt_rect_union (&bounds, &g_array_index (plan->parts, VtPart, i).place);
  return bounds;
}

/* To the card's middle, and up to where content begins. Returns their lower end. */
static double
centre_parts (VtPlan *plan, double side, double top)
{
  const VtRect bounds = bounds_of_parts (plan);

  plan->w = MAX (plan->w, bounds.w + 2.0 * side);
  for (guint i = 0; i < plan->parts->len; i++)
    {
      VtRect *place = &g_array_index (plan->parts, VtPart, i).place;

      place->x = round (place->x - bounds.x + (plan->w - bounds.w) / 2.0);
      place->y = round (place->y - bounds.y + top);
    }
  return top + bounds.h;
}

static gboolean
feeds_another (const NnNetwork *inside, guint layer)
{
  for (guint i = 0; i < nn_network_n_wires (inside); i++)
    if (nn_network_wire_at (inside, i)->from == layer)
      return TRUE;
  return FALSE;
}

/* In an open group, what feeds no other leaves it. */
static void
join_parts (const Inside *inside, VtPlan *plan)
{
  for (guint i = 0; i < nn_network_n_wires (inside->network); i++)
    {
      const NnWire *wire = nn_network_wire_at (inside->network, i);
      const VtJoint joint = { find_part (plan, wire->from), find_part (plan, wire->to), wire->slot };

      g_array_append_val (plan->joints, joint);
    }
  for (guint i = 0; inside->is_open && i < plan->parts->len; i++)
    if (!feeds_another (inside->network, g_array_index (plan->parts, VtPart, i).layer))
      {
        const VtJoint joint = { i, VT_EDGE, 0 };

        g_array_append_val (plan->joints, joint);
      }
}

/* Square tiles go two by two; of anything else the first few stay in a column. */
static void
arrange_tiles (VtPlan *plan, double top)
{
  const VtRect first = g_array_index (plan->cells, VtRect, 0);
  const gboolean is_tile = first.w == first.h && first.w > SUMMARY_TILE / 2.0;
  const guint across = is_tile && plan->cells->len > 1 ? 2 : 1;
  const double side = is_tile ? SUMMARY_TILE : first.w;
  const double left = is_tile ? round ((plan->w - across * side - (across - 1) * SUMMARY_GAP) / 2.0) : first.x;

  for (guint i = 0; i < plan->cells->len; i++)
    {
      VtRect *cell = &g_array_index (plan->cells, VtRect, i);

      if (is_tile)
        *cell = (VtRect) { left + i % across * (side + SUMMARY_GAP), top + i / across * (side + SUMMARY_GAP), side, side };
      else
        cell->y += top - first.y;
    }
}

/* What the group hands on, as a layer with such numbers would show it. Only the result is looked at: weights lie inside. */
static void
plan_summary (const VtSite *site, VtPlan *plan)
{
  plan->summary = vt_view_pick (site, "units");
  plan->summary->plan (site, plan);
  plan->n_items = MIN (plan->n_items, 1);
  plan->weight_item = plan->bias_item = -1;
  plan->has_unit_ports = FALSE;
  plan->w = MAX (plan->w, LEAST_WIDTH);
  if (plan->cells->len > SUMMARY_TILES)
    g_array_set_size (plan->cells, SUMMARY_TILES);
}

static void
add_knob (VtPlan *plan, double x, double dx, double dy, const char *param, double value)
{
  plan->knob[plan->n_knobs++] = (VtKnob) { { x, 8.0, KNOB, KNOB }, dx, dy, param, value };
}

/* An open group may be wider than the view: all stands beside its name. Which repetition is looked at stands between two arrows. */
static void
plan_wide_head (VtPlan *plan, guint shown, guint times)
{
  const double x = VT_CARD_TITLE_X + vt_text_width (13.5, 600, plan->title) + 8.0;

  add_knob (plan, x, 0.0, -1.0, "open", FALSE);
  if (times == 1)
    return;
  plan->fact = g_strdup_printf (_ ("repetition %u of %u"), shown, times);
  plan->fact_x = x + 2.0 * KNOB + 8.0;
  add_knob (plan, plan->fact_x + vt_text_width (VT_SMALL_TEXT, 400, plan->fact), 1.0, 0.0, "shown", shown < times ? shown + 1 : 1);
  add_knob (plan, plan->fact_x - KNOB, -1.0, 0.0, "shown", shown > 1 ? shown - 1 : times);
}

static void
plan_head (const VtSite *site, VtPlan *plan, gboolean is_open)
{
  const guint times = (guint) nn_settings_int (site->layer->settings, "repeat"), shown = nn_group_shown (site->layer);

  if (is_open)
    plan_wide_head (plan, shown, times);
  else
    {
      add_knob (plan, plan->w - 8.0 - KNOB, 0.0, 1.0, "open", TRUE);
      plan->fact = times > 1 ? g_strdup_printf ("× %u", times) : NULL;
    }
  plan->pile = MIN (times, 3) - 1;
  plan->repetition = is_open ? shown : 0;
  plan->times = is_open ? times : 0;
}

/* The wires from the Input begin at the frame, as high as it stood. */
static void
take_door (VtPlan *plan)
{
  for (guint i = plan->parts->len; i-- > 0;)
    {
      const VtPart *part = &g_array_index (plan->parts, VtPart, i);

      if (!part->is_door)
        continue;
      plan->port_y = part->place.y + MARK_HIGH / 2.0;
      g_array_remove_index (plan->parts, i);
    }
}

static void
plan_open (const Inside *inside, VtPlan *plan)
{
  double bottom = centre_parts (plan, OPEN_SIDE, OPEN_TOP);

  take_door (plan);
  vt_plan_close (plan, bottom + 6.0);
  plan->is_frame = TRUE;
}

static void
plan_folded (const VtSite *site, VtPlan *plan)
{
  double bottom;

  if (plan->waits_for == NULL)
    plan_summary (site, plan);
  bottom = centre_parts (plan, VT_CARD_PAD, VT_CARD_TOP);
  if (plan->cells->len > 0)
    {
      arrange_tiles (plan, bottom + 10.0);
      bottom = vt_plan_bottom (plan) + (plan->n_units > plan->cells->len ? 16.0 : 0.0);
    }
  vt_plan_close (plan, bottom);
}

static void
plan_card (const VtSite *site, VtPlan *plan)
{
  Inside inside;

  plan->w = LEAST_WIDTH;
  vt_plan_close (plan, VT_CARD_TOP);
  look_inside (site, &inside);
  if (inside.network != NULL && nn_network_n_layers (inside.network) > 0)
    {
      add_parts (&inside, plan);
      if (inside.is_open && nn_settings_switch (site->layer->settings, "placed"))
        put_parts (&inside, plan);
      else
        place_parts (&inside, plan);
      if (inside.is_open)
        plan_open (&inside, plan);
      else
        plan_folded (site, plan);
      join_parts (&inside, plan);
    }
  plan_head (site, plan, inside.is_open);
  forget_inside (&inside);
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

/* The small network of a folded one. */
static void
paint_marks (const VtPlan *plan, cairo_t *cr, const VtTheme *theme)
{
  for (guint i = 0; !plan->is_frame && i < plan->joints->len; i++)
    {
      const VtJoint *joint = &g_array_index (plan->joints, VtJoint, i);

      paint_joint (cr, theme, &g_array_index (plan->parts, VtPart, joint->from).place,
                   &g_array_index (plan->parts, VtPart, joint->to).place);
    }
  for (guint i = 0; !plan->is_frame && i < plan->parts->len; i++)
    {
      const VtPart *part = &g_array_index (plan->parts, VtPart, i);

      vt_box (cr, &part->place, MARK_RADIUS, part->is_door ? &theme->card : &theme->dim, &theme->dim, 1.0);
    }
}

static void
paint (const VtPlan *plan, cairo_t *cr, const VtTheme *theme, const VtNumbers *numbers)
{
  paint_marks (plan, cr, theme);
  if (plan->summary != NULL)
    plan->summary->paint (plan, cr, theme, numbers);
}

static gboolean
cell_at (const VtPlan *plan, double x, double y, VtCell *cell)
{
  if (plan->summary == NULL)
    return FALSE;
  return (plan->summary->cell_at != NULL ? plan->summary->cell_at : vt_unit_at) (plan, x, y, cell);
}

static gboolean
cell_place (const VtPlan *plan, const VtCell *cell, VtRect *place)
{
  if (plan->summary == NULL)
    return FALSE;
  return (plan->summary->cell_place != NULL ? plan->summary->cell_place : vt_unit_place) (plan, cell, place);
}

const VtView vt_view_group = {
  .id = "group",
  .form = "boxes",
  .plan = plan_card,
  .paint = paint,
  .cell_at = cell_at,
  .cell_place = cell_place,
  .paint_waiting = paint_marks,
};
