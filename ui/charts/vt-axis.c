#include "vt-axis.h"

#include <math.h>

#include "vt-text.h"

/* Ends and ticks are compared with this much slack, relative to the step: 0.1 + 0.2 is meant to be 0.3. */
#define SLACK 1e-9

static const double limits[] = { 1, 2, 4, 8, 10 };
static const double steps[] = { 1, 2, 4, 5, 10 };

/* The smallest candidate × 10^k that is not below value. */
static double
round_up (double value, const double *candidates, guint n)
{
  const double decade = pow (10, floor (log10 (value) + SLACK));

  for (guint i = 0; i < n; i++)
    if (candidates[i] * decade >= value * (1 - SLACK))
      return candidates[i] * decade;
  return candidates[n - 1] * decade;
}

VtAxis
vt_axis_free (gboolean log)
{
  return (VtAxis) { .floor = -INFINITY, .ceiling = INFINITY, .log = log };
}

VtAxis
vt_axis_between (double low, double high)
{
  return (VtAxis) { .low = low, .high = high, .floor = -INFINITY, .ceiling = INFINITY };
}

static gboolean
include_in_decades (VtAxis *axis, double value)
{
  const VtAxis before = *axis;
  const double below = pow (10, floor (log10 (value) + SLACK)), above = pow (10, ceil (log10 (value) - SLACK));

  if (axis->low == axis->high)
    *axis = (VtAxis) { below, MAX (above, below * 10), axis->floor, axis->ceiling, TRUE, axis->percent };
  axis->low = MIN (axis->low, below);
  axis->high = MAX (axis->high, above);
  return axis->low != before.low || axis->high != before.high;
}

static gboolean
include_by_doubling (VtAxis *axis, double value)
{
  const VtAxis before = *axis;

  if (axis->low == axis->high && value != axis->low)
    {
      axis->high = value > 0 ? round_up (value, limits, G_N_ELEMENTS (limits)) : 0;
      axis->low = value < 0 ? -round_up (-value, limits, G_N_ELEMENTS (limits)) : 0;
    }
  while (value > axis->high && axis->high < axis->ceiling && isfinite (axis->high - axis->low))
    axis->high = MIN (axis->low + 2 * (axis->high - axis->low), axis->ceiling);
  while (value < axis->low && axis->low > axis->floor && isfinite (axis->high - axis->low))
    axis->low = MAX (axis->high - 2 * (axis->high - axis->low), axis->floor);
  return axis->low != before.low || axis->high != before.high;
}

gboolean
vt_axis_include (VtAxis *axis, double value)
{
  if (!isfinite (value) || (axis->log && value < G_MINDOUBLE))
    return FALSE;
  if (axis->low < axis->high && value >= axis->low && value <= axis->high)
    return FALSE;
  return axis->log ? include_in_decades (axis, value) : include_by_doubling (axis, value);
}

double
vt_axis_place (const VtAxis *axis, double value)
{
  if (axis->low == axis->high)
    return 0;
  if (!axis->log)
    return (value - axis->low) / (axis->high - axis->low);
  if (value < G_MINDOUBLE)
    return -1;
  return log10 (value / axis->low) / log10 (axis->high / axis->low);
}

double
vt_axis_value (const VtAxis *axis, double place)
{
  if (axis->log)
    return axis->low * pow (axis->high / axis->low, place);
  return axis->low + place * (axis->high - axis->low);
}

static guint
ticks_in_decades (const VtAxis *axis, guint most, double ticks[VT_AXIS_TICKS])
{
  const int first = (int) lround (log10 (axis->low)), last = (int) lround (log10 (axis->high));
  const int stride = MAX (1, (last - first + (int) most - 2) / ((int) most - 1));
  guint n = 0;

  for (int power = first; power <= last && n < most; power += stride)
    ticks[n++] = pow (10, power);
  return n;
}

/* How many multiples of step lie on the axis, and which is the first. */
static double
count_multiples (const VtAxis *axis, double step, double *first)
{
  *first = ceil (axis->low / step - SLACK);
  return floor (axis->high / step + SLACK) - *first + 1;
}

static double
next_step (double step)
{
  return round_up (step * 1.01, steps, G_N_ELEMENTS (steps));
}

/* Whether both ends of the axis are multiples of step. */
static gboolean
ends_on (const VtAxis *axis, double step)
{
  return fabs (round (axis->low / step) - axis->low / step) < SLACK && fabs (round (axis->high / step) - axis->high / step) < SLACK;
}

static guint
ticks_by_step (const VtAxis *axis, guint most, double ticks[VT_AXIS_TICKS])
{
  double step = round_up ((axis->high - axis->low) / (most + 1), steps, G_N_ELEMENTS (steps)), first, n;

  while ((n = count_multiples (axis, step, &first)) > most)
    step = next_step (step);
  if (!ends_on (axis, step) && ends_on (axis, next_step (step)))   /* a little coarser, but from end to end */
    n = count_multiples (axis, step = next_step (step), &first);
  for (guint i = 0; i < n; i++)
    ticks[i] = (first + i) * step;
  return (guint) n;
}

guint
vt_axis_ticks (const VtAxis *axis, guint most, double ticks[VT_AXIS_TICKS])
{
  most = CLAMP (most, 2, VT_AXIS_TICKS);
  if (axis->low == axis->high)
    return 0;
  return axis->log ? ticks_in_decades (axis, most, ticks) : ticks_by_step (axis, most, ticks);
}

char *
vt_axis_label (const VtAxis *axis, double tick, double next)
{
  const double step = fabs (next - tick) * (axis->percent ? 100 : 1);
  guint digits = 0;

  if (axis->log || fabs (tick) >= 1e5)
    return vt_number_short (tick);
  while (digits < 6 && fabs (round (step * pow (10, digits)) - step * pow (10, digits)) > 1e-6 * step * pow (10, digits))
    digits++;
  return axis->percent ? vt_percent (tick, digits) : vt_number (tick, digits);
}
