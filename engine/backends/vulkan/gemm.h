/* Products of matrices and sums of rows, as kernels of several operations record them. */
#pragma once

#include "dispatch.h"

G_BEGIN_DECLS

/* C = A B [+ bias]: A [m][k], B [k][n], C [m][n], `count` of each, which may begin at any number of a block. They may lie in groups:
 * the heads of an example, say, in each step beside each other. */
typedef struct
{
  gsize m, n, k;
  gconstpointer a, b;
  gconstpointer bias;             /* [n], added to every row; NULL: none */
  gpointer c;
  gsize a_row, b_row, c_row;      /* numbers from one row in memory to the next */
  gboolean a_turned, b_turned;    /* lies in memory as [k][m], as [n][k] */
  gsize count;                    /* products in all; 0: as 1 */
  gsize inner;                    /* of a group; 0: as 1 */
  gsize a_next, b_next, c_next;   /* numbers from one group to the next; 0: the same for all */
  gsize a_inner, b_inner, c_inner;   /* and from one product of a group to the next */
  gpointer scratch;               /* as nn_gemm_scratch() says for m, n and k */
} NnGemm;

void  nn_gemm         (const NnRun *run, const NnGemm *gemm);
gsize nn_gemm_scratch (gsize m, gsize n, gsize k, gsize count);   /* numbers */

/* How a product of matrices is cut into tiles, as shaders/common/tiles.glsl finds them: what a group finds, how far it reaches at a
 * time, and what an invocation finds of it. */
typedef struct
{
  guint m, n, k, own_m, own_n;
} NnTile;

#define NN_TILE_CONSTANTS 6   /* that it takes; a shader's own come behind them */

/* What takes the least time where so many are found side by side: large ones, unless there are few or much of them is edge. */
const NnTile *nn_tile_choose (gsize m, gsize n, gsize count, guint enough);
gsize  nn_tile_count     (const NnTile *tile, gsize m, gsize n, gsize count);
/* Sets a dispatch's constants for the tile, or where the driver does not take that, for a smaller one. Returns which. */
const NnTile *nn_tile_set (const NnRun *run, NnDispatch *dispatch, const NnTile *tile);
guint  nn_tiles_enough   (const NnRun *run);   /* tiles that keep its device busy */

/* sum [n] of the rows of x [rows][n]. */
void  nn_record_sum_rows  (const NnRun *run, gpointer sum, gconstpointer x, gsize rows, gsize n, gpointer scratch);
gsize nn_sum_rows_scratch (gsize rows, gsize n);   /* numbers */

G_END_DECLS
