/* Two classes of points on the plane, as TensorFlow Playground has them, from −1 to 1. The first class is negative. */
#include <math.h>

#include "field.h"
#include "stray.h"
#include "text.h"

#define EDGE 1.2   /* of the plane: points do not stray beyond */

typedef struct
{
  double x, y;
} Point;

typedef struct
{
  const char *id, *title;
  double room;                                  /* between the classes: the unit of noise */
  Point (*place) (NnRng *rng, gboolean positive);  /* where a point lies without noise */
} PointSet;

static const NnParam knobs[] = {
  NN_KNOB_N (500, N_ ("Points"), N_ ("How many points to draw, half of them in each class.")),
  { .id = "noise", .title = N_ ("Noise"),
    .blurb = N_ ("How far points stray from their place, as a share of the room between the classes."),
    .type = NN_PARAM_REAL, .max = 0.5, .initial = 0.1, .step = 0.05 },
  NN_KNOB_SEED,
  { NULL },
};

static NnDataInfo *
describe (const PointSet *set, const NnSettings *settings)
{
  static const char *const axes[] = { "x", "y", NULL };
  const char *classes[] = { _ ("orange"), _ ("blue"), NULL };
  NnDataInfo *info = nn_data_info_new ();

  info->title = g_strdup (nn_text (set->title));
  info->noun = g_strdup (_ ("points"));
  info->n = (gsize) nn_settings_int (settings, "n");
  nn_data_info_add_input (info, nn_field ("point", NN_FIELD_POINTS, NN_SHAPE (2), -EDGE, EDGE, g_strdupv ((char **) axes)));
  nn_data_info_add_target (info, nn_field_classes (g_strdupv ((char **) classes)));
  return info;
}

static NnDataset *
generate (const PointSet *set, const NnSettings *settings)
{
  NnDataset *dataset = nn_dataset_new_numbers (describe (set, settings));
  NnRng rng = nn_source_rng (settings, set->id);
  const double deviation = nn_settings_get (settings, "noise") * set->room;
  float *xy = nn_dataset_inputs (dataset);
  float *target = nn_dataset_targets (dataset);

  for (gsize i = 0; i < nn_dataset_n (dataset); i++)
    {
      const gboolean positive = i % 2;
      const Point point = set->place (&rng, positive);

      xy[2 * i] = (float) nn_stray (&rng, point.x, deviation, -EDGE, EDGE);
      xy[2 * i + 1] = (float) nn_stray (&rng, point.y, deviation, -EDGE, EDGE);
      target[i] = positive;
    }
  return dataset;
}

/* A disc in a ring. */
static Point
place_circles (NnRng *rng, gboolean positive)
{
  const double radius = positive ? 0.5 * sqrt (nn_rng_uniform (rng)) : nn_rng_between (rng, 0.75, 1);
  const double angle = nn_rng_between (rng, 0, 2 * G_PI);

  return (Point) { radius * cos (angle), radius * sin (angle) };
}

/* Four squares like a chessboard: blue where x and y have the same sign. */
static Point
place_xor (NnRng *rng, gboolean positive)
{
  const double x = nn_rng_between (rng, 0.08, 1) * (nn_rng_below (rng, 2) ? 1 : -1);
  const double y = nn_rng_between (rng, 0.08, 1) * (positive ? 1 : -1);

  return (Point) { x, x < 0 ? -y : y };
}

/* Two clouds on the diagonal. */
static Point
place_gaussians (NnRng *rng, gboolean positive)
{
  const double centre = positive ? 0.45 : -0.45;
  const double x = nn_stray (rng, centre, 0.15, -1, 1);

  return (Point) { x, nn_stray (rng, centre, 0.15, -1, 1) };
}

/* Two arms of 1¾ turns, half a turn apart, begun a little off the middle, where they would touch. */
static Point
place_spiral (NnRng *rng, gboolean positive)
{
  const double radius = nn_rng_between (rng, 0.05, 1);
  const double angle = 1.75 * 2 * G_PI * radius + (positive ? 0 : G_PI);

  return (Point) { radius * sin (angle), radius * cos (angle) };
}

/* Two half circles of radius 1 around (0, 0) and (1, ½), hooked into each other; scaled from the box −1…2 × −½…1. */
static Point
place_moons (NnRng *rng, gboolean positive)
{
  const double angle = nn_rng_between (rng, 0, G_PI);
  const double x = positive ? 1 - cos (angle) : cos (angle);
  const double y = positive ? 0.5 - sin (angle) : sin (angle);

  return (Point) { (x - 0.5) / 1.5, (y - 0.25) / 1.5 };
}

/* A row and the two functions that hand its PointSet on. */
#define POINT_SOURCE(name, title_, blurb_, room_) \
  static const PointSet name = { .id = #name, .title = title_, .room = room_, .place = place_##name }; \
  static NnDataInfo *describe_##name (const NnSettings *settings) { return describe (&name, settings); } \
  static NnDataset *generate_##name (const NnSettings *settings) { return generate (&name, settings); } \
  const NnDataSource nn_data_source_##name = { \
    .id = #name, .title = title_, .blurb = blurb_, .icon = "vt-points-symbolic", .params = knobs, \
    .describe = describe_##name, .generate = generate_##name, \
  }

POINT_SOURCE (circles, N_ ("Circles"), N_ ("A disc of one class inside a ring of the other."), 0.25);
POINT_SOURCE (xor, N_ ("Exclusive or"), N_ ("Squares like a chessboard: no straight line parts the classes."), 0.3);
POINT_SOURCE (gaussians, N_ ("Two clouds"), N_ ("Two round clouds that a straight line can part."), 0.6);
POINT_SOURCE (spiral, N_ ("Spiral"), N_ ("Two arms wound around each other: the hardest of the point sets."), 0.28);
POINT_SOURCE (moons, N_ ("Moons"), N_ ("Two crescents hooked into each other."), 0.4);
