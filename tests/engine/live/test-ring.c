#include "ring.h"

#include <math.h>

static NnPoint
point_of (gint64 step, double loss, guint examples)
{
  return (NnPoint) {
    .training = { .step = step, .epoch = step / 10.0, .loss = loss, .accuracy = NAN, .examples = examples },
    .validation_loss = NAN,
    .validation_accuracy = NAN,
  };
}

/* Losses 1 over 2 examples and 4 over 4: (2 · 1 + 4 · 4) / 6 = 3. */
static void
test_merge (void)
{
  NnPoint point = point_of (1, 1, 2);
  NnPoint next = point_of (2, 4, 4);

  next.validated = TRUE;
  next.validation_loss = 7;
  nn_point_merge (&point, &next);
  g_assert_cmpfloat (point.training.loss, ==, 3);
  g_assert_true (isnan (point.training.accuracy));
  g_assert_cmpint (point.training.step, ==, 2);
  g_assert_cmpfloat (point.training.epoch, ==, 0.2);
  g_assert_cmpuint (point.training.examples, ==, 6);
  g_assert_true (point.validated);
  g_assert_cmpfloat (point.validation_loss, ==, 7);
}

/* Each of two networks in turn over its own examples: the judge 1 over 2 and 4 over 4, the maker, that had its first turn, 5. */
static void
test_merge_turns (void)
{
  NnPoint point = point_of (1, 1, 2);
  NnPoint next = point_of (2, 4, 4);
  NnPoint last = point_of (3, 5, 3);

  point.training.turn[NN_TURN_JUDGE] = (NnTurnSample) { 1, 2 };
  next.training.turn[NN_TURN_JUDGE] = (NnTurnSample) { 4, 4 };
  last.training.turn[NN_TURN_MAKER] = (NnTurnSample) { 5, 3 };
  nn_point_merge (&point, &next);
  g_assert_true (isnan (nn_sample_turn (&point.training, NN_TURN_MAKER)));
  nn_point_merge (&point, &last);
  g_assert_cmpfloat (nn_sample_turn (&point.training, NN_TURN_JUDGE), ==, 3);
  g_assert_cmpfloat (nn_sample_turn (&point.training, NN_TURN_MAKER), ==, 5);
  g_assert_cmpuint (point.training.turn[NN_TURN_JUDGE].examples, ==, 6);
}

/* A point without examples only brings its validation along. */
static void
test_merge_validation (void)
{
  NnPoint point = point_of (5, 2, 3);
  NnPoint next = point_of (5, NAN, 0);

  next.validated = TRUE;
  next.validation_loss = 1;
  nn_point_merge (&point, &next);
  g_assert_cmpfloat (point.training.loss, ==, 2);
  g_assert_cmpfloat (point.validation_loss, ==, 1);

  nn_point_merge (&next, &point);
  g_assert_cmpfloat (next.training.loss, ==, 2);
}

static void
test_in_order (void)
{
  g_autoptr (NnRing) ring = nn_ring_new (8);
  NnPoint out[8];

  g_assert_cmpuint (nn_ring_pop (ring, out, 8), ==, 0);
  for (int round = 0; round < 5; round++)
    {
      for (int i = 0; i < 6; i++)
        {
          const NnPoint point = point_of (i, i, 1);

          nn_ring_push (ring, &point);
        }
      g_assert_cmpuint (nn_ring_pop (ring, out, 4), ==, 4);
      g_assert_cmpuint (nn_ring_pop (ring, out + 4, 4), ==, 2);
      for (int i = 0; i < 6; i++)
        g_assert_cmpint (out[i].training.step, ==, i);
    }
}

/* Four fit; the six that follow are merged into one and come after them. */
static void
test_full (void)
{
  g_autoptr (NnRing) ring = nn_ring_new (4);
  NnPoint out[8];

  for (int i = 1; i <= 10; i++)
    {
      const NnPoint point = point_of (i, i, 1);

      nn_ring_push (ring, &point);
    }
  g_assert_false (nn_ring_flush (ring));
  g_assert_cmpuint (nn_ring_pop (ring, out, 8), ==, 4);
  g_assert_cmpint (out[3].training.step, ==, 4);

  g_assert_true (nn_ring_flush (ring));
  g_assert_cmpuint (nn_ring_pop (ring, out, 8), ==, 1);
  g_assert_cmpint (out[0].training.step, ==, 10);
  g_assert_cmpuint (out[0].training.examples, ==, 6);
  g_assert_cmpfloat (out[0].training.loss, ==, 7.5);
}

/* What is held back of the run before is not mixed into the new one. */
static void
test_full_new_run (void)
{
  g_autoptr (NnRing) ring = nn_ring_new (1);
  NnPoint out[2];

  for (int i = 1; i <= 4; i++)
    {
      NnPoint point = point_of (i, i, 1);

      point.run = i == 4 ? 2 : 1;
      nn_ring_push (ring, &point);
    }
  g_assert_cmpuint (nn_ring_pop (ring, out, 2), ==, 1);
  g_assert_true (nn_ring_flush (ring));
  g_assert_cmpuint (nn_ring_pop (ring, out, 2), ==, 1);
  g_assert_cmpuint (out[0].run, ==, 2);
  g_assert_cmpfloat (out[0].training.loss, ==, 4);
}

#define PUSHED 200000

static gpointer
push_all (gpointer data)
{
  NnRing *ring = data;

  for (int i = 1; i <= PUSHED; i++)
    {
      const NnPoint point = point_of (i, 1, 1);

      nn_ring_push (ring, &point);
    }
  while (!nn_ring_flush (ring))
    g_thread_yield ();
  return NULL;
}

/* Through a small ring with a busy writer: every example arrives once, in order, merged or not. */
static void
test_two_threads (void)
{
  g_autoptr (NnRing) ring = nn_ring_new (64);
  GThread *writer = g_thread_new ("writer", push_all, ring);
  NnPoint out[50];
  gint64 step = 0;
  guint examples = 0;

  while (examples < PUSHED)
    {
      const guint n = nn_ring_pop (ring, out, G_N_ELEMENTS (out));

      for (guint i = 0; i < n; i++)
        {
          g_assert_cmpint (out[i].training.step, ==, step + out[i].training.examples);
          g_assert_cmpfloat (out[i].training.loss, ==, 1);
          step = out[i].training.step;
          examples += out[i].training.examples;
        }
      if (n == 0)
        g_thread_yield ();
    }
  g_thread_join (writer);
  g_assert_cmpuint (examples, ==, PUSHED);
  g_assert_cmpuint (nn_ring_pop (ring, out, 1), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/live/ring/merge", test_merge);
  g_test_add_func ("/engine/live/ring/merge-turns", test_merge_turns);
  g_test_add_func ("/engine/live/ring/merge-validation", test_merge_validation);
  g_test_add_func ("/engine/live/ring/in-order", test_in_order);
  g_test_add_func ("/engine/live/ring/full", test_full);
  g_test_add_func ("/engine/live/ring/full-new-run", test_full_new_run);
  g_test_add_func ("/engine/live/ring/two-threads", test_two_threads);
  return g_test_run ();
}
