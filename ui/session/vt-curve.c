#include "vt-curve.h"

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

/* An odd last point stays alone, and goes on gathering. */
static void
merge_pairs (VtCurve *curve)
{
  NnPoint *point = (NnPoint *) curve->points->data;
  const guint n = curve->points->len;

  for (guint i = 0; i < n; i += 2)
    {
      point[i / 2] = point[i];
      if (i + 1 < n)
        nn_point_merge (&point[i / 2], &point[i + 1]);
    }
  if (n % 2 == 0)
    curve->gathered += curve->stride;
  curve->stride *= 2;
  g_array_set_size (curve->points, (n + 1) / 2);
}

void
vt_curve_append (VtCurve *curve, const NnPoint *point)
{
  if (curve->points->len > 0 && curve->gathered < curve->stride)
    {
      nn_point_merge (&g_array_index (curve->points, NnPoint, curve->points->len - 1), point);
      curve->gathered++;
      return;
    }
  g_array_append_val (curve->points, *point);
  curve->gathered = 1;
  if (curve->points->len > VT_CURVE_MAX)
    merge_pairs (curve);
}
