/* The team meets at two gates a run: `start` counts the runs begun, `finished` the parts done; and at `between` as often as
 * the function asks for it. Waiting at a gate spins
 * for a moment, because the next run of a training step is microseconds away, and then sleeps, because a paused window
 * must not cost anything. Where there are fewer free processors than workers, who spins may keep the one he waits for
 * from running: so everyone says where he runs, and nobody spins where another was last seen. */
#define _GNU_SOURCE   /* sched_getcpu */
#include "pool.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>

#define CACHE_LINE 64
#define SPIN_USEC 50         /* longer than the gaps inside a step, shorter than anything one could feel */
#define PAUSES_A_LOOK 32     /* pauses between two looks at the clock */

/* A number that one side raises and the other waits for. */
typedef struct
{
  _Alignas (CACHE_LINE) atomic_uint count;
  atomic_uint sleepers;
  pthread_mutex_t lock;
  pthread_cond_t moved;
} Gate;

typedef struct
{
  _Alignas (CACHE_LINE) atomic_int processor;   /* where it was last seen; −1: nowhere yet */
  NnPool *pool;
  guint index;
  guint meetings;            /* it came to */
  GThread *thread;           /* NULL: the caller's own */
} Worker;

struct _NnPool
{
  Gate start;
  Gate finished;
  Gate between;
  guint n_workers;           /* the caller counts as worker 0 */
  guint runs;
  NnPoolFunc func;           /* NULL: go home */
  gpointer data;
  Worker worker[NN_POOL_MAX];
};

static void
gate_init (Gate *gate)
{
  atomic_init (&gate->count, 0);
  atomic_init (&gate->sleepers, 0);
  pthread_mutex_init (&gate->lock, NULL);
  pthread_cond_init (&gate->moved, NULL);
}

static void
gate_clear (Gate *gate)
{
  pthread_mutex_destroy (&gate->lock);
  pthread_cond_destroy (&gate->moved);
}

static inline void
relax (void)
{
#if defined(__x86_64__) || defined(__i386__)
  __builtin_ia32_pause ();
#elif defined(__aarch64__)
  __asm__ volatile ("yield");
#endif
}

/* The processor this thread runs on; −1 where the system does not say. */
static inline int
here (void)
{
#if defined(__linux__)
  return sched_getcpu ();
#else
  return -1;
#endif
}

static void
say_where (Worker *self)
{
  const int processor = here ();

  if (atomic_load_explicit (&self->processor, memory_order_relaxed) != processor)
    atomic_store_explicit (&self->processor, processor, memory_order_relaxed);
}

/* Whether another of the team was last seen on this processor, and cannot run as long as this one does. */
static gboolean
in_the_way (const Worker *self)
{
  const NnPool *pool = self->pool;
  const int processor = here ();

  for (guint i = 0; i < pool->n_workers && processor >= 0; i++)
    if (i != self->index && atomic_load_explicit (&pool->worker[i].processor, memory_order_relaxed) == processor)
      return TRUE;
  return FALSE;
}

/* Counts wrap around. One who comes late may find the gate further on. */
static inline gboolean
has_come (guint count, guint target)
{
  return (gint) (count - target) >= 0;
}

static gboolean
spin (Gate *gate, guint target, const Worker *self)
{
  const gint64 end = g_get_monotonic_time () + SPIN_USEC;

  do
    for (guint i = 0; i < PAUSES_A_LOOK; i++)
      {
        /* Acquire: what was written before the gate moved must be seen behind it. */
        if (has_come (atomic_load_explicit (&gate->count, memory_order_acquire), target))
          return TRUE;
        relax ();
      }
  while (g_get_monotonic_time () < end && !in_the_way (self));
  return FALSE;
}

/* Sequential consistency: either the sleeper sees the new count, or the one who moved it sees the sleeper. */
static void
gate_raise (Gate *gate)
{
  atomic_fetch_add (&gate->count, 1);
  if (atomic_load (&gate->sleepers) == 0)
    return;
  pthread_mutex_lock (&gate->lock);
  pthread_cond_broadcast (&gate->moved);
  pthread_mutex_unlock (&gate->lock);
}

static void
gate_await (Gate *gate, guint target, const Worker *self)
{
  if (spin (gate, target, self))
    return;
  pthread_mutex_lock (&gate->lock);
  atomic_fetch_add (&gate->sleepers, 1);
  while (!has_come (atomic_load (&gate->count), target))
    pthread_cond_wait (&gate->moved, &gate->lock);
  atomic_fetch_sub (&gate->sleepers, 1);
  pthread_mutex_unlock (&gate->lock);
}

static gpointer
worker_main (gpointer data)
{
  Worker *worker = data;
  NnPool *pool = worker->pool;

  for (guint run = 1;; run++)
    {
      gate_await (&pool->start, run, worker);
      say_where (worker);
      if (pool->func == NULL)
        return NULL;
      pool->func (pool->data, worker->index, pool->n_workers);
      gate_raise (&pool->finished);
    }
}

guint
nn_pool_default_threads (void)
{
  return MIN (g_get_num_processors (), NN_POOL_MAX);
}

NnPool *
nn_pool_new (guint threads)
{
  NnPool *pool = g_aligned_alloc0 (1, sizeof (NnPool), CACHE_LINE);

  pool->n_workers = CLAMP (threads, 1, NN_POOL_MAX);
  gate_init (&pool->start);
  gate_init (&pool->finished);
  gate_init (&pool->between);
  for (guint i = 0; i < pool->n_workers; i++)
    {
      pool->worker[i].pool = pool;
      pool->worker[i].index = i;
      atomic_init (&pool->worker[i].processor, -1);
    }
  for (guint i = 1; i < pool->n_workers; i++)
    pool->worker[i].thread = g_thread_new ("nn-pool", worker_main, &pool->worker[i]);
  return pool;
}

void
nn_pool_free (NnPool *pool)
{
  if (pool == NULL)
    return;
  pool->func = NULL;
  gate_raise (&pool->start);
  for (guint i = 1; i < pool->n_workers; i++)
    g_thread_join (pool->worker[i].thread);
  gate_clear (&pool->start);
  gate_clear (&pool->finished);
  gate_clear (&pool->between);
  g_aligned_free (pool);
}

guint
nn_pool_threads (const NnPool *pool)
{
  return pool->n_workers;
}

void
nn_pool_run (NnPool *pool, NnPoolFunc func, gpointer data)
{
  if (pool->n_workers == 1)
    {
      func (data, 0, 1);
      return;
    }

  say_where (&pool->worker[0]);
  pool->func = func;
  pool->data = data;
  pool->runs++;
  gate_raise (&pool->start);
  func (data, 0, pool->n_workers);
  /* Both counts wrap around together. */
  gate_await (&pool->finished, pool->runs * (pool->n_workers - 1), &pool->worker[0]);
}

void
nn_pool_meet (NnPool *pool, guint worker)
{
  Worker *self = &pool->worker[worker];

  if (pool->n_workers == 1)
    return;
  self->meetings++;
  gate_raise (&pool->between);
  gate_await (&pool->between, self->meetings * pool->n_workers, self);
}
