#include <math.h>
#include <string.h>

#include "recipe.h"
#include "workers.h"

static void
test_empty (void)
{
  g_autoptr (NnWorker) worker = nn_worker_new (1);
  gint64 step, epoch;

  nn_worker_play (worker);
  nn_worker_step (worker, NN_STEP_EPOCH);
  nn_worker_reset (worker, 1, 0);
  nn_worker_set_example (worker, 3);
  nn_worker_set_weight (worker, "dense_1.weight", 0, 1);
  g_assert_cmpint (settled_frame (worker)->state, ==, NN_STATE_EMPTY);
  g_assert_null (nn_worker_snapshot (worker, &step, &epoch));
}

/* A network that does not run says why, and keeps the weights of the one before for the next. */
static void
test_does_not_run (void)
{
  g_autoptr (NnWorker) worker = nn_worker_new (1);
  g_autoptr (NnNetwork) network = open_example ("xor");
  g_autoptr (NnNetwork) broken = nn_network_new ();
  g_autoptr (NnTensors) saved = NULL;
  const NnFrame *frame;
  gint64 step, epoch;

  set_network (worker, network, 1);
  nn_worker_step (worker, NN_STEP_EPOCH);
  nn_worker_play (worker);
  nn_worker_set_network (worker, nn_network_copy (broken), load_data (network), 2, 0);
  frame = settled_frame (worker);
  g_assert_cmpint (frame->state, ==, NN_STATE_EMPTY);
  g_assert_cmpuint (frame->revision, ==, 2);
  g_assert_nonnull (frame->problem);
  saved = nn_worker_snapshot (worker, &step, &epoch);   /* what is saved meanwhile */
  g_assert_nonnull (saved);
  g_assert_cmpint (step, >, 0);

  set_network (worker, network, 3);
  frame = settled_frame (worker);
  g_assert_cmpint (frame->state, ==, NN_STATE_PAUSED);
  g_assert_null (frame->problem);
  g_assert_cmpint (frame->step, >, 0);
}

static const NnFrame *
timed_frame (NnWorker *worker)
{
  const gint64 deadline = g_get_monotonic_time () + PATIENCE;
  const NnFrame *frame;
  gboolean fresh;

  do
    {
      frame = nn_worker_frame (worker, &fresh);
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      g_usleep (1000);
    }
  while (frame->engines == NULL || frame->times_engines);
  return frame;
}

/* Training that the engines are timed beside comes to the same weights; another network is not the one that was timed. */
static void
test_times_engines (void)
{
  g_autoptr (NnWorker) asked = nn_worker_new (2), other = nn_worker_new (2);
  g_autoptr (NnNetwork) network = open_example ("xor");
  g_autoptr (NnTensors) a = NULL, b = NULL;
  gint64 step, epoch;

  set_recipe (network, "epochs", 4000);
  set_network (asked, network, 1);
  set_network (other, network, 1);
  nn_worker_play (asked);
  nn_worker_time_engines (asked);
  nn_worker_play (other);
  g_assert_cmpfloat (timed_frame (asked)->engines->engine[NN_ENGINE_PROCESSOR].seconds, >, 0);
  frame_at_rest (asked);
  frame_at_rest (other);
  a = nn_worker_snapshot (asked, &step, &epoch);
  g_assert_cmpint (epoch, ==, 4000);
  b = nn_worker_snapshot (other, &step, &epoch);
  g_assert_cmpint (epoch, ==, 4000);
  g_assert_true (same_weights (a, b));

  set_recipe (network, "batch", 7);
  set_network (asked, network, 2);
  g_assert_null (settled_frame (asked)->engines);
}

static void
test_trains_and_pauses (void)
{
  g_autoptr (NnWorker) worker = nn_worker_new (2);
  g_autoptr (NnNetwork) network = open_example ("xor");
  const NnFrame *frame;
  double first_loss, loss = NAN;
  gint64 step, examples;

  set_network (worker, network, 7);
  first_loss = frame_at_rest (worker)->validation_loss;
  nn_worker_play (worker);
  wait_for_step (worker, 2000);
  nn_worker_pause (worker);
  frame = frame_at_rest (worker);
  g_assert_cmpint (frame->state, ==, NN_STATE_PAUSED);
  g_assert_cmpuint (frame->revision, ==, 7);
  g_assert_cmpfloat (frame->validation_loss, <, first_loss);
  g_assert_cmpfloat (frame->validation_accuracy, >, 0.9);
  g_assert_cmpfloat (frame->training.accuracy, >, 0.9);
  g_assert_cmpfloat (frame->examples_per_s, >, 0);
  step = frame->step;
  g_assert_cmpint (frame->epoch, ==, step / 20); /* 400 examples in batches of 20 */

  /* Points that were held back come after the others have been taken. */
  examples = 0;
  for (const gint64 deadline = g_get_monotonic_time () + PATIENCE; examples < step * 20;)
    {
      examples += drain (worker, &loss);
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      g_usleep (1000);
    }
  g_assert_cmpint (examples, ==, step * 20);
  g_assert_cmpfloat (loss, <, first_loss);

  /* Paused is paused. */
  g_usleep (20000);
  g_assert_cmpint (settled_frame (worker)->step, ==, step);
}

