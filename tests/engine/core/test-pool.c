#include "pool.h"

#include <stdatomic.h>
#include <time.h>

typedef struct
{
  guint64 sum[NN_POOL_MAX];
  guint n_items;
  guint n_workers;
} Job;

static void
add_part_cb (gpointer data, guint worker, guint n_workers)
{
  Job *job = data;
  gsize first, end;

  nn_pool_part (job->n_items, worker, n_workers, &first, &end);
  for (gsize i = first; i < end; i++)
    job->sum[worker] += i;
  if (worker == 0)
    job->n_workers = n_workers;
}

/* Every item is taken once, in every run, and the caller sees what the others wrote: no lock, plain memory. */
static void
test_runs (void)
{
  for (guint threads = 1; threads <= 5; threads++)
    {
      g_autoptr (NnPool) pool = nn_pool_new (threads);

      g_assert_cmpuint (nn_pool_threads (pool), ==, threads);
      for (guint run = 0; run < 2000; run++)
        {
          Job job = { .n_items = run % 37 };
          guint64 sum = 0;

          nn_pool_run (pool, add_part_cb, &job);
          g_assert_cmpuint (job.n_workers, ==, threads);
          for (guint w = 0; w < threads; w++)
            sum += job.sum[w];
          g_assert_cmpuint (sum, ==, (guint64) job.n_items * (job.n_items - MIN (job.n_items, 1)) / 2);
        }
    }
}

typedef struct
{
  NnPool *pool;
  guint round[NN_POOL_MAX];
  atomic_uint missed;
} Meeting;

/* Whoever leaves a meeting sees what all wrote before it; who writes again waits until all have looked. */
static void
meet_cb (gpointer data, guint worker, guint n_workers)
{
  Meeting *meeting = data;

  for (guint round = 1; round <= 50; round++)
    {
      meeting->round[worker] = round;
      if (round % 10 == worker)
        g_usleep (200);
      nn_pool_meet (meeting->pool, worker);
      for (guint w = 0; w < n_workers; w++)
        if (meeting->round[w] != round)
          atomic_fetch_add (&meeting->missed, 1);
      nn_pool_meet (meeting->pool, worker);
    }
}

static void
test_meetings (void)
{
  for (guint threads = 1; threads <= 5; threads++)
    {
      Meeting meeting = { .pool = nn_pool_new (threads) };

      for (guint run = 0; run < 5; run++)
        nn_pool_run (meeting.pool, meet_cb, &meeting);
      g_assert_cmpuint (meeting.missed, ==, 0);
      nn_pool_free (meeting.pool);
    }
}

/* Runs so far apart that everybody has gone to sleep. */
static void
test_sleep (void)
{
  g_autoptr (NnPool) pool = nn_pool_new (3);

  for (guint run = 0; run < 20; run++)
    {
      Job job = { .n_items = 100 };

      nn_pool_run (pool, add_part_cb, &job);
      g_assert_cmpuint (job.sum[0] + job.sum[1] + job.sum[2], ==, 4950);
      g_usleep (2000);
    }
}

static void
slow_cb (gpointer data, guint worker, guint n_workers)
{
  atomic_uint *done = data;

  if (worker > 0)
    g_usleep (5000);
  atomic_fetch_add (done, 1);
}

/* The caller waits for workers that take longer than it is willing to spin. */
static void
test_slow_worker (void)
{
  g_autoptr (NnPool) pool = nn_pool_new (4);
  atomic_uint done = 0;

  nn_pool_run (pool, slow_cb, &done);
  g_assert_cmpuint (done, ==, 4);
}

static double
processor_seconds (void)
{
  struct timespec t;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &t);
  return t.tv_sec + 1e-9 * t.tv_nsec;
}

/* A team that has nothing to do costs nothing. */
static void
test_idle (void)
{
  g_autoptr (NnPool) pool = nn_pool_new (4);
  Job job = { .n_items = 100 };
  double before;

  nn_pool_run (pool, add_part_cb, &job);
  g_usleep (20000);
  before = processor_seconds ();
  g_usleep (200000);
  g_assert_cmpfloat (processor_seconds () - before, <, 0.02);
}

static void
test_part (void)
{
  for (gsize n = 0; n < 50; n++)
    for (guint workers = 1; workers < 9; workers++)
      {
        gsize next = 0;

        for (guint w = 0; w < workers; w++)
          {
            gsize first, end;

            nn_pool_part (n, w, workers, &first, &end);
            g_assert_cmpuint (first, ==, next);
            g_assert_cmpuint (end - first, >=, n / workers);
            g_assert_cmpuint (end - first, <=, n / workers + 1);
            next = end;
          }
        g_assert_cmpuint (next, ==, n);
      }
}

static void
test_limits (void)
{
  g_autoptr (NnPool) none = nn_pool_new (0);
  g_autoptr (NnPool) many = nn_pool_new (1000);

  g_assert_cmpuint (nn_pool_threads (none), ==, 1);
  g_assert_cmpuint (nn_pool_threads (many), ==, NN_POOL_MAX);
  g_assert_cmpuint (nn_pool_default_threads (), >=, 1);
  g_assert_cmpuint (nn_pool_default_threads (), <=, NN_POOL_MAX);
  nn_pool_free (NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/core/pool/runs", test_runs);
  g_test_add_func ("/engine/core/pool/sleep", test_sleep);
  g_test_add_func ("/engine/core/pool/meetings", test_meetings);
  g_test_add_func ("/engine/core/pool/slow-worker", test_slow_worker);
  g_test_add_func ("/engine/core/pool/idle", test_idle);
  g_test_add_func ("/engine/core/pool/part", test_part);
  g_test_add_func ("/engine/core/pool/limits", test_limits);
  return g_test_run ();
}
