/* Heights over the plane to be fitted: TensorFlow Playground's two regression sets, with x and y from −1 to 1. */
#include <math.h>

#include "field.h"
#include "stray.h"
#include "text.h"

typedef struct
{
  const char *id, *title;
  double (*height) (double x, double y);   /* −1 to 1 */
} Surface;

static const NnParam knobs[] = {
  NN_KNOB_N (500, N_ ("Points"), N_ ("How many points of the surface to measure.")),
  { .id = "noise", .title = N_ ("Noise"),
    .blurb = N_ ("How far from its point a height is measured, on a plane from −1 to 1."),
    .type = NN_PARAM_REAL, .max = 0.5, .initial = 0.02, .step = 0.02 },
  NN_KNOB_SEED,
  { NULL },
};

static NnDataInfo *
describe (const Surface *surface, const NnSettings *settings)
{
  static const char *const axes[] = { "x", "y", NULL };
  const char *height[] = { _ ("height"), NULL };
  NnDataInfo *info = nn_data_info_new ();

  info->title = g_strdup (nn_text (surface->title));
  info->noun = g_strdup (_ ("points"));
  info->n = (gsize) nn_settings_int (settings, "n");
  nn_data_info_add_input (info, nn_field ("point", NN_FIELD_POINTS, NN_SHAPE (2), -1, 1, g_strdupv ((char **) axes)));
  nn_data_info_add_target (info, nn_field ("height", NN_FIELD_NUMBERS, NN_SHAPE (1), -1, 1, g_strdupv ((char **) height)));
  return info;
}

/* Noise moves the place that is measured, not the height, so heights keep their range. */
static NnDataset *
generate (const Surface *surface, const NnSettings *settings)
{
  NnDataset *dataset = nn_dataset_new_numbers (describe (surface, settings));
  NnRng rng = nn_source_rng (settings, surface->id);
  const double noise = nn_settings_get (settings, "noise");
  float *xy = nn_dataset_inputs (dataset);
  float *target = nn_dataset_targets (dataset);

  for (gsize i = 0; i < nn_dataset_n (dataset); i++)
    {
      const double x = nn_rng_between (&rng, -1, 1);
      const double y = nn_rng_between (&rng, -1, 1);
      const double measured_x = nn_stray (&rng, x, noise, -1, 1);

      xy[2 * i] = (float) x;
      xy[2 * i + 1] = (float) y;
      target[i] = (float) surface->height (measured_x, nn_stray (&rng, y, noise, -1, 1));
    }
  return dataset;
}

static double
height_of_plane (double x, double y)
{
  return (x + y) / 2;
}

/* Six cones, three up and three down; where none stands the height is 0. */
static double
height_of_bumps (double x, double y)
{
  static const struct
  {
    double x, y, top;
  } cones[] = {
    { -0.67, 0.42, 1 }, { 0, 0.42, -1 }, { 0.67, 0.42, 1 }, { -0.67, -0.42, -1 }, { 0, -0.42, 1 }, { 0.67, -0.42, -1 },
  };
  const double radius = 1.0 / 3;
  double height = 0;

  for (guint i = 0; i < G_N_ELEMENTS (cones); i++)
    {
      const double here = cones[i].top * MAX (0, 1 - hypot (x - cones[i].x, y - cones[i].y) / radius);

      if (fabs (here) > fabs (height))
        height = here;
    }
  return height;
}

/* A row and the two functions that hand its Surface on. */
#define SURFACE_SOURCE(name, title_, blurb_) \
  static const Surface name = { .id = #name, .title = title_, .height = height_of_##name }; \
  static NnDataInfo *describe_##name (const NnSettings *settings) { return describe (&name, settings); } \
  static NnDataset *generate_##name (const NnSettings *settings) { return generate (&name, settings); } \
  const NnDataSource nn_data_source_##name = { \
    .id = #name, .title = title_, .blurb = blurb_, .icon = "vt-plane-symbolic", .params = knobs, \
    .describe = describe_##name, .generate = generate_##name, \
  }

SURFACE_SOURCE (plane, N_ ("Plane"), N_ ("A slope to be fitted: the height is the mean of x and y."));
SURFACE_SOURCE (bumps, N_ ("Bumps"), N_ ("Three hills and three hollows to be fitted."));
