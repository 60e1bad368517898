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
  double worst_moved;    /* of a device: how far the loss that it computes, where this weight is moved along the gradient that it
                          * computes, is from what that says, relative to it; NaN: the fast back end is the processor's */
} NnGradientRow;

/* On one batch of the data, dropout with a fixed mask. `device`: where the back end records. NN_ERROR_MEMORY, NN_ERROR_DEVICE.
 * (transfer full) array of NnGradientRow, by layer. */
GArray *nn_gradient_check (const NnNetwork *network, NnDataset *dataset, const NnBackend *backend, NnDevice *device, GError **error);

/* NN_ERROR_NETWORK for the first weight whose gradient is off by more than rounding explains: what double precision and single
 * precision leave, with room for deep and saturated networks. */
#define NN_GRADIENT_TOLERANCE 1e-4
#define NN_GRADIENT_TOLERANCE_FAST 1e-4
#define NN_GRADIENT_TOLERANCE_MOVED 1e-2   /* a difference of two losses in single precision is worth no more */

gboolean nn_gradient_judge (const GArray *rows, GError **error);

G_END_DECLS
