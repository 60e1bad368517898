/* Finite-difference check of every weight's gradient in a network: the proof a student can run. */
#pragma once

#include "trainer.h"

G_BEGIN_DECLS

typedef struct
{
  guint layer;
  char *name;            /* "dense_1.weight" */
  gsize n, checked;      /* numbers in it; how many were checked: all, up to a limit that is lower for large networks, then drawn by the recipe's seed; 0: another weight was drawn */
  double worst;          /* largest relative error: double back-propagation against central differences in double; a gradient
                          * far below the largest of its layer counts as a thousandth of that */
  double worst_fast;     /* largest error of the fast back end's gradient against the double one, relative to the largest in its layer */
} NnGradientRow;

/* On one batch of the data, dropout with a fixed mask. (transfer full) array of NnGradientRow, by layer. */
GArray *nn_gradient_check (const NnNetwork *network, NnDataset *dataset, const NnBackend *backend, GError **error);

/* NN_ERROR_NETWORK for the first weight whose gradient is off by more than rounding explains: what double precision and single
 * precision leave, with room for deep and saturated networks. */
#define NN_GRADIENT_TOLERANCE 1e-4
#define NN_GRADIENT_TOLERANCE_FAST 1e-4

gboolean nn_gradient_judge (const GArray *rows, GError **error);

G_END_DECLS
