#include "denormals.h"

/* In its own function with volatile operands: the arithmetic is the processor's, not the compiler's. */
static float
half (float number)
{
  volatile float operand = number, result = operand * 0.5f;

  return result;
}

static void
test_flush (void)
{
#if defined(NN_FLUSH)
  const float smallest = 1.17549435e-38f;
  guint64 before;

  g_assert_cmpfloat (half (smallest), >, 0);
  before = nn_denormals_flush ();
  g_assert_cmpfloat (half (smallest), ==, 0);
  g_assert_cmpfloat (half (1), ==, 0.5);
  nn_denormals_restore (before);
  g_assert_cmpfloat (half (smallest), >, 0);
#else
  g_test_skip ("this processor has no such mode");
#endif
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/train/denormals/flush", test_flush);
  return g_test_run ();
}
