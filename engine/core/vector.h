/* How kernels are written for several processors at once: a function marked NN_KERNEL is compiled for each level and
 * the best is chosen when the program starts; what it calls in its inner loops is marked NN_INLINE, so that it is
 * compiled along. A function that needs to know how many registers it has is written once for each width,
 * NN_KERNEL_512 and NN_KERNEL_256 and neither, and its caller chooses by nn_vector_bits (). */
#pragma once

#define NN_INLINE static inline __attribute__ ((always_inline))

/* The thread sanitizer is not ready yet when the choice is made, so its builds have one level only. */
#if defined(__x86_64__) && !defined(__SANITIZE_THREAD__)
#define NN_KERNEL __attribute__ ((target_clones ("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define NN_KERNEL
#endif

#if defined(__x86_64__)
#define NN_KERNEL_512 __attribute__ ((target ("arch=x86-64-v4,prefer-vector-width=512")))
#define NN_KERNEL_256 __attribute__ ((target ("arch=x86-64-v3")))
#else
#define NN_KERNEL_512
#define NN_KERNEL_256
#endif

/* The widest vectors that this processor computes with: 512, 256 or 128 bits. Tests define NN_VECTOR_BITS to try the
 * narrower ones. */
static inline unsigned
nn_vector_bits (void)
{
#if defined(NN_VECTOR_BITS)
  return NN_VECTOR_BITS;
#elif defined(__x86_64__)
  if (__builtin_cpu_supports ("avx512f") && __builtin_cpu_supports ("avx512bw") &&
      __builtin_cpu_supports ("avx512cd") && __builtin_cpu_supports ("avx512dq") && __builtin_cpu_supports ("avx512vl"))
    return 512;
  if (__builtin_cpu_supports ("avx2") && __builtin_cpu_supports ("fma"))
    return 256;
#endif
  return 128;
}
