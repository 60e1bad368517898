#include "vt-strip.h"

#include "text.h"
#include "vt-text.h"

#define RADIUS 3.0
#define GAP 1.0
#define LABEL_ROOM 10.0      /* beside a name in its part */
#define SWATCH 10.0
#define NEXT 14.0            /* between two of the legend */
#define PALE 0.55            /* of every other layer, so that neighbours are told apart */

/* Forward, back, and what computes nothing. */
typedef enum
{
  LOOK_FORWARD,
  LOOK_BACK,
  LOOK_REST,
  LOOKS,
} Look;

static const char *const titles[] = { N_("forward"), N_("back"), N_("the rest") };

static Look
look_of (const NnTimedPart *part)
{
  return !part->computes ? LOOK_REST : part->backward ? LOOK_BACK : LOOK_FORWARD;
}

static const VtColour *
colour_of (const VtTheme *theme, Look look)
{
  const VtColour *const colours[] = { &theme->positive, &theme->negative, &theme->idle };

  return colours[look];
}

static const NnTimedPart *
get_part (const NnEngineTiming *timing, guint i)
{
  return &g_array_index (timing->parts, NnTimedPart, i);
}

static double
sum_of (const NnEngineTiming *timing, guint end)
{
  double sum = 0;

  for (guint i = 0; i < end; i++)
    sum += MAX (get_part (timing, i)->seconds, 0);
  return sum;
}

VtRect
vt_strip_part (const NnEngineTiming *timing, const VtRect *strip, guint part)
{
  const double all = MAX (sum_of (timing, timing->parts->len), 1e-12);
  const double left = strip->w * sum_of (timing, part) / all, right = strip->w * sum_of (timing, part + 1) / all;

  return (VtRect) { strip->x + left, strip->y, MAX (right - left - GAP, 0.5), strip->h };
}

int
vt_strip_at (const NnEngineTiming *timing, const VtRect *strip, double x, double y)
{
  if (!vt_rect_contains (strip, x, y))
    return -1;
  for (guint i = timing->parts->len; i-- > 0;)
    if (x >= vt_strip_part (timing, strip, i).x)
      return (int) i;
  return -1;
}

/* Every other layer is paler, forward and back alike. */
static gboolean
is_pale (const NnEngineTiming *timing, guint i)
{
  gboolean pale = TRUE;
  guint before = 0;

  for (guint k = 0; k <= i; k++)
    {
      const NnTimedPart *part = get_part (timing, k);

      pale ^= part->computes && !part->backward && part->layer != before;
      before = part->computes ? part->layer : before;
      if (part->layer == get_part (timing, i)->layer && part->computes)
        return pale;
    }
  return pale;
}

static void
draw_part (cairo_t *cr, const VtTheme *theme, const NnEngineTiming *timing, const VtRect *strip, guint i)
{
  const NnTimedPart *part = get_part (timing, i);
  const VtRect rect = vt_strip_part (timing, strip, i);
  const char *name = part->label != NULL ? part->label : part->what;
  const gboolean pale = part->computes && is_pale (timing, i);
  VtColour fill = *colour_of (theme, look_of (part));

  fill.a *= pale ? PALE : 1.0;
  vt_box (cr, &rect, MIN (RADIUS, rect.w / 2.0), &fill, NULL, 0);
  if (vt_text_width (11.5, 600, name) + LABEL_ROOM <= rect.w)
    vt_text (cr, rect.x + rect.w / 2.0, rect.y + rect.h / 2.0 + 4.0, VT_ALIGN_CENTRE, 11.5, 600,
             pale || !part->computes ? &theme->text : &theme->card, rect.w, name);
}

void
vt_strip_draw (cairo_t *cr, const VtTheme *theme, const NnEngineTiming *timing, const VtRect *strip, int chosen)
{
  for (guint i = 0; i < timing->parts->len; i++)
    draw_part (cr, theme, timing, strip, i);
  if (chosen >= 0 && chosen < (int) timing->parts->len)
    {
      const VtRect part = vt_strip_part (timing, strip, (guint) chosen), ring = vt_rect_grow (&part, 2.0);

      vt_box (cr, &ring, RADIUS + 1.0, NULL, &theme->accent, 2.0);
    }
}

void
vt_strip_legend (cairo_t *cr, const VtTheme *theme, double right, double base)
{
  for (guint i = LOOKS; i-- > 0;)
    {
      const char *title = nn_text (titles[i]);
      const double left = right - vt_text_width (11.5, 400, title);
      const VtRect swatch = { left - SWATCH - 4.0, base - SWATCH + 1.0, SWATCH, SWATCH };

      vt_text (cr, left, base, VT_ALIGN_LEFT, 11.5, 400, &theme->dim, 0, title);
      vt_box (cr, &swatch, 2.0, colour_of (theme, i), NULL, 0);
      right = swatch.x - NEXT;
    }
}
