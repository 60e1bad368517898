#include "picture.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <math.h>
#include <string.h>

#include "text.h"

#define MAX_SIDE 1024        /* larger pictures are reduced to this while they are read */
#define LEVELS 256
#define INK_BOX (20.0 / 28)  /* of the network's picture */
#define MAX_GAIN 3.0f

/* Numbers from 0 to 1, row by row, the channels of a pixel together. */
typedef struct
{
  int width, height, channels;
  float *v;
} Plane;

/* A rectangle of a plane, in its pixels; it may reach beyond. */
typedef struct
{
  double left, top, step;   /* step: pixels of the plane for one of the result */
} Window;

static gboolean
check_shape (const NnShape *shape, GError **error)
{
  g_autofree char *words = NULL;

  if (shape->rank == 3 && (shape->dim[2] == 1 || shape->dim[2] == 3))
    return TRUE;
  words = nn_shape_in_words (shape);
  g_set_error (error, NN_ERROR, NN_ERROR_DATA, _ ("The network takes %s, not a grey or coloured picture."), words);
  return FALSE;
}

static GdkPixbuf *
read_file (const char *path, GError **error)
{
  g_autofree char *name = g_filename_display_name (path);
  g_autoptr (GError) cause = NULL;
  g_autoptr (GdkPixbuf) raw = NULL;
  int width, height;

  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    g_set_error (error, NN_ERROR, NN_ERROR_DATA, _ ("There is no picture “%s”."), name);
  else if (gdk_pixbuf_get_file_info (path, &width, &height) == NULL)
    g_set_error (error, NN_ERROR, NN_ERROR_FORMAT,
                 _ ("“%s” is not a picture that can be read. Save it as PNG or JPEG."), name);
  else if ((gint64) width * height > NN_PICTURE_MAX_PIXELS)
    g_set_error (error, NN_ERROR, NN_ERROR_DATA, _ ("“%s” is too large: %d × %d pixels. Make it smaller."), name, width,
                 height);
  else if (width > MAX_SIDE || height > MAX_SIDE)
    raw = gdk_pixbuf_new_from_file_at_size (path, MAX_SIDE, MAX_SIDE, &cause);
  else
    raw = gdk_pixbuf_new_from_file (path, &cause);
  if (cause != NULL)
    g_set_error (error, NN_ERROR, NN_ERROR_FORMAT, _ ("“%s” cannot be read: %s."), name, cause->message);
  return raw != NULL ? gdk_pixbuf_apply_embedded_orientation (raw) : NULL;
}

static Plane
new_plane (const GdkPixbuf *pixbuf, int channels)
{
  const int width = gdk_pixbuf_get_width (pixbuf), height = gdk_pixbuf_get_height (pixbuf);
  const int samples = gdk_pixbuf_get_n_channels (pixbuf);   /* 3, or 4 with opacity */
  const gsize stride = gdk_pixbuf_get_rowstride (pixbuf);
  const guint8 *pixels = gdk_pixbuf_read_pixels (pixbuf);
  Plane plane = { width, height, channels, g_new (float, (gsize) width * height * channels) };
  float *v = plane.v;

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      {
        const guint8 *p = pixels + y * stride + (gsize) x * samples;
        const float opacity = samples == 4 ? p[3] / 255.0f : 1;
        float rgb[3];

        for (guint c = 0; c < 3; c++)
          rgb[c] = opacity * p[c] / 255.0f + 1 - opacity;
        if (channels == 3)
          memcpy (v, rgb, sizeof rgb);
        else
          *v = 0.299f * rgb[0] + 0.587f * rgb[1] + 0.114f * rgb[2];
        v += channels;
      }
  return plane;
}

static gboolean
is_rim (const Plane *plane, int x, int y)
{
  return x == 0 || y == 0 || x == plane->width - 1 || y == plane->height - 1;
}

/* The share of the rim that is lighter than a level. */
static double
light_rim (const Plane *plane, float level)
{
  gsize n = 0, light = 0;

  for (int y = 0; y < plane->height; y++)
    for (int x = 0; x < plane->width; x++)
      if (is_rim (plane, x, y))
        {
          n++;
          light += plane->v[(gsize) y * plane->width + x] > level;
        }
  return (double) light / n;
}

