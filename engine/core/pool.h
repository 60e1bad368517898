/**
 * NnPool:
 *
 * A fixed team of threads that run the same function together, for steps that last microseconds: the caller is worker
 * 0, the others spin for a moment before they sleep. With one thread it is a plain call.
 *
 * Thread-safety: one thread runs the pool at a time.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _NnPool NnPool;
typedef void (*NnPoolFunc) (gpointer data, guint worker, guint n_workers);

guint   nn_pool_default_threads (void);                             /* the processor's cores, at most NN_POOL_MAX */
NnPool *nn_pool_new             (guint threads);                    /* (transfer full) 1 to NN_POOL_MAX */
void    nn_pool_free            (NnPool *pool);
guint   nn_pool_threads         (const NnPool *pool);
void    nn_pool_run             (NnPool *pool, NnPoolFunc func, gpointer data);   /* returns when all have returned */
void    nn_pool_meet            (NnPool *pool, guint worker);       /* inside a run, called by all: returns when all have come */

#define NN_POOL_MAX 64

/* The part of n items that a worker takes: contiguous, sizes differing by at most one, the same for the same
 * arguments. */
static inline void
nn_pool_part (gsize n, guint worker, guint n_workers, gsize *first, gsize *end)
{
  *first = n * worker / n_workers;
  *end = n * (worker + 1) / n_workers;
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NnPool, nn_pool_free)

G_END_DECLS
