#include <math.h>

#include "text.h"
#include "vt-text.h"

static void
assert_text (char *got, const char *wanted)
{
  g_assert_cmpstr (got, ==, wanted);
  g_free (got);
}

static void
test_number (void)
{
  assert_text (vt_number (0.231, 3), "0.231");
  assert_text (vt_number (1300, 0), "1\u2009300");
  assert_text (vt_number (-0.5, 1), "\u22120.5");
  assert_text (vt_number (1234567.891, 2), "1\u2009234\u2009567.89");
  assert_text (vt_number (999, 0), "999");
  assert_text (vt_number (-0.001, 2), "0.00");   /* no sign without a digit to bear it */
  assert_text (vt_number (NAN, 2), "NaN");
  assert_text (vt_number (INFINITY, 2), "∞");
  assert_text (vt_number (-INFINITY, 2), "\u2212∞");
}

static void
test_short (void)
{
  assert_text (vt_number_short (0.00123), "0.00123");
  assert_text (vt_number_short (12.34), "12.3");
  assert_text (vt_number_short (1234), "1\u2009230");
  assert_text (vt_number_short (1.2e9), "1.2×10⁹");
  assert_text (vt_number_short (-3), "\u22123");
  assert_text (vt_number_short (0.5), "0.5");
  assert_text (vt_number_short (9.996), "10");
  assert_text (vt_number_short (999.6), "1\u2009000");
  assert_text (vt_number_short (0.00001), "10⁻⁵");
  assert_text (vt_number_short (0), "0");
  assert_text (vt_number_short (100), "100");
  assert_text (vt_number_short (NAN), "NaN");
}

static void
test_count_and_percent (void)
{
  assert_text (vt_count (101770), "101\u2009770");
  assert_text (vt_count (-7), "\u22127");
  assert_text (vt_percent (0.938, 1), "93.8\u2009%");
  assert_text (vt_percent (1.0, 0), "100\u2009%");
  assert_text (vt_percent (NAN, 1), "NaN");
}

/* As other locales have it; which of them are installed does not matter. */
static void
assert_loss (double loss, const char *expected)
{
  g_autofree char *text = vt_loss (loss);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_loss (void)
{
  assert_loss (0.2309, "0.231");
  assert_loss (0, "0.000");
  assert_loss (0.0123, "0.012");
  assert_loss (0.00456, "0.0046");
  assert_loss (12.5, "12.500");
  assert_loss (NAN, "NaN");
}

/* Every loss that can be, in the room that is kept for it. */
static void
test_loss_fits (void)
{
  for (int exponent = -30; exponent < 38; exponent++)
    {
      g_autofree char *text = vt_loss (1.2345 * pow (10, exponent));

      g_test_message ("%s", text);
      g_assert_cmpint (g_utf8_strlen (text, -1), <=, 9);   /* of which three are small and high */
    }
}

static void
test_decimal_point (void)
{
  assert_text (vt_number_dress ("-1234.5", ","), "\u22121\u2009234,5");
  assert_text (vt_number_dress ("0.25", "."), "0.25");
  assert_text (vt_number_dress ("1.5e-07", ","), "1,5×10⁻⁷");
}

/* Whatever the sign of numbers shown, a typed number may have it, or a plain point. */
static void
test_own_decimal_point (void)
{
  double value;

  nn_set_decimal_point (",");
  assert_text (vt_number (-0.5, 1), "\u22120,5");
  assert_text (vt_number_short (1234.5), "1\u2009230");
  assert_text (vt_percent (0.938, 1), "93,8\u2009%");
  g_assert_true (vt_number_parse ("0,25", &value));
  g_assert_cmpfloat (value, ==, 0.25);
  g_assert_true (vt_number_parse ("\u22120.25", &value));
  g_assert_cmpfloat (value, ==, -0.25);
  g_assert_false (vt_number_parse ("0,2,5", &value));
  nn_set_decimal_point (NULL);
  g_assert_false (vt_number_parse ("0,25", &value));
}

/* Columns of numbers stand still while they change. */
static void
test_figures_are_tabular (void)
{
  g_assert_cmpfloat_with_epsilon (vt_text_width (13.5, 400, "1111"), vt_text_width (13.5, 400, "8888"), 0.01);
  g_assert_cmpfloat (vt_text_width (13.5, 400, "11111"), >, vt_text_width (13.5, 400, "1111"));
  g_assert_cmpfloat (vt_text_width (27.0, 400, "1111"), >, 1.6 * vt_text_width (13.5, 400, "1111"));
}

typedef struct
{
  cairo_surface_t *surface;
  cairo_t *cr;
} Page;

static Page
open_page (void)
{
  Page page = { .surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 300, 100) };

  page.cr = cairo_create (page.surface);
  vt_set_colour (page.cr, &vt_theme_light.card);
  cairo_paint (page.cr);
  return page;
}

