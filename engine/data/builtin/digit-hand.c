#include "digit.h"

#include <math.h>

#define SIDE NN_DIGIT_SIDE
#define BOX 20.0                 /* pixels: MNIST fits digits into a box of this side */
#define PIECES 8                 /* straight pieces between two knots */
#define MAX_SAMPLES (NN_DIGIT_MAX_STROKES * NN_DIGIT_MAX_KNOTS * PIECES)

/* A point of the pen's way. */
typedef struct
{
  double x, y;
  double radius;    /* of the ink, in pixels */
  gboolean lifted;  /* the pen came here through the air */
} Sample;

typedef struct
{
  Sample samples[MAX_SAMPLES];
  guint n;
} Trace;

/* How one person writes one digit, once. */
typedef struct
{
  double slant, turn, width;       /* shear, radians, factor */
  double sag_x, sag_y;             /* how far the middle is pushed aside or down */
  double wave_size[2], wave_x[2], wave_y[2], wave_phase[2];   /* a smooth warp: one wave moves x, one moves y */
  double jitter;                   /* of each knot */
  double roundness;                /* of the bends, 0 to 1 */
  double radius, pressure, press_phase;
  double soft;                     /* width of the ink's edge, in pixels */
} Hand;

static Hand
draw_hand (double variety, NnRng *rng)
{
  Hand hand = {
    .slant = 0.12 + 0.22 * variety * nn_rng_normal (rng),
    .turn = 0.10 * variety * nn_rng_normal (rng),
    .width = 1.1 * exp (0.20 * variety * nn_rng_normal (rng)),
    .sag_x = 0.06 * variety * nn_rng_normal (rng),
    .sag_y = 0.07 * variety * nn_rng_normal (rng),
    .jitter = 0.04 * variety,
    .roundness = CLAMP (0.5 + 0.4 * variety * nn_rng_normal (rng), 0, 1),
    .radius = 1.2 * exp (0.24 * variety * nn_rng_normal (rng)),
    .pressure = 0.15 * variety * nn_rng_uniform (rng),
    .press_phase = nn_rng_between (rng, 0, 2 * G_PI),
    .soft = 1.1,
  };

  for (guint i = 0; i < 2; i++)
    {
      hand.wave_size[i] = 0.055 * variety * nn_rng_normal (rng);
      hand.wave_x[i] = nn_rng_between (rng, 2, 6);
      hand.wave_y[i] = nn_rng_between (rng, 2, 6);
      hand.wave_phase[i] = nn_rng_between (rng, 0, 2 * G_PI);
    }
  return hand;
}

static void
jitter_stroke (const NnDigitStroke *stroke, const Hand *hand, NnRng *rng, NnDigitStroke *out)
{
  *out = *stroke;
  for (guint i = 0; i < stroke->n; i++)
    {
      const double reach = hand->jitter * (i == 0 || i + 1 == stroke->n ? 1.6 : 1);   /* ends vary most */

      out->knots[i].x += (float) (reach * nn_rng_normal (rng));
      out->knots[i].y += (float) (reach * nn_rng_normal (rng));
    }
}

/* How much the four knots around a piece weigh at t, 0 to 1: between Catmull-Rom, which runs through the knots
 * (roundness 0), and the B-spline, which cuts the bends (1). */
static void
weigh_knots (double t, double roundness, double weight[4])
{
  const double s = 1 - t;
  const double through[] = { -t * s * s, 2 - t * t * (5 - 3 * t), 2 - s * s * (5 - 3 * s), -s * t * t };
  const double around[] = { s * s * s, 4 - 3 * t * t * (2 - t), 4 - 3 * s * s * (2 - s), t * t * t };

  for (guint i = 0; i < 4; i++)
    weight[i] = (1 - roundness) * through[i] / 2 + roundness * around[i] / 6;
}

/* The neighbour of knot `at` on the side away from `other`; at a corner or an end, the mirror image of `other`, which
 * makes the pen leave straight. */
static NnDigitKnot
neighbour (const NnDigitStroke *stroke, guint at, guint other)
{
  const NnDigitKnot *knot = &stroke->knots[at], *mirrored = &stroke->knots[other];

  if (at > 0 && at + 1 < stroke->n && !knot->corner)
    return stroke->knots[at + at - other];
  return (NnDigitKnot) { 2 * knot->x - mirrored->x, 2 * knot->y - mirrored->y, 0 };
}

static void
trace_stroke (const NnDigitStroke *stroke, double roundness, Trace *trace)
{
  for (guint i = 0; i + 1 < stroke->n; i++)
    {
      const NnDigitKnot knot[] = { neighbour (stroke, i, i + 1), stroke->knots[i], stroke->knots[i + 1],
                                   neighbour (stroke, i + 1, i) };

      for (guint k = i == 0 ? 0 : 1; k <= PIECES; k++)
        {
          Sample sample = { .lifted = i == 0 && k == 0 };
          double weight[4];

          weigh_knots ((double) k / PIECES, roundness, weight);
          for (guint c = 0; c < 4; c++)
            {
              sample.x += weight[c] * knot[c].x;
              sample.y += weight[c] * knot[c].y;
            }
          trace->samples[trace->n++] = sample;
        }
    }
}

/* How far wave i moves the place (x, y). */
static double
wave_at (const Hand *hand, guint i, double x, double y)
{
  return hand->wave_size[i] * sin (hand->wave_x[i] * x + hand->wave_y[i] * y + hand->wave_phase[i]);
}

