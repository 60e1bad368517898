/* Texts that end: class 0 is the end. The first end of an example is asked for like any other class, what follows it is padding,
 * which nobody is to be right or wrong about. For `cross_entropy`, its kernels, and those who count answers.
 *
 * Thread-safety: any thread; nothing is kept. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define NN_CROSS_ENTROPY_ENDS 2   /* place in arg: 1 if texts end, 0 if every place is asked for */

/* Places of one example that are asked for: up to its first end, or all. */
static inline gsize
nn_places_asked (const float *target, gsize places)
{
  gsize n = 0;

  while (n < places && target[n] != 0)
    n++;
  return MIN (n + 1, places);
}

G_END_DECLS
