#include "vt-weight-raster.h"

#include <math.h>

#include "vt-scene-paint.h"

#define PARTS 4       /* each column of pixels is looked at in so many places: steep wires need it */
#define LEVEL 0.3f    /* slope */
#define STEP 1.5      /* pixels between the points of a wire that swings out */
#define SHARP 0.3f    /* curvature times half the width: from here on a turn is drawn as discs */

/* The course that all wires between two columns of units share: from 0 to 1 while x goes from one card to the other. */
typedef struct
{
  int first, n;     /* columns of pixels */
  float *rise;      /* [n × PARTS] share of the way up or down */
  float *slope;     /* [n × PARTS] its derivative by pixels */
} Course;

/* x(t) = t³ − 1.5 t² + 1.5 t where the control points lie half the way; it rises, so Newton's steps find t. */
static double
find_t (double x)
{
  double t = x;

  for (int i = 0; i < 6; i++)
    t -= (t * t * t - 1.5 * t * t + 1.5 * t - x) / (3.0 * t * t - 3.0 * t + 1.5);
  return CLAMP (t, 0.0, 1.0);
}

/* Of the columns from 0 to width, that is: n is 0 where it meets none of them. */
static Course
make_course (double x0, double x1, int width)
{
  const int first = MAX ((int) floor (x0), 0);
  Course course = { .first = first, .n = MAX (MIN ((int) ceil (x1), width) - first, 0) };
  const int places = course.n * PARTS;

  course.rise = g_new (float, places);
  course.slope = g_new (float, places);
  for (int i = 0; i < places; i++)
    {
      const double x = course.first + (i + 0.5) / PARTS;
      const double t = find_t (CLAMP ((x - x0) / (x1 - x0), 0.0, 1.0));
      const double dx = 3.0 * t * t - 3.0 * t + 1.5;

      course.rise[i] = (float) (t * t * (3.0 - 2.0 * t));
      course.slope[i] = (float) (6.0 * t * (1.0 - t) / dx / (x1 - x0));
    }
  return course;
}

typedef struct
{
  guint8 *pixels;
  int stride, width, height;
} Image;

/* Source over destination, both premultiplied; alpha from 0 to 255. */
static inline void
blend (guint32 *pixel, const guint8 rgb[3], guint alpha)
{
  const guint32 under = *pixel, keep = 255 - alpha;
  guint32 out = 0;

  for (int channel = 0; channel < 3; channel++)
    {
      const guint shift = 16 - 8 * channel;

      out |= ((rgb[channel] * alpha + (under >> shift & 0xff) * keep + 127) / 255) << shift;
    }
  *pixel = out | (alpha + ((under >> 24) * keep + 127) / 255) << 24;
}

/* How much of each pixel of the column, from row `top` on, lies between the wire's edges, times the part's weight. */
static inline void
cover (float *coverage, int top, float high, float low, float weight)
{
  const int first = (int) high, last = (int) low;

  if (first == last)
    {
      coverage[first - top] += (low - high) * weight;
      return;
    }
  coverage[first - top] += (first + 1 - high) * weight;
  for (int row = first + 1; row < last; row++)
    coverage[row - top] += weight;
  coverage[last - top] += (low - last) * weight;
}

typedef struct
{
  float y, dy;         /* where it starts, and how far down it goes, in pixels of the image */
  float half;          /* half its width */
  guint8 rgb[3];
  float alpha;
  gboolean is_dashed;
} Stroke;

