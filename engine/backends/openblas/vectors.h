/* Vectors of so many floats, read and written wherever they lie, in the compiler's own notation: the same code for
 * every processor. A vector wider than the processor's is kept in memory, so a kernel takes what fits its level. */
#pragma once

#include <glib.h>

typedef float V1;
typedef float V2 __attribute__ ((vector_size (8), aligned (4), may_alias));
typedef float V4 __attribute__ ((vector_size (16), aligned (4), may_alias));
typedef float V8 __attribute__ ((vector_size (32), aligned (4), may_alias));
typedef float V16 __attribute__ ((vector_size (64), aligned (4), may_alias));
typedef gint32 V4Mask __attribute__ ((vector_size (16)));
typedef gint32 V8Mask __attribute__ ((vector_size (32)));
typedef gint32 V16Mask __attribute__ ((vector_size (64)));

#define NN_LANES_OF(V) (sizeof (V) / sizeof (float))

/* The name of a function that is written once and compiled for each vector type V: NN_FOR (tile, V8) is tile_V8. */
#define NN_FOR(function, V) NN_PASTE (function, V)
#define NN_PASTE(function, V) function##_##V

/* Before a loop over registers, of a count known where it is compiled: it must disappear, or they live in memory. */
#define NN_UNROLL _Pragma ("GCC unroll 16")

/* Runs `call` for each place `at` from `from` to n in steps of so many lanes; n is at least one step. The last step
 * goes back so that it ends at n: what it does a second time has the same result. */
#define NN_COVER(at, from, n, lanes, call)                                              \
  for (gsize next_##at = (from), at; next_##at < (n); next_##at += (lanes))             \
    {                                                                                   \
      at = MIN (next_##at, (n) - (lanes));                                              \
      call;                                                                             \
    }
