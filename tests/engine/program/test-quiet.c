/* Nothing is allocated while a program runs: the allocator's entries are replaced by ones that count. */
#include "graphs.h"

#include <stdatomic.h>
#include <stdlib.h>

#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define COUNTS_ALLOCATIONS 1

extern void *__libc_malloc (size_t);
extern void *__libc_calloc (size_t, size_t);
extern void *__libc_realloc (void *, size_t);
extern void *__libc_memalign (size_t, size_t);

static atomic_uint allocations;

void *
malloc (size_t size)
{
  allocations++;
  return __libc_malloc (size);
}

void *
calloc (size_t n, size_t size)
{
  allocations++;
  return __libc_calloc (n, size);
}

void *
realloc (void *block, size_t size)
{
  allocations++;
  return __libc_realloc (block, size);
}

void *
aligned_alloc (size_t alignment, size_t size)
{
  allocations++;
  return __libc_memalign (alignment, size);
}

int
posix_memalign (void **block, size_t alignment, size_t size)
{
  return (*block = aligned_alloc (alignment, size)) != NULL ? 0 : 12;
}
#endif

static void
test_run (gconstpointer data)
{
#ifdef COUNTS_ALLOCATIONS
  const NnBackend *backend = data;
  g_autoptr (NnGraph) graph = make_mlp (300, 100, 10);
  g_autofree double *x = g_new0 (double, 20 * 300), *t = g_new0 (double, 20 * 10);
  Bound bound = bind_graph (graph, backend, 20, 2, TRUE);
  guint before;

  run_rows (&bound, graph, backend, x, t, 20, TRUE);   /* a library may set itself up in its first call */
  before = allocations;
  for (guint i = 0; i < 10; i++)
    run_rows (&bound, graph, backend, x, t, 20 - i, TRUE);
  g_assert_cmpuint (allocations, ==, before);

  g_free (g_malloc (10));
  g_assert_cmpuint (allocations, >, before);
  unbind (&bound);
#else
  g_test_skip ("allocations cannot be counted in this build");
#endif
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/engine/program/quiet/reference", &nn_backend_reference, test_run);
  g_test_add_data_func ("/engine/program/quiet/openblas", &nn_backend_openblas, test_run);
  return g_test_run ();
}