static void
test_step_sizes (void)
{
  g_autoptr (NnWorker) worker = nn_worker_new (1);
  g_autoptr (NnNetwork) network = open_example ("xor");
  NnPoint points[8];

  set_network (worker, network, 1);
  frame_at_rest (worker);
  while (nn_worker_points (worker, points, G_N_ELEMENTS (points)) > 0)
    ;

  nn_worker_step (worker, NN_STEP_EXAMPLE);
  g_assert_cmpint (frame_at_rest (worker)->step, ==, 1);
  g_assert_cmpuint (nn_worker_points (worker, points, G_N_ELEMENTS (points)), >=, 1);
  g_assert_cmpuint (points[0].training.examples, ==, 1);

  /* Pressed three times: three steps. */
  for (int i = 0; i < 3; i++)
    nn_worker_step (worker, NN_STEP_BATCH);
  g_assert_cmpint (frame_at_rest (worker)->step, ==, 4);

  nn_worker_step (worker, NN_STEP_EPOCH);
  g_assert_cmpint (frame_at_rest (worker)->epoch, ==, 1);
  g_assert_cmpint (frame_at_rest (worker)->step, ==, 21); /* 1 + 19 · 20 + 19 examples */

  nn_worker_step (worker, NN_STEP_EPOCH);
  g_assert_cmpint (frame_at_rest (worker)->step, ==, 41);
}

/* Pause in the middle of a long epoch. */
static void
test_pause_in_epoch (void)
{
  g_autoptr (NnWorker) worker = nn_worker_new (2);
  g_autoptr (NnNetwork) network = open_example ("digits-mlp");
  gint64 step;

  set_recipe (network, "batch", 1);
  set_network (worker, network, 1);
  frame_at_rest (worker);
  nn_worker_step (worker, NN_STEP_EPOCH);
  wait_for_step (worker, 1);
  nn_worker_pause (worker);
  step = frame_at_rest (worker)->step;
  g_assert_cmpint (frame_at_rest (worker)->epoch, ==, 0);
  g_usleep (20000);
  g_assert_cmpint (settled_frame (worker)->step, ==, step);
}

/* The recipe's epochs are where Train pauses by itself. */
static void
test_epochs (void)
{
  g_autoptr (NnWorker) worker = nn_worker_new (1);
  g_autoptr (NnNetwork) network = open_example ("xor");
  const gint64 deadline = g_get_monotonic_time () + PATIENCE;

  set_recipe (network, "epochs", 3);
  set_network (worker, network, 1);
  for (gint64 epochs = 3; epochs <= 6; epochs += 3)
    {
      nn_worker_play (worker);
      while (settled_frame (worker)->state == NN_STATE_RUNNING)
        g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      g_assert_cmpint (frame_at_rest (worker)->epoch, ==, epochs);
      g_assert_null (settled_frame (worker)->problem);
    }
}

/* Where the schedule has brought the rate to 0, Train and Step say so and train no more, until the recipe is another. */
static void
test_schedule_ends (void)
{
  g_autoptr (NnWorker) worker = nn_worker_new (1);
  g_autoptr (NnNetwork) network = open_example ("xor");
  const gint64 deadline = g_get_monotonic_time () + PATIENCE;

  set_recipe (network, "schedule", nn_choice_index (nn_param_find (nn_recipe_params, "schedule"), "cosine"));
  set_recipe (network, "schedule_every", 2);
  set_network (worker, network, 1);
  for (guint i = 0; i < 3; i++)
    {
      if (i < 2)
        nn_worker_play (worker);
      else
        nn_worker_step (worker, NN_STEP_BATCH);
      while (settled_frame (worker)->state == NN_STATE_RUNNING)
        g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      g_assert_cmpint (frame_at_rest (worker)->step, ==, 40);
      g_assert_nonnull (settled_frame (worker)->stopped);
      g_assert_cmpfloat (settled_frame (worker)->rate, ==, 0);
    }
  set_recipe (network, "schedule_every", 3);
  nn_worker_set_recipe (worker, nn_settings_copy (nn_network_recipe (network)));
  nn_worker_step (worker, NN_STEP_BATCH);
  g_assert_cmpint (frame_at_rest (worker)->step, ==, 41);
  g_assert_null (settled_frame (worker)->stopped);
}

