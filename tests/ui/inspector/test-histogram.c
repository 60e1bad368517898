#include <math.h>

#include "vt-histogram.h"

static guint
sum (const VtBins *bins)
{
  guint total = 0;

  for (guint i = 0; i < VT_HISTOGRAM_BINS; i++)
    total += bins->count[i];
  return total;
}

/* Limit 1: bins are 1/8 wide, the first begins at −1, the ninth at 0. */
static void
test_bins (void)
{
  const float numbers[] = { -1, -0.9f, -0.01f, 0, 0.01f, 0.124f, 0.126f, 1 };
  VtBins bins = { 0 };

  vt_bins_fill (&bins, numbers, G_N_ELEMENTS (numbers));
  g_assert_cmpfloat (bins.limit, ==, 1);
  g_assert_cmpuint (bins.count[0], ==, 2);
  g_assert_cmpuint (bins.count[7], ==, 1);
  g_assert_cmpuint (bins.count[8], ==, 3);
  g_assert_cmpuint (bins.count[9], ==, 1);
  g_assert_cmpuint (bins.count[15], ==, 1);
  g_assert_cmpuint (sum (&bins), ==, G_N_ELEMENTS (numbers));
  g_assert_cmpuint (bins.most, ==, 3);
  g_assert_cmpfloat (bins.low, ==, -1);
  g_assert_cmpfloat (bins.high, ==, 1);
}

/* −2 and 2 lie 2 from their mean 0, and 0 twice: √(8 / 4). */
static void
test_facts (void)
{
  VtBins bins = { 0 };

  vt_bins_fill (&bins, (const float[]){ -2, 0, 2, 0, NAN }, 5);
  g_assert_cmpfloat (bins.mean, ==, 0);
  g_assert_cmpfloat (bins.spread, ==, sqrt (2));
  g_assert_cmpuint (bins.zeros, ==, 2);
}

/* It grows by doubling and does not shrink. */
static void
test_limit (void)
{
  VtBins bins = { 0 };

  vt_bins_fill (&bins, (const float[]){ 0.3f, -0.1f }, 2);
  g_assert_cmpfloat (bins.limit, ==, 0.5);
  vt_bins_fill (&bins, (const float[]){ 3 }, 1);
  g_assert_cmpfloat (bins.limit, ==, 4);
  vt_bins_fill (&bins, (const float[]){ 0.1f }, 1);
  g_assert_cmpfloat (bins.limit, ==, 4);
}

static void
test_odd_numbers (void)
{
  VtBins bins = { 0 };

  vt_bins_fill (&bins, (const float[]){ NAN, INFINITY, -INFINITY, 0.5f }, 4);
  g_assert_cmpuint (bins.bad, ==, 3);
  g_assert_cmpuint (sum (&bins), ==, 1);
  g_assert_cmpfloat (bins.mean, ==, 0.5);

  bins = (VtBins) { 0 };
  vt_bins_fill (&bins, (const float[]){ NAN }, 1);
  g_assert_cmpuint (sum (&bins), ==, 0);
  g_assert_cmpfloat (bins.limit, ==, 0);

  vt_bins_fill (&bins, (const float[]){ 0, 0 }, 2);
  g_assert_cmpuint (bins.count[8], ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/inspector/histogram/bins", test_bins);
  g_test_add_func ("/ui/inspector/histogram/facts", test_facts);
  g_test_add_func ("/ui/inspector/histogram/limit", test_limit);
  g_test_add_func ("/ui/inspector/histogram/odd-numbers", test_odd_numbers);
  return g_test_run ();
}
