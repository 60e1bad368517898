/* A window that slides over a picture, height × width × channels, as convolutions and pools have it. Their arguments
 * begin alike: */
#pragma once

#include "op.h"

G_BEGIN_DECLS

enum
{
  NN_WINDOW_STRIDE = 0,      /* steps between two places: down, across */
  NN_WINDOW_BEFORE = 2,      /* rows and columns added before the picture … */
  NN_WINDOW_AFTER = 4,       /* … and after it */
  NN_WINDOW_DILATION = 6,    /* steps between two dots of the window: down, across */
  NN_WINDOW_N_ARGS = 8,
};

/* One direction of it: down or across. */
typedef struct
{
  gint64 in, out;            /* dots of the picture; places of the window */
  gint64 kernel, stride, before, after, dilation;
} NnAxis;

NnAxis   nn_window_axis   (const double *arg, guint direction, gint64 in, gint64 kernel);   /* out is below 1 where nothing fits */
gint64   nn_axis_span     (const NnAxis *axis);   /* dots that the window spans */

/* FALSE, and a sentence, if the window fits nowhere. */
gboolean nn_window_fits   (const NnAxis axis[2], GError **error);

/* Which dot lies under tap k of the window at place o; below 0 or not below `in` where it is padding. */
static inline gint64
nn_axis_dot (const NnAxis *axis, gint64 o, gint64 k)
{
  return o * axis->stride + k * axis->dilation - axis->before;
}

static inline gboolean
nn_axis_has (const NnAxis *axis, gint64 dot)
{
  return dot >= 0 && dot < axis->in;
}

G_END_DECLS
