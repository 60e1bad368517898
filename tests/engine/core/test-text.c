#include "text.h"

static void
test_number (void)
{
  const struct
  {
    double value;
    const char *text;
  } cases[] = {
    { 0.1, "0.1" },
    { -0.0, "0" },
    { 1e9, "1000000000" },
    { 1e300, "1e+300" },
    { 1.0 / 3, "0.3333333333333333" },
    { -2.5, "-2.5" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = nn_number_to_text (cases[i].value);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
test_number_reads_back (void)
{
  for (guint i = 0; i < 10000; i++)
    {
      const double value = g_test_rand_double_range (-1, 1) * (i % 2 ? 1e-12 : 1e12);
      g_autofree char *text = nn_number_to_text (value);

      g_assert_true (g_ascii_strtod (text, NULL) == value);
    }
}

static void
test_count (void)
{
  g_autofree char *one = nn_count_in_words (1, "%s layer", "%s layers");
  g_autofree char *many = nn_count_in_words (1352, "%s layer", "%s layers");
  g_autofree char *below = nn_count_to_text (-1234567);
  g_autofree char *short_one = nn_count_to_text (784);

  g_assert_cmpstr (one, ==, "1 layer");
  g_assert_cmpstr (below, ==, "−1\u2009234\u2009567");
  g_assert_cmpstr (short_one, ==, "784");
  g_assert_cmpstr (many, ==, "1\u2009352 layers");
}

static void
test_one_figure (void)
{
  g_assert_cmpfloat (nn_one_figure (0.0312), ==, 0.03);
  g_assert_cmpfloat (nn_one_figure (-987), ==, -1000);
  g_assert_cmpfloat (nn_one_figure (0), ==, 0);
}

static void
test_quote (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *whole = nn_text_quote ("short é");
  g_autofree char *start = NULL;

  for (guint i = 0; i < 1000; i++)
    g_string_append (text, "é");
  start = nn_text_quote (text->str);
  g_assert_cmpstr (whole, ==, "short é");
  g_assert_cmpint (g_utf8_strlen (start, -1), ==, 61);
  g_assert_true (g_str_has_suffix (start, "é…"));
}

/* The user's own choice of a sign, or the locale's. */
static void
test_decimal_point (void)
{
  g_autofree char *plain = nn_figure ("%.3g", 0.03125), *whole = nn_figure ("%.0f", 12), *comma = NULL;

  g_assert_cmpstr (plain, ==, "0.0312");
  g_assert_cmpstr (whole, ==, "12");
  nn_set_decimal_point (",");
  comma = nn_figure ("%.3g", 0.03125);
  g_assert_cmpstr (comma, ==, "0,0312");
  nn_set_decimal_point (NULL);
  g_assert_cmpstr (nn_decimal_point (), ==, ".");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/core/text/number", test_number);
  g_test_add_func ("/engine/core/text/number-reads-back", test_number_reads_back);
  g_test_add_func ("/engine/core/text/count", test_count);
  g_test_add_func ("/engine/core/text/decimal-point", test_decimal_point);
  g_test_add_func ("/engine/core/text/one-figure", test_one_figure);
  g_test_add_func ("/engine/core/text/quote", test_quote);
  return g_test_run ();
}
