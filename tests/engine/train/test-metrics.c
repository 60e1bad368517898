#include "metrics.h"

#include <math.h>

static void
test_answers (void)
{
  g_assert_cmpuint (nn_answer ((float[]) { 0.5f }, 1), ==, 1);
  g_assert_cmpuint (nn_answer ((float[]) { -0.5f }, 1), ==, 0);
  g_assert_cmpuint (nn_answer ((float[]) { 1, 7, -9, 7 }, 4), ==, 1);
  g_assert_cmpuint (nn_truth (NN_ENCODE_INDEX, (float[]) { 3 }, 1), ==, 3);
  g_assert_cmpuint (nn_truth (NN_ENCODE_ONE_HOT, (float[]) { 0, 0, 1 }, 3), ==, 2);
  g_assert_cmpuint (nn_truth (NN_ENCODE_BINARY, (float[]) { 1 }, 1), ==, 1);
  g_assert_cmpuint (nn_truth (NN_ENCODE_BINARY, (float[]) { 0 }, 1), ==, 0);
  g_assert_cmpuint (nn_truth (NN_ENCODE_SIGNED, (float[]) { -1 }, 1), ==, 0);
}

/* Wherever the largest stands, the first of equals answers, and what is not a number does not. */
static void
test_many (void)
{
  for (guint size = 2; size < 50; size++)
    for (guint best = 0; best < size; best++)
      {
        g_autofree float *raw = g_new (float, size);

        for (guint i = 0; i < size; i++)
          raw[i] = i >= best ? 1 : -1.0f - i;
        g_assert_cmpuint (nn_answer (raw, size), ==, best);
        for (guint i = 1; i < best; i++)
          raw[i] = NAN;
        g_assert_cmpuint (nn_answer (raw, size), ==, best);
      }
  g_assert_cmpuint (nn_answer ((float[]) { NAN, 3 }, 2), ==, 0);
}

static void
test_counts (void)
{
  const float raw[] = { 1, 2, 3, 9, 0, 0, 0, 5, 4 }, truth[] = { 2, 1, 1 };
  const float signs[] = { 1, -1, 1, -1 }, one[] = { 0.1f, -3, -0.1f, 2 };

  g_assert_cmpuint (nn_count_right (NN_ENCODE_INDEX, raw, 3, truth, 1, 3), ==, 2);
  g_assert_cmpuint (nn_count_right (NN_ENCODE_SIGNED, one, 1, signs, 1, 4), ==, 2);
  g_assert_cmpfloat (nn_sum_losses (raw, 4), ==, 15);
}

static void
test_tally (void)
{
  NnTally tally = { .loss = 1, .right = 2, .n = 3 };

  nn_tally_add (&tally, &(NnTally) { .loss = 0.5, .right = 1, .n = 1 });
  g_assert_cmpfloat (tally.loss, ==, 1.5);
  g_assert_cmpuint (tally.right, ==, 3);
  g_assert_cmpuint (tally.n, ==, 4);
}

/* Of two networks in turn each has its own sum, and together they are all. */
static void
test_turns (void)
{
  NnTally judged = { .loss = 1, .n = 2 }, made = { .loss = 4, .n = 3 }, sum = { 0 };

  nn_tally_take (&judged, NN_TURN_JUDGE);
  nn_tally_take (&made, NN_TURN_MAKER);
  for (guint i = 0; i < 2; i++)
    nn_tally_add (&sum, &judged);
  nn_tally_add (&sum, &made);
  g_assert_cmpfloat (sum.turn[NN_TURN_JUDGE].loss, ==, 2);
  g_assert_cmpuint (sum.turn[NN_TURN_JUDGE].n, ==, 4);
  g_assert_cmpfloat (sum.turn[NN_TURN_MAKER].loss, ==, 4);
  g_assert_cmpuint (sum.turn[NN_TURN_MAKER].n, ==, 3);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/train/metrics/answers", test_answers);
  g_test_add_func ("/engine/train/metrics/many", test_many);
  g_test_add_func ("/engine/train/metrics/counts", test_counts);
  g_test_add_func ("/engine/train/metrics/tally", test_tally);
  g_test_add_func ("/engine/train/metrics/turns", test_turns);
  return g_test_run ();
}