static void
invert (Plane *plane)
{
  for (gsize i = 0; i < (gsize) plane->width * plane->height; i++)
    plane->v[i] = 1 - plane->v[i];
}

/* Otsu's level: it parts the pixels into dark and light so that the two differ most, weighted by their numbers. Also
 * the mean of either part and the share of the light one. */
static void
part_levels (const Plane *plane, float *level, float *dark, float *light, double *share)
{
  const gsize n = (gsize) plane->width * plane->height;
  guint64 count[LEVELS] = { 0 };
  double sum = 0, below = 0, sum_below = 0, best = -1;

  for (gsize i = 0; i < n; i++)
    count[(int) (CLAMP (plane->v[i], 0, 1) * (LEVELS - 1) + 0.5f)]++;
  for (guint k = 0; k < LEVELS; k++)
    sum += (double) k * count[k];
  *level = *dark = *light = (float) (sum / n / (LEVELS - 1));
  *share = 0;
  for (guint k = 0; k + 1 < LEVELS; k++)
    {
      double dark_mean, light_mean, contrast;

      below += count[k];
      sum_below += (double) k * count[k];
      if (below == 0 || below == n)
        continue;
      dark_mean = sum_below / below;
      light_mean = (sum - sum_below) / (n - below);
      contrast = below * (n - below) * (light_mean - dark_mean) * (light_mean - dark_mean);
      if (contrast <= best)
        continue;
      best = contrast;
      *level = (k + 0.5f) / (LEVELS - 1);
      *dark = (float) dark_mean / (LEVELS - 1);
      *light = (float) light_mean / (LEVELS - 1);
      *share = 1 - below / n;
    }
}

/* The mean of n numbers that lie `stride` apart. */
static double
mean_along (const float *v, int n, gsize stride)
{
  double sum = 0;

  for (int i = 0; i < n; i++)
    sum += v[i * stride];
  return sum / n;
}

/* Light falls on a sheet from one side: takes away the slope, in both directions, that the sides of the rim show. */
static void
flatten_ground (Plane *plane)
{
  const int width = plane->width, height = plane->height;
  const float *v = plane->v, *last_row = v + (gsize) width * (height - 1);
  const double left = mean_along (v, height, width), right = mean_along (v + width - 1, height, width);
  const double top = mean_along (v, width, 1), bottom = mean_along (last_row, width, 1);
  const double across = (right - left) / MAX (1, width - 1), down = (bottom - top) / MAX (1, height - 1);

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      plane->v[(gsize) y * width + x] -= (float) (across * (x - (width - 1) / 2.0) + down * (y - (height - 1) / 2.0));
}

/* The ink of a white-on-black plane that shows ink on an empty ground, as a plane (its numbers transfer full) in which
 * the ground is 0 and the ink 1; FALSE if it shows something else. */
static gboolean
find_ink (const Plane *plane, Plane *ink)
{
  const gsize n = (gsize) plane->width * plane->height;
  Plane flat = { plane->width, plane->height, 1, g_memdup2 (plane->v, n * sizeof *plane->v) };
  float level, dark, light;
  double share;

  flatten_ground (&flat);
  part_levels (&flat, &level, &dark, &light, &share);
  if (share == 0 || share > 0.4 || light - dark < 0.15f || light_rim (&flat, level) > 0.02)
    {
      g_free (flat.v);
      return FALSE;
    }
  dark += 0.3f * (light - dark);   /* paper's grain and shadows stay below */
  for (gsize i = 0; i < n; i++)
    flat.v[i] = CLAMP ((flat.v[i] - dark) / (light - dark), 0, 1);
  *ink = flat;
  return TRUE;
}

/* The window that shows the whole plane. */
static Window
frame_whole (const Plane *plane, int width, int height)
{
  const double step = MAX ((double) plane->width / width, (double) plane->height / height);

  return (Window) { (plane->width - step * width) / 2, (plane->height - step * height) / 2, step };
}

