/* Training on a device, with the validation layer watching: the software device by default, VITRINE_TEST_VULKAN names another. */
#include "gradient-check.h"
#include "moment.h"
#include "nets.h"
#include "program.h"
#include "timing.h"

#include <math.h>
#include <string.h>

#define STEPS 24
#define ALIKE 1e-3   /* relative, between the losses of both sides */

static NnDevice *device;

static const Net plain = {
  .units = { 12, 5 },
  .activation = "tanh",
  .loss = "binary_cross_entropy",
  .project = TRUE,
  .recipe = { "optimiser", "adam", "learning_rate", "0.02", "batch", "24", "validation", "0.2", "seed", "3" },
};

/* Every rule and everything that happens to a gradient, with a batch at the epoch's end that is smaller. */
static const Net nets[] = {
  { { 12, 5 }, "tanh", "binary_cross_entropy", TRUE, { "optimiser", "adam", "learning_rate", "0.02", "batch", "24", "seed", "3" } },
  { { 9 }, "relu", "cross_entropy", TRUE, { "optimiser", "sgd", "learning_rate", "0.1", "momentum", "0", "batch", "24", "seed", "3" } },
  { { 9 }, "gelu", "cross_entropy", TRUE, { "optimiser", "sgd", "learning_rate", "0.05", "momentum", "0.9", "nesterov", "true", "batch", "7", "seed", "4" } },
  { { 6, 6 }, "silu", "binary_cross_entropy", TRUE, { "optimiser", "rmsprop", "learning_rate", "0.01", "momentum", "0.5", "batch", "16", "seed", "5" } },
  { { 7 }, "leaky_relu", "binary_cross_entropy", TRUE, { "optimiser", "adamw", "weight_decay", "0.1", "l1", "0.01", "l2", "0.02", "batch", "24", "seed", "6" } },
  { { 7 }, "sigmoid", "binary_cross_entropy", TRUE, { "optimiser", "adam", "clip", "0.05", "l2", "0.02", "batch", "24", "seed", "7" } },
  { { 7 }, "tanh", "binary_cross_entropy", TRUE, { "optimiser", "adam", "accumulate", "3", "clip", "0.5", "batch", "10", "schedule", "cosine", "seed", "8" } },
  { { 16 }, "relu", "cross_entropy", TRUE, { "optimiser", "adam", "learning_rate", "0.01", "batch", "24", "seed", "9" }, .dropout = 0.3 },
};

static void
watch_cb (gpointer data, const char *message)
{
  g_error ("The validation layer says: %s", message);
}

static NnTrainer *
make_there (const Net *net, NnDataset *points)
{
  NnTrainer *trainer = make_trainer (net, points, 1);
  g_autoptr (GError) error = NULL;

  g_assert_true (nn_trainer_move (trainer, device, &error));
  g_assert_no_error (error);
  return trainer;
}

static void
assert_alike (double a, double b)
{
  g_assert_cmpfloat (fabs (a - b), <=, ALIKE * fabs (b));
}

static void
test_agrees (gconstpointer data)
{
  const Net *net = data;
  g_autoptr (NnDataset) points = make_points (100, 1);
  g_autoptr (NnTrainer) here = make_trainer (net, points, 1), there = make_there (net, points);
  gsize n;

  for (guint i = 0; i < STEPS; i++)
    {
      const NnSample a = nn_trainer_step (there), b = nn_trainer_step (here);

      assert_alike (a.loss, b.loss);
      g_assert_cmpfloat (a.accuracy, ==, b.accuracy);
      g_assert_cmpfloat (a.epoch, ==, b.epoch);
      g_assert_cmpint (a.step, ==, b.step);
    }
  for (guint w = 0; w < nn_graph_n_weights (nn_trainer_graph (here)); w++)
    {
      const float *a = nn_trainer_weight (there, w, &n), *b = nn_trainer_weight (here, w, &n);
      const float *da = nn_trainer_gradient (there, w, &n), *db = nn_trainer_gradient (here, w, &n);

      for (gsize i = 0; i < n; i++)
        {
          g_assert_cmpfloat_with_epsilon (a[i], b[i], 1e-4);
          g_assert_cmpfloat_with_epsilon (da[i], db[i], 1e-4);
        }
    }
  g_assert_true (nn_trainer_device (there) == device);
}

