/* Decimals: what is shown adds up, whatever the numbers. */
#include "redo.h"

#include <math.h>

#include "rng.h"

#define TRIES 3000

static void
add_product (NnWhyStep *table, double a, double b)
{
  nn_why_add_term (table, &(NnWhyTerm) { .form = &nn_why_product, .x = { a, b } });
}

static void
finish (NnWhyStep *table)
{
  double sum = 0;

  for (guint i = 0; i < table->terms->len; i++)
    {
      const NnWhyTerm *term = nn_why_term (table, i);

      sum += nn_why_apply (term->form, term->x, table->arg);
    }
  nn_why_fold (table);
  table->result = (float) sum;
}

/* Sums of any length and size, large beside small, and results that cancel. */
static void
test_random_sums (void)
{
  NnRng rng = nn_rng (7, NN_STREAM_DATA);
  NnWhy why;

  nn_why_init (&why);
  for (guint try = 0; try < TRIES; try++)
    {
      const guint n = 1 + nn_rng_below (&rng, 40);
      const double size = pow (10, nn_rng_between (&rng, -4, 3));
      NnWhyStep *table;

      nn_why_restart (&why);
      table = nn_why_add_table (&why, "sum");
      for (guint i = 0; i < n; i++)
        add_product (table, nn_rng_between (&rng, -1, 1), (float) (size * nn_rng_between (&rng, -1, 1)));
      nn_why_add_term (table, &(NnWhyTerm) { .source = { .name = "bias" }, .x = { nn_rng_between (&rng, -1, 1) } });
      finish (table);
      assert_digits_add_up (&why);
    }
  nn_why_clear (&why);
}

static void
test_usual (void)
{
  NnDigits digits;
  NnWhyStep *table;
  NnWhy why;

  nn_why_init (&why);
  table = nn_why_add_table (&why, "sum");
  add_product (table, 0.5, 0.5);
  add_product (table, 1, -0.75);
  finish (table);
  nn_digits_choose (&why, &digits);
  g_assert_cmpuint (digits.x[0], ==, 2);
  g_assert_cmpuint (digits.term, ==, 2);
  g_assert_cmpuint (digits.result, ==, 2);
  nn_why_clear (&why);
}

/* 0.004 + 0.004 is 0.01, not 0.00 + 0.00: the terms get one more digit, the sum keeps its two. */
static void
test_one_more_digit (void)
{
  NnDigits digits;
  NnWhyStep *table;
  NnWhy why;

  nn_why_init (&why);
  table = nn_why_add_table (&why, "sum");
  add_product (table, 1, 1.004);
  add_product (table, 1, 1.004);
  finish (table);
  nn_digits_choose (&why, &digits);
  g_assert_cmpuint (digits.result, ==, 2);
  g_assert_cmpuint (digits.term, ==, 3);
  nn_why_clear (&why);
}

static void
test_whole (void)
{
  g_assert_cmpint (nn_digits_whole (30), ==, 0);
  g_assert_cmpint (nn_digits_whole (0.03), ==, 2);
  g_assert_cmpint (nn_digits_whole (1 - 0.9), ==, 1);
  g_assert_cmpint (nn_digits_whole (1.0 / 3), ==, -1);
}

static void
test_more_terms (void)
{
  NnWhyStep *table;
  NnWhy why;

  nn_why_init (&why);
  table = nn_why_add_table (&why, "sum");
  for (guint i = 0; i < 100; i++)
    add_product (table, 1, i % 10 == 0 ? 5 + i : 0.01);
  nn_why_add_term (table, &(NnWhyTerm) { .source = { .name = "bias" }, .x = { 0 }, .stays = TRUE });
  finish (table);
  g_assert_cmpuint (table->n_shown, ==, NN_WHY_SHOWN);
  g_assert_cmpuint (table->n_more, ==, 101 - NN_WHY_SHOWN);
  for (guint i = 0; i + 2 < table->n_shown; i++)   /* the largest, in their order; the bias is last */
    g_assert_cmpfloat (nn_why_term (table, i)->value, <, nn_why_term (table, i + 1)->value);
  g_assert_cmpstr (nn_why_term (table, table->n_shown - 1)->source.name, ==, "bias");
  assert_digits_add_up (&why);
  nn_why_clear (&why);
}

static void
test_not_a_number (void)
{
  NnDigits digits;
  NnWhyStep *table;
  NnWhy why;

  nn_why_init (&why);
  table = nn_why_add_table (&why, "sum");
  add_product (table, NAN, 1);
  finish (table);
  nn_digits_choose (&why, &digits);
  g_assert_false (digits.fits);
  nn_why_clear (&why);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/explain/digits/usual", test_usual);
  g_test_add_func ("/engine/explain/digits/one-more-digit", test_one_more_digit);
  g_test_add_func ("/engine/explain/digits/random-sums", test_random_sums);
  g_test_add_func ("/engine/explain/digits/whole", test_whole);
  g_test_add_func ("/engine/explain/digits/more-terms", test_more_terms);
  g_test_add_func ("/engine/explain/digits/not-a-number", test_not_a_number);
  return g_test_run ();
}
