/* What operations that join values share. */
#pragma once

#include "op.h"

G_BEGIN_DECLS

/* All operands have the same shape, and so has the result. */
gboolean nn_merge_shape (const double *arg, const NnShape *in, guint n_in, NnShape *out, GError **error);

/* A block seen along one axis: `outer` times a run of dim[axis] items of `inner` numbers. */
typedef struct
{
  gsize outer, length, inner;
} NnAlong;

NnAlong nn_along (const NnShape *shape, guint axis);

G_END_DECLS
