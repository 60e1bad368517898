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

/* The smallest round number that is not below the number; number > 0. */
static double
round_up (double number)
{
  static const double steps[] = { 1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0, 10.0 };
  const double power = pow (10.0, floor (log10 (number)));
  guint i = 0;

  /* What was reached is not exceeded, whatever the last bit of the power says. */
  while (i + 1 < G_N_ELEMENTS (steps) && steps[i] * power < number * (1.0 - 1e-6))
    i++;
  return steps[i] * power;
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
  return largest > limit * (1.0 + 1e-6) ? round_up (largest) : limit;
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
vt_numbers_set_input (VtNumbers *numbers, const VtPlan *plan, const float *values, gsize n)
{
  gsize at, size;

  if (plan->takes || plan->data == NULL)
    return copy_if_new (numbers->input, values, n);
  at = nn_data_info_input_at (plan->data, (guint) (plan->input - plan->data->inputs));
  size = (gsize) nn_shape_size (&plan->input->shape);
  return at + size <= n && copy_if_new (numbers->input, values + at, size);
}

void
vt_numbers_set_right (VtNumbers *numbers, const VtPlan *plan, const NnDataset *dataset, gint64 example)
{
  const gboolean is_known = dataset != NULL && plan->data != NULL && example >= 0 && (gsize) example < nn_dataset_n (dataset);
  const guint target = is_known ? (guint) (plan->target - plan->data->targets) : 0;

  numbers->right = -1;
  numbers->target = NAN;
  if (!is_known || plan->data->gives_back || target >= nn_dataset_info (dataset)->n_targets)
    return;
  if (plan->data->judged)
    numbers->right = NN_JUDGED_REAL;
  else if ((numbers->right = nn_dataset_choice (dataset, (gsize) example, target)) < 0)
    numbers->target = *nn_dataset_target_field (dataset, (gsize) example, target, 0);
}

const float *
vt_numbers_cell (const VtNumbers *numbers, guint item, guint cell, gsize size)
{
  const GArray *values = numbers->item[item];

  return ((gsize) cell + 1) * size <= values->len ? (const float *) values->data + cell * size : NULL;
}
