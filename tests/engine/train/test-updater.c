#include "updater.h"

#include <math.h>
#include <string.h>

#define SIZE 50000   /* enough to be shared between threads */

static NnGraph *
make_graph (void)
{
  NnGraph *graph = nn_graph_new ();

  nn_graph_enter (graph, 1, "a");
  nn_graph_weight (graph, "weight", &NN_SHAPE (SIZE), "zeros", 1, 1);
  nn_graph_weight (graph, "bias", &NN_SHAPE (5), "zeros", 1, 1);
  return graph;
}

static void
draw (float *numbers, gsize n, guint64 seed)
{
  NnRng rng = nn_rng (seed, 1);

  for (gsize i = 0; i < n; i++)
    numbers[i] = nn_rng_between (&rng, -1, 1);
}

typedef struct
{
  NnGraph *graph;
  NnWeights *weights;
  NnUpdater *updater;
  NnPool *pool;
  float *gradient[3];
} Bench;

static Bench
make_bench (const NnTuning *tuning, guint threads)
{
  Bench bench = { .graph = make_graph (), .pool = nn_pool_new (threads) };

  bench.weights = nn_weights_new (bench.graph, sizeof (float), NULL, NULL);
  bench.updater = nn_updater_new (bench.weights, tuning, NULL);
  draw (bench.weights->data, bench.weights->n, 1);
  for (guint i = 0; i < 3; i++)
    {
      bench.gradient[i] = nn_weights_block (bench.weights);
      draw (bench.gradient[i], bench.weights->n, 10 + i);
    }
  return bench;
}

static void
clear_bench (Bench *bench)
{
  for (guint i = 0; i < 3; i++)
    nn_big_free (bench->gradient[i]);
  nn_updater_free (bench->updater);
  nn_weights_free (bench->weights);
  nn_pool_free (bench->pool);
  nn_graph_unref (bench->graph);
}

static NnTuning
make_tuning (const char *optimiser)
{
  g_autoptr (NnSettings) recipe = nn_settings_new (nn_recipe_params);
  NnTuning tuning;

  nn_settings_parse (recipe, "optimiser", optimiser, NULL);
  nn_tuning_read (&tuning, recipe);
  return tuning;
}

/* Slices' gradients add up, and the sum stays in the first. */
static void
test_sum (void)
{
  const NnTuning tuning = make_tuning ("sgd");
  Bench bench = make_bench (&tuning, 2);
  const float expected = bench.gradient[0][777] + bench.gradient[1][777] + bench.gradient[2][777];
  const float before = nn_weights_floats (bench.weights, 0)[777];

  nn_updater_step (bench.updater, bench.pool, bench.gradient, 3, 0.5);
  g_assert_cmpfloat_with_epsilon (bench.gradient[0][777], expected, 1e-6);
  g_assert_cmpfloat_with_epsilon (nn_weights_floats (bench.weights, 0)[777], before - 0.5 * expected, 1e-6);
  clear_bench (&bench);
}

/* Whatever the number of threads, the bits are the same; also with penalties and clipping. */
static void
test_threads (gconstpointer data)
{
  const NnOptimiser *optimiser = data;
  NnTuning tuning = make_tuning (optimiser->id);
  g_autofree float *alone = NULL;
  gsize bytes = 0;

  tuning.l1 = 0.01;
  tuning.l2 = 0.02;
  tuning.clip = 1;
  tuning.momentum = 0.5;
  for (guint threads = 1; threads <= 4; threads++)
    {
      Bench bench = make_bench (&tuning, threads);

      for (guint step = 0; step < 3; step++)
        nn_updater_step (bench.updater, bench.pool, bench.gradient, 2, 0.1);
      bytes = bench.weights->n * sizeof (float);
      if (threads == 1)
        alone = g_memdup2 (bench.weights->data, bytes);
      g_assert_cmpmem (alone, bytes, bench.weights->data, bytes);
      clear_bench (&bench);
    }
}

