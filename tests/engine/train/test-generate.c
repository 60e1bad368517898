/* Making new examples: out of sampled lists and out of noise. */
#include "generate.h"

#include "diffusion.h"
#include "document.h"
#include "source.h"

#include <math.h>
#include <string.h>

#define MADE 64

static const char *const diffusion =
  "{\"vitrine\": 1, \"data\": \"builtin:moons?n=400&noise=0.02\","
  " \"recipe\": {\"regime\": \"denoise\", \"noise_steps\": 40, \"batch\": 64, \"learning_rate\": 0.005},"
  " \"layers\": [{\"kind\": \"input\", \"name\": \"in\"}, {\"kind\": \"time_embedding\", \"name\": \"time\"},"
  "  {\"kind\": \"concat\", \"name\": \"both\"},"
  "  {\"kind\": \"dense\", \"name\": \"a\", \"settings\": {\"units\": 48, \"activation\": \"silu\"}},"
  "  {\"kind\": \"dense\", \"name\": \"b\", \"settings\": {\"units\": 48, \"activation\": \"silu\"}},"
  "  {\"kind\": \"output\", \"name\": \"out\", \"settings\": {\"loss\": \"mse\"}}],"
  " \"wires\": [{\"from\": \"in\", \"to\": \"time\"}, {\"from\": \"in\", \"to\": \"both\"},"
  "  {\"from\": \"time\", \"to\": \"both\", \"slot\": 1}, {\"from\": \"both\", \"to\": \"a\"}, {\"from\": \"a\", \"to\": \"b\"},"
  "  {\"from\": \"b\", \"to\": \"out\"}]}";

static const char *const variational =
  "{\"vitrine\": 1, \"data\": \"builtin:moons?n=100\", \"recipe\": {\"regime\": \"reconstruct\"},"
  " \"layers\": [{\"kind\": \"input\", \"name\": \"in\"},"
  "  {\"kind\": \"dense\", \"name\": \"mean\", \"settings\": {\"units\": 3, \"activation\": \"none\"}},"
  "  {\"kind\": \"dense\", \"name\": \"spread\", \"settings\": {\"units\": 3, \"activation\": \"none\"}},"
  "  {\"kind\": \"sampling\", \"name\": \"z\"},"
  "  {\"kind\": \"output\", \"name\": \"out\", \"settings\": {\"loss\": \"mse\"}}],"
  " \"wires\": [{\"from\": \"in\", \"to\": \"mean\"}, {\"from\": \"in\", \"to\": \"spread\"},"
  "  {\"from\": \"mean\", \"to\": \"z\"}, {\"from\": \"spread\", \"to\": \"z\", \"slot\": 1}, {\"from\": \"z\", \"to\": \"out\"}]}";

static NnTrainer *
make_trainer (const char *json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NnNetwork) network = nn_network_from_json (json, -1, &error);
  g_autoptr (NnDataset) dataset = NULL;
  NnTrainer *trainer;

  g_assert_no_error (error);
  dataset = nn_data_load (nn_network_data (network), &error);
  g_assert_no_error (error);
  trainer = nn_trainer_new (network, dataset, &(NnTrainerOptions) { .threads = 2 }, &error);
  g_assert_no_error (error);
  return trainer;
}

/* Of 1000 even steps 4.04·10⁻⁵ of the example is left, as Ho et al. have it; half way along the cosine 0.4938. */
static void
test_schedules (void)
{
  g_assert_cmpfloat_with_epsilon (nn_diffusion_left (NN_NOISE_LINEAR, 1000, 1000), 4.0358298e-5, 1e-11);
  g_assert_cmpfloat_with_epsilon (nn_diffusion_left (NN_NOISE_LINEAR, 1000, 1), 1 - 1e-4, 1e-12);
  g_assert_cmpfloat_with_epsilon (nn_diffusion_left (NN_NOISE_COSINE, 1000, 500), 0.49384359, 1e-7);
  for (guint t = 1; t <= 20; t++)
    for (NnNoiseSchedule schedule = NN_NOISE_LINEAR; schedule <= NN_NOISE_COSINE; schedule++)
      g_assert_cmpfloat (nn_diffusion_left (schedule, 20, t), <, nn_diffusion_left (schedule, 20, t - 1));
}

