/* What all cards have: box, head, foot, the empty places while they wait, and the ring of the chosen one. */
#include "vt-parts.h"

#include <math.h>

#define ICON_SIZE 15.0
#define PILE_STEP 4.0
#define KNOB_REACH 4.0
#define BODY_INSET 4.0   /* clear of border, round corners and the ports of units */

VtRect
vt_plan_icon_place (const VtPlan *plan)
{
  if (plan->is_small)
    return (VtRect) { (plan->w - 18.0) / 2.0, 14.0, 18.0, 18.0 };
  return (VtRect) { 12.0, 11.0, ICON_SIZE, ICON_SIZE };
}

VtRect
vt_plan_body_place (const VtPlan *plan)
{
  /* On a frame lie cards: only its foot is the frame's own. */
  if (plan->is_frame)
    return (VtRect) { BODY_INSET, plan->h - VT_FOOT_BASELINE - VT_SMALL_TEXT, plan->w - 2.0 * BODY_INSET,
                      VT_FOOT_BASELINE + VT_SMALL_TEXT - BODY_INSET };
  return (VtRect) { BODY_INSET, VT_CARD_HEAD, plan->w - 2.0 * BODY_INSET,
                    MAX (plan->h - VT_CARD_HEAD - BODY_INSET, 0.0) };
}

const VtColour *
vt_plan_ground (const VtPlan *plan, const VtTheme *theme)
{
  return plan->is_frame ? &theme->side : &theme->card;
}

static void
paint_knob (const VtKnob *knob, cairo_t *cr, const VtTheme *theme)
{
  const double x = knob->place.x + knob->place.w / 2.0, y = knob->place.y + knob->place.h / 2.0;
  const double along = KNOB_REACH / 2.0, across = KNOB_REACH;

  cairo_move_to (cr, x - knob->dx * along - knob->dy * across, y - knob->dy * along - knob->dx * across);
  cairo_line_to (cr, x + knob->dx * along, y + knob->dy * along);
  cairo_line_to (cr, x - knob->dx * along + knob->dy * across, y - knob->dy * along + knob->dx * across);
  vt_set_colour (cr, &theme->dim);
  cairo_set_line_width (cr, 1.8);
  cairo_stroke (cr);
}

static void
paint_head (const VtPlan *plan, cairo_t *cr, const VtTheme *theme, VtCardState state)
{
  const double left = state & VT_CARD_NO_ICON ? VT_CARD_PAD : VT_CARD_TITLE_X;
  double right = plan->w - 12.0, room;

  if (plan->is_small)
    {
      vt_text (cr, plan->w / 2.0, state & VT_CARD_NO_ICON ? plan->h / 2.0 + 5.0 : 52.0, VT_ALIGN_CENTRE, 13.5, 600,
               &theme->text, plan->w - 12.0, plan->title);
      return;
    }
  for (guint i = 0; i < plan->n_knobs; i++)
    {
      paint_knob (&plan->knob[i], cr, theme);
      right = plan->is_frame ? right : MIN (right, plan->knob[i].place.x - 2.0);
    }
  room = right - left;
  if (plan->fact_x > 0.0)
    vt_text (cr, plan->fact_x, 23.0, VT_ALIGN_LEFT, VT_SMALL_TEXT, 400, &theme->dim, 0.0, plan->fact);
  else if (plan->fact != NULL)
    room -= vt_text (cr, right, 23.0, VT_ALIGN_RIGHT, VT_SMALL_TEXT, 400, &theme->dim, 0.0, plan->fact) + 8.0;
  vt_text (cr, left, 23.5, VT_ALIGN_LEFT, 13.5, 600, &theme->text, room, plan->title);
}

/* What it waits for may take two lines, the last where the foot stands. */
static void
paint_foot (const VtPlan *plan, cairo_t *cr, const VtTheme *theme)
{
  const char *text = plan->waits_for != NULL ? plan->waits_for : plan->foot;
  const double width = plan->w - 16.0;
  double height;

  if (text == NULL || *text == '\0' || plan->is_small)
    return;
  if (plan->waits_for == NULL)
    {
      vt_text (cr, 12.0, plan->h - VT_FOOT_BASELINE, VT_ALIGN_LEFT, VT_SMALL_TEXT, 400, &theme->dim, width, text);
      return;
    }
  height = vt_text_block (NULL, 0.0, 0.0, width, VT_SMALL_TEXT, 400, &theme->dim, text);
  vt_text_block (cr, 10.0, plan->h - 5.0 - height, width, VT_SMALL_TEXT, 400, &theme->dim, text);
}

