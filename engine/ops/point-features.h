/* What can be made of a point on the plane before a network sees it, as TensorFlow Playground has it. Its plane goes from −5 to 5
 * where ours goes from −1 to 1: the waves are as many. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define NN_N_FEATURES 7
#define NN_FEATURES_PLAIN 0x3u   /* as bits: x and y, the point as it is */

typedef struct
{
  const char *id;      /* "x2": of the switch */
  const char *title;   /* as it is written, "x²" */
  double (*value) (double x, double y);
  void (*slope) (double x, double y, double *by_x, double *by_y);
} NnFeature;

extern const NnFeature nn_features[NN_N_FEATURES];

guint nn_features_count (guint bits);

G_END_DECLS
