#include "vt-pad.h"

#include <math.h>

#define SIDE 28

static const NnShape shape = NN_SHAPE (SIDE, SIDE, 1);

static void
test_empty (void)
{
  g_autoptr (VtPad) pad = vt_pad_new ();
  float out[SIDE * SIDE];

  vt_pad_see (pad, &shape, out);
  for (guint i = 0; i < SIDE * SIDE; i++)
    g_assert_cmpfloat (out[i], ==, 0);
  g_assert_true (vt_pad_is_empty (pad));
  vt_pad_stroke (pad, 10, 10, 60, 10, 20);
  g_assert_false (vt_pad_is_empty (pad));
  vt_pad_clear (pad);
  vt_pad_see (pad, &shape, out);
  g_assert_true (vt_pad_is_empty (pad));
  for (guint i = 0; i < SIDE * SIDE; i++)
    g_assert_cmpfloat (out[i], ==, 0);
}

/* Wherever it is drawn, and however large: its box takes 20 of 28 dots and its mass lies in the middle. */
static void
check_line (double x, double y, double length)
{
  g_autoptr (VtPad) pad = vt_pad_new ();
  double mass = 0, x_sum = 0, y_sum = 0;
  float out[SIDE * SIDE];
  guint rows = 0;

  vt_pad_stroke (pad, x, y, x, y + length, length / 8);
  vt_pad_see (pad, &shape, out);
  for (guint row = 0; row < SIDE; row++)
    {
      float most = 0;

      for (guint column = 0; column < SIDE; column++)
        {
          const float ink = out[row * SIDE + column];

          g_assert_true (ink >= 0 && ink <= 1);
          most = MAX (most, ink);
          mass += ink;
          x_sum += ink * column;
          y_sum += ink * row;
        }
      rows += most > 0.5f;
    }
  g_assert_cmpuint (rows, >=, 19);
  g_assert_cmpuint (rows, <=, 21);
  g_assert_cmpfloat_with_epsilon (x_sum / mass, 14, 0.6);
  g_assert_cmpfloat_with_epsilon (y_sum / mass, 14, 0.6);
}

static void
test_centred (void)
{
  check_line (40, 30, 80);
  check_line (240, 20, 240);
  check_line (140, 200, 60);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/charts/pad/empty", test_empty);
  g_test_add_func ("/ui/charts/pad/centred", test_centred);
  return g_test_run ();
}
