/* What the pools share: a window that looks at each channel alone. */
#pragma once

#include "window.h"

G_BEGIN_DECLS

enum
{
  NN_POOL_KERNEL = NN_WINDOW_N_ARGS,   /* dots of the window: down, across; 0: as many as the picture has */
  NN_POOL_COUNTS_PADDING = NN_POOL_KERNEL + 2,   /* an average divides by the padding it covers too */
};

/* One channel's window: from dots first[i] to end[i], in steps of the dilation, all inside the picture. */
typedef struct
{
  gint64 first[2], end[2];
} NnPoolPlace;

typedef struct
{
  NnAxis axis[2];
  gint64 channels;
} NnPooling;

NnPooling   nn_pooling       (const double *arg, const NnShape *in);
NnPoolPlace nn_pooling_place (const NnPooling *pooling, gint64 oy, gint64 ox);
double      nn_pooling_share (const NnPooling *pooling, const double *arg, gint64 oy, gint64 ox);   /* of a dot in an average */
gboolean    nn_pooling_shape (const double *arg, const NnShape *in, guint n_in, NnShape *out, GError **error);

G_END_DECLS
