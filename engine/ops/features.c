/* Features: of a point (x, y) those of engine/ops/point-features.h whose bits are set in arg[0], in the table's order. */
#include "point-features.h"

#include "op-rows.h"
#include "text.h"

#include <math.h>

#define TURN 5.0   /* of the waves */

static double
x_value (double x, double y)
{
  return x;
}

static void
x_slope (double x, double y, double *by_x, double *by_y)
{
  *by_x = 1;
  *by_y = 0;
}

static double
y_value (double x, double y)
{
  return y;
}

static void
y_slope (double x, double y, double *by_x, double *by_y)
{
  *by_x = 0;
  *by_y = 1;
}

static double
x2_value (double x, double y)
{
  return x * x;
}

static void
x2_slope (double x, double y, double *by_x, double *by_y)
{
  *by_x = 2 * x;
  *by_y = 0;
}

static double
y2_value (double x, double y)
{
  return y * y;
}

static void
y2_slope (double x, double y, double *by_x, double *by_y)
{
  *by_x = 0;
  *by_y = 2 * y;
}

static double
xy_value (double x, double y)
{
  return x * y;
}

static void
xy_slope (double x, double y, double *by_x, double *by_y)
{
  *by_x = y;
  *by_y = x;
}

static double
sin_x_value (double x, double y)
{
  return sin (TURN * x);
}

static void
sin_x_slope (double x, double y, double *by_x, double *by_y)
{
  *by_x = TURN * cos (TURN * x);
  *by_y = 0;
}

static double
sin_y_value (double x, double y)
{
  return sin (TURN * y);
}

static void
sin_y_slope (double x, double y, double *by_x, double *by_y)
{
  *by_x = 0;
  *by_y = TURN * cos (TURN * y);
}

const NnFeature nn_features[NN_N_FEATURES] = {
  { "x", "x", x_value, x_slope },
  { "y", "y", y_value, y_slope },
  { "x2", "x²", x2_value, x2_slope },
  { "y2", "y²", y2_value, y2_slope },
  { "xy", "xy", xy_value, xy_slope },
  { "sin_x", "sin 5x", sin_x_value, sin_x_slope },
  { "sin_y", "sin 5y", sin_y_value, sin_y_slope },
};

guint
nn_features_count (guint bits)
{
  guint n = 0;

  for (guint i = 0; i < NN_N_FEATURES; i++)
    n += bits >> i & 1;
  return n;
}

static gboolean
shape (const double *arg, const NnShape *in, guint n_in, NnShape *out, GError **error)
{
  const guint n = nn_features_count ((guint) arg[0]);

  if (nn_shape_size (&in[0]) != 2 || n == 0)
    {
      g_autofree char *got = nn_shape_to_string (&in[0]);

      g_set_error (error, NN_ERROR, NN_ERROR_NETWORK,
                   _("Features are made of the two numbers of a point, not of %s, and at least one must be chosen."), got);
      return FALSE;
    }
  out[0] = NN_SHAPE (n);
  return TRUE;
}

static void
forward (const NnStep *step, const NnRun *run)
{
  const guint bits = (guint) step->arg[0];
  const double *point = step->in[0].data;
  double *out = step->out[0].data;

  for (guint row = 0; row < run->rows; row++, point += 2)
    for (guint i = 0; i < NN_N_FEATURES; i++)
      if (bits >> i & 1)
        *out++ = nn_features[i].value (point[0], point[1]);
}

static void
backward (const NnStep *step, const NnRun *run)
{
  const guint bits = (guint) step->arg[0];
  const double *point = step->in[0].data, *dy = step->d_out[0].data;
  double *dx = step->d_in[0].data;

  for (guint row = 0; row < run->rows && dx != NULL; row++, point += 2, dx += 2)
    {
      dx[0] = dx[1] = 0;
      for (guint i = 0; i < NN_N_FEATURES; i++)
        if (bits >> i & 1)
          {
            double by_x, by_y;

            nn_features[i].slope (point[0], point[1], &by_x, &by_y);
            dx[0] += *dy * by_x;
            dx[1] += *dy++ * by_y;
          }
    }
}

const NnOp nn_op_features = {
  .id = "features",
  .n_in = 1,
  .n_out = 1,
  .reads_in = NN_OPERAND (0),
  .shape = shape,
  .reference = { forward, backward },
};
