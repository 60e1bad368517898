/* Numbers below 10⁻³⁸ as zero. A neuron that has died leaves an optimiser's memory that shrinks for ever without reaching
 * zero, and many processors handle such tiny numbers a hundred times slower than others. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#if defined(__x86_64__)
#define NN_FLUSH 0x8040u   /* of MXCSR: results that are too small, and operands, become zero */

/* From here on this thread takes them as zero. Returns what nn_denormals_restore() needs. */
static inline guint64
nn_denormals_flush (void)
{
  const guint before = __builtin_ia32_stmxcsr ();

  __builtin_ia32_ldmxcsr (before | NN_FLUSH);
  return before;
}

static inline void
nn_denormals_restore (guint64 before)
{
  __builtin_ia32_ldmxcsr ((guint) before);
}
#elif defined(__aarch64__)
#define NN_FLUSH (G_GUINT64_CONSTANT (1) << 24)   /* of FPCR: both become zero */

static inline guint64
nn_denormals_flush (void)
{
  guint64 before;

  __asm__ volatile ("mrs %0, fpcr" : "=r"(before));
  __asm__ volatile ("msr fpcr, %0" : : "r"(before | NN_FLUSH));
  return before;
}

static inline void
nn_denormals_restore (guint64 before)
{
  __asm__ volatile ("msr fpcr, %0" : : "r"(before));
}
#else
static inline guint64
nn_denormals_flush (void)
{
  return 0;
}

static inline void
nn_denormals_restore (guint64 before)
{
}
#endif

G_END_DECLS
