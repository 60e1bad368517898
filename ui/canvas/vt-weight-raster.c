#include "vt-weight-raster.h"

#include <math.h>

#include "vt-scene-paint.h"

#define PARTS 4       /* each column of pixels is looked at in so many places: steep wires need it */
#define LEVEL 0.3f    /* slope */

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

static Course
make_course (double x0, double x1)
{
  Course course = { .first = (int) floor (x0), .n = MAX ((int) ceil (x1) - (int) floor (x0), 1) };
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

      high[part] = CLAMP (middle - reach, 0.0f, image->height - 1.0f);
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

static gboolean
is_gap (int column, double scale)
{
  return fmod ((column + 0.5) / scale, VT_DASH_PERIOD) >= VT_DASH_LENGTH;
}

gboolean
vt_weight_raster_can (const VtSceneBundle *bundle)
{
  return bundle->to->rect.x - (bundle->from->rect.x + bundle->from->rect.w) >= 2.0 * VT_WIRE_BEND;
}

cairo_surface_t *
vt_weight_raster (const VtSceneBundle *bundle, const GArray *lines, const VtTheme *theme, double scale, int *x, int *y)
{
  const VtRect *bounds = &bundle->bounds;
  const int left = (int) floor (bounds->x * scale), top = (int) floor (bounds->y * scale);
  const int width = (int) ceil ((bounds->x + bounds->w) * scale) - left,
            height = (int) ceil ((bounds->y + bounds->h) * scale) - top;
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  const Image image = { cairo_image_surface_get_data (surface), cairo_image_surface_get_stride (surface), width,
                        height };
  Course course =
      make_course ((bundle->from->rect.x + bundle->from->rect.w) * scale - left, bundle->to->rect.x * scale - left);
  g_autofree float *coverage = g_new (float, height + 1);

  *x = left;
  *y = top;
  for (guint i = 0; i < lines->len && image.pixels != NULL; i++)
    {
      const VtWeightLine *line = &g_array_index (lines, VtWeightLine, i);
      Stroke stroke = {
        .y = (float) (line->y0 * scale - top),
        .dy = (float) ((line->y1 - line->y0) * scale),
        .half = (float) (vt_weight_width (line->size) * scale / 2.0),
      };

      const gboolean is_dashed = theme->is_contrasted && !line->is_positive;

      set_colour (&stroke, line->is_positive ? &theme->positive : &theme->negative, vt_weight_alpha (line->size));
      for (int column = 0; column < course.n; column++)
        if (course.first + column >= 0 && course.first + column < width && !(is_dashed && is_gap (column, scale)))
          draw_column (&image, &course, &stroke, column, course.first + column, coverage);
    }
  cairo_surface_mark_dirty (surface);
  g_free (course.rise);
  g_free (course.slope);
  return surface;
}
