/**
 * NnShape:
 *
 * The sizes of a block of numbers, outermost first, without the batch: a picture is height × width × channels,
 * a list of numbers has rank 1, a single number is a list of one. A plain value; copy it freely.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define NN_MAX_RANK 4

typedef struct
{
  guint rank;               /* 1 to NN_MAX_RANK; 0 is "not known" */
  gint64 dim[NN_MAX_RANK];  /* each 1 or more */
} NnShape;

/* NN_SHAPE (28, 28, 1) */
#define NN_SHAPE(...) \
  ((NnShape) { sizeof ((gint64[]) { __VA_ARGS__ }) / sizeof (gint64), { __VA_ARGS__ } })

gint64   nn_shape_size      (const NnShape *shape);   /* how many numbers; G_MAXINT64 when that overflows, 0 when not known */
gboolean nn_shape_equal     (const NnShape *a, const NnShape *b);
char    *nn_shape_to_string (const NnShape *shape);   /* (transfer full) "28×28×1"; "8" for a list; "?" when not known */
char    *nn_shape_in_words  (const NnShape *shape);   /* (transfer full) translated: "28×28×1", "8 numbers", "1 number" */

G_END_DECLS
