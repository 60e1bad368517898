/* Vectors of so many floats, read and written wherever they lie, in the compiler's own notation: the same code for every
 * processor. A vector wider than the processor's is kept in memory, so a kernel takes what fits its level. */
#pragma once

#include <glib.h>

typedef float V1;
typedef float V2 __attribute__ ((vector_size (8), aligned (4), may_alias));
typedef float V4 __attribute__ ((vector_size (16), aligned (4), may_alias));
typedef float V8 __attribute__ ((vector_size (32), aligned (4), may_alias));
typedef float V16 __attribute__ ((vector_size (64), aligned (4), may_alias));
typedef gint32 Mask4 __attribute__ ((vector_size (16)));
typedef gint32 Mask8 __attribute__ ((vector_size (32)));
typedef gint32 Mask16 __attribute__ ((vector_size (64)));

/* Before a loop over registers, whose count is known where it is compiled: it must disappear, or they live in memory. */
#define NN_UNROLL _Pragma ("GCC unroll 16")