static void
collect_losses (NnWorker *worker, double *losses, guint n)
{
  guint found = 0;

  for (guint i = 0; i < n; i++)
    nn_worker_step (worker, NN_STEP_BATCH);
  frame_at_rest (worker);
  while (found < n)
    {
      NnPoint point;

      if (nn_worker_points (worker, &point, 1) == 1 && point.run == nn_worker_run (worker) &&
          point.training.examples > 0)
        losses[found++] = point.training.loss;
    }
}

static void
test_reset (void)
{
  g_autoptr (NnWorker) worker = nn_worker_new (2);
  g_autoptr (NnNetwork) network = open_example ("spiral");
  double first[50], again[50], other[50];

  set_network (worker, network, 1);
  collect_losses (worker, first, 50);
  nn_worker_reset (worker, nn_network_seed (network), 0);
  g_assert_cmpint (frame_at_rest (worker)->step, ==, 0);
  collect_losses (worker, again, 50);
  g_assert_cmpmem (first, sizeof first, again, sizeof again);

  nn_worker_reset (worker, nn_network_seed (network) + 1, 0);
  collect_losses (worker, other, 50);
  g_assert_true (memcmp (first, other, sizeof first) != 0);
}

/* Steps far too long for a straight line: the loss runs away. */
static void
test_not_a_number (void)
{
  g_autoptr (NnWorker) worker = nn_worker_new (1);
  g_autoptr (NnNetwork) network = open_example ("sine");
  const gint64 deadline = g_get_monotonic_time () + PATIENCE;
  const NnFrame *frame;

  set_recipe (network, "optimiser", 0);
  set_recipe (network, "learning_rate", 100);
  set_network (worker, network, 1);
  nn_worker_play (worker);
  while ((frame = settled_frame (worker))->state == NN_STATE_RUNNING)
    g_assert_cmpint (g_get_monotonic_time (), <, deadline);
  g_assert_cmpint (frame->state, ==, NN_STATE_PAUSED);
  g_assert_nonnull (frame->problem);
  g_assert_nonnull (strstr (frame->problem, "100"));
  g_assert_nonnull (strstr (frame->problem, "learning rate"));

  nn_worker_reset (worker, 1, 0);
  frame = frame_at_rest (worker);
  g_assert_null (frame->problem);
  g_assert_true (isfinite (frame->validation_loss));
}

/* A rate turned while it trains is the next step's. */
static void
test_recipe (void)
{
  g_autoptr (NnWorker) worker = nn_worker_new (1);
  g_autoptr (NnNetwork) network = open_example ("xor");
  NnSettings *recipe = nn_settings_copy (nn_network_recipe (network));

  set_network (worker, network, 1);
  nn_worker_play (worker);
  nn_settings_set (recipe, "learning_rate", 0.125, NULL);
  nn_worker_set_recipe (worker, recipe);
  nn_worker_pause (worker);
  g_assert_cmpfloat (frame_at_rest (worker)->rate, ==, 0.125);
}

static void
test_speed (void)
{
  g_autoptr (NnWorker) worker = nn_worker_new (1);
  g_autoptr (NnNetwork) network = open_example ("xor");
  gint64 before, step;

  set_network (worker, network, 1);
  nn_worker_set_speed (worker, 100);
  frame_at_rest (worker);
  before = g_get_monotonic_time ();
  nn_worker_play (worker);
  g_usleep (300000);
  nn_worker_pause (worker);
  step = frame_at_rest (worker)->step;
  g_assert_cmpint (step, >=, 2);
  g_assert_cmpint (step, <=, 2 + (g_get_monotonic_time () - before) / 10000);

  /* Slower than anybody waits for: a command is obeyed at once all the same. */
  nn_worker_set_speed (worker, 0.01);
  nn_worker_play (worker);
  wait_for_step (worker, step + 1);
  before = g_get_monotonic_time ();
  nn_worker_pause (worker);
  g_assert_cmpint (frame_at_rest (worker)->step, ==, step + 1);
  g_assert_cmpint (g_get_monotonic_time () - before, <, PATIENCE / 10);
}