/* Penalties act on weights, not on biases. */
static void
test_penalties (void)
{
  NnTuning tuning = make_tuning ("sgd");
  Bench bench;
  const float *w, *b;
  float weight, bias;

  tuning.l1 = 0.3;
  tuning.l2 = 0.2;
  bench = make_bench (&tuning, 1);
  w = nn_weights_floats (bench.weights, 0);
  b = nn_weights_floats (bench.weights, 1);
  weight = w[3];
  bias = b[3];
  memset (bench.gradient[0], 0, bench.weights->n * sizeof (float));
  nn_updater_step (bench.updater, bench.pool, bench.gradient, 1, 1);
  g_assert_cmpfloat_with_epsilon (w[3], weight - 0.2 * weight - 0.3 * (weight > 0 ? 1 : -1), 1e-6);
  g_assert_cmpfloat (b[3], ==, bias);
  clear_bench (&bench);
}

static double
norm (const float *numbers, gsize n)
{
  double sum = 0;

  for (gsize i = 0; i < n; i++)
    sum += (double) numbers[i] * numbers[i];
  return sqrt (sum);
}

static void
test_clip (void)
{
  NnTuning tuning = make_tuning ("sgd");
  Bench bench;
  double before;

  tuning.clip = 2;
  bench = make_bench (&tuning, 2);
  before = norm (bench.gradient[0], bench.weights->n);
  g_assert_cmpfloat (before, >, 2);
  nn_updater_step (bench.updater, bench.pool, bench.gradient, 1, 0.1);
  g_assert_cmpfloat_with_epsilon (norm (bench.gradient[0], bench.weights->n), 2, 1e-4);

  tuning.clip = 1000;
  nn_updater_tune (bench.updater, &tuning, NULL);
  nn_updater_step (bench.updater, bench.pool, bench.gradient, 1, 0.1);
  g_assert_cmpfloat_with_epsilon (norm (bench.gradient[0], bench.weights->n), 2, 1e-4);
  clear_bench (&bench);
}

/* Another optimiser starts from nothing; another rate or momentum keeps what was learnt. */
static void
test_tune (void)
{
  NnTuning tuning = make_tuning ("adam");
  Bench bench = make_bench (&tuning, 1);

  nn_updater_step (bench.updater, bench.pool, bench.gradient, 1, 0.1);
  g_assert_cmpint (nn_updater_steps (bench.updater), ==, 1);
  g_assert_cmpfloat (nn_updater_state (bench.updater, 1)[0], !=, 0);
  tuning.beta1 = 0.5;
  g_assert_true (nn_updater_tune (bench.updater, &tuning, NULL));
  g_assert_cmpint (nn_updater_steps (bench.updater), ==, 1);
  g_assert_cmpfloat (nn_updater_state (bench.updater, 1)[0], !=, 0);

  tuning = make_tuning ("rmsprop");
  g_assert_true (nn_updater_tune (bench.updater, &tuning, NULL));
  g_assert_cmpint (nn_updater_steps (bench.updater), ==, 0);
  g_assert_cmpfloat (nn_updater_state (bench.updater, 0)[0], ==, 0);
  nn_updater_step (bench.updater, bench.pool, bench.gradient, 1, 0.1);
  nn_updater_reset (bench.updater);
  g_assert_cmpfloat (nn_updater_state (bench.updater, 0)[0], ==, 0);
  clear_bench (&bench);
}

/* Momentum that comes back does not remember the time before it went. */
static void
test_momentum_returns (void)
{
  NnTuning tuning = make_tuning ("rmsprop");
  Bench bench;

  tuning.momentum = 0.9;
  bench = make_bench (&tuning, 1);
  nn_updater_step (bench.updater, bench.pool, bench.gradient, 1, 0.1);
  g_assert_cmpfloat (nn_updater_state (bench.updater, 1)[0], !=, 0);
  tuning.momentum = 0;
  nn_updater_tune (bench.updater, &tuning, NULL);
  tuning.momentum = 0.9;
  nn_updater_tune (bench.updater, &tuning, NULL);
  g_assert_cmpfloat (nn_updater_state (bench.updater, 1)[0], ==, 0);
  g_assert_cmpfloat (nn_updater_state (bench.updater, 0)[0], !=, 0);
  clear_bench (&bench);
}

