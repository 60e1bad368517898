/* Products with rows that are nearly all zeros, as letters with a number for each of the alphabet are: only the others are
 * multiplied. Sums are taken in the order of nn_product(), so a row gives the same bits either way, but for an endless or
 * undefined weight, which a zero would have made undefined. */
#pragma once

#include <glib.h>

typedef struct
{
  gsize rows, n_in, n_out;
  const float *x;          /* [rows][n_in] */
  gsize y_row;             /* numbers from one row of y to the next */
} NnSparse;

/* Whether it is worth it: few numbers are not 0, and each meets enough weights. */
gboolean nn_sparse_is_worth (const NnSparse *sparse);

void     nn_sparse_forward  (const NnSparse *sparse, const float *w, const float *b, float *y);   /* y = x Wᵀ + b; w is [n_out][n_in]; b NULL: 0 */
void     nn_sparse_weight   (const NnSparse *sparse, const float *dy, float *dw);                /* dW = dyᵀ x; dy is [rows][n_out] */