static void
draw_column (const Image *image, const Course *course, const Stroke *stroke, int column, int x, float *coverage)
{
  float high[PARTS], low[PARTS], highest = image->height, lowest = 0.0f;
  /* Where the wire is nearly level, one look at the column's middle is as good as four. */
  const gboolean is_level = fabsf (stroke->dy * course->slope[column * PARTS + PARTS / 2]) < LEVEL;
  const int parts = is_level ? 1 : PARTS, skip = is_level ? PARTS / 2 : 0;
  int top, bottom;

  for (int part = 0; part < parts; part++)
    {
      const int i = column * PARTS + part + skip;
      const float slope = stroke->dy * course->slope[i], middle = stroke->y + stroke->dy * course->rise[i];
      const float reach = stroke->half * sqrtf (1.0f + slope * slope);

      high[part] = CLAMP (middle - reach, 0.0f, image->height - 0.001f);
      low[part] = CLAMP (middle + reach, 0.0f, image->height - 0.001f);
      highest = MIN (highest, high[part]);
      lowest = MAX (lowest, low[part]);
    }
  top = (int) highest;
  bottom = (int) lowest;
  for (int row = top; row <= bottom; row++)
    coverage[row - top] = 0.0f;
  for (int part = 0; part < parts; part++)
    cover (coverage, top, high[part], low[part], 1.0f / parts);
  for (int row = top; row <= bottom; row++)
    blend ((guint32 *) (image->pixels + (gsize) row * image->stride) + x, stroke->rgb,
           (guint) (CLAMP (coverage[row - top], 0.0f, 1.0f) * stroke->alpha * 255.0f + 0.5f));
}

static void
set_colour (Stroke *stroke, const VtColour *colour, double alpha)
{
  stroke->rgb[0] = (guint8) lround (colour->r * 255.0);
  stroke->rgb[1] = (guint8) lround (colour->g * 255.0);
  stroke->rgb[2] = (guint8) lround (colour->b * 255.0);
  stroke->alpha = (float) (colour->a * alpha);
}

/* Columns are counted from where the dashes begin. */
static gboolean
is_gap (int column, double scale)
{
  const double place = fmod ((column + 0.5) / scale, VT_DASH_PERIOD);

  return (place < 0.0 ? place + VT_DASH_PERIOD : place) >= VT_DASH_LENGTH;
}

static void
draw_straight (const Image *image, double x0, double x1, double scale, const Stroke *strokes, guint n)
{
  Course course = make_course (x0, x1, image->width);
  const int dashes_from = (int) floor (x0);
  g_autofree float *coverage = g_new (float, image->height + 1);

  for (guint i = 0; i < n; i++)
    for (int column = 0; column < course.n; column++)
      if (!(strokes[i].is_dashed && is_gap (course.first + column - dashes_from, scale)))
        draw_column (image, &course, &strokes[i], column, course.first + column, coverage);
  g_free (course.rise);
  g_free (course.slope);
}

/* Wires that swing out: a column of pixels meets them up to three times, and they stand upright where they turn. They are walked
 * along, where they are rather level by columns, where they are rather steep by rows, with a disc where one follows the other. */

typedef struct
{
  int width, height;
  guint8 *coverage;     /* [height × width] of one wire; 0 between wires */
  guint32 *touched;     /* places of coverage that are not 0 */
  guint n_touched;
} Trace;

typedef struct
{
  float at[2];          /* x, y */
} Point;

static inline void
touch (Trace *trace, guint place, float share)
{
  const guint8 amount = (guint8) (share * 255.0f + 0.5f);

  if (trace->coverage[place] == 0 && amount > 0)
    trace->touched[trace->n_touched++] = place;
  trace->coverage[place] = MAX (trace->coverage[place], amount);
}

/* The pixels of a column, or of a row, as far as they lie between the wire's edges. */
static void
trace_line (Trace *trace, gboolean by_columns, int line, float from, float to)
{
  const int n = by_columns ? trace->height : trace->width;

  if (line < 0 || line >= (by_columns ? trace->width : trace->height))
    return;
  for (int i = (int) MAX (from, 0.0f); i < MIN (to, n); i++)
    touch (trace, by_columns ? i * trace->width + line : line * trace->width + i, MIN (to, i + 1) - MAX (from, i));
}

