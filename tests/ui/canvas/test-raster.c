/* The fast drawing of weight wires against cairo's own strokes. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "networks.h"
#include "source.h"
#include "vt-scene-paint.h"
#include "vt-weight-raster.h"

static VtScene *
make_scene (double output_x, double output_y)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NnDataInfo) data = nn_data_describe ("builtin:spiral", &error);
  g_autoptr (NnNetwork) network = make_chain ("builtin:spiral", 1, 8, "cross_entropy");
  g_autoptr (NnReport) report = nn_check (network, data);
  VtScene *scene = vt_scene_new ();
  VtSceneCard *output;
  float weights[16];

  g_assert_no_error (error);
  vt_scene_update (scene, network, report, data);
  vt_scene_move (scene, nn_network_find (network, "Output")->id, output_x, output_y);
  vt_scene_route (scene);
  output = g_array_index (scene->bundles, VtSceneBundle, 1).to;
  for (guint i = 0; i < G_N_ELEMENTS (weights); i++)
    weights[i] = sinf (i * 2.3f) * (i % 5);
  vt_numbers_set_item (&output->numbers, output->plan->weight_item, weights, G_N_ELEMENTS (weights));
  return scene;
}

static cairo_surface_t *
on_paper (int width, int height, cairo_t **cr)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);

  *cr = cairo_create (surface);
  cairo_set_source_rgb (*cr, 1, 1, 1);
  cairo_paint (*cr);
  return surface;
}

/* The share of wrongness: mean difference of the channels over the mean darkness of the strokes. */
static double
compare (cairo_surface_t *a, cairo_surface_t *b)
{
  const int height = cairo_image_surface_get_height (a), stride = cairo_image_surface_get_stride (a);
  const guint8 *pa, *pb;
  double difference = 0, darkness = 0;

  cairo_surface_flush (a);
  cairo_surface_flush (b);
  pa = cairo_image_surface_get_data (a);
  pb = cairo_image_surface_get_data (b);
  for (int i = 0; i < height * stride; i++)
    {
      if (i % 4 == 3)
        continue;   /* the unused byte */
      difference += abs (pa[i] - pb[i]);
      darkness += 255 - pb[i];
    }
  return difference / darkness;
}

/* side: of the part that is drawn, as a share of the bundle's, around its middle. */
static void
check_part (double output_x, double output_y, double scale, const VtTheme *theme, double side)
{
  g_autoptr (VtScene) scene = make_scene (output_x, output_y);
  const VtSceneBundle *bundle = &g_array_index (scene->bundles, VtSceneBundle, 1);
  g_autoptr (GArray) lines = vt_bundle_lines (bundle, 4.0);
  const VtRect *all = &bundle->bounds;
  const VtRect part = { all->x + (1.0 - side) / 2.0 * all->w, all->y + (1.0 - side) / 2.0 * all->h, side * all->w, side * all->h };
  cairo_surface_t *fast, *paper, *strokes;
  int x, y;
  cairo_t *cr;

  g_assert_cmpuint (lines->len, ==, 16);
  fast = vt_weight_raster (bundle, &part, lines, theme, scale, &x, &y);
  paper = on_paper (cairo_image_surface_get_width (fast), cairo_image_surface_get_height (fast), &cr);
  cairo_set_source_surface (cr, fast, 0, 0);
  cairo_paint (cr);
  cairo_destroy (cr);
  strokes = on_paper (cairo_image_surface_get_width (fast), cairo_image_surface_get_height (fast), &cr);
  cairo_translate (cr, -x, -y);
  cairo_scale (cr, scale, scale);
  vt_paint_weights (cr, theme, lines);
  cairo_destroy (cr);
  g_assert_cmpfloat (compare (paper, strokes), <, 0.06);
  cairo_surface_destroy (fast);
  cairo_surface_destroy (paper);
  cairo_surface_destroy (strokes);
}

static void
check_bundle (double output_x, double output_y, double scale, const VtTheme *theme)
{
  check_part (output_x, output_y, scale, theme, 1.0);
}

/* What lies around a part leaves no trace in it. */
static void
test_parts (void)
{
  check_part (520, 120, 2.0, &vt_theme_light, 0.5);
  check_part (520, 120, 2.0, &vt_theme_light_contrast, 0.5);
  check_part (520, -300, 1.0, &vt_theme_light, 0.3);
  check_part (300, 600, 2.0, &vt_theme_light, 0.5);
  check_part (-400, 60, 1.0, &vt_theme_light, 0.6);
}

static void
test_as_cairo_strokes (void)
{
  check_bundle (520, 120, 1.0, &vt_theme_light);
  check_bundle (520, 120, 2.0, &vt_theme_light);
  check_bundle (520, 120, 0.67, &vt_theme_light);
  check_bundle (520, -300, 1.0, &vt_theme_light);   /* steep */
}

/* With high contrast negative weights are dashed, and drawn so by both. */
static void
test_dashes (void)
{
  check_bundle (520, 120, 1.0, &vt_theme_light_contrast);
  check_bundle (520, 120, 2.0, &vt_theme_light_contrast);
}

/* Where wires turn back they swing out on both sides, and stand upright for a moment. */
static void
test_backwards (void)
{
  check_bundle (300, 600, 1.0, &vt_theme_light);
  check_bundle (300, 600, 2.0, &vt_theme_light);
  check_bundle (300, 600, 0.2, &vt_theme_light);
  check_bundle (-400, 60, 1.0, &vt_theme_light);
  check_bundle (300, 600, 1.0, &vt_theme_light_contrast);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/canvas/raster/as-cairo-strokes", test_as_cairo_strokes);
  g_test_add_func ("/ui/canvas/raster/parts", test_parts);
  g_test_add_func ("/ui/canvas/raster/dashes", test_dashes);
  g_test_add_func ("/ui/canvas/raster/backwards", test_backwards);
  return g_test_run ();
}
