/* The team meets at two gates a run: `start` counts the runs begun, `finished` the parts done. Waiting at a gate
 * spins for a moment, because the next run of a training step is microseconds away, and then sleeps, because a paused
 * window must not cost anything. */
#include "pool.h"

#include <pthread.h>
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
  NnPool *pool;
  guint index;
  GThread *thread;
} Worker;

struct _NnPool
{
  Gate start;
  Gate finished;
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

static gboolean
spin (Gate *gate, guint target)
{
  const gint64 end = g_get_monotonic_time () + SPIN_USEC;

  do
    for (guint i = 0; i < PAUSES_A_LOOK; i++)
      {
        /* Acquire: what was written before the gate moved must be seen behind it. */
        if (atomic_load_explicit (&gate->count, memory_order_acquire) == target)
          return TRUE;
        relax ();
      }
  while (g_get_monotonic_time () < end);
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
gate_await (Gate *gate, guint target)
{
  if (spin (gate, target))
    return;
  pthread_mutex_lock (&gate->lock);
  atomic_fetch_add (&gate->sleepers, 1);
  while (atomic_load (&gate->count) != target)
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
      gate_await (&pool->start, run);
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
  for (guint i = 1; i < pool->n_workers; i++)
    {
      Worker *worker = &pool->worker[i];

      worker->pool = pool;
      worker->index = i;
      worker->thread = g_thread_new ("nn-pool", worker_main, worker);
    }
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

  pool->func = func;
  pool->data = data;
  pool->runs++;
  gate_raise (&pool->start);
  func (data, 0, pool->n_workers);
  /* Both counts wrap around together. */
  gate_await (&pool->finished, pool->runs * (pool->n_workers - 1));
}