static void
trace_piece (Trace *trace, gboolean by_columns, const Point *a, const Point *b, float half)
{
  const int along = by_columns ? 0 : 1, across = 1 - along;
  const float slope = (b->at[across] - a->at[across]) / (b->at[along] - a->at[along]);
  const float reach = half * sqrtf (1.0f + slope * slope), high = MAX (a->at[along], b->at[along]);

  for (int i = (int) ceilf (MIN (a->at[along], b->at[along]) - 0.5f); i + 0.5f < high; i++)
    {
      const float middle = a->at[across] + (i + 0.5f - a->at[along]) * slope;

      trace_line (trace, by_columns, i, middle - reach, middle + reach);
    }
}

static void
trace_disc (Trace *trace, const Point *middle, float half)
{
  const float x = middle->at[0], y = middle->at[1], reach = half + 0.5f;
  const int right = MIN (trace->width, (int) ceilf (x + reach)), bottom = MIN (trace->height, (int) ceilf (y + reach));

  for (int row = MAX (0, (int) (y - reach)); row < bottom; row++)
    for (int column = MAX (0, (int) (x - reach)); column < right; column++)
      touch (trace, row * trace->width + column,
             CLAMP (reach - hypotf (column + 0.5f - x, row + 0.5f - y), 0.0f, MIN (2.0f * half, 1.0f)));
}

static gboolean
is_outside (const Trace *trace, const Point *a, const Point *b, float half)
{
  const float reach = 2.0f * half + 1.0f;

  return MAX (a->at[0], b->at[0]) + reach < 0.0f || MIN (a->at[0], b->at[0]) - reach > trace->width
         || MAX (a->at[1], b->at[1]) + reach < 0.0f || MIN (a->at[1], b->at[1]) - reach > trace->height;
}

/* From b to c, after a to b. */
static void
trace_on (Trace *trace, const Point *a, const Point *b, const Point *c, float half)
{
  const float before[] = { b->at[0] - a->at[0], b->at[1] - a->at[1] }, now[] = { c->at[0] - b->at[0], c->at[1] - b->at[1] };
  const gboolean by_columns = fabsf (now[0]) >= fabsf (now[1]);
  /* Squares: of the two lengths, and of the sine of the angle between them times both. */
  const float length_before = before[0] * before[0] + before[1] * before[1], length = now[0] * now[0] + now[1] * now[1];
  const float cross = before[0] * now[1] - before[1] * now[0];

  if (is_outside (trace, b, c, half))
    return;
  if (cross * cross * half * half > SHARP * SHARP * length_before * length_before * length)
    {
      trace_disc (trace, b, half);
      trace_disc (trace, c, half);
      return;
    }
  if (by_columns != (fabsf (before[0]) >= fabsf (before[1])))
    trace_disc (trace, b, half);
  trace_piece (trace, by_columns, b, c, half);
}

static void
blend_trace (const Image *image, Trace *trace, const Stroke *stroke, int dashes_from, double scale)
{
  for (guint i = 0; i < trace->n_touched; i++)
    {
      const guint place = trace->touched[i];
      const int x = (int) (place % trace->width), y = (int) (place / trace->width);

      if (!(stroke->is_dashed && is_gap (x - dashes_from, scale)))
        blend ((guint32 *) (image->pixels + (gsize) y * image->stride) + x, stroke->rgb,
               (guint) (trace->coverage[place] * stroke->alpha + 0.5f));
      trace->coverage[place] = 0;
    }
  trace->n_touched = 0;
}

/* The course that all share: x, and the share of the way up or down. The first point lies before the wire, which begins level. */
static Point *
make_swing (double x0, double x1, double bend, guint n_pieces)
{
  Point *course = g_new (Point, n_pieces + 2);

  course[0] = (Point) { { (float) x0 - 1.0f, 0.0f } };
  for (guint i = 0; i <= n_pieces; i++)
    {
      const double t = (double) i / n_pieces, s = 1.0 - t;
      const double x = s * s * (s + 3.0 * t) * x0 + t * t * (t + 3.0 * s) * x1 + 3.0 * s * t * (s - t) * bend;

      course[i + 1] = (Point) { { (float) x, (float) (t * t * (t + 3.0 * s)) } };
    }
  return course;
}

