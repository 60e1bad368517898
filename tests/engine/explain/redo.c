#include "redo.h"

#include <math.h>

#define NEAR 2e-5   /* relative to the numbers that were added: single precision, in another order */

void
assert_near (double a, double b)
{
  g_assert_cmpfloat_with_epsilon (a, b, NEAR * MAX (1, MAX (fabs (a), fabs (b))));
}

static double
redo_table (const NnWhyStep *table)
{
  double sum = table->more;

  for (guint i = 0; i < table->n_shown; i++)
    {
      const NnWhyTerm *term = nn_why_term (table, i);

      assert_near (nn_why_apply (term->form, term->x, table->arg), term->value);
      sum += term->value;
    }
  return sum;
}

static void
assert_links (const NnWhy *why, guint i)
{
  const NnWhyStep *step = nn_why_step (why, i);

  for (guint k = 0; k < NN_WHY_NUMBERS; k++)
    if (step->link[k].kind != NN_LINK_NONE)
      g_assert_cmpuint (step->link[k].step, <, i);
  for (guint k = 0; step->form != NULL && k < step->form->n; k++)
    if (step->link[k].kind == NN_LINK_RESULT)
      assert_near (step->x[k], nn_why_step (why, step->link[k].step)->result);
}

void
assert_redone (const NnWhy *why)
{
  for (guint i = 0; i < why->steps->len; i++)
    {
      const NnWhyStep *step = nn_why_step (why, i);

      g_assert_nonnull (step->title);
      assert_links (why, i);
      assert_near (step->form != NULL ? nn_why_apply (step->form, step->x, step->arg) : redo_table (step), step->result);
    }
}

void
assert_digits_add_up (const NnWhy *why)
{
  g_autofree NnDigits *digits = g_new (NnDigits, why->steps->len + 1);

  nn_digits_choose (why, digits);
  for (guint i = 0; i < why->steps->len; i++)
    {
      const NnWhyStep *step = nn_why_step (why, i);

      g_assert_true (digits[i].fits);
      g_assert_true (nn_digits_hold (step, &digits[i]));
      for (guint k = 0; k < NN_WHY_NUMBERS; k++)
        {
          const NnDigits *from = &digits[step->link[k].step];

          if (step->link[k].kind != NN_LINK_NONE)
            g_assert_cmpuint (digits[i].x[k], ==, step->link[k].kind == NN_LINK_RESULT ? from->result : from->term);
        }
    }
}
