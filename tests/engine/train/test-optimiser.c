/* Every optimiser against ten steps of torch.optim: optimiser-fixtures.ini, written by
 * tests/reference/make-optimiser-fixtures.py. */
#include "updater.h"

#include <math.h>
#include <string.h>

#define STEPS 10

static GKeyFile *fixtures;

static double *
read_numbers (const char *group, const char *key, gsize *n)
{
  g_autoptr (GError) error = NULL;
  double *numbers = g_key_file_get_double_list (fixtures, group, key, n, &error);

  g_assert_no_error (error);
  return numbers;
}

static NnTuning
read_tuning (const char *group)
{
  g_autoptr (NnSettings) recipe = nn_settings_new (nn_recipe_params);
  g_auto (GStrv) settings = g_key_file_get_string_list (fixtures, group, "settings", NULL, NULL);
  NnTuning tuning;

  for (char **setting = settings; *setting != NULL; setting++)
    {
      g_auto (GStrv) pair = g_strsplit (*setting, "=", 2);
      g_autoptr (GError) error = NULL;

      nn_settings_parse (recipe, pair[0], pair[1], &error);
      g_assert_no_error (error);
    }
  nn_tuning_read (&tuning, recipe);
  return tuning;
}

/* A weight and a bias, as in the fixtures. */
static NnGraph *
make_graph (gint64 weight, gint64 bias)
{
  NnGraph *graph = nn_graph_new ();

  nn_graph_enter (graph, 1, "a");
  nn_graph_weight (graph, "weight", &NN_SHAPE (weight), "zeros", 1, 1);
  nn_graph_weight (graph, "bias", &NN_SHAPE (bias), "zeros", 1, 1);
  return graph;
}

static void
copy_numbers (float *to, const double *from, gsize n)
{
  for (gsize i = 0; i < n; i++)
    to[i] = from[i];
}

static void
compare (const char *group, guint step, const float *found, const double *expected, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (!(fabs (found[i] - expected[i]) <= 1e-4 * MAX (fabs (expected[i]), 1e-2)))
      g_error ("%s, step %u: %.9g, but PyTorch has %.9g", group, step + 1, found[i], expected[i]);
}

static void
test_case (gconstpointer data)
{
  const char *group = data;
  static const char *const roles[] = { "weight", "bias" };
  const NnTuning tuning = read_tuning (group);
  g_autoptr (NnPool) pool = nn_pool_new (2);
  g_autoptr (NnUpdater) updater = NULL;
  g_autoptr (NnWeights) weights = NULL;
  g_autoptr (NnGraph) graph = NULL;
  double *gradients[2], *after[2];
  gsize n[2], all;
  float *block;

  for (guint r = 0; r < 2; r++)
    g_free (read_numbers (group, roles[r], &n[r]));
  graph = make_graph (n[0], n[1]);
  weights = nn_weights_new (graph, sizeof (float), NULL, NULL);
  updater = nn_updater_new (weights, &tuning, NULL);
  block = nn_weights_block (weights);
  for (guint r = 0; r < 2; r++)
    {
      g_autofree char *gradients_key = g_strdup_printf ("%s_gradients", roles[r]);
      g_autofree char *after_key = g_strdup_printf ("%s_after", roles[r]);
      g_autofree double *start = read_numbers (group, roles[r], &all);

      copy_numbers (nn_weights_floats (weights, r), start, n[r]);
      gradients[r] = read_numbers (group, gradients_key, &all);
      g_assert_cmpuint (all, ==, STEPS * n[r]);
      after[r] = read_numbers (group, after_key, &all);
    }
  for (guint step = 0; step < STEPS; step++)
    {
      for (guint r = 0; r < 2; r++)
        copy_numbers (block + weights->place[r].first, gradients[r] + step * n[r], n[r]);
      nn_updater_step (updater, pool, &block, 1, tuning.rate);
      for (guint r = 0; r < 2; r++)
        compare (group, step, nn_weights_floats (weights, r), after[r] + step * n[r], n[r]);
    }
  for (guint r = 0; r < 2; r++)
    {
      g_free (gradients[r]);
      g_free (after[r]);
    }
  nn_big_free (block);
}

/* A new row without a case fails here; and rows and the recipe's choices are the same. */
static void
test_row (gconstpointer data)
{
  const NnOptimiser *optimiser = data;
  g_auto (GStrv) groups = g_key_file_get_groups (fixtures, NULL);
  gboolean known = FALSE;

  for (char **group = groups; *group != NULL; group++)
    known |= read_tuning (*group).optimiser == optimiser;
  g_assert_true (known);
  g_assert_cmpint (nn_choice_index (nn_param_find (nn_recipe_params, "optimiser"), optimiser->id), >=, 0);
}

static void
test_choices (void)
{
  const NnParam *param = nn_param_find (nn_recipe_params, "optimiser");

  for (const NnChoice *choice = param->choices; choice->id != NULL; choice++)
    g_assert_nonnull (nn_optimiser_find (choice->id));
  g_assert_null (nn_optimiser_find ("luck"));
}

int
main (int argc, char *argv[])
{
  guint n;
  const NnOptimiser *const *rows = nn_optimiser_rows (&n);
  g_auto (GStrv) groups = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  fixtures = g_key_file_new ();
  g_assert_true (g_key_file_load_from_file (fixtures, OPTIMISER_FIXTURES, G_KEY_FILE_NONE, NULL));
  groups = g_key_file_get_groups (fixtures, NULL);
  for (char **group = groups; *group != NULL; group++)
    {
      g_autofree char *path = g_strdup_printf ("/engine/train/optimiser/torch/%s", *group);

      g_test_add_data_func (path, *group, test_case);
    }
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *path = g_strdup_printf ("/engine/train/optimiser/%s", rows[i]->id);

      g_test_add_data_func (path, rows[i], test_row);
    }
  g_test_add_func ("/engine/train/optimiser/choices", test_choices);
  status = g_test_run ();
  g_key_file_unref (fixtures);
  return status;
}
