/* Signs can be told apart without red or green, as Machado, Oliveira and Fernandes (2009) simulate it. How far apart two colours
 * look is measured in CIE L*a*b*, where 2.3 is just noticed; high contrast tells them apart by lightness alone. */
#include <math.h>

#include "vt-map.h"

#define APART 20.0       /* from a tenth of the limit on, less than so much would be hard to tell in a small cell */
#define APART_GREY 10.0

typedef struct
{
  double row[3][3];
} Sight;

static const Sight no_red = { { { 0.152286, 1.052583, -0.204868 }, { 0.114503, 0.786281, 0.099216 }, { -0.003882, -0.048116, 1.051998 } } };
static const Sight no_green = { { { 0.367322, 0.860646, -0.227968 }, { 0.280085, 0.672501, 0.047413 }, { -0.011820, 0.042940, 0.968881 } } };
static const Sight no_blue = { { { 1.255528, -0.076749, -0.178779 }, { -0.078411, 0.930809, 0.147602 }, { 0.004733, 0.691367, 0.303900 } } };

static double
linear (double channel)
{
  return channel <= 0.04045 ? channel / 12.92 : pow ((channel + 0.055) / 1.055, 2.4);
}

static double
even (double value)
{
  return value > 0.008856 ? cbrt (value) : 7.787 * value + 16.0 / 116.0;
}

static void
look (const Sight *sight, const VtColour *colour, double lab[3])
{
  const double rgb[3] = { linear (colour->r), linear (colour->g), linear (colour->b) };
  double seen[3], x, y, z;

  for (guint i = 0; i < 3; i++)
    seen[i] = CLAMP (sight->row[i][0] * rgb[0] + sight->row[i][1] * rgb[1] + sight->row[i][2] * rgb[2], 0.0, 1.0);
  x = even ((0.4124 * seen[0] + 0.3576 * seen[1] + 0.1805 * seen[2]) / 0.9505);
  y = even (0.2126 * seen[0] + 0.7152 * seen[1] + 0.0722 * seen[2]);
  z = even ((0.0193 * seen[0] + 0.1192 * seen[1] + 0.9505 * seen[2]) / 1.089);
  lab[0] = 116.0 * y - 16.0;
  lab[1] = 500.0 * (x - y);
  lab[2] = 200.0 * (y - z);
}

static double
distance (const Sight *sight, const VtColour *a, const VtColour *b)
{
  double one[3], other[3];

  look (sight, a, one);
  look (sight, b, other);
  return sqrt (pow (one[0] - other[0], 2) + pow (one[1] - other[1], 2) + pow (one[2] - other[2], 2));
}

static void
check_sight (const Sight *sight)
{
  static const VtTheme *const themes[] = { &vt_theme_light, &vt_theme_dark, &vt_theme_light_contrast, &vt_theme_dark_contrast };

  for (guint i = 0; i < G_N_ELEMENTS (themes); i++)
    {
      for (double number = 0.1; number <= 1.0; number += 0.1)
        {
          const VtColour positive = vt_map_colour (themes[i], VT_MAP_SIGNED, 1.0, number);
          const VtColour negative = vt_map_colour (themes[i], VT_MAP_SIGNED, 1.0, -number);

          g_assert_cmpfloat (distance (sight, &positive, &negative), >, number < 0.15 ? APART / 2.0 : APART);
        }
      g_assert_cmpfloat (distance (sight, &themes[i]->positive, &themes[i]->negative), >, 2.0 * APART);
    }
}

static void
test_colours (void)
{
  check_sight (&no_red);
  check_sight (&no_green);
  check_sight (&no_blue);
}

static void
test_grey (void)
{
  static const VtTheme *const themes[] = { &vt_theme_light_contrast, &vt_theme_dark_contrast };
  static const Sight plain = { { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } } };

  for (guint i = 0; i < G_N_ELEMENTS (themes); i++)
    for (double number = 0.3; number <= 1.0; number += 0.1)
      {
        const VtColour positive = vt_map_colour (themes[i], VT_MAP_SIGNED, 1.0, number);
        const VtColour negative = vt_map_colour (themes[i], VT_MAP_SIGNED, 1.0, -number);
        double one[3], other[3];

        look (&plain, &positive, one);
        look (&plain, &negative, other);
        g_assert_cmpfloat (fabs (one[0] - other[0]), >, APART_GREY);
      }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/draw/colour-blind/colours", test_colours);
  g_test_add_func ("/ui/draw/colour-blind/grey", test_grey);
  return g_test_run ();
}
