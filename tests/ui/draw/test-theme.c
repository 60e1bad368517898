/* The colours can be read: contrast as WCAG 2.1 defines it. */
#include <math.h>

#include "vt-theme.h"

static double
linear (double channel)
{
  return channel <= 0.03928 ? channel / 12.92 : pow ((channel + 0.055) / 1.055, 2.4);
}

static double
luminance (const VtColour *colour)
{
  return 0.2126 * linear (colour->r) + 0.7152 * linear (colour->g) + 0.0722 * linear (colour->b);
}

static double
contrast (const VtColour *a, const VtColour *b)
{
  const double la = luminance (a), lb = luminance (b);

  return (MAX (la, lb) + 0.05) / (MIN (la, lb) + 0.05);
}

static void
check_reading (const VtTheme *theme, double least)
{
  const VtColour *grounds[] = { &theme->card, &theme->sheet, &theme->side, &theme->bar, &theme->window };
  const VtColour *inks[] = { &theme->text, &theme->dim, &theme->error, &theme->warning, &theme->right, &theme->accent };

  for (guint g = 0; g < G_N_ELEMENTS (grounds); g++)
    for (guint i = 0; i < G_N_ELEMENTS (inks); i++)
      g_assert_cmpfloat (contrast (inks[i], grounds[g]), >=, least);
  g_assert_cmpfloat (contrast (&theme->on_accent, &theme->accent_fill), >=, 4.5);
  g_assert_cmpfloat (contrast (&theme->error, &theme->error_tint), >=, 4.5);
  g_assert_cmpfloat (contrast (&theme->warning, &theme->warning_tint), >=, 4.5);
  g_assert_cmpfloat (contrast (&theme->right, &theme->right_tint), >=, 4.4);
}

static void
test_reading (void)
{
  check_reading (&vt_theme_light, 4.5);
  check_reading (&vt_theme_dark, 4.5);
  check_reading (&vt_theme_light_contrast, 7.0);
  check_reading (&vt_theme_dark_contrast, 7.0);
}

/* Without colours, a negative number stands out from the card more than the positive one of its size does. */
static void
check_signs (const VtTheme *theme)
{
  for (guint i = 0; i < VT_MAP_STOPS / 2; i++)
    {
      const double negative = contrast (&theme->signed_map[i], &theme->card);
      const double positive = contrast (&theme->signed_map[VT_MAP_STOPS - 1 - i], &theme->card);

      g_assert_cmpfloat (negative, >, 1.25 * positive);
    }
  g_assert_cmpfloat (contrast (&theme->signed_map[VT_MAP_STOPS / 2], &theme->card), ==, 1);
}

static void
test_signs (void)
{
  check_signs (&vt_theme_light_contrast);
  check_signs (&vt_theme_dark_contrast);
}

static void
test_pick (void)
{
  g_assert_true (vt_theme_pick (FALSE, FALSE) == &vt_theme_light);
  g_assert_true (vt_theme_pick (TRUE, FALSE) == &vt_theme_dark);
  g_assert_true (vt_theme_pick (FALSE, TRUE) == &vt_theme_light_contrast);
  g_assert_true (vt_theme_pick (TRUE, TRUE) == &vt_theme_dark_contrast);
  g_assert_true (vt_theme_dark.is_dark && vt_theme_dark_contrast.is_dark);
  g_assert_false (vt_theme_light.is_dark || vt_theme_light_contrast.is_dark);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/draw/theme/reading", test_reading);
  g_test_add_func ("/ui/draw/theme/signs", test_signs);
  g_test_add_func ("/ui/draw/theme/pick", test_pick);
  return g_test_run ();
}
