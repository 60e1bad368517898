/* Matrix products of sizes that are too small for cblas_sgemm to pay, without packing and without memory of their own.
 * Every sum is taken in an order that depends on nothing but the sizes. */
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

#define NN_DOTS_K 16

void nn_product   (const NnProduct *product);
void nn_dots      (const NnProduct *product);   /* the same with b turned over: b_row steps from j to j + 1, a_column is 1; k is at least NN_DOTS_K */
void nn_sum_rows  (float *out, const float *in, gsize rows, gsize columns);
void nn_transpose (float *out, const float *in, gsize rows, gsize columns);   /* out is columns × rows */
