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
  double radius, pressure, press_phase;
  double soft;                     /* width of the ink's edge, in pixels */
} Hand;

static Hand
draw_hand (double variety, NnRng *rng)
{
  Hand hand = {
    .slant = 0.12 + 0.25 * variety * nn_rng_normal (rng),
    .turn = 0.10 * variety * nn_rng_normal (rng),
    .width = 1.1 * exp (0.20 * variety * nn_rng_normal (rng)),
    .sag_x = 0.06 * variety * nn_rng_normal (rng),
    .sag_y = 0.07 * variety * nn_rng_normal (rng),
    .jitter = 0.04 * variety,
    .radius = 1.17 * exp (0.24 * variety * nn_rng_normal (rng)),
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

/* Cubic Hermite between a (t = 0) and b (t = 1) with the slopes da and db. */
static double
hermite (double a, double da, double b, double db, double t)
{
  const double s = 1 - t;

  return s * s * ((1 + 2 * t) * a + t * da) + t * t * ((1 + 2 * s) * b - s * db);
}

/* The slope at knot i, seen from the piece that begins (side 0) or ends (side 1) there: Catmull-Rom, but at a corner or an end
 * the straight way along that piece. */
static void
slope_at (const NnDigitStroke *stroke, guint i, guint side, double *dx, double *dy)
{
  const NnDigitKnot *knot = stroke->knots;
  const gboolean through = i > 0 && i + 1 < stroke->n && !knot[i].corner;
  const guint before = through || side == 1 ? i - 1 : i;
  const guint after = through || side == 0 ? i + 1 : i;

  *dx = (knot[after].x - knot[before].x) / (after - before);
  *dy = (knot[after].y - knot[before].y) / (after - before);
}

static void
trace_stroke (const NnDigitStroke *stroke, Trace *trace)
{
  for (guint i = 0; i + 1 < stroke->n; i++)
    {
      const NnDigitKnot *a = &stroke->knots[i], *b = a + 1;
      double ax, ay, bx, by;

      slope_at (stroke, i, 0, &ax, &ay);
      slope_at (stroke, i + 1, 1, &bx, &by);
      for (guint k = i == 0 ? 0 : 1; k <= PIECES; k++)
        {
          const double t = (double) k / PIECES;

          trace->samples[trace->n++] = (Sample) {
            .x = hermite (a->x, ax, b->x, bx, t),
            .y = hermite (a->y, ay, b->y, by, t),
            .lifted = i == 0 && k == 0,
          };
        }
    }
}

static void
bend (const Hand *hand, Trace *trace)
{
  for (guint i = 0; i < trace->n; i++)
    {
      Sample *sample = &trace->samples[i];
      const double x = sample->x, y = sample->y;
      const double middle = 4 * y * (1 - y);
      const double bent_x = hand->width * (x + hand->sag_x * middle +
                                           hand->wave_size[0] * sin (hand->wave_x[0] * x + hand->wave_y[0] * y + hand->wave_phase[0]));
      const double bent_y = y + hand->sag_y * middle +
                            hand->wave_size[1] * sin (hand->wave_x[1] * x + hand->wave_y[1] * y + hand->wave_phase[1]);
      const double leaning = bent_x - hand->slant * bent_y;

      sample->x = cos (hand->turn) * leaning - sin (hand->turn) * bent_y;
      sample->y = sin (hand->turn) * leaning + cos (hand->turn) * bent_y;
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

static void
ink_piece (const Sample *a, const Sample *b, double soft, float *ink)
{
  const float reach = (float) (MAX (a->radius, b->radius) + soft);
  const int left = MAX (0, (int) floor (MIN (a->x, b->x) - reach)), right = MIN (SIDE - 1, (int) (MAX (a->x, b->x) + reach));
  const int top = MAX (0, (int) floor (MIN (a->y, b->y) - reach)), bottom = MIN (SIDE - 1, (int) (MAX (a->y, b->y) + reach));
  const float dx = (float) (b->x - a->x), dy = (float) (b->y - a->y);
  const float length2 = dx * dx + dy * dy;
  const float per_length = length2 > 0 ? 1 / length2 : 0;
  const float radius = (float) a->radius, growth = (float) (b->radius - a->radius);
  const float steep = (float) (1 / soft);

  for (int row = top; row <= bottom; row++)
    for (int column = left; column <= right; column++)
      {
        const float x = column + 0.5f - (float) a->x, y = row + 0.5f - (float) a->y;
        const float t = CLAMP ((x * dx + y * dy) * per_length, 0, 1);
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
  const Hand hand = draw_hand (variety, rng);
  float ink[SIDE * SIDE] = { 0 };
  NnDigitStroke stroke;
  Trace trace;

  trace.n = 0;
  for (guint i = 0; i < NN_DIGIT_MAX_STROKES && style->strokes[i].n > 0; i++)
    {
      jitter_stroke (&style->strokes[i], &hand, rng, &stroke);
      trace_stroke (&stroke, &trace);
    }
  bend (&hand, &trace);
  fit (&hand, &trace);
  for (guint i = 1; i < trace.n; i++)
    if (!trace.samples[i].lifted)
      ink_piece (&trace.samples[i - 1], &trace.samples[i], hand.soft, ink);
  centre (ink, out);
}