/* Gradients from there against those in double precision, and against how the loss there changes. */
static void
test_gradients (gconstpointer data)
{
  const Net *net = data;
  g_autoptr (NnDataset) points = make_points (100, 1);
  g_autoptr (NnNetwork) network = make_net (net);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) rows = nn_gradient_check (network, points, &nn_backend_vulkan, device, &error);

  g_assert_no_error (error);
  g_assert_true (nn_gradient_judge (rows, &error));
  for (guint i = 0; i < rows->len; i++)
    g_assert_false (isnan (g_array_index (rows, NnGradientRow, i).worst_moved));
}

static void
assert_same_bits (NnTrainer *a, NnTrainer *b)
{
  for (guint w = 0; w < nn_graph_n_weights (nn_trainer_graph (a)); w++)
    {
      gsize n;
      const float *x = nn_trainer_weight (a, w, &n), *y = nn_trainer_weight (b, w, &n);

      g_assert_cmpmem (x, n * sizeof *x, y, n * sizeof *y);
    }
}

/* Every operation in order with its time, as many as there are without; and training goes on as if nobody had asked. */
static void
test_profile (void)
{
  g_autoptr (NnDataset) points = make_points (100, 1);
  g_autoptr (NnTrainer) asked = make_there (&plain, points), other = make_there (&plain, points);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) uses = NULL, costs = NULL;
  NnDeviceUse use;
  double step, sum = 0;
  guint kernels = 0;

  uses = nn_trainer_device_use (asked, &use, &error);
  g_assert_no_error (error);
  costs = nn_trainer_profile (asked, 10, &step, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (costs->len, ==, uses->len + 1);   /* and waiting */
  for (guint i = 0; i < uses->len; i++)
    {
      const NnStepCost *cost = &g_array_index (costs, NnStepCost, i), *same = &g_array_index (uses, NnStepCost, i);

      g_assert_true (cost->op == same->op && cost->kernels == same->kernels);
      g_assert_true ((cost->op == NULL) == (cost->title != NULL));
      g_assert_cmpfloat (cost->seconds, >, 0);
      kernels += cost->kernels;
      sum += cost->seconds;
    }
  g_assert_cmpuint (kernels, ==, use.kernels);
  g_assert_cmpuint (use.barriers, >, 0);
  g_assert_cmpfloat (sum, <=, step);
  g_assert_cmpuint (use.whole, >, use.weights + use.values + use.data);

  while (nn_trainer_steps (other) < nn_trainer_steps (asked))
    nn_trainer_step (other);
  assert_same_bits (asked, other);
  g_assert_cmpfloat (nn_trainer_step (asked).loss, ==, nn_trainer_step (other).loss);
}

/* One step at a time, or as many in one go as there are in an epoch. */
static void
test_same_bits (void)
{
  g_autoptr (NnDataset) points = make_points (100, 1);
  g_autoptr (NnTrainer) one = make_there (&plain, points), many = make_there (&plain, points);
  NnSample samples[STEPS];
  guint done = 0;

  while (done < STEPS)
    {
      const guint n = nn_trainer_run (many, STEPS - done, samples + done);

      g_assert_cmpuint (n, >, 0);
      done += n;
    }
  for (guint i = 0; i < STEPS; i++)
    {
      const NnSample sample = nn_trainer_step (one);

      g_assert_cmpint (sample.step, ==, samples[i].step);
      g_assert_cmpfloat (sample.loss, ==, samples[i].loss);
    }
  assert_same_bits (one, many);
}

/* To the device and back in the middle of training: as if nothing had happened. */
static void
test_moves (void)
{
  g_autoptr (NnDataset) points = make_points (100, 1);
  g_autoptr (NnTrainer) here = make_trainer (&plain, points, 1), moves = make_trainer (&plain, points, 1);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < STEPS; i++)
    {
      if (i % 5 == 2)
        g_assert_true (nn_trainer_move (moves, i % 2 > 0 ? NULL : device, &error));
      assert_alike (nn_trainer_step (moves).loss, nn_trainer_step (here).loss);
    }
}

