#include "initialiser.h"

#include <math.h>

#define ROWS 80
#define COLUMNS 120
#define SIZE (ROWS * COLUMNS)

static float *
fill (const char *id, gint64 rows, gint64 columns)
{
  float *weight = g_new (float, rows * columns);
  NnRng rng = nn_rng (5, nn_rng_stream_of ("dense_1.weight"));

  nn_initialiser_find (id)->fill (&rng, weight, &NN_SHAPE (rows, columns), columns, rows);
  return weight;
}

static double
deviation (const float *weight, gsize n)
{
  double sum = 0, squares = 0;

  for (gsize i = 0; i < n; i++)
    {
      sum += weight[i];
      squares += weight[i] * weight[i];
    }
  g_assert_cmpfloat_with_epsilon (sum / n, 0, 0.04 * sqrt (squares / n));
  return sqrt (squares / n);
}

/* The deviations that torch.nn.init documents, and for the even ones a sharp bound of √3 times as much. */
static void
test_spread (void)
{
  static const struct
  {
    const char *id;
    double deviation;
    gboolean even;
  } known[] = {
    { "glorot", 0.1, TRUE },                       /* √(2 / 200) */
    { "he", 0.12909944487358055, TRUE },           /* √(2 / 120) */
    { "lecun", 0.09128709291752768, FALSE },       /* √(1 / 120) */
    { "normal", 0.05, FALSE },
    { "orthogonal", 0.09128709291752768, FALSE },  /* rows of length 1 */
  };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    {
      g_autofree float *weight = fill (known[i].id, ROWS, COLUMNS);
      const double bound = known[i].deviation * sqrt (3);
      double largest = 0;

      g_assert_cmpfloat_with_epsilon (deviation (weight, SIZE), known[i].deviation, 0.02 * known[i].deviation);
      for (guint j = 0; j < SIZE; j++)
        largest = MAX (largest, fabs (weight[j]));
      if (known[i].even)
        g_assert_cmpfloat (largest, <=, bound * 1.000001);
      else
        g_assert_cmpfloat (largest, >, bound);
    }
}

static void
test_zeros (void)
{
  g_autofree float *weight = fill ("zeros", ROWS, COLUMNS);

  for (guint i = 0; i < SIZE; i++)
    g_assert_cmpfloat (weight[i], ==, 0);
}

/* Of rows and columns the fewer are orthonormal. */
static void
check_orthonormal (gint64 rows, gint64 columns)
{
  g_autofree float *weight = fill ("orthogonal", rows, columns);
  const gboolean wide = rows <= columns;
  const gint64 count = MIN (rows, columns), length = MAX (rows, columns);

  for (gint64 a = 0; a < count; a++)
    for (gint64 b = 0; b <= a; b++)
      {
        double dot = 0;

        for (gint64 k = 0; k < length; k++)
          dot += wide ? weight[a * columns + k] * weight[b * columns + k]
                      : weight[k * columns + a] * weight[k * columns + b];
        g_assert_cmpfloat_with_epsilon (dot, a == b, 1e-6);
      }
}

static void
test_orthogonal (void)
{
  check_orthonormal (8, 8);
  check_orthonormal (ROWS, COLUMNS);
  check_orthonormal (COLUMNS, ROWS);
  check_orthonormal (1, 1);
  check_orthonormal (5, 1);
}

/* The choices are the rows, in order; the same stream gives the same weights. */
static void
test_choices (void)
{
  for (const NnChoice *choice = nn_initialiser_choices; choice->id != NULL; choice++)
    {
      const NnInitialiser *row = nn_initialiser_find (choice->id);
      g_autofree float *once = fill (choice->id, 7, 3);
      g_autofree float *again = fill (choice->id, 7, 3);

      g_assert_cmpstr (row->id, ==, choice->id);
      g_assert_nonnull (choice->title);
      g_assert_nonnull (choice->blurb);
      g_assert_cmpmem (once, 21 * sizeof (float), again, 21 * sizeof (float));
    }
  g_assert_null (nn_initialiser_find ("lucky"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/ops/initialiser/spread", test_spread);
  g_test_add_func ("/engine/ops/initialiser/zeros", test_zeros);
  g_test_add_func ("/engine/ops/initialiser/orthogonal", test_orthogonal);
  g_test_add_func ("/engine/ops/initialiser/choices", test_choices);
  return g_test_run ();
}
