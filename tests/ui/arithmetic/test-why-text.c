/* Explanations as they are written: what is read adds up, and can be read aloud. */
#include "vt-why-text.h"

#include <math.h>

static char *
name (const NnWhySource *source, gpointer data)
{
  return g_strdup_printf ("x%u", (guint) source->index);
}

static void
add_product (NnWhyStep *table, guint index, double a, double b)
{
  nn_why_add_term (table, &(NnWhyTerm) { .source = { .layer = 1, .index = index }, .form = &nn_why_product, .x = { a, b } });
}

static void
test_table (void)
{
  g_autoptr (GPtrArray) lines = NULL;
  g_autofree char *words = NULL;
  const VtWhyLine *line;
  NnWhyStep *table;
  NnWhy why;

  nn_why_init (&why);
  table = nn_why_add_table (&why, "sum");
  add_product (table, 0, 0.5, -0.5);
  add_product (table, 1, 2, 1.25);
  nn_why_add_term (table, &(NnWhyTerm) { .source = { .name = "bias" }, .x = { -1 } });
  nn_why_fold (table);
  table->result = 1.25;
  lines = vt_why_lines (&why, name, NULL);
  words = vt_why_words (lines);
  g_assert_cmpstr (words, ==, "x0: 0.50 × −0.50 = −0.25; x1: 2.00 × 1.25 = +2.50; bias: −1.00; sum: 1.25");
  line = g_ptr_array_index (lines, 0);
  g_assert_cmpint (line->kind, ==, VT_WHY_TERM);
  g_assert_cmpint (line->sign, ==, -1);
  line = g_ptr_array_index (lines, lines->len - 1);
  g_assert_cmpint (line->kind, ==, VT_WHY_TOTAL);
  nn_why_clear (&why);
}

static double
thrice_less (const double *x, const double *arg)
{
  return x[0] - 3 * x[1];
}

static const NnWhyForm thrice_form = { .text = "%s − 3 × %s", .n = 2, .value = thrice_less };

/* A negative number behind an operator stands in brackets; a line with captions gives its numbers one by one. */
static void
test_line (void)
{
  g_autoptr (GPtrArray) lines = NULL;
  const VtWhyLine *line;
  NnWhyStep *step;
  NnWhy why;

  nn_why_init (&why);
  step = nn_why_add_line (&why, "new", &thrice_form);
  step->x[0] = -1;
  step->x[1] = -0.5;
  step->result = 0.5;
  step->captions[0] = "old";
  lines = vt_why_lines (&why, name, NULL);
  line = g_ptr_array_index (lines, 0);
  g_assert_cmpint (line->kind, ==, VT_WHY_RESULT);
  g_assert_cmpstr (line->expression, ==, "−1 − 3 × (−0.5)");
  g_assert_cmpstr (line->value, ==, "0.50");
  g_assert_cmpstr (line->number[0], ==, "−1");
  g_assert_cmpstr (line->caption[0], ==, "old");
  g_assert_cmpstr (line->before[1], ==, " − 3 × ");
  g_assert_cmpstr (line->number[1], ==, "(−0.5)");
  g_assert_null (line->caption[1]);
  nn_why_clear (&why);
}

static void
test_more (void)
{
  g_autoptr (GPtrArray) lines = NULL;
  g_autofree char *words = NULL;
  NnWhyStep *table;
  NnWhy why;

  nn_why_init (&why);
  table = nn_why_add_table (&why, "sum");
  for (guint i = 0; i < 784; i++)
    add_product (table, i, 1, 0.25);
  nn_why_fold (table);
  table->result = 196;
  lines = vt_why_lines (&why, name, NULL);
  words = vt_why_words (lines);
  g_assert_nonnull (g_strstr_len (words, -1, "and 778 more: +194.50; sum: 196.00"));
  nn_why_clear (&why);
}

static void
test_numbers (void)
{
  static const struct
  {
    double value;
    guint decimals;
    const char *text;
  } cases[] = {
    { -0.004, 2, "0.00" },      { 2.5, 0, "3" },           { 1234.5, 1, "1\u2009234.5" },    { 0.00012345, 7, "0.0001235" },
    { 2.31e-8, 10, "2.31×10⁻⁸" }, { -5e-5, 7, "−5.00×10⁻⁵" }, { NAN, 2, "NaN" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = vt_why_number (cases[i].value, cases[i].decimals);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/arithmetic/table", test_table);
  g_test_add_func ("/ui/arithmetic/line", test_line);
  g_test_add_func ("/ui/arithmetic/more", test_more);
  g_test_add_func ("/ui/arithmetic/numbers", test_numbers);
  return g_test_run ();
}
