/* The tape: going back, and on from there. */
#include "workers.h"

static NnTensors *
snapshot (NnWorker *worker)
{
  gint64 step, epoch;

  return nn_worker_snapshot (worker, &step, &epoch);
}

/* A moment is looked at, with its own weights; Live brings back what was; going on from it gives the run that was, bit by bit. */
static void
test_tape (void)
{
  g_autoptr (NnWorker) worker = nn_worker_new (2);
  g_autoptr (NnNetwork) network = open_example ("spiral");
  g_autoptr (NnTensors) early = NULL;
  g_autoptr (NnTensors) live = NULL;
  g_autoptr (NnTensors) again = NULL;
  g_autoptr (NnTensors) undone = NULL;
  const NnFrame *frame;

  set_network (worker, network, 1);
  for (int i = 0; i < 5; i++)
    nn_worker_step (worker, NN_STEP_BATCH);
  early = snapshot (worker);
  for (int i = 0; i < 30; i++)
    nn_worker_step (worker, NN_STEP_BATCH);
  live = snapshot (worker);
  frame = frame_at_rest (worker);
  g_assert_cmpint (frame->shown, ==, -1);
  g_assert_cmpuint (frame->tape->len, ==, 36);
  g_assert_cmpint (g_array_index (frame->tape, NnTapePoint, 5).step, ==, 5);

  nn_worker_show_moment (worker, 5);
  frame = frame_at_rest (worker);
  g_assert_cmpint (frame->shown, ==, 5);
  g_assert_cmpint (frame->step, ==, 5);
  g_assert_true (same_weights (again = snapshot (worker), live));   /* what is saved is where training is */
  g_assert_cmpint (frame_at_rest (worker)->step, ==, 5);
  nn_worker_show_moment (worker, -1);
  g_assert_cmpint (frame_at_rest (worker)->step, ==, 35);
  g_assert_cmpint (frame_at_rest (worker)->shown, ==, -1);

  nn_worker_fork (worker, 5, 1);
  g_assert_cmpint (frame_at_rest (worker)->step, ==, 5);
  g_assert_cmpuint (frame_at_rest (worker)->tape->len, ==, 6);
  g_clear_pointer (&again, nn_tensors_free);
  g_assert_true (same_weights (again = snapshot (worker), early));
  for (int i = 0; i < 30; i++)
    nn_worker_step (worker, NN_STEP_BATCH);
  g_clear_pointer (&again, nn_tensors_free);
  g_assert_true (same_weights (again = snapshot (worker), live));

  /* What came after the moment is not lost: it is another line. */
  nn_worker_step (worker, NN_STEP_BATCH);
  nn_worker_return (worker, 0);
  g_assert_true (same_weights (undone = snapshot (worker), live));
  g_assert_cmpuint (frame_at_rest (worker)->tape->len, ==, 36);
  g_assert_cmpuint (frame_at_rest (worker)->run, ==, nn_worker_run (worker));
}

/* Reset as a line of its own: returning brings back weights, optimiser and step, and returning again the run since. */
static void
test_reset_and_return (void)
{
  g_autoptr (NnWorker) worker = nn_worker_new (1);
  g_autoptr (NnNetwork) network = open_example ("xor");
  g_autoptr (NnTensors) first = NULL;
  g_autoptr (NnTensors) second = NULL;
  g_autoptr (NnTensors) back = NULL;

  set_network (worker, network, 1);
  nn_worker_step (worker, NN_STEP_EPOCH);
  frame_at_rest (worker);
  first = snapshot (worker);
  nn_worker_reset (worker, 7, 1);
  nn_worker_step (worker, NN_STEP_BATCH);
  second = snapshot (worker);
  nn_worker_return (worker, 0);
  g_assert_true (same_weights (back = snapshot (worker), first));
  g_assert_cmpint (frame_at_rest (worker)->step, ==, 20);
  nn_worker_return (worker, 1);
  g_clear_pointer (&back, nn_tensors_free);
  g_assert_true (same_weights (back = snapshot (worker), second));

  /* One that was never left cannot come back: said, and nothing changes. */
  nn_worker_return (worker, 5);
  g_assert_nonnull (frame_at_rest (worker)->problem);
  g_clear_pointer (&back, nn_tensors_free);
  g_assert_true (same_weights (back = snapshot (worker), second));
}

/* While it trains flat out the tape grows and stays in order; with the weights it goes through a file. */
static void
test_tape_while_training (void)
{
  g_autoptr (NnWorker) worker = nn_worker_new (1);
  g_autoptr (NnWorker) other = nn_worker_new (1);
  g_autoptr (NnNetwork) network = open_example ("xor");
  const NnFrame *frame;
  gint64 step, epoch;
  NnTensors *saved;
  guint n;

  set_network (worker, network, 1);
  nn_worker_play (worker);
  wait_for_step (worker, 20000);
  nn_worker_pause (worker);
  frame = frame_at_rest (worker);
  n = frame->tape->len;
  g_assert_cmpuint (n, >=, 3);
  g_assert_cmpuint (n, <=, NN_TAPE_MOST);
  g_assert_cmpint (g_array_index (frame->tape, NnTapePoint, 0).step, ==, 0);
  g_assert_cmpint (g_array_index (frame->tape, NnTapePoint, n - 1).step, ==, frame->step);
  for (guint i = 1; i < n; i++)
    g_assert_cmpint (g_array_index (frame->tape, NnTapePoint, i).step, >,
                     g_array_index (frame->tape, NnTapePoint, i - 1).step);

  saved = nn_worker_snapshot_tape (worker, &step, &epoch);
  set_network (other, network, 1);
  nn_worker_set_weights (other, saved, step, epoch);
  frame = frame_at_rest (other);
  g_assert_null (frame->problem);
  g_assert_cmpuint (frame->tape->len, ==, n);
  nn_worker_show_moment (other, 0);
  g_assert_cmpint (frame_at_rest (other)->step, ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/live/worker-tape/tape", test_tape);
  g_test_add_func ("/engine/live/worker-tape/reset-and-return", test_reset_and_return);
  g_test_add_func ("/engine/live/worker-tape/tape-while-training", test_tape_while_training);
  return g_test_run ();
}