/* The window in which the ink's box takes INK_BOX and its centre of mass is the middle of the middle pixel. */
static Window
frame_ink (const Plane *plane, int width, int height)
{
  int left = plane->width, right = 0, top = plane->height, bottom = 0;
  double mass = 0, x_sum = 0, y_sum = 0, step;

  for (int y = 0; y < plane->height; y++)
    for (int x = 0; x < plane->width; x++)
      {
        const float ink = plane->v[(gsize) y * plane->width + x];

        mass += ink;
        x_sum += ink * (x + 0.5);
        y_sum += ink * (y + 0.5);
        if (ink < 0.5f)
          continue;
        left = MIN (left, x);
        right = MAX (right, x + 1);
        top = MIN (top, y);
        bottom = MAX (bottom, y + 1);
      }
  step = MAX ((right - left) / (INK_BOX * width), (bottom - top) / (INK_BOX * height));
  return (Window) { x_sum / mass - step * (width / 2 + 0.5), y_sum / mass - step * (height / 2 + 0.5), step };
}

/* The mean of a plane's channel over a rectangle; beyond the plane lies 0. */
static float
mean_of (const Plane *plane, int channel, double left, double top, double step)
{
  const int first_x = MAX (0, (int) floor (left)), end_x = MIN (plane->width, (int) ceil (left + step));
  const int first_y = MAX (0, (int) floor (top)), end_y = MIN (plane->height, (int) ceil (top + step));
  double sum = 0;

  for (int y = first_y; y < end_y; y++)
    for (int x = first_x; x < end_x; x++)
      {
        const double wide = MIN (x + 1, left + step) - MAX (x, left);
        const double high = MIN (y + 1, top + step) - MAX (y, top);

        sum += wide * high * plane->v[((gsize) y * plane->width + x) * plane->channels + channel];
      }
  return (float) MIN (sum / (step * step), 1);
}

static void
sample (const Plane *plane, const Window *window, int width, int height, float *out)
{
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      for (int c = 0; c < plane->channels; c++)
        *out++ = mean_of (plane, c, window->left + x * window->step, window->top + y * window->step, window->step);
}

/* Thin strokes pale when they are reduced. */
static void
brighten (float *v, gsize n)
{
  float most = 1 / MAX_GAIN;

  for (gsize i = 0; i < n; i++)
    most = MAX (most, v[i]);
  for (gsize i = 0; i < n; i++)
    v[i] /= most;
}

/* A white-on-black plane larger than the result. */
static gboolean
sample_drawing (const Plane *plane, int width, int height, float *out)
{
  Plane ink;
  Window window;

  if (!find_ink (plane, &ink))
    return FALSE;
  window = frame_ink (&ink, width, height);
  sample (&ink, &window, width, height, out);
  brighten (out, (gsize) width * height);
  g_free (ink.v);
  return TRUE;
}

gboolean
nn_picture_load (const char *path, const NnShape *shape, float *out, GError **error)
{
  g_autoptr (GdkPixbuf) pixbuf = NULL;
  const int height = (int) shape->dim[0], width = (int) shape->dim[1], channels = (int) shape->dim[2];
  Plane plane;
  Window whole;

  if (!check_shape (shape, error) || (pixbuf = read_file (path, error)) == NULL)
    return FALSE;
  plane = new_plane (pixbuf, channels);
  if (channels == 1 && light_rim (&plane, 0.5f) > 0.5)
    invert (&plane);
  whole = frame_whole (&plane, width, height);
  if (channels == 3 || whole.step <= 1 || !sample_drawing (&plane, width, height, out))
    sample (&plane, &whole, width, height, out);
  g_free (plane.v);
  return TRUE;
}

void
nn_picture_from_ink (const float *ink, int width, int height, const NnShape *shape, float *out)
{
  const Plane plane = { width, height, 1, (float *) ink };
  const int rows = (int) shape->dim[0], columns = (int) shape->dim[1];
  float most = 0;
  Window window;

  for (gsize i = 0; i < (gsize) width * height; i++)
    most = MAX (most, ink[i]);
  if (most < 0.5f)   /* no box to frame */
    {
      memset (out, 0, (gsize) rows * columns * sizeof *out);
      return;
    }
  window = frame_ink (&plane, columns, rows);
  sample (&plane, &window, columns, rows, out);
  brighten (out, (gsize) rows * columns);
}