/* What was saved there goes on here, what was changed here goes on there. */
static void
test_state (void)
{
  g_autoptr (NnDataset) points = make_points (100, 1);
  g_autoptr (NnTrainer) there = make_there (&plain, points), here = make_trainer (&plain, points, 1);
  g_autoptr (NnTensors) tensors = NULL;
  g_autoptr (NnSettings) recipe = make_recipe (there, "learning_rate", "0.001");
  g_autoptr (GError) error = NULL;
  gsize n;

  for (guint i = 0; i < 5; i++)
    nn_trainer_step (there);
  tensors = nn_trainer_save (there, TRUE);
  g_assert_true (nn_trainer_load (here, tensors, nn_trainer_steps (there), nn_trainer_epochs (there), &error));
  assert_same_bits (here, there);
  nn_trainer_change_weight (there, 0, &n)[1] = nn_trainer_change_weight (here, 0, &n)[1] = 0.75f;
  g_assert_true (nn_trainer_set_recipe (there, recipe, &error) && nn_trainer_set_recipe (here, recipe, &error));
  for (guint i = 0; i < 5; i++)
    assert_alike (nn_trainer_step (there).loss, nn_trainer_step (here).loss);
  nn_trainer_reset (there, 9);
  nn_trainer_reset (here, 9);
  for (guint i = 0; i < 5; i++)
    assert_alike (nn_trainer_step (there).loss, nn_trainer_step (here).loss);
}

/* Both engines are timed on copies, and the training is as if nobody had asked. */
static void
test_timing (void)
{
  g_autoptr (NnDataset) points = make_points (100, 1);
  g_autoptr (NnTrainer) asked = make_there (&plain, points), other = make_there (&plain, points);
  g_autoptr (NnTiming) timing = nn_timing_new (asked, nn_device_info (device)->name);
  g_autoptr (NnEngines) engines = NULL;
  double times;

  while (nn_timing_step (timing))
    g_usleep (nn_timing_is_ready (timing) ? 0 : 1000);
  engines = nn_timing_result (timing);
  for (guint e = 0; e < NN_ENGINES; e++)
    {
      const NnEngineTiming *found = &engines->engine[e];
      double sum = 0;

      g_assert_null (found->trouble);
      g_assert_cmpfloat (found->seconds, >, 0);
      g_assert_cmpuint (found->memory, >, 0);
      g_assert_cmpuint (found->parts->len, >, engines->operations);
      for (guint i = 0; i < found->parts->len; i++)
        sum += g_array_index (found->parts, NnTimedPart, i).seconds;
      g_assert_cmpfloat_with_epsilon (sum, found->profiled, 0.01 * found->profiled);
    }
  g_assert_cmpuint (engines->engine[NN_ENGINE_CARD].kernels, >, engines->operations);
  g_assert_cmpfloat (engines->engine[NN_ENGINE_CARD].start, >, 0);
  nn_engines_faster (engines, &times);
  g_assert_cmpfloat (times, >=, 1);

  for (guint i = 0; i < 5; i++)
    g_assert_cmpfloat (nn_trainer_step (asked).loss, ==, nn_trainer_step (other).loss);
  assert_same_bits (asked, other);
}

/* Whatever the driver fails at, the device is given up, and training goes on from the moment that was kept. */
static const struct
{
  NnDeviceFault fault;
  const char *name;
  guint steps, more;       /* before it begins; then times that all goes well */
  const char *setting, *text;   /* of the recipe from then on, which wants more of the device; NULL: as before */
  int code;
} failures[] = {
  { NN_FAULT_LOST, "lost", 3, 1, NULL, NULL, NN_ERROR_DEVICE },
  { NN_FAULT_TIME_OUT, "time-out", 3, 1, NULL, NULL, NN_ERROR_DEVICE },
  { NN_FAULT_MEMORY, "memory", 3, 0, "batch", "50", NN_ERROR_MEMORY },
  { NN_FAULT_SHADER, "first-shader", 0, 0, NULL, NULL, NN_ERROR_DEVICE },
  { NN_FAULT_SHADER, "shader", 3, 0, "optimiser", "rmsprop", NN_ERROR_DEVICE },
};

static NnDevice *
open_breaking (void)
{
  g_autoptr (GError) error = NULL;
  NnDevice *breaks = nn_device_open_watched (nn_device_info (device)->name, watch_cb, NULL, &error);

  g_assert_no_error (error);
  return breaks;
}

