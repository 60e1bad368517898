/* Big blocks of numbers: aligned for vectors, zeroed, and refused instead of ending the program. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define NN_BIG_ALIGN 64   /* bytes: a cache line, and the widest vector */


gpointer nn_big_new          (gsize bytes);       /* (transfer full) zeroed; NULL when there is no such memory */
void     nn_big_free         (gpointer block);
gsize    nn_memory_available (void);              /* bytes to be had without swapping; G_MAXSIZE: the system does not say */

/* Sizes of things a student may ask for overflow: these stay at G_MAXSIZE instead. */
static inline gsize
nn_size_times (gsize a, gsize b)
{
  gsize product;

  return __builtin_mul_overflow (a, b, &product) ? G_MAXSIZE : product;
}

static inline gsize
nn_size_plus (gsize a, gsize b)
{
  gsize sum;

  return __builtin_add_overflow (a, b, &sum) ? G_MAXSIZE : sum;
}

/* Up to the next multiple of NN_BIG_ALIGN. */
static inline gsize
nn_size_aligned (gsize bytes)
{
  return nn_size_plus (bytes, NN_BIG_ALIGN - 1) / NN_BIG_ALIGN * NN_BIG_ALIGN;
}

G_END_DECLS
