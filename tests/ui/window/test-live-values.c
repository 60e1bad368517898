#include <math.h>

#include "vt-live-values.h"

static void
assert_text (double loss, const char *expected)
{
  g_autofree char *text = vt_loss_text (loss);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_loss (void)
{
  assert_text (0.2309, "0.231");
  assert_text (0, "0.000");
  assert_text (0.0123, "0.012");
  assert_text (0.00456, "0.0046");
  assert_text (12.5, "12.500");
  assert_text (NAN, "NaN");
}

/* Every loss that can be, in the room that is kept for it. */
static void
test_loss_fits (void)
{
  for (int exponent = -30; exponent < 38; exponent++)
    {
      g_autofree char *text = vt_loss_text (1.2345 * pow (10, exponent));

      g_test_message ("%s", text);
      g_assert_cmpint (g_utf8_strlen (text, -1), <=, 8);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/window/live-values/loss", test_loss);
  g_test_add_func ("/ui/window/live-values/loss-fits", test_loss_fits);
  return g_test_run ();
}
