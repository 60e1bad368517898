/* How a dot of an enlarged picture is mixed from two of the small one, in one direction. */
#pragma once

#include "op.h"

G_BEGIN_DECLS

#define NN_UPSAMPLE_SMOOTH 2   /* arg: mixed, not repeated; before it stand the factors down and across */

typedef struct
{
  gint64 dot[2];
  double share[2];             /* they add up to 1 */
} NnUpsampleMix;

NnUpsampleMix nn_upsample_mix (const double *arg, guint direction, gint64 in, gint64 o);

G_END_DECLS
