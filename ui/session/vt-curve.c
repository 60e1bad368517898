#include "vt-curve.h"

#include <math.h>

#include "log-table.h"

void
vt_curve_init (VtCurve *curve)
{
  curve->points = g_array_new (FALSE, FALSE, sizeof (NnPoint));
  vt_curve_clear (curve);
}

void
vt_curve_finish (VtCurve *curve)
{
  g_clear_pointer (&curve->points, g_array_unref);
}

void
vt_curve_clear (VtCurve *curve)
{
  g_array_set_size (curve->points, 0);
  curve->stride = 1;
  curve->gathered = 0;
}

/* Points on either side of a break stay apart, unless there are breaks only. */
static gboolean
may_merge (const NnPoint *point, const NnPoint *next)
{
  return !next->breaks || point->breaks;
}

/* A last point without its other half stays alone, and goes on gathering. */
static void
merge_pairs (VtCurve *curve)
{
  NnPoint *point = (NnPoint *) curve->points->data;
  const guint n = curve->points->len;
  guint kept = 0, i = 0;

  while (i < n)
    {
      const gboolean is_pair = i + 1 < n && may_merge (&point[i], &point[i + 1]);

      point[kept] = point[i];
      if (is_pair)
        nn_point_merge (&point[kept], &point[i + 1]);
      if (is_pair && i + 2 == n)
        curve->gathered += curve->stride;
      i += is_pair ? 2 : 1;
      kept++;
    }
  curve->stride *= 2;
  g_array_set_size (curve->points, kept);
}

void
vt_curve_append (VtCurve *curve, const NnPoint *point)
{
  NnPoint *last = curve->points->len > 0 ? &g_array_index (curve->points, NnPoint, curve->points->len - 1) : NULL;

  if (last != NULL && curve->gathered < curve->stride && may_merge (last, point))
    {
      nn_point_merge (last, point);
      curve->gathered++;
      return;
    }
  g_array_append_val (curve->points, *point);
  curve->gathered = 1;
  if (curve->points->len > VT_CURVE_MAX)
    merge_pairs (curve);
}

/* What comes next begins a point of its own. */
void
vt_curve_cut (VtCurve *curve, gint64 step)
{
  guint n = curve->points->len;

  while (n > 0 && g_array_index (curve->points, NnPoint, n - 1).training.step > step)
    n--;
  g_array_set_size (curve->points, n);
  curve->gathered = curve->stride;
}

void
vt_curve_assign (VtCurve *curve, const VtCurve *other)
{
  g_array_set_size (curve->points, 0);
  g_array_append_vals (curve->points, other->points->data, other->points->len);
  curve->stride = other->stride;
  curve->gathered = other->gathered;
}

static gboolean
takes_turns (const NnPoint *points, guint n)
{
  for (guint i = 0; i < n; i++)
    if (!isnan (nn_sample_turn (&points[i].training, NN_TURN_JUDGE)))
      return TRUE;
  return FALSE;
}

char *
vt_curve_to_table (const NnPoint *points, guint n)
{
  GString *table = g_string_new (NULL);
  const gboolean turns = takes_turns (points, n);

  nn_log_append_header (table, turns);
  for (guint i = 0; i < n; i++)
    {
      const NnPoint *point = &points[i];
      const NnLogRow row = {
        .step = point->training.step,
        .epoch = point->training.epoch,
        .loss = point->training.examples > 0 ? point->training.loss : NAN,
        .accuracy = point->training.examples > 0 ? point->training.accuracy : NAN,
        .val_loss = point->validated ? point->validation_loss : NAN,
        .val_accuracy = point->validated ? point->validation_accuracy : NAN,
        .examples_per_s = point->examples_per_s,
        .judge_loss = nn_sample_turn (&point->training, NN_TURN_JUDGE),
        .maker_loss = nn_sample_turn (&point->training, NN_TURN_MAKER),
      };

      nn_log_append_row (table, &row, turns);
    }
  return g_string_free (table, FALSE);
}

VtCurve *
vt_curve_copy (const VtCurve *curve)
{
  VtCurve *copy = g_new0 (VtCurve, 1);

  vt_curve_init (copy);
  vt_curve_assign (copy, curve);
  return copy;
}

void
vt_curve_free (VtCurve *curve)
{
  vt_curve_finish (curve);
  g_free (curve);
}