/* How far what is made lies from the nearest example, on average. */
static double
mean_distance (const NnTrainer *trainer, const float *made)
{
  NnDataset *dataset = nn_trainer_dataset (trainer);
  double sum = 0;

  for (gsize i = 0; i < MADE; i++)
    {
      double nearest = INFINITY;
      float point[2];

      for (gsize k = 0; k < nn_dataset_n (dataset); k++)
        {
          nn_dataset_input (dataset, k, point);
          nearest = MIN (nearest, hypot (point[0] - made[2 * i], point[1] - made[2 * i + 1]));
        }
      sum += nearest / MADE;
    }
  return sum;
}

static void
make (NnTrainer *trainer, guint64 seed, guint steps, float *out)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (nn_generate (trainer, &(NnGenerateOptions) { .seed = seed, .steps = steps }, MADE, out, &error));
  g_assert_no_error (error);
}

static void
test_diffusion (void)
{
  g_autoptr (NnTrainer) trainer = make_trainer (diffusion);
  float before[2 * MADE], made[2 * MADE], again[2 * MADE], fewer[2 * MADE];

  make (trainer, 1, 0, before);
  for (guint i = 0; i < 3000; i++)
    nn_trainer_step (trainer);
  make (trainer, 1, 0, made);
  make (trainer, 1, 0, again);
  g_assert_cmpmem (made, sizeof made, again, sizeof again);
  make (trainer, 2, 0, again);
  g_assert_cmpint (memcmp (made, again, sizeof made), !=, 0);
  make (trainer, 1, 10, fewer);

  g_assert_cmpfloat (mean_distance (trainer, before), >, 0.4);    /* the test could tell */
  g_assert_cmpfloat (mean_distance (trainer, made), <, 0.2);
  g_assert_cmpfloat (mean_distance (trainer, fewer), <, 0.2);
}

/* Every example is drawn anew, whatever comes in. */
static void
test_sampling (void)
{
  g_autoptr (NnTrainer) trainer = make_trainer (variational);
  float made[2 * MADE], again[2 * MADE];

  make (trainer, 1, 0, made);
  make (trainer, 1, 0, again);
  g_assert_cmpmem (made, sizeof made, again, sizeof again);
  for (gsize i = 1; i < MADE; i++)
    g_assert_cmpint (memcmp (&made[2 * i], &made[0], 2 * sizeof (float)), !=, 0);
  make (trainer, 9, 0, again);
  g_assert_cmpint (memcmp (made, again, sizeof made), !=, 0);
}

static void
test_refused (void)
{
  g_autoptr (NnTrainer) trainer = make_trainer (
    "{\"vitrine\": 1, \"data\": \"builtin:moons?n=100\","
    " \"layers\": [{\"kind\": \"input\", \"name\": \"in\"}, {\"kind\": \"output\", \"name\": \"out\"}],"
    " \"wires\": [{\"from\": \"in\", \"to\": \"out\"}]}");
  g_autoptr (GError) error = NULL;
  float made[2];

  g_assert_null (nn_generate_field (trainer));
  g_assert_false (nn_generate (trainer, &(NnGenerateOptions) { .seed = 1 }, 1, made, &error));
  g_assert_error (error, NN_ERROR, NN_ERROR_NETWORK);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/train/generate/schedules", test_schedules);
  g_test_add_func ("/engine/train/generate/diffusion", test_diffusion);
  g_test_add_func ("/engine/train/generate/sampling", test_sampling);
  g_test_add_func ("/engine/train/generate/refused", test_refused);
  return g_test_run ();
}