static double
tallest (const Stroke *strokes, guint n)
{
  double height = 0.0;

  for (guint i = 0; i < n; i++)
    height = MAX (height, fabs (strokes[i].dy));
  return height;
}

static Point
place_point (const Point *course, const Stroke *stroke)
{
  return (Point) { { course->at[0], stroke->y + stroke->dy * course->at[1] } };
}

static void
draw_swinging (const Image *image, double x0, double x1, double bend, double scale, const Stroke *strokes, guint n)
{
  const gsize area = (gsize) image->width * image->height;
  const guint n_pieces = (guint) ceil ((2.0 * bend + fabs (x1 - x0) + tallest (strokes, n)) / STEP);
  g_autofree Point *course = make_swing (x0, x1, bend, n_pieces);
  g_autofree guint8 *coverage = g_new0 (guint8, area);
  g_autofree guint32 *touched = g_new (guint32, area);
  Trace trace = { image->width, image->height, coverage, touched, 0 };

  for (guint i = 0; i < n; i++)
    {
      Point before = place_point (&course[0], &strokes[i]), last = place_point (&course[1], &strokes[i]);

      for (guint piece = 1; piece <= n_pieces; piece++)
        {
          const Point point = place_point (&course[piece + 1], &strokes[i]);

          trace_on (&trace, &before, &last, &point, strokes[i].half);
          before = last;
          last = point;
        }
      blend_trace (image, &trace, &strokes[i], (int) floor (MIN (x0, x1)), scale);
    }
}

static Stroke *
make_strokes (const GArray *lines, const VtTheme *theme, double scale, int top)
{
  Stroke *strokes = g_new0 (Stroke, lines->len);

  for (guint i = 0; i < lines->len; i++)
    {
      const VtWeightLine *line = &g_array_index (lines, VtWeightLine, i);

      strokes[i].y = (float) (line->y0 * scale - top);
      strokes[i].dy = (float) ((line->y1 - line->y0) * scale);
      strokes[i].half = (float) (vt_weight_width (line->size) * scale / 2.0);
      strokes[i].is_dashed = theme->is_contrasted && !line->is_positive;
      set_colour (&strokes[i], line->is_positive ? &theme->positive : &theme->negative, vt_weight_alpha (line->size));
    }
  return strokes;
}

cairo_surface_t *
vt_weight_raster (const VtSceneBundle *bundle,
                  const VtRect *part,
                  const GArray *lines,
                  const VtTheme *theme,
                  double scale,
                  int *x,
                  int *y)
{
  const int left = (int) floor (part->x * scale), top = (int) floor (part->y * scale);
  const int width = (int) ceil ((part->x + part->w) * scale) - left, height = (int) ceil ((part->y + part->h) * scale) - top;
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  const Image image = { cairo_image_surface_get_data (surface), cairo_image_surface_get_stride (surface), width,
                        height };
  const double x0 = bundle->from->rect.x + bundle->from->rect.w, x1 = bundle->to->rect.x;
  g_autofree Stroke *strokes = make_strokes (lines, theme, scale, top);

  *x = left;
  *y = top;
  if (image.pixels == NULL)
    return surface;
  if (x1 - x0 >= 2.0 * VT_WIRE_BEND)
    draw_straight (&image, x0 * scale - left, x1 * scale - left, scale, strokes, lines->len);
  else
    draw_swinging (&image, x0 * scale - left, x1 * scale - left, vt_wire_bend (x0, x1) * scale, scale, strokes, lines->len);
  cairo_surface_mark_dirty (surface);
  return surface;
}