/* Three batches gathered are one step by their mean, and nothing moves before. */
static void
test_gather (void)
{
  NnTuning tuning = { .optimiser = nn_optimiser_find ("sgd"), .rate = 1, .accumulate = 3 };
  Bench bench = make_bench (&tuning, 2);
  const float *weights = bench.weights->data;
  g_autofree float *before = g_memdup2 (weights, bench.weights->n * sizeof (float));

  for (guint i = 0; i < 3; i++)
    {
      g_assert_cmpmem (weights, bench.weights->n * sizeof (float), before, bench.weights->n * sizeof (float));
      g_assert_cmpint (nn_updater_gather (bench.updater, bench.pool, &bench.gradient[i], 1, 0.5), ==, i == 2);
    }
  g_assert_cmpint (nn_updater_steps (bench.updater), ==, 1);
  for (gsize i = 0; i < SIZE; i += 97)
    {
      const double mean = (bench.gradient[0][i] + bench.gradient[1][i] + bench.gradient[2][i]) / 3;

      g_assert_cmpfloat_with_epsilon (weights[i], before[i] - 0.5 * mean, 1e-5);
    }
  clear_bench (&bench);
}

/* A frozen weight and a state stay, whatever decays; a layer with a rate of its own steps as far as it says. */
static void
test_rates (void)
{
  static const double rates[] = { 1, 0, 0.25 };
  NnTuning tuning = { .optimiser = nn_optimiser_find ("adamw"), .rate = 1, .beta1 = 0.9, .beta2 = 0.999, .epsilon = 1e-8,
                      .weight_decay = 0.1, .l2 = 0.1 };
  g_autoptr (NnGraph) graph = nn_graph_new ();
  g_autoptr (NnWeights) weights = NULL;
  g_autoptr (NnUpdater) updater = NULL;
  NnPool *pool = nn_pool_new (1);
  float *gradient;

  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *name = g_strdup_printf ("layer_%u", i);

      nn_graph_enter (graph, i + 1, name);
      if (i < 3)
        nn_graph_set_rate (graph, rates[i]);
      if (i < 3)
        nn_graph_weight (graph, "weight", &NN_SHAPE (3), "ones", 1, 1);
      else
        nn_graph_state (graph, "mean", &NN_SHAPE (3), "ones");
    }
  weights = nn_weights_new (graph, sizeof (float), NULL, NULL);
  updater = nn_updater_new (weights, &tuning, NULL);
  nn_weights_initialise (weights, 1);
  gradient = nn_weights_block (weights);
  for (gsize i = 0; i < weights->n; i++)
    gradient[i] = 1;
  nn_updater_step (updater, pool, &gradient, 1, 0.1);
  g_assert_cmpfloat_with_epsilon (*nn_weights_floats (weights, 0), 1 - 0.1 - 0.01, 1e-6);
  g_assert_cmpfloat (*nn_weights_floats (weights, 1), ==, 1);
  g_assert_cmpfloat_with_epsilon (*nn_weights_floats (weights, 2), 1 - 0.025 - 0.0025, 1e-6);
  g_assert_cmpfloat (*nn_weights_floats (weights, 3), ==, 1);
  nn_big_free (gradient);
  nn_pool_free (pool);
}

int
main (int argc, char *argv[])
{
  guint n;
  const NnOptimiser *const *rows = nn_optimiser_rows (&n);

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/train/updater/sum", test_sum);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *path = g_strdup_printf ("/engine/train/updater/threads/%s", rows[i]->id);

      g_test_add_data_func (path, rows[i], test_threads);
    }
  g_test_add_func ("/engine/train/updater/penalties", test_penalties);
  g_test_add_func ("/engine/train/updater/clip", test_clip);
  g_test_add_func ("/engine/train/updater/tune", test_tune);
  g_test_add_func ("/engine/train/updater/momentum-returns", test_momentum_returns);
  g_test_add_func ("/engine/train/updater/gather", test_gather);
  g_test_add_func ("/engine/train/updater/rates", test_rates);
  return g_test_run ();
}
