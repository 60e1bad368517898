/* How kernels are written for several processors at once: a function marked NN_KERNEL is compiled for each level and the
 * best is chosen when the program starts; what it calls in its inner loops is marked NN_INLINE, so that it is compiled along. */
#pragma once

#define NN_INLINE static inline __attribute__ ((always_inline))

/* The thread sanitizer is not ready yet when the choice is made, so its builds have one level only. */
#if defined(__x86_64__) && !defined(__SANITIZE_THREAD__)
#define NN_KERNEL __attribute__ ((target_clones ("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define NN_KERNEL
#endif