static void
test_quits_while_running (void)
{
  for (int i = 0; i < 5; i++)
    {
      g_autoptr (NnWorker) worker = nn_worker_new (2);
      g_autoptr (NnNetwork) network = open_example ("spiral");

      set_network (worker, network, 1);
      nn_worker_play (worker);
      wait_for_step (worker, 10);
    }
}

/* Learning rates are tried on a copy: training pauses and stays as it is, and the frames tell until it goes on. */
static void
test_rates (void)
{
  g_autoptr (NnWorker) worker = nn_worker_new (1);
  g_autoptr (NnNetwork) network = open_example ("spiral");
  g_autoptr (NnTensors) before = NULL;
  g_autoptr (NnTensors) after = NULL;
  const gint64 deadline = g_get_monotonic_time () + PATIENCE;
  gint64 step, epoch, again;

  set_network (worker, network, 1);
  nn_worker_step (worker, NN_STEP_EPOCH);
  g_assert_cmpuint (frame_at_rest (worker)->rates->len, ==, 0);
  before = nn_worker_snapshot (worker, &step, &epoch);
  nn_worker_test_rates (worker);
  while (settled_frame (worker)->tests_rates || settled_frame (worker)->rates->len < 100)
    g_assert_cmpint (g_get_monotonic_time (), <, deadline);
  g_assert_cmpint (settled_frame (worker)->state, ==, NN_STATE_PAUSED);
  after = nn_worker_snapshot (worker, &again, &epoch);
  g_assert_cmpint (again, ==, step);
  g_assert_true (same_weights (before, after));

  nn_worker_step (worker, NN_STEP_BATCH);
  g_assert_cmpuint (frame_at_rest (worker)->rates->len, ==, 0);
}

/* A validation that is measured seldom says of which step it is, as long as training goes on without a newer one. */
static void
test_older_validation (void)
{
  g_autoptr (NnWorker) worker = nn_worker_new (1);
  g_autoptr (NnNetwork) network = open_example ("xor");
  const gint64 deadline = g_get_monotonic_time () + PATIENCE;
  const NnFrame *frame;
  gboolean fresh;

  set_recipe (network, "batch", 1);
  set_network (worker, network, 1);
  frame = frame_at_rest (worker);
  g_assert_true (isfinite (frame->validation_loss));
  g_assert_false (frame->validation_is_older);
  nn_worker_set_speed (worker, 20);
  nn_worker_play (worker);
  do
    {
      g_usleep (10000);
      frame = nn_worker_frame (worker, &fresh);
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
    }
  while (!frame->validation_is_older);
  g_assert_cmpint (frame->step, >, 0);
  g_assert_cmpint (frame->validation_step, ==, 0);
  g_assert_cmpint (frame->validation_epoch, ==, -1);
  nn_worker_pause (worker);
  frame = frame_at_rest (worker);
  g_assert_false (frame->validation_is_older);
  g_assert_cmpint (frame->validation_step, ==, frame->step);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/live/worker/times-engines", test_times_engines);
  g_test_add_func ("/engine/live/worker/empty", test_empty);
  g_test_add_func ("/engine/live/worker/does-not-run", test_does_not_run);
  g_test_add_func ("/engine/live/worker/trains-and-pauses", test_trains_and_pauses);
  g_test_add_func ("/engine/live/worker/step-sizes", test_step_sizes);
  g_test_add_func ("/engine/live/worker/pause-in-epoch", test_pause_in_epoch);
  g_test_add_func ("/engine/live/worker/epochs", test_epochs);
  g_test_add_func ("/engine/live/worker/schedule-ends", test_schedule_ends);
  g_test_add_func ("/engine/live/worker/reset", test_reset);
  g_test_add_func ("/engine/live/worker/not-a-number", test_not_a_number);
  g_test_add_func ("/engine/live/worker/recipe", test_recipe);
  g_test_add_func ("/engine/live/worker/rates", test_rates);
  g_test_add_func ("/engine/live/worker/speed", test_speed);
  g_test_add_func ("/engine/live/worker/quits-while-running", test_quits_while_running);
  g_test_add_func ("/engine/live/worker/older-validation", test_older_validation);
  return g_test_run ();
}
