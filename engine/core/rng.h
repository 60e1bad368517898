/**
 * NnRng:
 *
 * Counter-based random numbers, Philox 4x32-10 (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC 2011):
 * the same on every machine, thread count and back end. A stream is named by a seed and a key; a plain value, copy to fork.
 *
 * Thread-safety: none; each thread has its own.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  guint64 seed;
  guint64 stream;
  guint64 counter;   /* blocks of four words handed out so far */
  guint32 word[4];
  guint left;        /* words of the block still unused */
} NnRng;

/* Streams that are used in more than one place; others are made by nn_rng_stream_of(). */
enum
{
  NN_STREAM_SPLIT = 1,
  NN_STREAM_SHUFFLE,
  NN_STREAM_DATA,
};

void    nn_philox         (guint64 seed, guint64 stream, guint64 counter, guint32 out[4]);

/* A stream for a name, "dense_1.weight": its bytes hashed with 64-bit FNV-1a, then the highest bit set, so that it is
 * none of the streams above. The same in every version: weights of saved documents depend on it. */
guint64 nn_rng_stream_of  (const char *name);

NnRng   nn_rng            (guint64 seed, guint64 stream);
guint32 nn_rng_word       (NnRng *rng);
double  nn_rng_uniform    (NnRng *rng);                             /* [0, 1), 53 bits */
double  nn_rng_between    (NnRng *rng, double low, double high);
double  nn_rng_normal     (NnRng *rng);                             /* mean 0, deviation 1 */
guint32 nn_rng_below      (NnRng *rng, guint32 n);                  /* 0 … n - 1, n > 0, without bias */
void    nn_rng_shuffle    (NnRng *rng, guint32 *items, gsize n);

G_END_DECLS
