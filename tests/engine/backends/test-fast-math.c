/* The fast functions against the C library's in double, over their whole range and at its ends. */
#include "fast-math.h"

#define POINTS 200001

typedef struct
{
  const char *name;
  float (*fast) (float x);
  double (*exact) (double x);
  double low, high;
  double tolerance;      /* relative */
} Row;

static float
fast_exp (float x)
{
  return nn_expf (x);
}

static float
fast_sigmoid (float x)
{
  return nn_sigmoidf (x);
}

static double
exact_sigmoid (double x)
{
  return 1 / (1 + exp (-x));
}

static float
fast_tanh (float x)
{
  return nn_tanhf (x);
}

static float
fast_normal (float x)
{
  float density;

  return nn_normalf (x, &density);
}

static double
exact_normal (double x)
{
  return 0.5 * erfc (-x / sqrt (2));
}

static float
fast_density (float x)
{
  float density;

  nn_normalf (x, &density);
  return density;
}

static double
exact_density (double x)
{
  return exp (-x * x / 2) / sqrt (2 * G_PI);
}

static float
fast_log1p (float u)
{
  return nn_log1pf (u);
}

/* On the slopes of the bell the square of x is rounded before its exponential is taken, the worse the further out. */
static const Row rows[] = {
  { "exp", fast_exp, exp, -87, 88, 5e-7 },
  { "sigmoid", fast_sigmoid, exact_sigmoid, -80, 80, 5e-7 },
  { "tanh", fast_tanh, tanh, -20, 20, 5e-7 },
  { "tanh-near-zero", fast_tanh, tanh, -1e-3, 1e-3, 5e-7 },
  { "normal", fast_normal, exact_normal, -4, 13, 2e-6 },
  { "density", fast_density, exact_density, -4, 4, 2e-6 },
  { "log1p", fast_log1p, log1p, 0, 1, 5e-7 },
  { "log1p-near-zero", fast_log1p, log1p, 0, 1e-4, 5e-7 },
};

static void
test_row (gconstpointer data)
{
  const Row *row = data;

  for (guint i = 0; i < POINTS; i++)
    {
      const float x = row->low + (row->high - row->low) * i / (POINTS - 1);
      const double expected = row->exact (x);
      const double found = row->fast (x);

      if (!(fabs (found - expected) <= row->tolerance * fabs (expected)))
        g_error ("%s (%.9g) is %.9g, not %.9g", row->name, x, found, expected);
    }
}

static void
test_ends (void)
{
  g_assert_cmpfloat (nn_expf (-1e30f), >, 0);
  g_assert_cmpfloat (nn_expf (-1e30f), <, 1e-37);
  g_assert_cmpfloat (nn_expf (-INFINITY), <, 1e-37);
  g_assert_true (isfinite (nn_expf (INFINITY)));
  g_assert_cmpfloat (nn_tanhf (INFINITY), ==, 1);
  g_assert_cmpfloat (nn_tanhf (-INFINITY), ==, -1);
  g_assert_cmpfloat (nn_tanhf (0), ==, 0);
  g_assert_cmpfloat (nn_sigmoidf (INFINITY), ==, 1);
  g_assert_cmpfloat (nn_sigmoidf (-INFINITY), <, 1e-37);
  g_assert_cmpfloat (fast_normal (INFINITY), ==, 1);
  g_assert_cmpfloat (fast_normal (-INFINITY), <, 1e-30);
}

static void
test_not_a_number (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_true (isnan (rows[i].fast (NAN)));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/engine/backends/fast-math/%s", rows[i].name);

      g_test_add_data_func (path, &rows[i], test_row);
    }
  g_test_add_func ("/engine/backends/fast-math/ends", test_ends);
  g_test_add_func ("/engine/backends/fast-math/not-a-number", test_not_a_number);
  return g_test_run ();
}