static void
bend (const Hand *hand, Trace *trace)
{
  for (guint i = 0; i < trace->n; i++)
    {
      Sample *sample = &trace->samples[i];
      const double x = sample->x, y = sample->y;
      const double middle = 4 * y * (1 - y);
      const double down = y + hand->sag_y * middle + wave_at (hand, 1, x, y);
      const double right = hand->width * (x + hand->sag_x * middle + wave_at (hand, 0, x, y)) - hand->slant * down;

      sample->x = cos (hand->turn) * right - sin (hand->turn) * down;
      sample->y = sin (hand->turn) * right + cos (hand->turn) * down;
      sample->radius = hand->radius * (1 + hand->pressure * sin (0.12 * i + hand->press_phase));
    }
}

/* Scales the way of the pen so that its ink just fits the box in the middle of the picture. */
static void
fit (const Hand *hand, Trace *trace)
{
  double left = G_MAXDOUBLE, right = -G_MAXDOUBLE, top = G_MAXDOUBLE, bottom = -G_MAXDOUBLE, scale;

  for (guint i = 0; i < trace->n; i++)
    {
      left = MIN (left, trace->samples[i].x);
      right = MAX (right, trace->samples[i].x);
      top = MIN (top, trace->samples[i].y);
      bottom = MAX (bottom, trace->samples[i].y);
    }
  scale = (BOX - 2 * hand->radius) / MAX (right - left, bottom - top);
  for (guint i = 0; i < trace->n; i++)
    {
      trace->samples[i].x = (trace->samples[i].x - (left + right) / 2) * scale + SIDE / 2.0;
      trace->samples[i].y = (trace->samples[i].y - (top + bottom) / 2) * scale + SIDE / 2.0;
    }
}

/* The first and the last pixel that ink between a and b may touch. */
static void
find_touched (double a, double b, double reach, int *first, int *last)
{
  *first = MAX (0, (int) floor (MIN (a, b) - reach));
  *last = MIN (SIDE - 1, (int) floor (MAX (a, b) + reach));
}

/* A straight piece with round ends whose radius changes evenly: a pixel's ink falls with its distance from the edge. */
static void
ink_piece (const Sample *a, const Sample *b, double soft, float *ink)
{
  const double reach = MAX (a->radius, b->radius) + soft;
  const float dx = (float) (b->x - a->x), dy = (float) (b->y - a->y);
  const float length2 = dx * dx + dy * dy;
  const float per_length2 = length2 > 0 ? 1 / length2 : 0;
  const float radius = (float) a->radius, growth = (float) (b->radius - a->radius);
  const float steep = (float) (1 / soft);
  int left, right, top, bottom;

  find_touched (a->x, b->x, reach, &left, &right);
  find_touched (a->y, b->y, reach, &top, &bottom);
  for (int row = top; row <= bottom; row++)
    for (int column = left; column <= right; column++)
      {
        const float x = column + 0.5f - (float) a->x, y = row + 0.5f - (float) a->y;
        const float t = CLAMP ((x * dx + y * dy) * per_length2, 0, 1);
        const float distance = sqrtf ((x - t * dx) * (x - t * dx) + (y - t * dy) * (y - t * dy));
        const float here = (radius + t * growth - distance) * steep + 0.5f;
        float *pixel = &ink[row * SIDE + column];

        *pixel = MAX (*pixel, MIN (here, 1));
      }
}

/* Shifts by whole pixels, so that the ink's centre of mass comes to lie nearest to pixel (14, 14), as in MNIST. */
static void
centre (const float *ink, guint8 *out)
{
  double mass = 0, x = 0, y = 0;
  int right, down;

  for (int i = 0; i < SIDE * SIDE; i++)
    {
      mass += ink[i];
      x += ink[i] * (i % SIDE);
      y += ink[i] * (i / SIDE);
    }
  right = (int) lround (SIDE / 2 - x / mass);
  down = (int) lround (SIDE / 2 - y / mass);
  for (int row = 0; row < SIDE; row++)
    for (int column = 0; column < SIDE; column++)
      {
        const int from_row = row - down, from_column = column - right;
        const gboolean inside = from_row >= 0 && from_row < SIDE && from_column >= 0 && from_column < SIDE;

        out[row * SIDE + column] = inside ? (guint8) (255 * ink[from_row * SIDE + from_column] + 0.5f) : 0;
      }
}

void
nn_digit_draw (guint digit, double variety, NnRng *rng, guint8 out[NN_DIGIT_SIDE * NN_DIGIT_SIDE])
{
  const NnDigitStyle *style = nn_digit_style (digit, variety * nn_rng_uniform (rng));
  Hand hand = draw_hand (variety, rng);
  float ink[SIDE * SIDE] = { 0 };
  NnDigitStroke stroke;
  Trace trace;

  hand.radius /= nn_digit_height (digit);
  trace.n = 0;
  for (guint i = 0; i < NN_DIGIT_MAX_STROKES && style->strokes[i].n > 0; i++)
    {
      jitter_stroke (&style->strokes[i], &hand, rng, &stroke);
      trace_stroke (&stroke, hand.roundness, &trace);
    }
  bend (&hand, &trace);
  fit (&hand, &trace);
  for (guint i = 1; i < trace.n; i++)
    if (!trace.samples[i].lifted)
      ink_piece (&trace.samples[i - 1], &trace.samples[i], hand.soft, ink);
  centre (ink, out);
}
