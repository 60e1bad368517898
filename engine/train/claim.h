/* Cache lines that travel between cores. A line that two cores have read must be taken back from both before one of them
 * may write it again, and that costs ten times as much as taking it from the one that wrote it last. So whoever reads
 * what another core is going to write asks for the line as if to write it. */
#pragma once

#include <glib.h>

#define NN_LINE_FLOATS 16

/* A hint: changes no number. */
static inline void
nn_claim (const float *numbers, gsize n)
{
  for (gsize i = 0; i < n; i += NN_LINE_FLOATS)
#if defined(__x86_64__)
    __asm__ volatile ("prefetchw %0" : : "m" (numbers[i]));   /* the compiler has it for newer processors only */
#else
    __builtin_prefetch (numbers + i, 1);
#endif
}
