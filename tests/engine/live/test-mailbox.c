#include "mailbox.h"

#include <math.h>

static void
publish (NnMailbox *box, gint64 step)
{
  NnFrame *frame = nn_mailbox_back (box);

  frame->step = step;
  g_array_set_size (frame->numbers, 0);
  for (int i = 0; i < 16; i++)
    {
      const float number = step;

      g_array_append_val (frame->numbers, number);
    }
  nn_mailbox_publish (box);
}

static void
test_empty (void)
{
  g_autoptr (NnMailbox) box = nn_mailbox_new ();
  gboolean fresh;
  gsize n;
  const NnFrame *frame = nn_mailbox_latest (box, &fresh);

  g_assert_false (fresh);
  g_assert_cmpint (frame->state, ==, NN_STATE_EMPTY);
  g_assert_true (isnan (frame->validation_loss));
  g_assert_null (nn_frame_item (frame, 0, &n));
  g_assert_cmpuint (n, ==, 0);
}

static void
test_newest_wins (void)
{
  g_autoptr (NnMailbox) box = nn_mailbox_new ();
  const NnFrame *frame;
  gboolean fresh;

  for (gint64 step = 1; step <= 5; step++)
    publish (box, step);
  g_assert_false (nn_mailbox_is_taken (box));

  frame = nn_mailbox_latest (box, &fresh);
  g_assert_true (fresh);
  g_assert_cmpint (frame->step, ==, 5);
  g_assert_true (nn_mailbox_is_taken (box));

  /* What the reader holds stays as it is while the writer goes on. */
  publish (box, 6);
  publish (box, 7);
  g_assert_cmpint (frame->step, ==, 5);

  frame = nn_mailbox_latest (box, &fresh);
  g_assert_cmpint (frame->step, ==, 7);
  frame = nn_mailbox_latest (box, &fresh);
  g_assert_false (fresh);
  g_assert_cmpint (frame->step, ==, 7);
}

#define PUBLISHED 100000

static gpointer
publish_all (gpointer data)
{
  for (gint64 step = 1; step <= PUBLISHED; step++)
    publish (data, step);
  return NULL;
}

/* Frames are whole, and never older than the one before. */
static void
test_two_threads (void)
{
  g_autoptr (NnMailbox) box = nn_mailbox_new ();
  GThread *writer = g_thread_new ("writer", publish_all, box);
  gint64 step = 0;

  while (step < PUBLISHED)
    {
      gboolean fresh;
      const NnFrame *frame = nn_mailbox_latest (box, &fresh);

      g_assert_cmpint (frame->step, >=, step);
      g_assert_true (!fresh || frame->step > step);
      step = frame->step;
      for (guint i = 0; i < frame->numbers->len; i++)
        g_assert_cmpfloat (g_array_index (frame->numbers, float, i), ==, step);
    }
  g_thread_join (writer);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/live/mailbox/empty", test_empty);
  g_test_add_func ("/engine/live/mailbox/newest-wins", test_newest_wins);
  g_test_add_func ("/engine/live/mailbox/two-threads", test_two_threads);
  return g_test_run ();
}
