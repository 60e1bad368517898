/* Matrix products of sizes that are too small for cblas_sgemm to pay, without packing and without memory of their own. */
#pragma once

#include <glib.h>

/* c[i, j] = start[j] + Σ_k a[i, k] b[k, j], i < m, j < n, k summed in rising order. Rows of b, c and start lie close;
 * a may be walked in any direction. */
typedef struct
{
  gsize m, n, k;
  const float *a;
  gsize a_row, a_column;   /* steps from i to i + 1 and from k to k + 1 */
  const float *b;
  gsize b_row;
  float *c;
  gsize c_row;
  const float *start;      /* NULL: 0 */
} NnProduct;

void nn_product   (const NnProduct *product);
void nn_transpose (float *out, const float *in, gsize rows, gsize columns);   /* out is columns × rows */