static void
change_recipe (NnTrainer *trainer, guint row)
{
  g_autoptr (NnSettings) recipe = make_recipe (trainer, failures[row].setting, failures[row].text);

  g_assert_true (nn_trainer_set_recipe (trainer, recipe, NULL));
}

static void
test_fails (gconstpointer data)
{
  const guint row = GPOINTER_TO_UINT (data);
  g_autoptr (NnDataset) points = make_points (100, 1);
  g_autoptr (NnTrainer) trainer = make_trainer (&plain, points, 1), other = make_trainer (&plain, points, 1);
  g_autoptr (NnDevice) breaks = open_breaking ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) trouble = NULL;

  g_assert_true (nn_trainer_move (trainer, breaks, &error));
  for (guint i = 0; i < failures[row].steps; i++)
    nn_trainer_step (trainer);
  nn_device_fail_after (breaks, failures[row].fault, failures[row].more);
  if (failures[row].setting != NULL)
    {
      for (guint i = 0; i < failures[row].steps; i++)
        nn_trainer_step (other);
      change_recipe (trainer, row);
      change_recipe (other, row);
    }
  for (guint i = 0; i < 6; i++)
    nn_trainer_step (trainer);
  g_assert_null (nn_trainer_device (trainer));
  trouble = nn_trainer_take_trouble (trainer);
  g_assert_error (trouble, NN_ERROR, failures[row].code);
  g_assert_null (nn_trainer_take_trouble (trainer));

  while (nn_trainer_steps (other) < nn_trainer_steps (trainer))
    nn_trainer_step (other);
  assert_alike (nn_trainer_step (trainer).loss, nn_trainer_step (other).loss);
}

/* Larger tiles that the driver does not take are done without: the same numbers, on the device. */
static void
test_smaller_tiles (void)
{
  static const Net wide = {
    .units = { 150 }, .activation = "tanh", .loss = "cross_entropy", .project = TRUE, .recipe = { "batch", "96", "seed", "3" },
  };
  g_autoptr (NnDataset) lists = make_lists (200, 150, 3, 1);
  g_autoptr (NnTrainer) trainer = make_trainer (&wide, lists, 1), other = make_trainer (&wide, lists, 1);
  g_autoptr (NnDevice) breaks = open_breaking ();
  g_autoptr (GError) error = NULL;

  nn_device_fail_after (breaks, NN_FAULT_TILE, 0);
  g_assert_true (nn_trainer_move (trainer, breaks, &error) && nn_trainer_move (other, device, &error));
  for (guint i = 0; i < 5; i++)
    assert_alike (nn_trainer_step (trainer).loss, nn_trainer_step (other).loss);
  g_assert_true (nn_trainer_device (trainer) == breaks);
  g_assert_cmpuint (nn_device_faults_met (breaks), >, 0);
}

int
main (int argc, char **argv)
{
  const char *which = g_getenv ("VITRINE_TEST_VULKAN");
  g_autoptr (GError) error = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  g_setenv ("XDG_CACHE_HOME", g_get_tmp_dir (), TRUE);
  if ((device = nn_device_open_watched (which != NULL ? which : "cpu", watch_cb, NULL, &error)) == NULL)
    {
      g_print ("1..0 # SKIP %s\n", error->message);
      return 77;
    }
  for (guint i = 0; i < G_N_ELEMENTS (nets); i++)
    {
      g_autofree char *path = g_strdup_printf ("/engine/train/device/agrees/%u", i);

      g_autofree char *gradients = g_strdup_printf ("/engine/train/device/gradients/%u", i);

      g_test_add_data_func (path, &nets[i], test_agrees);
      g_test_add_data_func (gradients, &nets[i], test_gradients);
    }
  g_test_add_func ("/engine/train/device/profile", test_profile);
  g_test_add_func ("/engine/train/device/same-bits", test_same_bits);
  g_test_add_func ("/engine/train/device/moves", test_moves);
  g_test_add_func ("/engine/train/device/state", test_state);
  g_test_add_func ("/engine/train/device/timing", test_timing);
  for (guint i = 0; i < G_N_ELEMENTS (failures); i++)
    {
      g_autofree char *path = g_strdup_printf ("/engine/train/device/fails/%s", failures[i].name);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_fails);
    }
  g_test_add_func ("/engine/train/device/smaller-tiles", test_smaller_tiles);
  status = g_test_run ();
  nn_device_unref (device);
  return status;
}