/* The small ports of the units, where weights are drawn as wires. */
static void
paint_unit_ports (const VtPlan *plan, cairo_t *cr, const VtTheme *theme)
{
  for (guint i = 0; i < plan->cells->len; i++)
    {
      if (plan->weight_item >= 0)
        vt_ring (cr, 0.5, vt_plan_unit_y (plan, i), 7.0, 1.2, &theme->idle, &theme->card);
      if (plan->gives)
        vt_ring (cr, plan->w - 0.5, vt_plan_unit_y (plan, i), 7.0, 1.2, &theme->idle, &theme->card);
    }
}

/* The edges of the cards below, to the lower right. */
static void
paint_pile (const VtPlan *plan, cairo_t *cr, const VtTheme *theme)
{
  for (guint i = plan->pile; i > 0; i--)
    {
      const VtRect below = { PILE_STEP * i, PILE_STEP * i, plan->w, plan->h };

      vt_box (cr, &below, VT_CARD_RADIUS, &theme->card, &theme->border, 1.0);
    }
}

void
vt_plan_paint_frame (const VtPlan *plan, cairo_t *cr, const VtTheme *theme, VtCardState state)
{
  const VtRect card = { 0.0, 0.0, plan->w, plan->h };
  const gboolean is_wrong = (state & VT_CARD_ERROR) != 0;

  paint_pile (plan, cr, theme);
  vt_shadow (cr, &card, theme->is_dark ? 0.3 : 0.08);
  vt_box (cr, &card, VT_CARD_RADIUS, vt_plan_ground (plan, theme), is_wrong ? &theme->error : &theme->border, is_wrong ? 2.0 : 1.0);
  paint_head (plan, cr, theme, state);
  if (plan->waits_for != NULL)
    {
      (plan->view->paint_waiting != NULL ? plan->view->paint_waiting : vt_paint_waiting) (plan, cr, theme);
      paint_foot (plan, cr, theme);
    }
  else if (plan->has_unit_ports)
    paint_unit_ports (plan, cr, theme);
}

/* A negative bias with high contrast: a minus instead of a full square. */
static VtRect
minus_of (const VtRect *mark)
{
  return (VtRect) { mark->x, mark->y + mark->h * 0.35, mark->w, mark->h * 0.3 };
}

/* Biases as small squares in the colour of their sign, the stronger the larger they are. */
static void
paint_biases (const VtPlan *plan, cairo_t *cr, const VtTheme *theme, const VtNumbers *numbers)
{
  for (guint i = 0; plan->bias_item >= 0 && i < plan->cells->len; i++)
    {
      const float *bias = vt_numbers_cell (numbers, plan->bias_item, i, 1);
      const double limit = numbers->limit[plan->bias_item];
      const VtRect mark = vt_plan_bias_place (plan, i);
      const VtColour *sign = bias != NULL && *bias < 0.0f ? &theme->negative : &theme->positive;
      VtColour colour = *sign;

      colour.a = bias != NULL && limit > 0.0 ? MIN (1.0, 0.25 + 0.75 * fabs (*bias) / limit) : 0.0;
      if (theme->is_contrasted && bias != NULL && *bias < 0.0f)
        {
          const VtRect minus = minus_of (&mark);

          vt_box (cr, &mark, 1.5, NULL, &theme->idle, 1.0);
          vt_box (cr, &minus, 0.0, sign, NULL, 0.0);
        }
      else
        vt_box (cr, &mark, 1.5, bias != NULL && *bias != 0.0f ? &colour : NULL, &theme->idle, 1.0);
    }
}

void
vt_plan_paint_body (const VtPlan *plan, cairo_t *cr, const VtTheme *theme, const VtNumbers *numbers)
{
  if (plan->waits_for != NULL)
    return;
  plan->view->paint (plan, cr, theme, numbers);
  paint_biases (plan, cr, theme, numbers);
  paint_foot (plan, cr, theme);
}

void
vt_plan_paint_ring (const VtPlan *plan, cairo_t *cr, const VtTheme *theme, VtCardState state)
{
  const VtRect ring = { -4.0, -4.0, plan->w + 8.0, plan->h + 8.0 };

  if ((state & (VT_CARD_CHOSEN | VT_CARD_FOCUSED)) == 0)
    return;
  cairo_save (cr);
  if ((state & VT_CARD_CHOSEN) == 0)
    cairo_set_dash (cr, (double[]) { 5.0, 4.0 }, 2, 0.0);
  vt_box (cr, &ring, VT_CARD_RADIUS + 4.0, NULL, &theme->accent, 2.5);
  cairo_restore (cr);
}
