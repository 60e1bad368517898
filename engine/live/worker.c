#define _GNU_SOURCE   /* gettid */

#include "worker.h"

#include "command.h"
#include "mailbox.h"

#include <stdatomic.h>
#include <sys/resource.h>
#include <unistd.h>

/* Points that fit before they are merged: at 60 looks a second, half a million steps a second come through one by one.
 */
#define RING_ROOM 8192

/* A frame a display frame, as long as filling them costs no more than one part in LOOK_SHARE of the time; fewer where it would
 * cost more, but never so few that the picture stutters. A frame that nobody took (the window is hidden) is only brought up
 * to date now and then. */
#define LOOK_USEC 16000
#define MAX_LOOK_USEC 100000
#define LOOK_SHARE 150
#define UNTAKEN_USEC 100000

#define STEP_BACK 10   /* nice */

struct _NnOrder
{
  NnSnapshotReply reply;
};

struct _NnWorker
{
  GThread *thread;

  /* The three roads. */
  GAsyncQueue *commands;
  NnMailbox *box;
  NnRing *ring;

  /* The main thread's; the worker thread only reads sent. */
  atomic_ullong sent;
  guint64 run, look;
  guint64 line, newest_line;

  /* The worker thread's. */
  NnRunner *runner;
  gint64 next_look;  /* monotonic time */
  gint64 published;  /* when; monotonic time */
  gboolean outdated; /* more has happened than the last frame tells */
};

static void
publish (NnWorker *worker)
{
  const gint64 before = g_get_monotonic_time ();

  nn_runner_fill (worker->runner, nn_mailbox_back (worker->box));
  nn_mailbox_publish (worker->box);
  worker->published = g_get_monotonic_time ();
  worker->outdated = FALSE;
  worker->next_look = before + CLAMP (LOOK_SHARE * (worker->published - before), LOOK_USEC, MAX_LOOK_USEC);
}

/* A frame nobody has taken yet is not worth time that training could use. */
static gboolean
is_look_due (NnWorker *worker)
{
  const gint64 now = g_get_monotonic_time ();

  if (!worker->outdated || now < worker->next_look)
    return FALSE;
  return nn_mailbox_is_taken (worker->box) || now - worker->published >= UNTAKEN_USEC ||
         nn_runner_rest (worker->runner) > 0;
}

/* At rest everything is brought up to date: first what costs nothing, so that Pause is answered at once, then the
 * scores. */
static void
settle (NnWorker *worker)
{
  publish (worker);
  if (g_async_queue_length (worker->commands) <= 0 && nn_runner_validate (worker->runner))
    publish (worker);
}

/* The next command; waits for one as long as there is nothing else to do. */
static NnCommand *
next_command (NnWorker *worker)
{
  const gint64 rest = nn_runner_rest (worker->runner);

  if (rest < 0 && nn_ring_flush (worker->ring))
    return g_async_queue_pop (worker->commands);
  if (rest == 0)
    return g_async_queue_try_pop (worker->commands);
  if (rest < 0)
    return g_async_queue_timeout_pop (worker->commands, LOOK_USEC);
  return g_async_queue_timeout_pop (worker->commands, worker->outdated ? MIN (rest, LOOK_USEC) : rest);
}

/* All commands that wait; but a Step is taken before what comes after it. */
static gboolean
obey (NnWorker *worker)
{
  NnCommand *command = next_command (worker);
  const gboolean obeyed = command != NULL;

  while (command != NULL)
    {
      (void) atomic_load_explicit (&worker->sent, memory_order_acquire);
      worker->runner->obeyed++;
      command->apply (command, worker->runner);
      nn_command_free (command);
      command = nn_runner_is_stepping (worker->runner) ? NULL : g_async_queue_try_pop (worker->commands);
    }
  return obeyed;
}

/* The window goes first: training, and the pool's threads that are started from here, take the time it leaves. On an idle
 * processor that costs nothing. Where threads have no priorities of their own, nothing changes. */
static void
step_back (void)
{
#ifdef __linux__
  setpriority (PRIO_PROCESS, gettid (), STEP_BACK);
#endif
}

static gpointer
run (gpointer data)
{
  NnWorker *worker = data;

  step_back ();
  while (!worker->runner->quits)
    {
      const gboolean obeyed = obey (worker);
      const gboolean running = nn_runner_is_busy (worker->runner);

      worker->outdated |= obeyed | nn_runner_advance (worker->runner);
      if (obeyed)
        worker->next_look = 0;   /* what was asked is answered with the next frame, not when looks are due */
      if (nn_runner_is_busy (worker->runner) && is_look_due (worker))
        publish (worker);
      else if (!nn_runner_is_busy (worker->runner) && (obeyed || running))
        settle (worker);
    }
  return NULL;
}

NnWorker *
nn_worker_new (guint threads)
{
  NnWorker *worker = g_new0 (NnWorker, 1);

  worker->commands = g_async_queue_new_full ((GDestroyNotify) nn_command_free);
  worker->box = nn_mailbox_new ();
  worker->ring = nn_ring_new (RING_ROOM);
  worker->runner = nn_runner_new (worker->ring, threads);
  worker->thread = g_thread_new ("worker", run, worker);
  return worker;
}

/* The queue's lock orders all that a command carries. But it is a futex, which the thread sanitizer does not see: this
 * release, and the acquire in obey(), let it check the rest. */
