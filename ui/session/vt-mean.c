#include "vt-mean.h"

#include <math.h>

/* Epochs are sums of fractions. */
#define TINY 1e-9

/* What came before point i does not count. */
static void
begin (VtMean *mean, guint i)
{
  *mean = (VtMean) { .first = i, .window = i };
}

static void
weigh (VtMean *mean, const NnSample *sample, double sign)
{
  if (sample->examples == 0)
    return;
  mean->loss_sum += sign * sample->loss * sample->examples;
  mean->accuracy_sum += sign * sample->accuracy * sample->examples;
  mean->examples += sign * sample->examples;
  for (guint i = 0; i < NN_N_TURNS; i++)
    if (sample->turn[i].examples > 0)
      {
        mean->turn[i].loss += sign * sample->turn[i].loss * sample->turn[i].examples;
        mean->turn[i].n += sign * sample->turn[i].examples;
      }
}

/* The epoch up to which points are too old. */
static double
find_end (const VtMean *mean, const NnPoint *points, guint i)
{
  const guint first = mean->first;
  const double now = points[i].training.epoch;
  const double begun = first > 0 ? points[first - 1].training.epoch : floor (points[0].training.epoch);

  return now - fmin (1, (now - begun) / 2);
}

static void
include (VtMean *mean, const NnPoint *points, guint i)
{
  const double end = find_end (mean, points, i);

  weigh (mean, &points[i].training, 1);
  while (mean->window < i && points[mean->window].training.epoch <= end + TINY)
    weigh (mean, &points[mean->window++].training, -1);
  if (mean->window == i)   /* alone: what adding and subtracting left behind by rounding goes */
    {
      *mean = (VtMean) { .first = mean->first, .window = i };
      weigh (mean, &points[i].training, 1);
    }
}

gboolean
vt_mean_take (VtMean *mean, const NnPoint *points, guint i)
{
  const NnSample *sample = &points[i].training;

  if (points[i].breaks)
    begin (mean, i);
  if (sample->examples == 0)
    return FALSE;
  if (isfinite (sample->loss))
    include (mean, points, i);
  else
    begin (mean, i + 1);
  return isfinite (sample->loss);
}