static void
close_page (Page *page)
{
  cairo_destroy (page->cr);
  cairo_surface_destroy (page->surface);
}

/* The first and last column with ink, or -1. */
static void
find_ink (Page *page, int *left, int *right)
{
  const guint8 *pixels;
  int stride;

  cairo_surface_flush (page->surface);
  pixels = cairo_image_surface_get_data (page->surface);
  stride = cairo_image_surface_get_stride (page->surface);
  *left = *right = -1;
  for (int x = 0; x < 300; x++)
    for (int y = 0; y < 100; y++)
      if ((((const guint32 *) (pixels + y * stride))[x] & 0xffffff) != 0xffffff)
        {
          *left = *left < 0 ? x : *left;
          *right = x;
        }
}

static void
test_alignment (void)
{
  static const struct
  {
    VtAlign align;
    double least_left, most_right;
  } rows[] = { { VT_ALIGN_LEFT, 149, 300 }, { VT_ALIGN_CENTRE, 100, 200 }, { VT_ALIGN_RIGHT, 0, 151 } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      Page page = open_page ();
      int left, right;

      vt_text (page.cr, 150, 50, rows[i].align, 14, 400, &vt_theme_light.text, 0, "Dense 1");
      find_ink (&page, &left, &right);
      g_assert_cmpint (left, >=, rows[i].least_left);
      g_assert_cmpint (right, <=, rows[i].most_right);
      g_assert_cmpint (right, >, left);
      close_page (&page);
    }
}

static void
test_long_text_is_cut (void)
{
  Page page = open_page ();
  int left, right;

  g_assert_cmpfloat (
      vt_text (page.cr, 10, 50, VT_ALIGN_LEFT, 14, 400, &vt_theme_light.text, 60, "A name that is much too long"), <=,
      60);
  find_ink (&page, &left, &right);
  g_assert_cmpint (right, <=, 72);
  close_page (&page);
}

static void
test_block_wraps (void)
{
  const double one = vt_text_block (NULL, 0, 0, 1000, 12, 400, &vt_theme_light.text, "one two three four five six");
  const double many = vt_text_block (NULL, 0, 0, 40, 12, 400, &vt_theme_light.text, "one two three four five six");

  g_assert_cmpfloat (one, >, 8);
  g_assert_cmpfloat (many, >=, 4 * one);
}

static void
test_rich (void)
{
  Page page = open_page ();
  const double plain = vt_text_width (12, 400, "is ") + vt_text_width (12, 600, "blue") + vt_text_width (12, 400, "!");

  g_assert_cmpfloat_with_epsilon (
      vt_text_rich (page.cr, 5, 50, 12, &vt_theme_light.dim, &vt_theme_light.text, 0, "is <b>blue</b>!"), plain, 0.01);
  g_assert_cmpfloat_with_epsilon (
      vt_text_rich (page.cr, 5, 80, 12, &vt_theme_light.dim, &vt_theme_light.text, 0, "<b>blue</b>"),
      vt_text_width (12, 600, "blue"), 0.01);
  close_page (&page);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/draw/text/number", test_number);
  g_test_add_func ("/ui/draw/text/short", test_short);
  g_test_add_func ("/ui/draw/text/count-and-percent", test_count_and_percent);
  g_test_add_func ("/ui/draw/text/loss", test_loss);
  g_test_add_func ("/ui/draw/text/loss-fits", test_loss_fits);
  g_test_add_func ("/ui/draw/text/decimal-point", test_decimal_point);
  g_test_add_func ("/ui/draw/text/own-decimal-point", test_own_decimal_point);
  g_test_add_func ("/ui/draw/text/figures-are-tabular", test_figures_are_tabular);
  g_test_add_func ("/ui/draw/text/alignment", test_alignment);
  g_test_add_func ("/ui/draw/text/long-text-is-cut", test_long_text_is_cut);
  g_test_add_func ("/ui/draw/text/block-wraps", test_block_wraps);
  g_test_add_func ("/ui/draw/text/rich", test_rich);
  return g_test_run ();
}
