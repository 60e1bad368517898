#include "big-block.h"

#include "budget.h"
#include "errors.h"

static void
test_block (void)
{
  g_autofree char *nothing = NULL;
  guint8 *block = nn_big_new (1000);

  g_assert_nonnull (block);
  g_assert_cmpuint ((gsize) block % NN_BIG_ALIGN, ==, 0);
  for (guint i = 0; i < 1000; i++)
    g_assert_cmpuint (block[i], ==, 0);
  nn_big_free (block);
  nn_big_free (nothing);
  g_assert_null (nn_big_new (G_MAXSIZE));
  g_assert_null (nn_big_new (G_MAXSIZE - 10));
}

static void
test_sizes (void)
{
  g_assert_cmpuint (nn_size_times (3, 5), ==, 15);
  g_assert_cmpuint (nn_size_times (G_MAXSIZE / 2, 3), ==, G_MAXSIZE);
  g_assert_cmpuint (nn_size_plus (G_MAXSIZE, 1), ==, G_MAXSIZE);
  g_assert_cmpuint (nn_size_aligned (65), ==, 128);
  g_assert_cmpuint (nn_size_aligned (64), ==, 64);
  g_assert_cmpuint (nn_memory_available (), >, 1 << 20);
}

static void
test_budget (void)
{
  g_autoptr (NnBudget) budget = nn_budget_new ();
  g_autoptr (GError) error = NULL;

  nn_budget_add (budget, 1, 1000);
  nn_budget_add (budget, 2, 5000);
  nn_budget_add (budget, 1, 500);
  g_assert_cmpuint (nn_budget_total (budget), ==, 6500);
  g_assert_cmpuint (nn_budget_layer (budget, 1), ==, 1500);
  g_assert_true (nn_budget_check (budget, 6500, NULL, &error));
  g_assert_no_error (error);

  g_assert_false (nn_budget_check (budget, 6499, NULL, &error));
  g_assert_error (error, NN_ERROR, NN_ERROR_MEMORY);
  g_assert_nonnull (strstr (error->message, "6.5"));
}

static void
test_too_much_to_count (void)
{
  g_autoptr (NnBudget) budget = nn_budget_new ();
  g_autoptr (GError) error = NULL;

  nn_budget_add (budget, 1, G_MAXSIZE);
  nn_budget_add (budget, 2, 10);
  g_assert_false (nn_budget_check (budget, G_MAXSIZE, NULL, &error));
  g_assert_error (error, NN_ERROR, NN_ERROR_MEMORY);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/program/big-block/block", test_block);
  g_test_add_func ("/engine/program/big-block/sizes", test_sizes);
  g_test_add_func ("/engine/program/big-block/budget", test_budget);
  g_test_add_func ("/engine/program/big-block/too-much-to-count", test_too_much_to_count);
  return g_test_run ();
}
