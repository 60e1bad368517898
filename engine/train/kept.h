/**
 * NnKept:
 *
 * Which numbers of a weight were there before units became more or fewer, in its layer or in those before it: unit k is still unit k,
 * and so is what comes from it, though it was laid out in a row or put beside others on the way.
 *
 * Thread-safety: one thread at a time.
 */
#pragma once

#include "graph.h"

G_BEGIN_DECLS

typedef struct
{
  GArray *rows, *columns;   /* gint: which of the former weight it is; −1: it is new */
  gsize former_columns;
  gsize size;               /* numbers in each column of a row: a window's */
} NnKept;

/* FALSE, and nothing to clear: they have nothing in common. */
gboolean nn_kept_find  (NnKept *kept, const NnGraph *graph, guint weight, const NnGraph *former, guint former_weight);
void     nn_kept_clear (NnKept *kept);
void     nn_kept_copy  (const NnKept *kept, float *to, const float *from);   /* what is new stays as it is */

G_END_DECLS
