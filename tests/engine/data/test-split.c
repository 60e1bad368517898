#include "dataset.h"

#include <string.h>

static void
check_whole (gsize n, double share)
{
  g_autoptr (NnSplit) split = nn_split_new (n, share, 3);
  g_autofree guint8 *seen = g_new0 (guint8, n);

  g_assert_cmpuint (split->n_train, >=, 1);
  g_assert_cmpuint ((gsize) split->n_train + split->n_validation, ==, n);
  if (n > 1)
    g_assert_cmpfloat_with_epsilon (split->n_validation, MIN (n * share, n - 1.0), 0.51);
  for (guint32 i = 0; i < split->n_train; i++)
    seen[split->train[i]]++;
  for (guint32 i = 0; i < split->n_validation; i++)
    seen[split->validation[i]]++;
  for (gsize i = 0; i < n; i++)
    g_assert_cmpuint (seen[i], ==, 1);
}

static void
test_whole (void)
{
  static const gsize sizes[] = { 1, 2, 3, 10, 500, 10001 };
  static const double shares[] = { 0, 0.1, 0.2, 0.5, 0.999, 1 };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    for (guint k = 0; k < G_N_ELEMENTS (shares); k++)
      check_whole (sizes[i], shares[k]);
}

static gboolean
are_equal (const NnSplit *a, const NnSplit *b)
{
  return a->n_train == b->n_train && memcmp (a->train, b->train, a->n_train * sizeof *a->train) == 0 &&
         memcmp (a->validation, b->validation, a->n_validation * sizeof *a->validation) == 0;
}

static void
test_seed (void)
{
  g_autoptr (NnSplit) split = nn_split_new (100, 0.2, 5);
  g_autoptr (NnSplit) again = nn_split_new (100, 0.2, 5);
  g_autoptr (NnSplit) other = nn_split_new (100, 0.2, 6);

  g_assert_true (are_equal (split, again));
  g_assert_false (are_equal (split, other));
  nn_split_free (NULL);
}

static guint
count_changes (gsize n)
{
  g_autoptr (NnSplit) a = nn_split_new (n, 0.2, 5);
  g_autoptr (NnSplit) b = nn_split_new (n + 1, 0.2, 5);
  g_autofree guint8 *validates = g_new0 (guint8, n + 1);
  guint changes = 0;

  for (guint32 i = 0; i < a->n_validation; i++)
    validates[a->validation[i]] ^= 1;
  for (guint32 i = 0; i < b->n_validation; i++)
    validates[b->validation[i]] ^= 1;
  for (gsize i = 0; i < n; i++)
    changes += validates[i];
  return changes;
}

/* One example more does not shuffle all others. */
static void
test_steady (void)
{
  for (gsize n = 10; n < 60; n++)
    g_assert_cmpuint (count_changes (n), <=, 2);
}

/* Examples often come sorted or alternating: the validation part must come from everywhere. */
static void
test_mixes (void)
{
  g_autoptr (NnSplit) split = nn_split_new (10000, 0.2, 1);
  guint early = 0, odd = 0;

  for (guint32 i = 0; i < split->n_validation; i++)
    {
      early += split->validation[i] < 5000;
      odd += split->validation[i] % 2;
    }
  g_assert_cmpfloat_with_epsilon (early / 2000.0, 0.5, 0.05);
  g_assert_cmpfloat_with_epsilon (odd / 2000.0, 0.5, 0.05);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/data/split/whole", test_whole);
  g_test_add_func ("/engine/data/split/seed", test_seed);
  g_test_add_func ("/engine/data/split/steady", test_steady);
  g_test_add_func ("/engine/data/split/mixes", test_mixes);
  return g_test_run ();
}