static void
send (NnWorker *worker, NnCommand *command)
{
  atomic_fetch_add_explicit (&worker->sent, 1, memory_order_release);
  g_async_queue_push (worker->commands, command);
}

void
nn_worker_free (NnWorker *worker)
{
  if (worker == NULL)
    return;
  send (worker, nn_command_quit ());
  g_thread_join (worker->thread);
  nn_runner_free (worker->runner);
  nn_ring_free (worker->ring);
  nn_mailbox_free (worker->box);
  g_async_queue_unref (worker->commands);
  g_free (worker);
}

/* Back to a line that was left: its curve is another. */
static void
enter_line (NnWorker *worker, guint64 line)
{
  if (line <= worker->newest_line && line != worker->line)
    worker->run++;
  worker->newest_line = MAX (worker->newest_line, line);
  worker->line = line;
}

void
nn_worker_set_network (NnWorker *worker, NnNetwork *network, NnDataset *dataset, guint64 revision, guint64 line)
{
  enter_line (worker, line);
  if (network == NULL)
    worker->run++;
  send (worker, nn_command_set_network (network, dataset, revision, line, worker->run));
}

void
nn_worker_set_weights (NnWorker *worker, NnTensors *weights, gint64 step, gint64 epoch)
{
  send (worker, nn_command_set_weights (weights, step, epoch, ++worker->run));
}

void
nn_worker_set_recipe (NnWorker *worker, NnSettings *recipe)
{
  send (worker, nn_command_set_recipe (recipe));
}

void
nn_worker_set_weight (NnWorker *worker, const char *name, gsize index, float value)
{
  send (worker, nn_command_set_weight (name, index, value));
}

void
nn_worker_play (NnWorker *worker)
{
  send (worker, nn_command_play ());
}

void
nn_worker_pause (NnWorker *worker)
{
  send (worker, nn_command_pause ());
}

void
nn_worker_step (NnWorker *worker, NnStepSize size)
{
  send (worker, nn_command_step (size));
}

void
nn_worker_reset (NnWorker *worker, guint64 seed, guint64 line)
{
  enter_line (worker, line);
  send (worker, nn_command_reset (seed, line, ++worker->run));
}

void
nn_worker_show_moment (NnWorker *worker, gint64 step)
{
  send (worker, nn_command_show_moment (step));
}

void
nn_worker_fork (NnWorker *worker, gint64 step, guint64 line)
{
  enter_line (worker, line);
  send (worker, nn_command_fork (step, line, ++worker->run));
}

void
nn_worker_return (NnWorker *worker, guint64 line)
{
  enter_line (worker, line);
  send (worker, nn_command_return (line, worker->run));
}

void
nn_worker_test_rates (NnWorker *worker)
{
  send (worker, nn_command_test_rates ());
}

void
nn_worker_time_engines (NnWorker *worker)
{
  send (worker, nn_command_time_engines ());
}

void
nn_worker_set_speed (NnWorker *worker, double steps_per_s)
{
  send (worker, nn_command_set_speed (steps_per_s));
}

void
nn_worker_set_device (NnWorker *worker, const char *which)
{
  send (worker, nn_command_set_device (which));
}

void
nn_worker_set_example (NnWorker *worker, gint64 index)
{
  send (worker, nn_command_set_example (index));
}

void
nn_worker_set_input (NnWorker *worker, GArray *input)
{
  send (worker, nn_command_set_input (input));
}

guint64
nn_worker_look (NnWorker *worker, GArray *items)
{
  send (worker, nn_command_look (items, ++worker->look));
  return worker->look;
}

guint64
nn_worker_sent (NnWorker *worker)
{
  return atomic_load_explicit (&worker->sent, memory_order_relaxed);
}

guint64
nn_worker_run (NnWorker *worker)
{
  return worker->run;
}

const NnFrame *
nn_worker_frame (NnWorker *worker, gboolean *fresh)
{
  return nn_mailbox_latest (worker->box, fresh);
}

guint
nn_worker_points (NnWorker *worker, NnPoint *points, guint room)
{
  return nn_ring_pop (worker->ring, points, room);
}

NnOrder *
nn_worker_order (NnWorker *worker, gboolean tape)
{
  NnOrder *order = g_new0 (NnOrder, 1);

  order->reply.tape = tape;
  g_mutex_init (&order->reply.lock);
  g_cond_init (&order->reply.cond);
  send (worker, nn_command_snapshot (&order->reply));
  return order;
}

NnTensors *
nn_order_wait (NnOrder *order, gint64 *step, gint64 *epoch)
{
  NnSnapshotReply *reply = &order->reply;
  NnTensors *weights;

  g_mutex_lock (&reply->lock);
  while (!atomic_load_explicit (&reply->done, memory_order_acquire))
    g_cond_wait (&reply->cond, &reply->lock);
  g_mutex_unlock (&reply->lock);

  g_mutex_clear (&reply->lock);
  g_cond_clear (&reply->cond);
  *step = reply->step;
  *epoch = reply->epoch;
  weights = reply->weights;
  g_free (order);
  return weights;
}

NnTensors *
nn_worker_snapshot (NnWorker *worker, gint64 *step, gint64 *epoch)
{
  return nn_order_wait (nn_worker_order (worker, FALSE), step, epoch);
}

NnTensors *
nn_worker_snapshot_tape (NnWorker *worker, gint64 *step, gint64 *epoch)
{
  return nn_order_wait (nn_worker_order (worker, TRUE), step, epoch);
}
