#include <math.h>
#include <string.h>

#include "vt-parts.h"

void
vt_numbers_init (VtNumbers *numbers)
{
  *numbers = (VtNumbers) { .example = -1, .right = -1, .target = NAN, .loss = NAN };
  for (guint i = 0; i < VT_PLAN_ITEMS; i++)
    numbers->item[i] = g_array_new (FALSE, FALSE, sizeof (float));
  numbers->input = g_array_new (FALSE, FALSE, sizeof (float));
}

void
vt_numbers_clear (VtNumbers *numbers)
{
  for (guint i = 0; i < VT_PLAN_ITEMS; i++)
    g_clear_pointer (&numbers->item[i], g_array_unref);
  g_clear_pointer (&numbers->input, g_array_unref);
}

void
vt_numbers_forget (VtNumbers *numbers)
{
  for (guint i = 0; i < VT_PLAN_ITEMS; i++)
    {
      numbers->limit[i] = 0.0;
      numbers->has_negative[i] = FALSE;
    }
}

static gboolean
copy_if_new (GArray *to, const float *values, gsize n)
{
  if (to->len == n && (n == 0 || memcmp (to->data, values, n * sizeof (float)) == 0))
    return FALSE;
  g_array_set_size (to, n);
  if (n > 0)
    memcpy (to->data, values, n * sizeof (float));
  return TRUE;
}

double
vt_limit_grow (double limit, const float *values, gsize n)
{
  float largest = 0.0f;

  for (gsize i = 0; i < n; i++)
    {
      const float size = fabsf (values[i]);

      if (size > largest && isfinite (size))
        largest = size;
    }
  if (largest > limit)
    {
      int exponent;
      const double fraction = frexp (largest, &exponent);   /* largest = fraction × 2^exponent, fraction from 0.5 to 1 */

      limit = fraction == 0.5 ? ldexp (1.0, exponent - 1) : ldexp (fraction <= 0.75 ? 0.75 : 1.0, exponent);
    }
  return limit;
}

gboolean
vt_numbers_set_item (VtNumbers *numbers, guint i, const float *values, gsize n)
{
  if (!copy_if_new (numbers->item[i], values, n))
    return FALSE;
  numbers->limit[i] = vt_limit_grow (numbers->limit[i], values, n);
  for (gsize k = 0; k < n && !numbers->has_negative[i]; k++)
    numbers->has_negative[i] = values[k] < 0.0f;
  return TRUE;
}

gboolean
vt_numbers_set_input (VtNumbers *numbers, const float *values, gsize n)
{
  return copy_if_new (numbers->input, values, n);
}

const float *
vt_numbers_cell (const VtNumbers *numbers, guint item, guint cell, gsize size)
{
  const GArray *values = numbers->item[item];

  return ((gsize) cell + 1) * size <= values->len ? (const float *) values->data + cell * size : NULL;
}
