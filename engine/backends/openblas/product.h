/* Matrix products without packing and without memory of their own, which is faster than cblas_sgemm until the matrices
 * outgrow the cache. Every sum is taken in an order that depends on nothing but the sizes. */
#pragma once

#include <glib.h>

/* nn_product: c[i, j] = start[j] + Σ_k a[i, k] b[k, j], i < m, j < n, k summed in rising order. Numbers of a row of
 * b, c and start lie side by side; a may be walked in any direction. nn_dots: c[i, j] = start[j] + Σ_k a[i, k] b[j,
 * k]: rows of a with rows of b, numbers of both side by side, so that a_column is 1 and not read. */
typedef struct
{
  gsize m, n, k;
  const float *a;
  gsize a_row, a_column;   /* steps from i to i + 1 and from k to k + 1 */
  const float *b;
  gsize b_row;             /* step to the next row of b */
  float *c;
  gsize c_row;
  const float *start;      /* NULL: 0 */
  gboolean more;           /* nn_product: added to what c holds, in place of start */
} NnProduct;

#define NN_DOTS_K 16       /* the least k of nn_dots () */

void nn_product (const NnProduct *product);
void nn_dots    (const NnProduct *product);
