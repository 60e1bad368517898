/* Linear; formulas in engine/ops/linear.c. Small products run on our own tiles, where a call of cblas_sgemm would cost more
 * than the arithmetic; large ones on OpenBLAS. */
#include "kernels.h"
#include "product.h"
#include "vector.h"

#include <cblas.h>
#include <string.h>

#define SMALL_WORK 65536       /* multiplications up to which our own tiles are faster */
#define SMALL_WEIGHT 4096      /* numbers of a weight that is turned over on the stack */

typedef struct
{
  gsize rows, n_in, n_out;
  const float *x, *w, *b, *dy;
} Linear;

static Linear
linear (const NnStep *step, const NnRun *run)
{
  const gsize n_in = step->in[1].shape.dim[1];

  return (Linear) {
    .rows = step->in[0].size == n_in ? run->rows : run->rows * (step->in[0].size / n_in),
    .n_in = n_in,
    .n_out = step->in[1].shape.dim[0],
    .x = step->in[0].data,
    .w = step->in[1].data,
    .b = step->in[2].data,
    .dy = step->d_out[0].data,
  };
}

static gboolean
is_small (const Linear *l)
{
  return l->rows * l->n_in * l->n_out <= SMALL_WORK && l->n_in * l->n_out <= SMALL_WEIGHT;
}

/* y = x Wᵀ + b, over the columns of Wᵀ. */
static void
small_forward (const Linear *l, float *y)
{
  float turned[SMALL_WEIGHT];

  if (l->n_out > 1)
    nn_transpose (turned, l->w, l->n_out, l->n_in);
  nn_product (&(NnProduct) {
    .m = l->rows, .n = l->n_out, .k = l->n_in,
    .a = l->x, .a_row = l->n_in, .a_column = 1,
    .b = l->n_out > 1 ? turned : l->w, .b_row = l->n_out,
    .c = y, .c_row = l->n_out,
    .start = l->b,
  });
}

/* dx = dy W, over the columns of W. */
static void
small_input (const Linear *l, float *dx)
{
  nn_product (&(NnProduct) {
    .m = l->rows, .n = l->n_in, .k = l->n_out,
    .a = l->dy, .a_row = l->n_out, .a_column = 1,
    .b = l->w, .b_row = l->n_in,
    .c = dx, .c_row = l->n_in,
  });
}

/* dW = dyᵀ x, over the columns of x; or dWᵀ = xᵀ dy where there are too few of those to fill a vector. */
static void
small_weight (const Linear *l, float *dw)
{
  const gboolean turn = l->n_in < 8 && l->n_in < l->n_out;
  float turned[SMALL_WEIGHT];

  if (!turn)
    {
      nn_product (&(NnProduct) {
        .m = l->n_out, .n = l->n_in, .k = l->rows,
        .a = l->dy, .a_row = 1, .a_column = l->n_out,
        .b = l->x, .b_row = l->n_in,
        .c = dw, .c_row = l->n_in,
      });
      return;
    }
  nn_product (&(NnProduct) {
    .m = l->n_in, .n = l->n_out, .k = l->rows,
    .a = l->x, .a_row = 1, .a_column = l->n_in,
    .b = l->dy, .b_row = l->n_out,
    .c = turned, .c_row = l->n_out,
  });
  nn_transpose (dw, turned, l->n_in, l->n_out);
}

/* db = Σ dy: a product with a row of ones, which is one 1 walked on the spot. */
static void
sum_rows (const Linear *l, float *db)
{
  static const float one = 1.0f;

  nn_product (&(NnProduct) {
    .m = 1, .n = l->n_out, .k = l->rows,
    .a = &one,
    .b = l->dy, .b_row = l->n_out,
    .c = db, .c_row = l->n_out,
  });
}

static void
large_forward (const Linear *l, float *y)
{
  for (gsize r = 0; l->b != NULL && r < l->rows; r++)
    memcpy (y + r * l->n_out, l->b, l->n_out * sizeof (float));
  cblas_sgemm (CblasRowMajor, CblasNoTrans, CblasTrans, l->rows, l->n_out, l->n_in,
               1.0f, l->x, l->n_in, l->w, l->n_in, l->b != NULL ? 1.0f : 0.0f, y, l->n_out);
}

static void
large_input (const Linear *l, float *dx)
{
  cblas_sgemm (CblasRowMajor, CblasNoTrans, CblasNoTrans, l->rows, l->n_in, l->n_out,
               1.0f, l->dy, l->n_out, l->w, l->n_in, 0.0f, dx, l->n_in);
}

static void
large_weight (const Linear *l, float *dw)
{
  cblas_sgemm (CblasRowMajor, CblasTrans, CblasNoTrans, l->n_out, l->n_in, l->rows,
               1.0f, l->dy, l->n_out, l->x, l->n_in, 0.0f, dw, l->n_in);
}

static void
forward (const NnStep *step, const NnRun *run)
{
  const Linear l = linear (step, run);

  if (is_small (&l))
    small_forward (&l, step->out[0].data);
  else
    large_forward (&l, step->out[0].data);
}

static void
backward (const NnStep *step, const NnRun *run)
{
  const Linear l = linear (step, run);
  const gboolean small = is_small (&l);

  if (step->d_in[0].data != NULL)
    (small ? small_input : large_input) (&l, step->d_in[0].data);
  if (step->d_in[1].data != NULL)
    (small ? small_weight : large_weight) (&l, step->d_in[1].data);
  if (step->d_in[2].data != NULL)
    sum_rows (&l, step->d_in[2].data);
}

const NnKernel nn_openblas_linear = { forward, backward };
